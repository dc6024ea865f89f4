"""Same prints, conflicting biographics: found by the node, decided by people as typo, alias or unknown, and reversible.

Writes the tables `discrepancy` and `ruling`. A decision changes no assertion: what was asserted stays as asserted.
"""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from itertools import combinations

from openbitmap.node import ledger
from openbitmap.node.access import Act, Principal
from openbitmap.node.database import Transaction, named_queries, new_id
from openbitmap.node.events import DiscrepancyRuled
from openbitmap.node.identities import judging
from openbitmap.node.identities.assertions import Field, conflicts_between, value_of
from openbitmap.node.identities.graph import Person
from openbitmap.node.identities.model import Asserted
from openbitmap.node.problems import NEEDS_REASON, NO_SUCH_THING, NOTHING_TO_CHANGE, Refused
from openbitmap.vocabulary import EncounterId

_SQL = named_queries(__package__)


class RulingFinding(StrEnum):
    """What people made of two values; "reopened" takes the last word back."""

    TYPO = "typo"
    ALIAS = "alias"
    UNKNOWN = "unknown"
    REOPENED = "reopened"


@dataclass(frozen=True)
class Discrepancy:
    """Two encounters that people judged to be one person assert different things; the older one first."""

    discrepancy: str
    encounter: EncounterId
    other: EncounterId
    field: Field
    found_at: datetime


@dataclass(frozen=True)
class Ruling:
    """One person's word on a discrepancy; the newest counts, the others stay."""

    finding: RulingFinding
    reason: str
    by: str
    at: datetime


def find_discrepancies(tx: Transaction, encounters: Sequence[EncounterId], *, at: datetime) -> int:
    """Put on the worklist what the encounters of these persons assert differently, each two values once; found again,
    nothing happens. Returns how many conflicts stand between them."""
    # Also among those whom no discreet entry joins: of two pairs with the same values the elder may be hidden.
    graphs = [judging.graph_around(tx, encounters, blind=blind) for blind in (False, True)]
    conflicts = dict.fromkeys(c for graph in graphs for person in graph.persons() for c in _conflicts(tx, person))
    for one, other, field in conflicts:
        row = {"discrepancy": new_id("dis"), "encounter": one, "other": other, "field": field, "found_at": at}
        tx.run(_SQL["insert_discrepancy"], **row)
    return len(conflicts)


def rule(tx: Transaction, discrepancy: str, ruling: Ruling, *, by: Principal) -> None:
    """Decide an item, or take its decision back with REOPENED. Raises Refused."""
    by.require(Act.CHANGE_IDENTITIES)
    if not ruling.reason.strip():
        raise Refused(NEEDS_REASON)
    if tx.scalar(_SQL["lock_discrepancy"], discrepancy=discrepancy) is None:
        raise Refused(NO_SUCH_THING, kind="item", name=discrepancy)
    earlier = rulings_of(tx, discrepancy)
    if (earlier[-1].finding if earlier else RulingFinding.REOPENED) is ruling.finding:
        raise Refused(NOTHING_TO_CHANGE)
    tx.run(_SQL["insert_ruling"], ruling=new_id("rul"), discrepancy=discrepancy, **asdict(ruling))
    ledger.record(tx, DiscrepancyRuled(discrepancy, ruling.finding.value), actor=by.actor)


def discrepancy_named(tx: Transaction, discrepancy: str) -> Discrepancy | None:
    return tx.one(_SQL["discrepancy"], into=Discrepancy, discrepancy=discrepancy)


def open_discrepancies(tx: Transaction, *, blind: bool = False) -> list[Discrepancy]:
    """Items nobody has decided, oldest first; those between two who are one person no longer are left out. All of them:
    whoever shows a part cuts it after leaving out what may not be seen."""
    return _still_one_person(tx, tx.all(_SQL["discrepancies_open"], into=Discrepancy), blind=blind)


def discrepancies_of(tx: Transaction, encounters: Sequence[EncounterId], *, blind: bool = False) -> list[Discrepancy]:
    """Every item between encounters of one person, decided ones too."""
    items = tx.all(_SQL["discrepancies_among"], into=Discrepancy, encounters=list(encounters))
    return _still_one_person(tx, items, blind=blind)


def rulings_of(tx: Transaction, discrepancy: str) -> list[Ruling]:
    """Oldest first; the last one counts."""
    return tx.all(_SQL["rulings"], into=Ruling, discrepancy=discrepancy)


def asserted_of_all(tx: Transaction, encounters: Sequence[EncounterId]) -> dict[EncounterId, Asserted]:
    """What the people of some encounters said; those that came as templates only are left out."""
    rows = tx.all(_SQL["asserted_of_all"], encounters=list(encounters))
    return {
        encounter: Asserted(name, tuple(aliases), born, sex, nationality, tuple(documents))
        for encounter, name, aliases, born, sex, nationality, documents in rows
    }


def _still_one_person(tx: Transaction, items: Sequence[Discrepancy], *, blind: bool) -> list[Discrepancy]:
    """`blind`: as if no prints of a discreet entry joined anybody."""
    persons = judging.alike(tx, list({e for item in items for e in (item.encounter, item.other)}), blind=blind)
    return [item for item in items if item.other in persons[item.encounter]]


def _conflicts(tx: Transaction, person: Person) -> Iterator[tuple[EncounterId, EncounterId, Field]]:
    """Pairs in the order of age, each two values of a field once."""
    asserted = asserted_of_all(tx, person)
    seen: set[tuple[Field, frozenset[str]]] = set()
    for one, other in combinations([m for m in person if m in asserted], 2):
        for field in conflicts_between(asserted[one], asserted[other]):
            values = frozenset((value_of(asserted[one], field), value_of(asserted[other], field)))
            if (field, values) not in seen:
                seen.add((field, values))
                yield one, other, field
