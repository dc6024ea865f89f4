"""Reads and writes the tables of cases of known outcome; nothing of them reaches an examiner."""

from dataclasses import dataclass
from datetime import datetime

from openbitmap.node.cases.seeds import SeedAnswer, SeedOrigin, SeedPlan
from openbitmap.node.database import Transaction, named_queries
from openbitmap.vocabulary import CaseId

_SQL = named_queries(__package__)


@dataclass(frozen=True)
class Stocked:
    """A question of known truth in the stock, under its number."""

    seed: str
    plan: SeedPlan


@dataclass(frozen=True)
class Stock:
    """How many questions of known truth there are, and how many cases were made of them."""

    questions: int
    with_mate: int
    planted: int
    decided: int


def insert_stock(tx: Transaction, stocked: Stocked, origin: SeedOrigin, *, by: str, at: datetime) -> bool:
    plan = stocked.plan
    return bool(
        tx.run(
            _SQL["insert_stock"],
            seed=stocked.seed,
            probe=plan.probe,
            candidates=sorted(plan.candidates),
            mates=sorted(plan.mates),
            origin=origin.kind,
            source=origin.case,
            by=by,
            at=at,
        )
    )


def stock_in_turn(tx: Transaction, *, limit: int) -> list[Stocked]:
    """Those whose turn it is, locked."""
    return [
        Stocked(seed, SeedPlan(probe, tuple(candidates), frozenset(mates)))
        for seed, probe, candidates, mates in tx.all(_SQL["stock_in_turn"], limit=limit)
    ]


def mark_planted(tx: Transaction, seed: str, *, at: datetime) -> None:
    tx.run(_SQL["mark_planted"], seed=seed, at=at)


def insert_planted(tx: Transaction, case: CaseId, stocked: Stocked, *, by: str, at: datetime) -> None:
    mates = sorted(stocked.plan.mates)
    tx.run(_SQL["insert_planted"], case=case, seed=stocked.seed or None, mates=mates, by=by, at=at)


def end_planted(tx: Transaction, case: CaseId, *, at: datetime) -> None:
    tx.run(_SQL["end_planted"], case=case, at=at)


def stock(tx: Transaction) -> Stock:
    return tx.one(_SQL["stock"], into=Stock) or Stock(0, 0, 0, 0)


def seed_answers(tx: Transaction, examiner: str | None) -> list[SeedAnswer]:
    """Standing opinions on decided seeds with the truth; `examiner` None is everybody's."""
    return tx.all(_SQL["seed_answers"], into=SeedAnswer, examiner=examiner)
