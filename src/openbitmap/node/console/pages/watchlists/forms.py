"""From what a form sends to a nomination or a batch, and the faults of it in words of the page."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from enum import StrEnum
from typing import TypeVar

from fastapi import Request
from starlette.datastructures import FormData, UploadFile

from openbitmap import itl
from openbitmap.node.identities import Asserted
from openbitmap.node.intake import LARGEST
from openbitmap.node.problems import TOO_LARGE, Refused
from openbitmap.node.watchlists import (
    Batch,
    Category,
    Claim,
    Clocks,
    Defaults,
    Evidence,
    Format,
    Grounds,
    Handling,
    Instructions,
    Nomination,
    Reliability,
    Standard,
    Subject,
    clocks_for,
)
from openbitmap.vocabulary import EncounterId, digest_of

CLAIMS = 3
MOST_FILES = 500
SEVERAL = ";"

Word = TypeVar("Word", bound=StrEnum)
Cells = Mapping[str, str]


@dataclass(frozen=True)
class Sent:
    """What a form sent: its cells, trimmed, and its files."""

    cells: Cells
    files: tuple[bytes, ...]


@dataclass(frozen=True)
class Asked:
    """A nomination as the form says it, with the bytes of its prints; `wrong` are keys of the page's words."""

    nomination: Nomination
    prints: bytes | None
    wrong: tuple[str, ...]


async def sent(request: Request) -> Sent:
    """The form of a request. Raises Refused for files that are too large together."""
    form: FormData = await request.form(max_files=MOST_FILES, max_part_size=2 * 1024 * 1024)
    files = []
    for value in form.getlist("files") + form.getlist("prints"):
        if isinstance(value, UploadFile) and (data := await value.read(LARGEST + 1)):
            files.append(data)
    size = sum(map(len, files))
    if size > LARGEST:
        raise Refused(TOO_LARGE, size=size, limit=LARGEST)
    return Sent({k: v.strip() for k, v in form.items() if isinstance(v, str)}, tuple(files))


def nomination_from(given: Sent, *, at: datetime) -> Asked:
    cells, wrong = given.cells, list[str]()
    told = Asserted(
        cells.get("name", ""),
        aliases=_several(cells.get("aliases", "")),
        birth_date=_birth(cells.get("birth_date", ""), wrong),
        sex=cells.get("sex", "")[:1].upper(),
        nationality=cells.get("nationality", "").upper(),
        documents=_several(cells.get("documents", "")),
    )
    prints = given.files[0] if given.files else None
    if prints is not None and not _holds_prints(prints):
        wrong.append("bad_prints")
    encounter = EncounterId(cells["encounter"]) if cells.get("encounter") else None
    grounds = _grounds(cells)
    nomination = Nomination(
        cells.get("list", ""),
        cells.get("originator", ""),
        Subject(told, encounter, digest_of(prints) if prints and not encounter else None),
        grounds=grounds,
        instructions=_instructions(cells),
        clocks=_clocks(cells, grounds, wrong, at=at),
    )
    return Asked(nomination, prints if not encounter else None, tuple(wrong))


def batch_from(given: Sent) -> Batch:
    cells = given.cells
    defaults = Defaults(cells.get("list", ""), cells.get("originator", ""), _grounds(cells), _instructions(cells))
    return Batch(_word(cells, "format", Format.CSV), given.files, defaults)


def clocks_from(cells: Cells, before: Clocks) -> Clocks | None:
    """The dates of a review; None where one cannot be read."""
    try:
        review, expires = (_end_of(cells.get(k, "")) for k in ("review", "expires"))
    except ValueError:
        return None
    return replace(before, review_at=review, expires_at=expires)


def _grounds(cells: Cells) -> Grounds:
    claims = [
        Claim(
            _word(cells, f"evidence{n}", Evidence.ALLEGATION),
            cells.get(f"source{n}", ""),
            _word(cells, f"reliability{n}", Reliability.NOT_JUDGED),
            cells.get(f"statement{n}", ""),
        )
        for n in range(CLAIMS)
        if n == 0 or cells.get(f"statement{n}")
    ]
    return Grounds(
        _word(cells, "category", Category.WANTED),
        tuple(claims),
        cells.get("legal_basis", ""),
        _word(cells, "standard", Standard.REASONABLE_SUSPICION),
    )


def _instructions(cells: Cells) -> Instructions:
    return Instructions(
        _word(cells, "handling", Handling.REFER),
        cells.get("contact", ""),
        cells.get("caveat", ""),
        tell_subject="tell_subject" in cells,
    )


def _clocks(cells: Cells, grounds: Grounds, wrong: list[str], *, at: datetime) -> Clocks:
    most = clocks_for(grounds, at=at)
    try:
        expires = _end_of(cells["expires"]) if cells.get("expires") else most.expires_at
        review = _end_of(cells["review"]) if cells.get("review") else min(most.review_at, expires)
    except ValueError:
        wrong.append("bad_date")
        return most
    return Clocks(review, expires)


def _end_of(text: str) -> datetime:
    """A last day counts whole. Raises ValueError."""
    return datetime.combine(date.fromisoformat(text), time(23, 59, 59), UTC)


def _birth(text: str, wrong: list[str]) -> str:
    digits = text.replace("-", "")
    if text and not (digits.isdigit() and len(digits) in (4, 6, 8)):
        wrong.append("bad_birth")
        return ""
    return digits.ljust(8, "0") if digits else ""


def _holds_prints(data: bytes) -> bool:
    transaction = itl.read(data).transaction
    return transaction is not None and any(f.image.data and not f.missing for f in transaction.fingers())


def _several(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip() for part in text.split(SEVERAL) if part.strip()))


def _word(cells: Cells, field: str, usual: Word) -> Word:
    return next((word for word in type(usual) if word.value == cells.get(field)), usual)
