"""Reads and writes the tables of cases, turns and opinions."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from openbitmap.node.cases.desk import TurnEnd
from openbitmap.node.cases.model import Case, CaseState, OpenPlan, Opinion
from openbitmap.node.database import Transaction, named_queries
from openbitmap.vocabulary import CaseId, EncounterId

_SQL = named_queries(__package__)


def insert_case(tx: Transaction, case: CaseId, plan: OpenPlan, *, letters: Mapping[str, EncounterId]) -> None:
    tx.run(
        _SQL["insert_case"],
        case=case,
        kind=plan.kind,
        search=plan.search,
        submission=plan.submission,
        encounter=plan.encounter,
        opened_at=plan.opened_at,
        due_at=plan.opened_at + plan.clock.patience,
        patience=plan.clock.patience,
        urgent=plan.clock.urgent,
        needs=sorted(plan.work.needs),
        site=plan.work.site,
        state=CaseState.OPEN,
    )
    for letter, encounter in letters.items():
        tx.run(_SQL["insert_case_candidate"], case=case, letter=letter, encounter=encounter)


def case_named(tx: Transaction, case: CaseId) -> Case | None:
    return tx.one(_SQL["case"], into=Case, case=case)


@dataclass(frozen=True)
class Likeness:
    """What a seed must share with a real case to pass for one."""

    patience: timedelta
    urgent: bool
    site: str


def work_of(tx: Transaction, case: CaseId) -> Likeness | None:
    return tx.one(_SQL["work"], into=Likeness, case=case)


def candidates_by_letter(tx: Transaction, case: CaseId) -> dict[str, EncounterId]:
    return dict(tx.all(_SQL["candidates"], case=case))


def open_with_candidate(tx: Transaction, encounter: EncounterId) -> list[CaseId]:
    """Cases still open that show this encounter, in the order of their names."""
    return [row[0] for row in tx.all(_SQL["open_with_candidate"], encounter=encounter)]


def lock_case(tx: Transaction, case: CaseId) -> None:
    tx.scalar(_SQL["lock_case"], case=case)


def claim(tx: Transaction, case: CaseId, examiner: str, *, at: datetime, lease: timedelta) -> bool:
    return bool(tx.run(_SQL["claim"], case=case, examiner=examiner, at=at, lease=lease))


def free(tx: Transaction, case: CaseId, examiner: str) -> bool:
    return bool(tx.run(_SQL["free"], case=case, examiner=examiner))


def prolong(tx: Transaction, case: CaseId, examiner: str, *, at: datetime) -> None:
    tx.run(_SQL["prolong"], case=case, examiner=examiner, at=at)


def held_by(tx: Transaction, examiner: str) -> list[CaseId]:
    return [CaseId(row[0]) for row in tx.all(_SQL["held_by"], examiner=examiner)]


def next_case(tx: Transaction, examiner: str, *, at: datetime) -> CaseId | None:
    return tx.scalar(_SQL["next_case"], examiner=examiner, at=at)  # type: ignore[no-any-return]  # a column of text


def may_take(tx: Transaction, case: CaseId, examiner: str, *, at: datetime) -> bool:
    return bool(tx.scalar(_SQL["may_take"], case=case, examiner=examiner, at=at))


def advance(tx: Transaction, case: CaseId, state: CaseState, *, at: datetime) -> None:
    tx.run(_SQL["advance"], case=case, state=state, at=at)


def begin_turn(tx: Transaction, case: CaseId, examiner: str, *, at: datetime) -> None:
    tx.run(_SQL["begin_turn"], case=case, examiner=examiner, at=at)


def end_turn(tx: Transaction, case: CaseId, ending: TurnEnd, *, at: datetime) -> None:
    tx.run(_SQL["end_turn"], case=case, ending=ending, at=at)


def had_turn(tx: Transaction, case: CaseId, examiner: str) -> bool:
    return bool(tx.scalar(_SQL["had_turn"], case=case, examiner=examiner))


def insert_opinion(tx: Transaction, case: CaseId, opinion: Opinion) -> None:
    tx.run(_SQL["insert_opinion"], case=case, **asdict(opinion) | {"letters": sorted(opinion.letters)})


def opinions_of(tx: Transaction, case: CaseId) -> list[Opinion]:
    """In the order in which they were given, superseded ones among them: for reports, never for an examiner still to
    judge."""
    return tx.all(_SQL["opinions"], into=Opinion, case=case)
