"""Rows of somebody's list as nominations: CSV, FollowTheMoney entities, EBTS transactions. Pure: bytes in, values out.

A row that cannot be read is not dropped and not guessed: it carries its faults, each with row, field and reason.
"""

import csv
import io
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from enum import StrEnum

from openbitmap import itl
from openbitmap.node.watchlists.cells import (
    COLUMNS,
    LONGEST_TEXT,
    MANY,
    Defaults,
    Fault,
    FaultReason,
    ImportRow,
    from_cells,
)
from openbitmap.node.watchlists.kinds import Category
from openbitmap.node.watchlists.model import Subject
from openbitmap.vocabulary import digest_of

MOST_ROWS = 2_000
"""Of one file: a look at them takes some seconds, and somebody must approve each."""


class Format(StrEnum):
    CSV = "csv"
    FTM = "ftm"
    EBTS = "ebts"


class Unreadable(ValueError):
    """The file as a whole is not what it is said to be."""


def rows_of(files: Sequence[bytes], form: Format, defaults: Defaults, *, at: datetime) -> list[ImportRow]:
    """Every row of the files, in order. Raises Unreadable."""
    read: dict[Format, Callable[[Sequence[bytes], Defaults, datetime], Iterator[ImportRow]]] = {
        Format.CSV: _csv_rows,
        Format.FTM: _ftm_rows,
        Format.EBTS: _ebts_rows,
    }
    rows = []
    for row in read[form](files, defaults, at):
        rows.append(row)
        if len(rows) > MOST_ROWS:
            raise Unreadable(f"more than {MOST_ROWS} rows; split it")
    return rows


def _csv_rows(files: Sequence[bytes], defaults: Defaults, at: datetime) -> Iterator[ImportRow]:
    first = 0
    for data in files:
        reader = csv.DictReader(io.StringIO(_text(data)), strict=True)
        names = [name.strip().lower() for name in reader.fieldnames or ()]
        unknown = [name for name in names if name not in COLUMNS]
        if unknown or "name" not in names:
            raise Unreadable(f"columns {', '.join(unknown) or 'without name'}; known are {', '.join(COLUMNS)}")
        reader.fieldnames = names
        try:
            for number, cells in enumerate(reader, first + 1):
                held = {
                    k: (v or "").strip() for k, v in cells.items() if isinstance(k, str) and not isinstance(v, list)
                }
                yield from_cells(number, held, defaults, at=at)
                first = number
        except csv.Error as trouble:
            raise Unreadable(f"line {reader.line_num}: {trouble}") from None


TOPICS: dict[str, Category] = {
    "wanted": Category.WANTED,
    "crime.terror": Category.TERRORISM,
    "crime.traffick": Category.TRAFFICKING,
    "crime.traffick.human": Category.TRAFFICKING,
    "crime.boss": Category.ORGANISED_CRIME,
    "crime": Category.ORGANISED_CRIME,
    "crime.war": Category.VIOLENCE,
    "crime.theft": Category.ORGANISED_CRIME,
    "crime.fraud": Category.IDENTITY_FRAUD,
}
"""FollowTheMoney topics that mean one of our categories; any other leaves the default of the import."""


def _ftm_rows(files: Sequence[bytes], defaults: Defaults, at: datetime) -> Iterator[ImportRow]:
    number = 0
    for data in files:
        for line in _text(data).splitlines():
            if not line.strip():
                continue
            number += 1
            yield _from_entity(number, line, defaults, at=at)


def _from_entity(number: int, line: str, defaults: Defaults, *, at: datetime) -> ImportRow:
    try:
        entity = json.loads(line)
    except ValueError:
        return ImportRow(number, "", None, (Fault("", FaultReason.UNREADABLE),))
    if not isinstance(entity, dict) or not isinstance(entity.get("properties"), dict):
        return ImportRow(number, "", None, (Fault("properties", FaultReason.UNREADABLE),))
    reference = str(entity.get("id", ""))
    if entity.get("schema") != "Person":
        return ImportRow(
            number, reference, None, (Fault("schema", FaultReason.NOT_A_PERSON, str(entity.get("schema"))),)
        )
    told = entity["properties"]

    def values(*names: str) -> list[str]:
        found = (told.get(name, []) for name in names)
        return [str(v).strip() for listed in found if isinstance(listed, list) for v in listed if str(v).strip()]

    names = values("name") or values("alias")
    topic = next((TOPICS[t] for t in values("topics") if t in TOPICS), None)
    cells = {
        "name": names[0] if names else "",
        "aliases": MANY.join([*names[1:], *values("alias", "weakAlias")]),
        "birth_date": next(iter(values("birthDate")), ""),
        "sex": next(iter(values("gender")), ""),
        "nationality": next(iter(values("nationality", "citizenship", "country")), ""),
        "documents": MANY.join(values("passportNumber", "idNumber")),
        "source": next(iter(values("publisher", "sourceUrl")), ""),
        "statement": " ".join(values("notes", "summary"))[:LONGEST_TEXT],
        "legal_basis": next(iter(values("program")), ""),
        "category": topic.value if topic else "",
        "reference": reference,
    }
    return from_cells(number, cells, defaults, at=at)


def _ebts_rows(files: Sequence[bytes], defaults: Defaults, at: datetime) -> Iterator[ImportRow]:
    for number, data in enumerate(files, 1):
        sent = itl.read(data).transaction
        if sent is None:
            yield ImportRow(number, "", None, (Fault("1.001", FaultReason.UNREADABLE),))
            continue
        person = sent.person()
        prints = [f for f in sent.fingers() if not f.missing and f.image.data]
        cells = {
            "name": person.names[0] if person.names else "",
            "aliases": MANY.join([*person.names[1:], *person.aliases]),
            "sex": person.sex or "",
            "nationality": person.nationality or "",
            "documents": MANY.join(f"{d.kind} {d.number}" for d in person.documents),
            "reference": sent.control_number,
        }
        row = from_cells(number, cells, defaults, at=at)
        if row.nomination is None or not prints:
            yield replace(row, faults=(*row.faults, Fault("14.999", FaultReason.NO_PRINTS)))
            continue
        told = replace(row.nomination.subject.asserted, birth_date=person.birth_date or "")
        subject = Subject(told, prints=digest_of(data))
        yield replace(row, nomination=replace(row.nomination, subject=subject), sent=data)


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as trouble:
        raise Unreadable(f"not UTF-8 at byte {trouble.start}") from None
