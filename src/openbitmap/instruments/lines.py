"""The text cut into blocks of numbered lines, before anything is understood.

A text is read strictly: characters that a reader cannot see are refused, for what is signed must be what is read.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

LONGEST_TEXT = 200_000
"""Characters. An instrument is read by people."""

NUMBERED = ("GOALS", "OBJETIVOS")
"""Headings of numbered lines, in English and in Spanish."""
HEADINGS = ("AGREEMENT", "PARTY", *NUMBERED, "CLAUSE")
REPEATED = ("contact", "contacto")


@dataclass(frozen=True)
class Fault:
    """What is wrong and where; `line` counts from 1, 0 is the text as a whole."""

    line: int
    what: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.what}" if self.line else self.what


class UnreadableAgreement(ValueError):
    """A text that is no agreement: every fault that was found, in the order of the lines."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        self.faults = tuple(sorted(faults, key=lambda fault: fault.line))
        super().__init__("; ".join(map(str, self.faults)))


@dataclass(frozen=True)
class Item:
    """One `key: value` or numbered line; a value stands on one line, however long."""

    line: int
    key: str
    value: str


@dataclass(frozen=True)
class Block:
    """A heading with what stands under it: `CLAUSE 3.1 permits` is the heading CLAUSE of `3.1 permits`."""

    line: int
    heading: str
    rest: str
    items: tuple[Item, ...] = ()


@dataclass
class Reading:
    """Faults found so far; readers add to it and go on, so that one reading shows them all."""

    faults: list[Fault] = field(default_factory=list)

    def fault(self, line: int, what: str) -> None:
        self.faults.append(Fault(line, what))

    def require_none(self) -> None:
        """Raises UnreadableAgreement."""
        if self.faults:
            raise UnreadableAgreement(tuple(self.faults))


def blocks_of(text: str, reading: Reading) -> list[Block]:
    """The blocks of a text in their order. Faults are noted; what cannot be placed is left out."""
    blocks: list[Block] = []
    for line, words in _lines(text, reading):
        heading, _, rest = words.partition(" ")
        if heading in HEADINGS:
            blocks.append(Block(line, heading, rest))
        elif not blocks:
            reading.fault(line, "an agreement begins with AGREEMENT and its name")
        else:
            blocks[-1] = _with_line(blocks[-1], Item(line, "", words), reading)
    return blocks


def _lines(text: str, reading: Reading) -> Iterator[tuple[int, str]]:
    """Number and words with single spaces; indentation says nothing, comments and empty lines are left out."""
    if len(text) > LONGEST_TEXT:
        reading.fault(0, f"the text is longer than {LONGEST_TEXT} characters")
        return
    for number, raw in enumerate(text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n"), 1):
        line = unicodedata.normalize("NFC", raw)
        for character in sorted({c for c in line if _is_hidden(c)}):
            reading.fault(number, f"holds a character that nobody sees (U+{ord(character):04X}); take it out")
        words = " ".join(line.split())
        if words and not words.startswith("#"):
            yield number, words


def _is_hidden(character: str) -> bool:
    """Control and format characters, separators that break lines, unassigned code points. A tab is white space."""
    return character != "\t" and unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")


def _with_line(block: Block, item: Item, reading: Reading) -> Block:
    is_numbered = block.heading in NUMBERED
    key, mark, value = item.value.partition(". " if is_numbered else ":")
    if not mark:
        wanted = "a number, a full stop and the goal" if is_numbered else "`key: value`"
        reading.fault(item.line, f"is neither a heading nor {wanted}: {item.value!r}")
        return block
    read = Item(item.line, key.strip().lower(), value.strip())
    if any(other.key == read.key for other in block.items) and read.key not in REPEATED:
        reading.fault(read.line, f"says {read.key!r} a second time")
        return block
    return Block(block.line, block.heading, block.rest, (*block.items, read))
