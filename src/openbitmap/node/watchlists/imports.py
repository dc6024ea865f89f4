"""A list that comes as a file: what it would change, before anything is done; then nominations by the importer.

Idempotent by content: the same file for the same list is the same import, and a row that says what an entry says
already changes nothing. What people took off does not come back by itself.
"""

import hashlib
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from enum import StrEnum

from openbitmap.node import ledger
from openbitmap.node.access import Act, Principal
from openbitmap.node.database import Transaction, named_queries, new_id
from openbitmap.node.events import EntriesImported
from openbitmap.node.problems import LISTED_ALREADY, UNREADABLE_IMPORT, Refused
from openbitmap.node.vault import Vault
from openbitmap.node.watchlists import actions, store
from openbitmap.node.watchlists.cells import Defaults, Fault, FaultReason, ImportRow
from openbitmap.node.watchlists.formats import Format, Unreadable, rows_of
from openbitmap.node.watchlists.model import Entry, EntryId, Nomination, canonical

_SQL = named_queries(__package__)
AT_ONCE = 50
"""Nominations in one transaction."""


class RowChange(StrEnum):
    """What a row would do."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True)
class Batch:
    """Files of one list as somebody wants them imported."""

    form: Format
    files: tuple[bytes, ...]
    defaults: Defaults

    @property
    def digest(self) -> str:
        """Of format, list, defaults and bytes: what makes an import the same."""
        whole = hashlib.sha256(repr((self.form, self.defaults)).encode())
        for data in self.files:
            whole.update(hashlib.sha256(data).digest())
        return whole.hexdigest()


@dataclass(frozen=True)
class RowPreview:
    """`differs` names what a changed row would change on `entry`, which stands."""

    row: ImportRow
    change: RowChange
    faults: tuple[Fault, ...] = ()
    differs: tuple[str, ...] = ()
    entry: EntryId | None = None


@dataclass(frozen=True)
class Preview:
    """`done` is the import that this very file was already."""

    rows: tuple[RowPreview, ...]
    done: "Imported | None" = None

    def count(self, change: RowChange) -> int:
        return sum(1 for row in self.rows if row.change is change)


@dataclass(frozen=True)
class Imported:
    """An import that was applied."""

    batch: str
    digest: str
    format: Format
    list: str
    importer: str
    imported_at: datetime
    added: int
    changed: int
    unchanged: int
    refused: int


def preview(tx: Transaction, batch: Batch, *, by: Principal, at: datetime) -> Preview:
    """What an import would do, row by row; nothing is written. Raises Refused for a file that is no such list."""
    by.require(Act.NOMINATE)
    try:
        rows = rows_of(batch.files, batch.form, batch.defaults, at=at)
    except Unreadable as why:
        raise Refused(UNREADABLE_IMPORT, why=why) from None
    actions.require_list(tx, batch.defaults.list)
    before, repeated = _before(tx, batch, rows), _repeated(rows)
    looked = tuple(_look(row, before.get(row.number, []), repeated=row.number in repeated) for row in rows)
    return Preview(looked, tx.one(_SQL["import_of"], into=Imported, digest=batch.digest))


def apply_import(
    transaction: Callable[[], AbstractContextManager[Transaction]],
    batch: Batch,
    vault: Vault,
    *,
    by: Principal,
    at: datetime,
) -> Imported:
    """Nominate what is new or changed, so many rows in a transaction, for the ledger is held as long as one lasts. A
    second person approves each. The same file again does nothing, and one that broke off goes on. Raises Refused."""
    with transaction() as tx:
        seen = preview(tx, batch, by=by, at=at)
    if seen.done:
        return seen.done
    todo = [row for row in seen.rows if row.change in (RowChange.NEW, RowChange.CHANGED)]
    for start in range(0, len(todo), AT_ONCE):
        with transaction() as tx:
            for looked in todo[start : start + AT_ONCE]:
                _nominate(tx, looked, vault, by=by, at=at)
    with transaction() as tx:
        return _conclude(tx, batch, seen, by=by, at=at)


def _conclude(tx: Transaction, batch: Batch, seen: Preview, *, by: Principal, at: datetime) -> Imported:
    """The import as a fact; of two at once the first one's."""
    tx.scalar(_SQL["lock_import"], digest=batch.digest)
    earlier = tx.one(_SQL["import_of"], into=Imported, digest=batch.digest)
    if earlier:
        return earlier
    done = Imported(
        new_id("imp"),
        batch.digest,
        batch.form,
        batch.defaults.list,
        by.name,
        at,
        added=seen.count(RowChange.NEW),
        changed=seen.count(RowChange.CHANGED),
        unchanged=seen.count(RowChange.UNCHANGED),
        refused=seen.count(RowChange.REFUSED),
    )
    tx.run(_SQL["insert_import"], **asdict(done))
    added = done.added + done.changed
    ledger.record(tx, EntriesImported(done.batch, done.list, done.digest, added, done.refused), actor=by.actor)
    return done


def _look(row: ImportRow, line: Sequence[Entry], *, repeated: bool) -> RowPreview:
    """A row against the entry it became last and those that one should have replaced, the last first."""
    faults = list(row.faults)
    if repeated:
        faults.append(Fault("reference", FaultReason.REPEATED, row.reference))
    if row.nomination is None or faults:
        return RowPreview(row, RowChange.REFUSED, tuple(faults))
    if row.nomination.lacks:
        lacks = tuple(Fault(lack.value, FaultReason.MISSING) for lack in row.nomination.lacks)
        return RowPreview(row, RowChange.REFUSED, lacks)
    last = line[0] if line else None
    if last and not last.state.stands and not _differs(last.nomination, row.nomination):
        ended = (Fault("reference", FaultReason.ENDED, last.state.value),)
        return RowPreview(row, RowChange.REFUSED, ended, entry=last.entry)
    before = next((entry for entry in line if entry.state.stands), None)
    if before is None:
        return RowPreview(row, RowChange.NEW)
    differs = _differs(before.nomination, row.nomination)
    change = RowChange.CHANGED if differs else RowChange.UNCHANGED
    return RowPreview(row, change, differs=differs, entry=before.entry)


def _before(tx: Transaction, batch: Batch, rows: Sequence[ImportRow]) -> dict[int, list[Entry]]:
    """By row, the entry it became last, by its reference in that list, without one, whoever stands with its content;
    then the entries in whose place that one was to come."""
    asked = [(row, row.nomination) for row in rows if row.nomination]
    references = [_reference(row, nomination) for row, nomination in asked]
    sources = tx.all(_SQL["sources"], list=batch.defaults.list, references=references)
    known = {(originator, reference): entry for originator, reference, entry in sources}
    contents = {row.number: store.content_of(nomination) for row, nomination in asked}
    standing = store.standing_with(tx, list(contents.values()))
    named = {
        row.number: known.get((nomination.originator, reference)) or standing.get(contents[row.number])
        for (row, nomination), reference in zip(asked, references, strict=True)
    }
    lasts = [name for name in named.values() if name]
    ancestors = store.ancestors_of(tx, lasts)
    entries = store.entries_named(tx, [*lasts, *(name for line in ancestors.values() for name in line)])
    return {
        number: [entries[name] for name in (last, *ancestors.get(last, []))] for number, last in named.items() if last
    }


def _reference(row: ImportRow, nomination: Nomination) -> str:
    return row.reference or f"content {store.content_of(nomination)}"


def _differs(before: Nomination, after: Nomination) -> tuple[str, ...]:
    """The parts that say something else; an encounter made of the prints since is no difference."""
    kept = replace(before, subject=replace(before.subject, encounter=after.subject.encounter))
    one, other = _parts(kept), _parts(after)
    return tuple(name for name in one if one[name] != other[name])


def _parts(nomination: Nomination) -> dict[str, object]:
    told = asdict(nomination.subject.asserted)
    rest = {k: v for k, v in canonical(nomination).items() if k not in ("subject", "grounds", "instructions")}
    parts = rest | told | {"prints": nomination.subject.prints}
    return parts | asdict(nomination.grounds) | asdict(nomination.instructions)


def _nominate(tx: Transaction, looked: RowPreview, vault: Vault, *, by: Principal, at: datetime) -> None:
    nomination = looked.row.nomination
    if nomination is None:
        raise AssertionError(f"row {looked.row.number} was previewed as {looked.change} without a nomination")
    try:
        made = actions.nominate(tx, nomination, by=by, at=at, replaces=looked.entry)
    except Refused as why:
        if why.problem is LISTED_ALREADY:
            return  # somebody nominated the same since it was looked at: that is what this row wanted
        raise
    if looked.row.sent is not None:
        vault.put(tx, looked.row.sent, owner=made.entry)
    tx.run(
        _SQL["set_source"],
        list=nomination.list,
        originator=nomination.originator,
        reference=_reference(looked.row, nomination),
        entry=made.entry,
        content=store.content_of(nomination),
    )


def _repeated(rows: Sequence[ImportRow]) -> frozenset[int]:
    """Rows whose reference stood on an earlier row of the same file."""
    seen: set[tuple[str, str]] = set()
    again = set()
    for row in rows:
        key = (row.nomination.originator if row.nomination else "", row.reference)
        if row.reference and key in seen:
            again.add(row.number)
        seen.add(key)
    return frozenset(again)
