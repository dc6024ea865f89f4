"""Reads and writes the tables `screening_name`, `screening_key`, `screening_form`, `screening_document` and
`name_lead`."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime

from openbitmap.names import Keys
from openbitmap.node.database import Row, Transaction, named_queries
from openbitmap.node.screening.model import FiledName, LeadId, LeadState, Likeness, NameLead
from openbitmap.node.watchlists import EntryId
from openbitmap.vocabulary import EncounterId

_SQL = named_queries(__package__)


def take_turns(tx: Transaction, *, entry: bool) -> None:
    """To the end of the transaction: arrivals with each other, entries alone."""
    tx.scalar(_SQL["lock_for_entry"] if entry else _SQL["lock_for_arrival"])


def insert_name(tx: Transaction, filed: FiledName, keys: Keys, *, size: int) -> int:
    """The number it got in the index."""
    row = {k: v for k, v in asdict(filed).items() if k != "name"}
    name = int(tx.scalar(_SQL["insert_name"], **row))
    every = sorted(keys.pairs | keys.singles)
    tx.run(_SQL["insert_keys"], name=name, listed=filed.entry is not None, size=size, keys=every)
    return name


def insert_forms(tx: Transaction, near: Mapping[str, frozenset[int]]) -> None:
    """Sorted, so that two transactions never wait for each other in a circle."""
    rows = sorted((number, form) for form, numbers in near.items() for number in numbers)
    tx.run(_SQL["insert_forms"], numbers=[n for n, _ in rows], forms=[f for _, f in rows])


def insert_documents(tx: Transaction, name: int, documents: Sequence[tuple[str, str]]) -> None:
    tx.run(_SQL["insert_documents"], name=name, numbers=[n for n, _ in documents], kinds=[k for _, k in documents])


def filed_of_encounter(tx: Transaction, encounter: EncounterId) -> list[FiledName]:
    return tx.all(_SQL["filed_of_encounter"], into=FiledName, encounter=encounter)


def filed_of_entry(tx: Transaction, entry: EntryId) -> list[FiledName]:
    return tx.all(_SQL["filed_of_entry"], into=FiledName, entry=entry)


def drop_name(tx: Transaction, filed: FiledName, keys: Keys, *, size: int) -> None:
    every = sorted(keys.pairs | keys.singles)
    tx.run(_SQL["drop_keys"], name=filed.name, listed=filed.entry is not None, size=size, keys=every)
    tx.run(_SQL["drop_documents"], name=filed.name)
    tx.run(_SQL["drop_name"], name=filed.name)


def empty(tx: Transaction) -> None:
    tx.run(_SQL["empty_names"])


def near_forms(tx: Transaction, numbers: Iterable[int]) -> dict[int, list[str]]:
    """Forms in the index by the number they share."""
    found: dict[int, list[str]] = {}
    for number, form in tx.all(_SQL["near_forms"], numbers=sorted(numbers)):
        found.setdefault(number, []).append(form)
    return found


def found_names(
    tx: Transaction, asked: Mapping[int, float], size: int, *, listed: bool | None, most: int
) -> list[FiledName]:
    """Names of entries only, of encounters only, or of both; in no order."""
    parts = [False, True] if listed is None else [listed]
    keys, weights = list(asked), list(asked.values())
    return tx.all(_SQL["found_names"], into=FiledName, keys=keys, weights=weights, size=size, parts=parts, most=most)


def names_numbered(tx: Transaction, names: Sequence[int], *, listed: bool | None) -> list[FiledName]:
    parts = [False, True] if listed is None else [listed]
    return tx.all(_SQL["names_numbered"], into=FiledName, names=list(names), parts=parts)


def names_by_document(tx: Transaction, numbers: Sequence[str], *, most: int) -> dict[int, str]:
    """Number in the index to the document it was found by."""
    return dict(tx.all(_SQL["names_by_document"], numbers=list(numbers), most=most))


def copy_names(tx: Transaction, rows: Iterable[Row]) -> None:
    tx.copy(_SQL["copy_names"], rows)


def copy_keys(tx: Transaction, rows: Iterable[Row]) -> None:
    tx.copy(_SQL["copy_keys"], rows)


def copy_forms(tx: Transaction, rows: Iterable[Row]) -> None:
    tx.copy(_SQL["copy_forms"], rows)


def count_names(tx: Transaction) -> int:
    return int(tx.scalar(_SQL["count_names"]))


def insert_lead(tx: Transaction, lead: LeadId, likeness: Likeness, *, at: datetime) -> bool:
    """False where this person and this entry had their lead already."""
    return bool(tx.run(_SQL["insert_lead"], lead=lead, raised_at=at, **asdict(likeness)))


def lead_named(tx: Transaction, lead: LeadId) -> NameLead | None:
    row = tx.one(_SQL["lead"], lead=lead)
    return _lead(row) if row else None


def leads_in(tx: Transaction, states: Sequence[LeadState], *, most: int, after: int) -> list[NameLead]:
    return [_lead(row) for row in tx.all(_SQL["leads"], states=list(states), most=most, after=after)]


def open_leads_of_entry(tx: Transaction, entry: EntryId) -> list[LeadId]:
    return [lead for (lead,) in tx.all(_SQL["open_leads_of_entry"], entry=entry)]


def settle_lead(tx: Transaction, settled: NameLead) -> bool:
    """False where somebody else was first."""
    row = {name: getattr(settled, name) for name in ("lead", "state", "settled_by", "reason", "settled_at")}
    return bool(tx.run(_SQL["settle_lead"], **row))


def _lead(row: Row) -> NameLead:
    lead, encounter, entry, met_as, listed_as, by_document, score, raised_at, state, *settled = row
    likeness = Likeness(encounter, entry, met_as, listed_as, by_document=by_document, score=score)
    return NameLead(lead, likeness, raised_at, LeadState(state), *settled)
