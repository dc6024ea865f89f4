"""Reads and writes the tables `adjudication_case`, `case_candidate` and `opinion`."""

from collections.abc import Mapping
from dataclasses import asdict

from openbitmap.node.cases.model import Case, CaseState, Opinion
from openbitmap.node.database import Transaction, named_queries
from openbitmap.vocabulary import CaseId, EncounterId

_SQL = named_queries(__package__)


def insert_case(tx: Transaction, case: Case, candidates: Mapping[str, EncounterId]) -> None:
    tx.run(_SQL["insert_case"], **asdict(case))
    for letter, encounter in candidates.items():
        tx.run(_SQL["insert_case_candidate"], case=case.case, letter=letter, encounter=encounter)


def case_named(tx: Transaction, case: CaseId) -> Case | None:
    return tx.one(_SQL["case"], into=Case, case=case)


def candidates_by_letter(tx: Transaction, case: CaseId) -> dict[str, EncounterId]:
    return dict(tx.all(_SQL["candidates"], case=case))


def lock_case(tx: Transaction, case: CaseId) -> None:
    tx.scalar(_SQL["lock_case"], case=case)


def claim(tx: Transaction, case: CaseId, examiner: str) -> bool:
    return bool(tx.run(_SQL["claim"], case=case, examiner=examiner))


def advance(tx: Transaction, case: CaseId, state: CaseState) -> None:
    tx.run(_SQL["advance"], case=case, state=state)


def insert_opinion(tx: Transaction, case: CaseId, opinion: Opinion, *, number: int) -> None:
    row = asdict(opinion) | {"letters": sorted(opinion.letters)}
    tx.run(_SQL["insert_opinion"], case=case, number=number, **row)


def opinions_of(tx: Transaction, case: CaseId) -> list[Opinion]:
    """In the order in which they were given: for reports, never for an examiner still to judge."""
    return tx.all(_SQL["opinions"], into=Opinion, case=case)
