"""A coded piece of a sentence, as :mod:`rules.facts.chunks` reads it.

Codes: ``M`` counted people, ``Q`` a bare number, ``U`` a number of something unknown, ``D``
people without a number, ``V`` participle (killed), ``A`` active verb (kills), ``S`` intransitive
verb (died), ``J`` adjective (dead), ``N`` noun (deaths), ``T`` death toll, ``b`` a form of be or
get, ``h`` of have, ``a`` adverb, ``m`` modal verb, ``n`` negation, ``c`` comma or dash, ``(`` and ``)``,
``&`` and/or, ``i`` including, ``p`` preposition, ``r`` who or that, ``B`` break, ``w`` another word.
"""

from __future__ import annotations

from dataclasses import dataclass

from rules.facts.model import Kind
from rules.facts.numbers import Number


# Not frozen, for speed alone: every token makes one, and a frozen one takes seven times as long.
@dataclass(slots=True)
class Chunk:
    """Tokens ``start`` to ``end`` (exclusive) with their code.

    ``kind`` is set on predicates, and on people that `12 wounded soldiers` says it of; ``number`` on
    counted chunks. ``weak`` counts rest on an article, not on a number, and carry their
    ``determiner`` where that is definite (`the driver`, `his wife`). ``part`` marks a part of a
    whole named before, ``whom`` where it is `12 of whom`. ``head`` is the noun counted.
    """

    code: str
    start: int
    end: int
    kind: Kind | None = None
    number: Number | None = None
    head: str = ""
    weak: bool = False
    part: bool = False
    whom: bool = False
    determiner: str = ""
