"""Reads and writes the tables `judgement` and `identity_change`; reads whole persons out of them."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from openbitmap.node.database import Row, Transaction, named_queries, new_id
from openbitmap.node.identities.changes import Change, ChangeKind, ChangeState, Decision, Made, Wanted
from openbitmap.node.identities.graph import Edge, Graph, Step
from openbitmap.node.identities.model import Encounter, Judgement
from openbitmap.node.identities.withdrawal import silent_among
from openbitmap.vocabulary import EncounterId

_SQL = named_queries(__package__)


def lock_graph(tx: Transaction) -> None:
    tx.scalar(_SQL["lock_graph"])


def insert_judgement(tx: Transaction, judgement: Judgement) -> None:
    tx.run(_SQL["insert_judgement"], judgement=new_id("jud"), change=None, restores=None, **asdict(judgement))


def insert_step(tx: Transaction, change: str, step: Step, *, at: datetime) -> None:
    made = {"judgement": new_id("jud"), "case": None, "change": change, "judged_at": at, "silent": False}
    tx.run(_SQL["insert_judgement"], **made, **asdict(step))


def persons_of(tx: Transaction, encounters: Sequence[EncounterId]) -> dict[EncounterId, EncounterId]:
    """For each encounter the oldest encounter that people judged to be the same person, itself if there is none."""
    found: dict[EncounterId, EncounterId] = {}
    for origin, encounter, _ in tx.all(_SQL["persons"], encounters=list(encounters)):
        found.setdefault(origin, encounter)
    return found


def alike(
    tx: Transaction, encounters: Sequence[EncounterId], *, blind: bool = False
) -> dict[EncounterId, frozenset[EncounterId]]:
    """For each encounter all encounters that people judged to be of the same person, itself included. `blind`: as if no
    discreet entry existed, so that nobody is joined through its prints or by the cases it asked for."""
    found: dict[EncounterId, set[EncounterId]] = {}
    for origin, member, _ in tx.all(_SQL["persons"], encounters=list(encounters)):
        found.setdefault(origin, set()).add(member)
    everybody = sorted({member for members in found.values() for member in members})
    if blind and (silent_among(tx, everybody) or tx.scalar(_SQL["judged_silently"], encounters=everybody)):
        graph = graph_around(tx, list(encounters), blind=True)
        return {e: frozenset(graph.person_of(e)) for e in encounters}
    return {origin: frozenset(members) for origin, members in found.items()}


def members_of(tx: Transaction, encounter: EncounterId) -> tuple[Encounter, ...]:
    """Every encounter of the same person, the oldest first; empty for an encounter that is not there."""
    names = [name for _, name, _ in tx.all(_SQL["persons"], encounters=[encounter])]
    return tuple(tx.all(_SQL["encounters_named"], into=Encounter, encounters=names))


def encounters_named(tx: Transaction, encounters: Sequence[EncounterId]) -> list[Encounter]:
    """The oldest first."""
    return tx.all(_SQL["encounters_named"], into=Encounter, encounters=list(encounters))


def graph_around(tx: Transaction, encounters: Sequence[EncounterId], *, blind: bool = False) -> Graph:
    """The persons of some encounters with every current judgement that touches them. `blind` is the graph in which no
    discreet entry exists, neither its prints nor what its cases said: for who may not see them, and for what they
    proposed."""
    rows = {(number, name) for _, name, number in tx.all(_SQL["persons"], encounters=list(encounters))}
    members = [name for _, name in sorted(rows)]
    edges = tx.all(_SQL["edges_touching"], into=Edge, encounters=members, blind=blind)
    everybody = list(dict.fromkeys([*members, *(m for e in edges for m in (e.encounter, e.other))]))
    hidden = silent_among(tx, everybody) if blind else frozenset()
    return Graph(tuple(members), tuple(edges)).without(frozenset(hidden), encounters)


def judgements_among(tx: Transaction, encounters: Sequence[EncounterId]) -> list[Edge]:
    """Every judgement ever made between these encounters, oldest first; what was superseded stays in the list."""
    return tx.all(_SQL["history_of_pairs"], into=Edge, encounters=list(encounters))


def made_by(tx: Transaction, change: str) -> list[Made]:
    """What a change added, with what each judgement superseded."""
    edges = tx.all(_SQL["judged_by_change"], into=Edge, change=change)
    names = [e.supersedes for e in edges if e.supersedes]
    earlier = {e.judgement: e for e in tx.all(_SQL["judgements_named"], into=Edge, judgements=names)}
    return [Made(e, earlier.get(e.supersedes or "")) for e in edges]


def insert_change(tx: Transaction, change: Change) -> None:
    wanted = asdict(change.wanted) | {
        "encounters": list(change.wanted.encounters),
        "others": list(change.wanted.others),
    }
    row = {name: getattr(change, name) for name in ("change", "basis", "blind", "proposed_by", "proposed_at")}
    tx.run(_SQL["insert_change"], **wanted, **row)


def change_named(tx: Transaction, change: str) -> Change | None:
    return _change(tx.one(_SQL["change"], change=change))


def decide(tx: Transaction, change: str, state: ChangeState, *, decision: Decision) -> bool:
    return bool(tx.run(_SQL["decide_change"], change=change, state=state, **asdict(decision)))


def turn(tx: Transaction, change: str, was: ChangeState, *, state: ChangeState) -> bool:
    return bool(tx.run(_SQL["turn_change"], change=change, was=was, state=state))


def changes_about(tx: Transaction, encounters: Sequence[EncounterId]) -> list[Change]:
    """Changes that name or judged one of these encounters, newest first."""
    names = [row[0] for row in tx.all(_SQL["changes_about"], encounters=list(encounters))]
    return [change for name in names if (change := change_named(tx, name))]


def reversals_of(tx: Transaction, change: str) -> list[Change]:
    """Changes that would take this one back, or did; newest first."""
    names = [row[0] for row in tx.all(_SQL["reversals"], change=change)]
    return [found for name in names if (found := change_named(tx, name))]


def changes_waiting(tx: Transaction, *, limit: int = 200) -> list[Change]:
    """Proposals that wait for a second person, oldest first."""
    names = [row[0] for row in tx.all(_SQL["changes_waiting"], limit=limit)]
    return [change for name in names if (change := change_named(tx, name))]


def _change(row: Row | None) -> Change | None:
    """Columns of the query `change`: the wish after the name, then the proposal, then the decision."""
    if row is None:
        return None
    name, kind, encounters, others, reason, keep_rest, undoes, *rest = row
    basis, blind, proposed_by, proposed_at, state, decided_by, decided_at, decision_reason = rest
    return Change(
        name,
        Wanted(ChangeKind(kind), tuple(encounters), tuple(others), reason, keep_rest, undoes),
        basis,
        blind=blind,
        proposed_by=proposed_by,
        proposed_at=proposed_at,
        state=ChangeState(state),
        decision=Decision(decided_by, decided_at, decision_reason) if decided_by else None,
    )
