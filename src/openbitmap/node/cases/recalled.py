"""A case whose every candidate was called back by who gave it ends without a finding about anybody.

Guards one invariant: no examiner goes on comparing what may not be held any more, and nothing adverse follows from it.
"""

from datetime import datetime

from openbitmap.node import ledger
from openbitmap.node.cases import store
from openbitmap.node.cases.desk import TurnEnd
from openbitmap.node.cases.model import Case, CaseKind, CaseState, Finding, Ground, Opinion
from openbitmap.node.database import Transaction
from openbitmap.node.events import CaseDecided
from openbitmap.node.identities import withdrawal_of
from openbitmap.vocabulary import Actor, CaseId, EncounterId

NODE = Actor("node", "cases")
WORDS = "The pictures of every candidate were called back by the nation that gave them; nothing can be compared."


def end_recalled(tx: Transaction, encounter: EncounterId, *, at: datetime) -> list[CaseId]:
    """End every open case all of whose candidates were withdrawn, this encounter among them; the node's own word in it
    says why. A case with another candidate goes on: the pictures of this one are gone from it."""
    names = store.open_with_candidate(tx, encounter)
    for name in names:  # every case before the first fact
        store.lock_case(tx, name)
    found = [case for name in names if (case := store.case_named(tx, name))]
    return [_end(tx, case, at=at) for case in found if case.state is not CaseState.DECIDED and _is_bare(tx, case)]


def _is_bare(tx: Transaction, case: Case) -> bool:
    return all(withdrawal_of(tx, e) for e in store.candidates_by_letter(tx, case.case).values())


def _end(tx: Transaction, case: Case, *, at: datetime) -> CaseId:
    given = store.opinions_of(tx, case.case)
    word = Opinion(
        "node",
        Finding.INCONCLUSIVE,
        frozenset(),
        reason=WORDS,
        given_at=at,
        ground=Ground.OTHER,
        number=len(given) + 1,
    )
    store.insert_opinion(tx, case.case, word)
    store.end_turn(tx, case.case, TurnEnd.GIVEN_BACK, at=at)
    store.advance(tx, case.case, CaseState.DECIDED, at=at)
    if case.kind is not CaseKind.SEED:
        told = CaseDecided(case.submission or "", case.case, case.encounter, (), Finding.INCONCLUSIVE.value)
        ledger.record(tx, told, actor=NODE)
    return case.case
