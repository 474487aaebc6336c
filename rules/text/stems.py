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

_MOST: Final = 200_000


class Stems:
    """Stems of folded words of one language; remembers what it has seen, within bounds.

    ``language`` is a primary tag; a language Snowball does not know is read as English.
    """

    def __init__(self, language: str) -> None:
        self._stemmer = Stemmer.Stemmer(ALGORITHMS.get(language, "english"), 0)
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
        return str(self._stemmer.stemWord(token)) or token
