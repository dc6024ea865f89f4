"""What a Type-2 record asserts about a person, in the meaning of the EBTS domain. Claims of the sender, not facts."""

from dataclasses import dataclass

from openbitmap.itl.records import Record


@dataclass(frozen=True)
class Document:
    """A number that points to a person in some register: `kind` is the field's mnemonic (MNU, SOC, FBI, SID, OCA)."""

    kind: str
    number: str


@dataclass(frozen=True)
class Biographics:
    """Asserted facts about the person; `birth_date` is the text of 2.022 as sent, zeros for unknown parts included."""

    names: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    birth_date: str | None = None
    sex: str | None = None
    nationality: str | None = None
    place_of_birth: str | None = None
    documents: tuple[Document, ...] = ()
    residence: str | None = None
    reason: str | None = None
    note: str | None = None


_DOCUMENTS = ((17, "MNU"), (16, "SOC"), (14, "FBI"), (15, "SID"), (9, "OCA"))


def biographics(records: tuple[Record, ...]) -> Biographics:
    """Gathers the Type-2 records of a transaction; of single values the first one given counts."""
    return Biographics(
        names=_values(records, 18),
        aliases=_values(records, 19),
        birth_date=_first(records, 22),
        sex=_first(records, 24),
        nationality=_first(records, 21),
        place_of_birth=_first(records, 20),
        documents=tuple(Document(kind, value) for number, kind in _DOCUMENTS for value in _values(records, number)),
        residence=_first(records, 41),
        reason=_first(records, 37),
        note=_first(records, 88),
    )


def _values(records: tuple[Record, ...], number: int) -> tuple[str, ...]:
    texts = (printable(parts[0]).strip() for record in records for parts in record.subfields(number))
    return tuple(dict.fromkeys(text for text in texts if text))


def printable(text: str) -> str:
    """Control characters are errors, which the reader reports; they must not travel on into stores and screens."""
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)


def _first(records: tuple[Record, ...], number: int) -> str | None:
    return next(iter(_values(records, number)), None)
