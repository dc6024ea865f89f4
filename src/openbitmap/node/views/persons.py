"""A person as people may see them: encounters, assertions, judgements with who gave them, and who is listed.

Guards one promise: for a role that may not see what is discreet, what is discreet is in no list, count or gap here. A
person is then what the judgements make of the rest, as if the discreet encounter did not exist.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from openbitmap.node import identities, ledger, watchlists
from openbitmap.node.access import Principal
from openbitmap.node.database import Transaction, named_queries
from openbitmap.node.events import CaseDecided
from openbitmap.node.identities import (
    Asserted,
    Change,
    Conclusion,
    Discrepancy,
    Edge,
    Field,
    Graph,
    Ruling,
    document_key,
    value_of,
)
from openbitmap.node.ledger import Entry as Fact
from openbitmap.node.problems import NO_SUCH_THING, Refused
from openbitmap.node.watchlists import Entry, Listing
from openbitmap.vocabulary import Coverage, EncounterId, GalleryKind

_SQL = named_queries(__package__)
MOST_LINES = 200
MOST_SUBJECTS = 60
TOLD = frozenset(
    {
        "SubmissionReceived",
        "EncounterEnrolled",
        "CaseDecided",
        "ChangeProposed",
        "ChangeApproved",
        "ChangeRefused",
        "IdentitiesChanged",
    }
)
"""What a person's history tells. No alert and no list is among it: those have pages of their own, for who may see."""


@dataclass(frozen=True)
class PersonFilter:
    """`asked` is an encounter, a submission, a control number or a document's number; the rest narrows the list."""

    asked: str = ""
    station: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class PersonLine:
    """`encounter` is the person's oldest; `encounters` counts them without what other nations gave; `name` is the
    newest one asserted."""

    encounter: EncounterId
    name: str
    encounters: int
    station: str
    met_at: datetime
    conflict: bool


@dataclass(frozen=True)
class Meeting:
    """One encounter: where, when, in which gallery. `station` is a title, None for one that came in bulk."""

    encounter: EncounterId
    gallery: str
    kind: GalleryKind
    station: str | None
    met_at: datetime
    retained: bool
    withdrawn_at: datetime | None
    submission: str | None
    latitude: float | None
    longitude: float | None


@dataclass(frozen=True)
class Barred:
    """What the search of an encounter did not reach, and why."""

    encounter: EncounterId
    name: str
    state: Coverage
    reason: str


@dataclass(frozen=True)
class Value:
    """One thing asserted, as asserted, with the encounters that asserted it."""

    field: Field | None
    value: str
    encounters: tuple[EncounterId, ...]


@dataclass(frozen=True)
class JudgementLine:
    """A judgement with who gave it: a case's examiners, or the two people of a change. `stands` until superseded."""

    edge: Edge
    by: tuple[str, ...]
    stands: bool


@dataclass(frozen=True)
class PersonSheet:
    """Everything about a person that the viewer may see; of `meetings` images that another nation gave are the last."""

    asked: EncounterId
    meetings: tuple[Meeting, ...]
    asserted: dict[EncounterId, Asserted]
    barred: tuple[Barred, ...]
    judgements: tuple[JudgementLine, ...]
    conflicts: tuple[Edge, ...]
    changes: tuple[Change, ...]
    discrepancies: tuple[tuple[Discrepancy, Ruling | None], ...]
    listings: tuple[tuple[Listing, Entry | None], ...]
    facts: tuple[Fact, ...] = field(default=())

    @property
    def encounters(self) -> tuple[EncounterId, ...]:
        return tuple(m.encounter for m in self.meetings)

    @property
    def met(self) -> tuple[Meeting, ...]:
        """Where somebody was met: without images that another nation gave to compare with."""
        return tuple(m for m in self.meetings if m.kind is not GalleryKind.REFERENCE)

    @property
    def values(self) -> tuple[Value, ...]:
        return values_of(self.asserted)


def person_list(tx: Transaction, wanted: PersonFilter, viewer: Principal) -> list[PersonLine]:
    """Persons with an encounter like this, the one met last first."""
    names = _found(tx, wanted)
    graph = identities.graph_around(tx, names, blind=identities.is_blind(viewer))
    conflicting = {e.encounter for e in graph.conflicts()}
    persons = {member: person for person in graph.persons() for member in person}
    lines: dict[EncounterId, PersonLine] = {}
    shown = {m.encounter: m for m in meetings_of(tx, [n for n in names if n in persons])}
    asserted = identities.asserted_of_all(tx, list(shown))
    given = identities.references_among(tx, list(persons))
    for name in (n for n in names if n in shown):
        person, met = persons[name], shown[name]
        said = asserted.get(name)
        line = PersonLine(
            person[0],
            said.name if said else "",
            len(set(person) - given),
            station=met.station or "",
            met_at=met.met_at,
            conflict=bool(conflicting & set(person)),
        )
        lines.setdefault(person[0], line)
    return list(lines.values())


def person_sheet(tx: Transaction, encounter: EncounterId, viewer: Principal) -> PersonSheet:
    """The person of any of its encounters. Raises Refused(NO_SUCH_THING), also for what the viewer may not see."""
    graph = identities.graph_around(tx, [encounter], blind=identities.is_blind(viewer))
    if encounter not in graph.members:
        raise Refused(NO_SUCH_THING, kind="encounter", name=encounter)
    members = list(graph.members)
    changes = [c for c in identities.changes_about(tx, members) if change_is_seen(tx, c, viewer)]
    meetings = sorted(meetings_of(tx, members), key=lambda m: m.kind is GalleryKind.REFERENCE)
    judgements = judgement_lines(tx, graph, blind=identities.is_blind(viewer))
    items = identities.discrepancies_of(tx, members, blind=identities.is_blind(viewer))
    return PersonSheet(
        encounter,
        tuple(meetings),
        identities.asserted_of_all(tx, members),
        barred=tuple(tx.all(_SQL["person_barred"], into=Barred, encounters=members)),
        judgements=judgements,
        conflicts=tuple(graph.conflicts()),
        changes=tuple(changes),
        discrepancies=tuple((item, _last(identities.rulings_of(tx, item.discrepancy))) for item in items),
        listings=listings_seen(tx, members, viewer),
        facts=_seen_facts(_facts(tx, meetings, [*changes, *(line.edge.case for line in judgements)]), graph, viewer),
    )


def meetings_of(tx: Transaction, encounters: Sequence[EncounterId]) -> list[Meeting]:
    """Oldest first. For encounters that the viewer may see."""
    return tx.all(_SQL["person_meetings"], into=Meeting, encounters=list(encounters))


def values_of(asserted: dict[EncounterId, Asserted]) -> tuple[Value, ...]:
    """Everything asserted by some encounters, each value once; aliases have no field of their own (None)."""
    found: dict[tuple[Field | None, str], list[EncounterId]] = {}
    for encounter, said in asserted.items():
        for kind in (Field.NAME, Field.BIRTH_DATE, Field.NATIONALITY, Field.SEX):
            found.setdefault((kind, value_of(said, kind)), []).append(encounter)
        for document in said.documents:
            found.setdefault((Field.DOCUMENT, document), []).append(encounter)
        for alias in said.aliases:
            found.setdefault((None, alias), []).append(encounter)
    return tuple(Value(kind, value, tuple(who)) for (kind, value), who in found.items() if value)


def judgement_lines(tx: Transaction, graph: Graph, *, blind: bool) -> tuple[JudgementLine, ...]:
    """Every judgement ever made within a graph and the current ones that lead out of it, oldest first; for `blind`
    without those of cases that a discreet entry asked for."""
    inside = [e for e in identities.judgements_among(tx, graph.members) if not (blind and e.silent)]
    outside = [e for e in graph.edges if not e.pair <= set(graph.members) and e.conclusion is not Conclusion.WITHDRAWN]
    edges = sorted([*inside, *outside], key=lambda e: e.judged_at)
    last = {e.pair: e.judgement for e in edges}
    cases: dict[str, list[str]] = dict(tx.all(_SQL["case_people"], cases=[e.case for e in edges if e.case]))
    changes: dict[str | None, Change | None] = {
        e.change: identities.change_named(tx, e.change) for e in edges if e.change
    }
    return tuple(JudgementLine(e, _judges(e, cases, changes), stands=last[e.pair] == e.judgement) for e in edges)


def listings_seen(
    tx: Transaction, encounters: Sequence[EncounterId], viewer: Principal
) -> tuple[tuple[Listing, Entry | None], ...]:
    """Why a person is listed, each entry once, with what is claimed; discreet ones only for who may see them."""
    blind = identities.is_blind(viewer)
    found = [x for x in watchlists.listings_of(tx, encounters, blind=blind) if not (blind and x.is_discreet)]
    entries = watchlists.entries_named(tx, [x.entry for x in found if x.entry])
    once = {x.entry or (x.encounter, x.gallery): x for x in found}
    return tuple((x, entries.get(x.entry) if x.entry else None) for x in once.values())


def change_is_seen(tx: Transaction, change: Change, viewer: Principal) -> bool:
    """A change about prints of a discreet entry does not exist for who may not see those."""
    return not identities.is_blind(viewer) or identities.sees_all_named(tx, change)


def _found(tx: Transaction, wanted: PersonFilter) -> list[EncounterId]:
    asked = wanted.asked.strip()
    sql = _SQL["persons_asked"] if asked else _SQL["persons_newest"]
    station = wanted.station or None
    key = document_key(asked) or asked
    narrowed = {"since": wanted.since, "until": wanted.until}
    found = tx.all(sql, into=None, asked=asked, key=key, station=station, limit=MOST_LINES, **narrowed)
    return [row[0] for row in found]


def _judges(edge: Edge, cases: dict[str, list[str]], changes: dict[str | None, Change | None]) -> tuple[str, ...]:
    if edge.case:
        return tuple(cases.get(edge.case, ()))
    change = changes.get(edge.change)
    if change is None:
        return ()
    return (change.proposed_by, *((change.decision.by,) if change.decision else ()))


def _last(rulings: Sequence[Ruling]) -> Ruling | None:
    return rulings[-1] if rulings else None


def _seen_facts(facts: Sequence[Fact], graph: Graph, viewer: Principal) -> tuple[Fact, ...]:
    """Without decisions that name somebody whom the viewer may not see."""
    if not identities.is_blind(viewer):
        return tuple(facts)
    known = {m for e in graph.edges for m in e.pair} | set(graph.members)
    return tuple(f for f in facts if not isinstance(f.event, CaseDecided) or set(f.event.candidates) <= known)


def _facts(tx: Transaction, meetings: Sequence[Meeting], others: Sequence[Change | str | None]) -> tuple[Fact, ...]:
    """The ledger's entries about a person, oldest first; of a person met very often the newest."""
    subjects = [m.submission for m in meetings if m.submission]
    subjects += [o.change if isinstance(o, Change) else o for o in others if o]
    told = [fact for s in dict.fromkeys(subjects[-MOST_SUBJECTS:]) for fact in ledger.history(tx, s)]
    return tuple(sorted((f for f in told if type(f.event).__name__ in TOLD), key=lambda f: f.seq))
