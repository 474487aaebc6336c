"""Inflections of one word brought to one stem, per language (Snowball).

Stems merge unrelated words too (``important`` and ``import``), so a rule asks for them phrase by
phrase and names never use them.
"""

from __future__ import annotations

from typing import Final

import Stemmer

ALGORITHMS: Final = {
    "ar": "arabic", "ca": "catalan", "da": "danish", "de": "german", "el": "greek",
    "en": "english", "es": "spanish", "eu": "basque", "fi": "finnish", "fr": "french",
    "ga": "irish", "hi": "hindi", "hu": "hungarian", "hy": "armenian", "id": "indonesian",
    "it": "italian", "lt": "lithuanian", "ne": "nepali", "nl": "dutch", "no": "norwegian",
    "nb": "norwegian", "nn": "norwegian", "pt": "portuguese", "ro": "romanian", "ru": "russian",
    "sr": "serbian", "sv": "swedish", "ta": "tamil", "tr": "turkish", "yi": "yiddish",
}  # fmt: skip

# A word in a script that the text's language is not written in, as all of them are where a text
# does not say its language, is read as the language of most who write in it.
_SCRIPTS: Final = (
    ("\u0370", "\u03ff", ("greek",)),
    ("\u0400", "\u052f", ("russian", "serbian")),
    ("\u0530", "\u058f", ("armenian",)),
    ("\u0600", "\u06ff", ("arabic",)),
    ("\u0900", "\u097f", ("hindi", "nepali")),
    ("\u0b80", "\u0bff", ("tamil",)),
)
_MOST: Final = 200_000


def algorithm(language: str) -> str:
    """Return what Snowball calls the language of a primary tag; English where it knows none."""
    return ALGORITHMS.get(language, "english")


class Stems:
    """Stems of folded words of one language; remembers what it has seen, within bounds.

    ``name`` is what :func:`algorithm` returned.
    """

    def __init__(self, name: str) -> None:
        self._stemmer = Stemmer.Stemmer(name, 0)
        self._scripts = [
            (first, last, self._stemmer if name in names else Stemmer.Stemmer(names[0], 0))
            for first, last, names in _SCRIPTS
        ]
        self._known: dict[str, str] = {}

    def of(self, tokens: list[str]) -> list[str]:
        """Return the stem of each word."""
        known = self._known
        if len(known) > _MOST:
            known = self._known = {}
        result = []
        for token in tokens:
            stem = known.get(token)
            if stem is None:
                stem = known[token] = self._stem(token)
            result.append(stem)
        return result

    def _stem(self, token: str) -> str:
        # A word longer than any real one is left alone: it only costs time.
        if len(token) > 64:
            return token
        stemmer = self._stemmer
        if not token.isascii():
            for first, last, one in self._scripts:
                if first <= token[0] <= last:
                    stemmer = one
        return str(stemmer.stemWord(token)) or token
