"""What the node holds, in one row."""

from dataclasses import dataclass

from openbitmap.node.database import Transaction, named_queries

_SQL = named_queries(__package__)


@dataclass(frozen=True)
class Totals:
    encounters: int
    templates: int
    submissions: int
    answers: int
    open_cases: int
    open_alerts: int


def totals(tx: Transaction) -> Totals:
    found = tx.one(_SQL["totals"], into=Totals)
    return found or Totals(0, 0, 0, 0, 0, 0)
