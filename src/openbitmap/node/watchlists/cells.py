"""One row of a list, cell by cell: what its words mean, and what is wrong with it. Pure: text in, values out."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import TypeVar

from openbitmap.node.identities import Asserted
from openbitmap.node.watchlists.kinds import Category, Evidence, Handling, Reliability, Standard
from openbitmap.node.watchlists.model import Claim, Clocks, Grounds, Instructions, Nomination, Subject, clocks_for

LONGEST_TEXT = 2_000
MANY = ";"
"""Between several values of one cell."""
YES = frozenset({"1", "yes", "true", "si", "sí"})

Word = TypeVar("Word", bound=StrEnum)


class FaultReason(StrEnum):
    UNREADABLE = "unreadable"
    UNKNOWN_COLUMN = "unknown_column"
    NOT_A_PERSON = "not_a_person"
    NOT_A_WORD = "not_a_word"
    NOT_A_DATE = "not_a_date"
    MISSING = "missing"
    TOO_LONG = "too_long"
    TERM = "term"
    REPEATED = "repeated"
    ENDED = "ended"
    NO_PRINTS = "no_prints"


@dataclass(frozen=True)
class Fault:
    """Why a row is refused: which field, and what stood there."""

    field: str
    reason: FaultReason
    value: str = ""


@dataclass(frozen=True)
class Defaults:
    """What holds for every row that does not say otherwise itself."""

    list: str
    originator: str
    grounds: Grounds
    instructions: Instructions


@dataclass(frozen=True)
class ImportRow:
    """`number` counts from 1 as a reader of the file would; `reference` is the row's own number in that list; `sent`,
    the bytes of its prints."""

    number: int
    reference: str
    nomination: Nomination | None
    faults: tuple[Fault, ...] = ()
    sent: bytes | None = None


TEXT_COLUMNS = ("name", "birth_date", "sex", "nationality", "legal_basis", "contact", "caveat", "source", "statement")
CLOSED_COLUMNS: dict[str, type[StrEnum]] = {
    "category": Category,
    "evidence": Evidence,
    "reliability": Reliability,
    "standard": Standard,
    "handling": Handling,
}
COLUMNS = (
    "reference",
    "originator",
    *TEXT_COLUMNS,
    "aliases",
    "documents",
    *CLOSED_COLUMNS,
    "tell_subject",
    "review",
    "expires",
)


def from_cells(number: int, cells: Mapping[str, str], defaults: Defaults, *, at: datetime) -> ImportRow:
    faults: list[Fault] = []
    told = Asserted(
        cells.get("name", ""),
        aliases=_several(cells.get("aliases", "")),
        birth_date=_birth_date(cells.get("birth_date", ""), faults),
        sex=cells.get("sex", "")[:1].upper(),
        nationality=cells.get("nationality", "").upper(),
        documents=_several(cells.get("documents", "")),
    )
    faults += [Fault(k, FaultReason.TOO_LONG) for k, v in cells.items() if len(v) > LONGEST_TEXT]
    grounds = _grounds(cells, defaults.grounds, faults)
    instructions = replace(
        defaults.instructions,
        code=_word(cells, "handling", defaults.instructions.code, faults=faults),
        contact=cells.get("contact") or defaults.instructions.contact,
        caveat=cells.get("caveat") or defaults.instructions.caveat,
        tell_subject=cells["tell_subject"].lower() in YES
        if cells.get("tell_subject")
        else defaults.instructions.tell_subject,
    )
    made = Nomination(
        defaults.list,
        cells.get("originator") or defaults.originator,
        Subject(told),
        grounds=grounds,
        instructions=instructions,
        clocks=_clocks(cells, grounds, faults, at=at),
    )
    return ImportRow(number, cells.get("reference", ""), made, tuple(faults))


def _grounds(cells: Mapping[str, str], given: Grounds, faults: list[Fault]) -> Grounds:
    usual = given.claims[0] if given.claims else Claim(Evidence.ALLEGATION, "", Reliability.NOT_JUDGED, "")
    claim = Claim(
        _word(cells, "evidence", usual.evidence, faults=faults),
        cells.get("source") or usual.source,
        _word(cells, "reliability", usual.reliability, faults=faults),
        cells.get("statement") or usual.statement,
    )
    return Grounds(
        _word(cells, "category", given.category, faults=faults),
        (claim,),
        cells.get("legal_basis") or given.legal_basis,
        _word(cells, "standard", given.standard, faults=faults),
    )


def _word(cells: Mapping[str, str], field: str, usual: Word, *, faults: list[Fault]) -> Word:
    text = cells.get(field, "").lower().replace(" ", "_")
    if not text:
        return usual
    found = next((word for word in type(usual) if word.value == text), None)
    if found is None:
        faults.append(Fault(field, FaultReason.NOT_A_WORD, cells[field]))
    return found or usual


def _clocks(cells: Mapping[str, str], grounds: Grounds, faults: list[Fault], *, at: datetime) -> Clocks:
    usual = clocks_for(grounds, at=at)
    expires = _date(cells, "expires", usual=usual.expires_at, faults=faults)
    review = _date(cells, "review", usual=min(usual.review_at, expires), faults=faults)
    if not at < review <= expires or expires > usual.expires_at or review > usual.review_at:
        faults.append(Fault("expires", FaultReason.TERM, f"{usual.expires_at:%Y-%m-%d}"))
        return usual
    return Clocks(review, expires)


def _date(cells: Mapping[str, str], field: str, *, usual: datetime, faults: list[Fault]) -> datetime:
    text = cells.get(field, "")
    if not text:
        return usual
    try:
        return datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=UTC)
    except ValueError:
        faults.append(Fault(field, FaultReason.NOT_A_DATE, text))
        return usual


def _birth_date(text: str, faults: list[Fault]) -> str:
    """YYYYMMDD with zeros for unknown parts, as field 2.022 has it; `1980`, `1980-05` and `1980-05-01` are read."""
    digits = text.replace("-", "")
    if not text:
        return ""
    if not digits.isdigit() or len(digits) not in (4, 6, 8) or not _exists(digits.ljust(8, "0")):
        faults.append(Fault("birth_date", FaultReason.NOT_A_DATE, text))
        return ""
    return digits.ljust(8, "0")


def _exists(day: str) -> bool:
    """Whether YYYYMMDD is a day, zeros standing for an unknown month or day."""
    year, month, date_of = day[:4], day[4:6], day[6:]
    if month == "00" and date_of != "00":
        return False
    try:
        date(int(year), int(month) or 1, int(date_of) or 1)
    except ValueError:
        return False
    return True


def _several(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip() for part in text.split(MANY) if part.strip()))
