"""Open a case: for a search's candidates, or by a plan of another room's."""

import hashlib
import secrets
from datetime import timedelta

from openbitmap.node import identities, intake, ledger, search, watchlists
from openbitmap.node.cases import store
from openbitmap.node.cases.model import CaseKind, Clock, OpenPlan, Work, clock_of
from openbitmap.node.database import Transaction, new_id
from openbitmap.node.events import CaseOpened
from openbitmap.vocabulary import Actor, CaseId, EncounterId, SearchId, ServiceClass, SubmissionId

NODE = Actor("node", "cases")
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LENGTH = 18


def case_id_of(search_id: SearchId) -> CaseId:
    """The case a search's candidates go to. Derived, so that an answer can name it without waiting for it; by a hash,
    because other identifiers tell the time, and a case's age would tell which opinion it waits for (R27)."""
    digest = int.from_bytes(hashlib.sha256(f"case of {search_id}".encode()).digest())
    return CaseId("case-" + "".join(_DIGITS[digest >> 5 * place & 31] for place in range(_LENGTH)))


def open_case(tx: Transaction, plan: OpenPlan) -> CaseId:
    """A case of these candidates, shuffled; CaseOpened tells of it, except of a seed. Raises ValueError without
    candidates or with more than there are letters."""
    if not 0 < len(plan.candidates) <= len(LETTERS):
        raise ValueError(f"a case with {len(plan.candidates)} candidates | {plan.kind} | give 1 to {len(LETTERS)}")
    case = case_id_of(plan.search or SearchId(new_id("case")))
    shuffled = list(plan.candidates)
    secrets.SystemRandom().shuffle(shuffled)
    store.insert_case(tx, case, plan, letters=dict(zip(LETTERS, shuffled, strict=False)))
    if plan.kind is not CaseKind.SEED:
        ledger.record(tx, CaseOpened(plan.submission or "", case, plan.search or ""), actor=NODE)
    return case


def open_for_past(tx: Transaction, search_id: SearchId, *, within: timedelta) -> CaseId | None:
    """A case of an entry's prints and the people met who resemble them; None without any, or once the
    entry ended or its prints were withdrawn. All of these run on the same
    clock and from no site: an examiner must not see whether the person stands at a counter now or was met long ago,
    for the first would be a discreet entry."""
    done = search.search_named(tx, search_id)
    candidates = tuple(c.encounter for c in search.candidates_of(tx, search_id))
    if done is None or not candidates or not watchlists.hold_in_force(tx, watchlists.EntryId(done.entry or "")):
        return None
    if identities.withdrawal_of(tx, done.encounter):
        return None
    clock = clock_of(ServiceClass.URGENT, within)
    plan = OpenPlan(CaseKind.REVERSE, done.encounter, candidates, done.finished_at, clock, search=search_id)
    return open_case(tx, plan)


def open_for_search(tx: Transaction, search_id: SearchId, *, within: timedelta) -> CaseId | None:
    """A case for the candidates of an arrival's search; None if it has no candidates."""
    done = search.search_named(tx, search_id)
    candidates = [c.encounter for c in search.candidates_of(tx, search_id)]
    if done is None or done.submission is None or not candidates:
        return None
    plan = OpenPlan(
        CaseKind.ARRIVAL,
        done.encounter,
        tuple(EncounterId(c) for c in candidates),
        opened_at=done.finished_at,
        clock=clock_for(tx, done.submission, within=within),
        work=Work(site=intake.submission_of(tx, done.submission).station),
        search=search_id,
        submission=done.submission,
    )
    return open_case(tx, plan)


def clock_for(tx: Transaction, submission: SubmissionId, *, within: timedelta) -> Clock:
    """The clock of a submission's case: `within` is the time for an opinion on a rapid one."""
    header = intake.header_of(tx, submission)
    return clock_of(header.priority.service_class if header else ServiceClass.ROUTINE, within)
