"""Lay in questions of known truth, plant them among the cases, and read the error rates that come of it."""

import secrets
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import combinations

from openbitmap.node import identities, ledger, search
from openbitmap.node.access import Act, Principal
from openbitmap.node.cases import seed_store, store, turns
from openbitmap.node.cases.actions import decision_on
from openbitmap.node.cases.model import CaseKind, Clock, OpenPlan, Work, standing
from openbitmap.node.cases.opening import LETTERS, NODE, open_case
from openbitmap.node.cases.seed_store import Stock, Stocked
from openbitmap.node.cases.seeds import ErrorRecord, OriginKind, SeedOrigin, SeedPlan, record_from
from openbitmap.node.database import Transaction, new_id
from openbitmap.node.events import SeedPlanted, SeedStocked
from openbitmap.node.problems import NO_SUCH_THING, UNFIT_SEED, Refused
from openbitmap.vocabulary import CaseId, EncounterId

TWO = 2
LOOKED_AT = 50
"""Questions looked at for one whose people are all still held."""

ORDINARY = Clock(timedelta(minutes=30))
"""The default of the setting `case_minutes`."""

INVENTED = SeedOrigin(OriginKind.SYNTHETIC)
_CHANCE = secrets.SystemRandom()


def stock_seed(tx: Transaction, plan: SeedPlan, *, by: Principal, origin: SeedOrigin = INVENTED) -> str | None:
    """Lay in a question of known truth; None if it was there. Raises Refused."""
    by.require(Act.SEED_CASES)
    _check(tx, plan)
    stocked, now = Stocked(new_id("seed"), plan), datetime.now(UTC)
    if not seed_store.insert_stock(tx, stocked, origin, by=by.name, at=now):
        return None
    event = SeedStocked(stocked.seed, origin.kind.value, len(plan.candidates), len(plan.mates))
    ledger.record(tx, event, actor=by.actor)
    return stocked.seed


def stock_from_case(tx: Transaction, case_id: CaseId, *, by: Principal) -> str | None:
    """Make a decided case a question of known truth: two examiners agreed who is the same person, and the supervisor,
    by this act, confirms it. What nobody identified is no truth, so such candidates are left out. Raises Refused."""
    by.require(Act.SEED_CASES)
    case = turns.case_named(tx, case_id)
    if search.is_discreet(tx, case.search) and not by.may(Act.SEE_DISCREET):
        raise Refused(NO_SUCH_THING, kind="case", name=case_id)
    decided = decision_on(tx, case_id)
    given = standing(store.opinions_of(tx, case_id))
    if decided is None or not decided.candidates or not any(a.agrees_with(b) for a, b in combinations(given, TWO)):
        raise Refused(UNFIT_SEED, why=f"case {case_id} is no identification by two examiners")
    mates = tuple(EncounterId(c) for c in decided.candidates)
    plan = SeedPlan(EncounterId(decided.encounter), mates, frozenset(mates))
    return stock_seed(tx, plan, by=by, origin=SeedOrigin(OriginKind.CASE, case_id))


def plant_seed(
    tx: Transaction, plan: SeedPlan, *, by: Principal, at: datetime | None = None, clock: Clock = ORDINARY
) -> CaseId:
    """Put one case of known outcome among the others at once. Raises Refused."""
    by.require(Act.SEED_CASES)
    _check(tx, plan)
    return _plant(tx, Stocked("", plan), _opening(plan, at or datetime.now(UTC), clock=clock), by=by.name)


def plant_now_and_then(tx: Transaction, opened: CaseId, *, every: int, at: datetime) -> CaseId | None:
    """After a case was opened: one time in `every` plant a seed of the same clock and site, which comes to light at a
    random moment within that clock, so that two arrivals in one second tell nothing. None if chance, or an empty stock,
    says no."""
    like = store.work_of(tx, opened)
    if every < 1 or like is None or _CHANCE.randrange(every) != 0:
        return None
    stocked = next((s for s in seed_store.stock_in_turn(tx, limit=LOOKED_AT) if _is_whole(tx, s.plan)), None)
    if stocked is None:
        return None
    clock = Clock(like.patience, like.urgent)
    seen_at = at + like.patience * _CHANCE.random()
    plan = replace(_opening(stocked.plan, seen_at, clock=clock), work=Work(site=like.site))
    seed_store.mark_planted(tx, stocked.seed, at=at)
    return _plant(tx, stocked, plan, by=NODE.name)


def _is_whole(tx: Transaction, plan: SeedPlan) -> bool:
    """Whether nobody in it was withdrawn since: what must be forgotten is shown to no examiner either."""
    return not any(identities.withdrawal_of(tx, encounter) for encounter in (plan.probe, *plan.candidates))


def _opening(plan: SeedPlan, at: datetime, *, clock: Clock) -> OpenPlan:
    return OpenPlan(CaseKind.SEED, plan.probe, plan.candidates, opened_at=at, clock=clock)


def _plant(tx: Transaction, stocked: Stocked, plan: OpenPlan, *, by: str) -> CaseId:
    case = open_case(tx, plan)
    seed_store.insert_planted(tx, case, stocked, by=by, at=plan.opened_at)
    ledger.record(tx, SeedPlanted(case, len(plan.candidates), len(stocked.plan.mates)), actor=NODE)
    return case


def _check(tx: Transaction, plan: SeedPlan) -> None:
    """Raises Refused(UNFIT_SEED)."""
    candidates = set(plan.candidates)
    named = [plan.probe, *plan.candidates]
    for holds, why in (
        (0 < len(plan.candidates) <= len(LETTERS), f"it has {len(plan.candidates)} candidates"),
        (len(candidates) == len(plan.candidates), "a candidate stands in it twice"),
        (plan.probe not in candidates, "the probe is among its own candidates"),
        (plan.mates <= candidates, "a mate is not among the candidates"),
        (len(identities.encounters_named(tx, named)) == len(set(named)), "an encounter is not held here"),
    ):
        if not holds:
            raise Refused(UNFIT_SEED, why=why)


def error_records(tx: Transaction, principal: Principal) -> tuple[ErrorRecord, ...]:
    """Those of everybody who answered a decided seed, by name. Raises Refused."""
    principal.require(Act.OVERSEE)
    answers = seed_store.seed_answers(tx, None)
    names = sorted({a.examiner for a in answers})
    return tuple(record_from(name, [a for a in answers if a.examiner == name]) for name in names)


def seed_stock(tx: Transaction, principal: Principal) -> Stock:
    """What is laid in. Raises Refused."""
    principal.require(Act.SEED_CASES)
    return seed_store.stock(tx)


def error_record(tx: Transaction, principal: Principal, examiner: str) -> ErrorRecord:
    """One examiner's error rates over decided seeds: their own, or anybody's for who oversees. Raises Refused."""
    if principal.name != examiner or not principal.may(Act.JUDGE):
        principal.require(Act.OVERSEE)
    return record_from(examiner, seed_store.seed_answers(tx, examiner))
