"""Change who is who: propose, approve, refuse, take back. Two people for each change, and every change reversible.

Guards two invariants: whoever approves had no part in what is approved, and a judgement is superseded, never edited.
"""

from collections.abc import Sequence
from datetime import datetime

from openbitmap.node import ledger
from openbitmap.node.access import Act, Principal
from openbitmap.node.database import Transaction, new_id
from openbitmap.node.events import ChangeApproved, ChangeProposed, ChangeRefused, IdentitiesChanged
from openbitmap.node.identities import judging
from openbitmap.node.identities.changes import (
    Change,
    ChangeState,
    Decision,
    Outlook,
    Wanted,
    outlook_of,
    sides_of,
)
from openbitmap.node.identities.graph import Graph
from openbitmap.node.identities.model import Judgement
from openbitmap.node.identities.transitions import Act as Turn
from openbitmap.node.identities.transitions import next_state
from openbitmap.node.identities.withdrawal import silent_among
from openbitmap.node.problems import (
    CHANGE_CLOSED,
    CHANGE_MIXED,
    CHANGE_NEEDS_ANOTHER,
    CHANGE_STALE,
    NEEDS_REASON,
    NO_SUCH_THING,
    Refused,
)
from openbitmap.vocabulary import Actor, EncounterId

NODE = Actor("node", "identities")


def judge(tx: Transaction, judgements: Sequence[Judgement]) -> None:
    """Add edges that one case decided; an earlier edge of the same pair is superseded, never edited. Call it before
    anything is recorded: it takes the graph's turn, and the ledger's comes after it."""
    if not judgements:
        return
    judging.lock_graph(tx)
    for judgement in judgements:
        judging.insert_judgement(tx, judgement)
    touched = [e for j in judgements for e in (j.encounter, j.other)]
    members = judging.graph_around(tx, touched).members
    ledger.record(tx, IdentitiesChanged(judgements[0].case, tuple(members)), actor=NODE)


def foresee(tx: Transaction, wanted: Wanted, *, by: Principal) -> tuple[Wanted, Outlook]:
    """What a change would do, before anybody proposes it, and the wish with both sides written out. Raises Refused."""
    by.require(Act.CHANGE_IDENTITIES)
    return _foresee(tx, wanted, blind=is_blind(by))


def propose_change(tx: Transaction, wanted: Wanted, *, by: Principal, at: datetime) -> Change:
    """Put a change before a second person. Only what stands approved can be taken back: then what was judged before it
    holds again, by new judgements. Raises Refused."""
    judging.lock_graph(tx)
    if wanted.undoes and next_state(_seen(tx, wanted.undoes, by).state, Turn.REVERSE) is None:
        raise Refused(CHANGE_CLOSED, change=wanted.undoes)
    full, outlook = foresee(tx, wanted, by=by)
    if not wanted.reason.strip():
        raise Refused(NEEDS_REASON)
    name = new_id("change")
    proposed = Change(name, full, outlook.basis, is_blind(by), by.name, at, state=ChangeState.PROPOSED, decision=None)
    judging.insert_change(tx, proposed)
    ledger.record(tx, ChangeProposed(name, full.kind.value, outlook.encounters), actor=by.actor)
    return proposed


def approve_change(tx: Transaction, change: str, *, by: Principal, at: datetime) -> Change:
    """Carry a proposal out, if the graph is still the one its proposer saw. Raises Refused."""
    by.require(Act.CHANGE_IDENTITIES)
    judging.lock_graph(tx)
    proposed = _seen(tx, change, by)
    state = next_state(proposed.state, Turn.APPROVE)
    if state is None:
        raise Refused(CHANGE_CLOSED, change=change)
    if by.name in had_part(tx, proposed):
        raise Refused(CHANGE_NEEDS_ANOTHER, change=change)
    outlook = present_outlook(tx, proposed)
    if outlook is None:
        raise Refused(CHANGE_STALE, change=change)
    for step in outlook.steps:
        judging.insert_step(tx, change, step, at=at)
    # A refusal does not wait for the graph's turn, and may have come first.
    if not judging.decide(tx, change, state, decision=Decision(by.name, at, "")):
        raise Refused(CHANGE_CLOSED, change=change)
    if proposed.wanted.undoes:
        _turn(tx, proposed.wanted.undoes, Turn.REVERSE)
    ledger.record(tx, ChangeApproved(change, proposed.wanted.kind.value), actor=by.actor)
    touched = judging.graph_around(tx, outlook.encounters).members
    ledger.record(tx, IdentitiesChanged(change, tuple(touched)), actor=by.actor)
    return _named(tx, change)


def refuse_change(tx: Transaction, change: str, reason: str, *, by: Principal, at: datetime) -> Change:
    """A second person refuses, or the proposer withdraws; nothing changes, and the reason stays. Raises Refused."""
    by.require(Act.CHANGE_IDENTITIES)
    proposed = _seen(tx, change, by)
    state = next_state(proposed.state, Turn.WITHDRAW if by.name == proposed.proposed_by else Turn.REFUSE)
    if not reason.strip():
        raise Refused(NEEDS_REASON)
    if state is None or not judging.decide(tx, change, state, decision=Decision(by.name, at, reason)):
        raise Refused(CHANGE_CLOSED, change=change)
    ledger.record(tx, ChangeRefused(change, proposed.wanted.kind.value, state.value), actor=by.actor)
    return _named(tx, change)


def present_outlook(tx: Transaction, change: Change) -> Outlook | None:
    """What a proposal would do now; None if the graph moved since it was made, and it must be proposed again."""
    try:
        _, outlook = _foresee(tx, change.wanted, blind=change.blind)
    except Refused:
        return None
    return outlook if outlook.basis == change.basis else None


def is_blind(principal: Principal) -> bool:
    """Whether somebody works in the graph without what is discreet."""
    return not principal.may(Act.SEE_DISCREET)


def had_part(tx: Transaction, change: Change) -> frozenset[str]:
    """Who may not approve: the proposer; for a reversal also who proposed and who approved what it takes back."""
    people = {change.proposed_by}
    undone = judging.change_named(tx, change.wanted.undoes) if change.wanted.undoes else None
    if undone:
        people |= {undone.proposed_by} | ({undone.decision.by} if undone.decision else set())
    return frozenset(people)


def sees_all_named(tx: Transaction, change: Change) -> bool:
    """False for a change about prints of a discreet entry: for who may not see those it does not exist."""
    named = [*change.wanted.encounters, *change.wanted.others]
    made = judging.made_by(tx, change.wanted.undoes) if change.wanted.undoes else []
    named += [m for one in made for m in (one.edge.encounter, one.edge.other)]
    return not silent_among(tx, named)


def _foresee(tx: Transaction, wanted: Wanted, *, blind: bool) -> tuple[Wanted, Outlook]:
    made = judging.made_by(tx, wanted.undoes) if wanted.undoes else []
    asked = [*wanted.encounters, *wanted.others]
    asked += [m for one in made for m in (one.edge.encounter, one.edge.other)]
    graph = judging.graph_around(tx, asked, blind=blind)
    _require_known(asked, graph)
    silent = silent_among(tx, graph.members)
    full = sides_of(wanted, graph, silent)
    _require_apart(full, frozenset(silent))
    return full, outlook_of(full, graph, made)


def _require_apart(wanted: Wanted, silent: frozenset[EncounterId]) -> None:
    """A change that names silent prints does not exist for everybody, so it says nothing between two encounters that
    everybody sees: its effect would be there without its cause."""
    sides = (frozenset(wanted.encounters), frozenset(wanted.others))
    if any(side & silent for side in sides) and all(side - silent for side in sides):
        raise Refused(CHANGE_MIXED)


def _require_known(asked: Sequence[EncounterId], graph: Graph) -> None:
    unknown = [name for name in asked if name not in graph.members]
    if unknown:
        raise Refused(NO_SUCH_THING, kind="encounter", name=unknown[0])


def _turn(tx: Transaction, undone: str, act: Turn) -> None:
    """The change taken back is undone; if it was itself a reversal, what that had taken back stands again."""
    found = _named(tx, undone)
    state = next_state(found.state, act)
    if state is None or not judging.turn(tx, undone, found.state, state=state):
        raise Refused(CHANGE_STALE, change=undone)
    if act is Turn.REVERSE and found.wanted.undoes:
        _turn(tx, found.wanted.undoes, Turn.RESTORE)


def _named(tx: Transaction, change: str) -> Change:
    found = judging.change_named(tx, change)
    if found is None:
        raise Refused(NO_SUCH_THING, kind="change", name=change)
    return found


def _seen(tx: Transaction, change: str, by: Principal) -> Change:
    found = _named(tx, change)
    if is_blind(by) and not sees_all_named(tx, found):
        raise Refused(NO_SUCH_THING, kind="change", name=change)
    return found
