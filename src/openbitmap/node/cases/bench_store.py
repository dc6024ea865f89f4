"""Reads and writes the tables of the bench: drafts, analyses, comparisons, views, and what an examiner may take."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from openbitmap.node.cases.desk import Draft, View
from openbitmap.node.cases.marks import Analysis, Comparison, Mark, MarkKind, Pair, Suitability, Unmarked, Worth
from openbitmap.node.cases.model import Skill
from openbitmap.node.database import Transaction, named_queries
from openbitmap.vocabulary import CaseId

_SQL = named_queries(__package__)

Json = dict[str, object]


@dataclass(frozen=True)
class Competence:
    """What an examiner may take; no site means every site."""

    examiner: str
    skills: frozenset[Skill]
    sites: frozenset[str]


def save_draft(tx: Transaction, case: CaseId, examiner: str, *, draft: Draft) -> bool:
    return bool(tx.run(_SQL["save_draft"], case=case, examiner=examiner, **asdict(draft)))


def draft_of(tx: Transaction, case: CaseId, examiner: str) -> Draft | None:
    """An examiner's own working marks."""
    return tx.one(_SQL["draft"], into=Draft, case=case, examiner=examiner)


def insert_analysis(tx: Transaction, case: CaseId, examiner: str, *, analysis: Analysis) -> bool:
    body = asdict(analysis)
    del body["locked_at"]
    values = {"body": json.dumps(body), "digest": analysis.digest, "locked_at": analysis.locked_at}
    return bool(tx.run(_SQL["insert_analysis"], case=case, examiner=examiner, **values))


def analysis_of(tx: Transaction, case: CaseId, examiner: str) -> Analysis | None:
    """None while this examiner has not locked one."""
    row = tx.one(_SQL["analysis"], case=case, examiner=examiner)
    if row is None:
        return None
    body, locked_at = row
    return Analysis(
        locked_at,
        _marks(body["marks"]),
        tuple(Suitability(s["picture"], s["position"], Worth(s["worth"])) for s in body["suitability"]),
        Unmarked(body["unmarked"]) if body["unmarked"] else None,
    )


def insert_comparisons(tx: Transaction, case: CaseId, number: int, *, comparisons: Sequence[Comparison]) -> None:
    for comparison in comparisons:
        body = asdict(comparison)
        del body["letter"]
        text = json.dumps(body)
        tx.run(_SQL["insert_comparison"], case=case, number=number, letter=comparison.letter, body=text)


def comparisons_of(tx: Transaction, case: CaseId, number: int) -> tuple[Comparison, ...]:
    """What came with the opinion of this number, by letter."""
    return tuple(
        Comparison(
            letter,
            _marks(body["marks"]),
            tuple(Pair(p["probe"], p["candidate"]) for p in body["pairs"]),
            _marks(body["added"]),
        )
        for letter, body in tx.all(_SQL["comparisons"], case=case, number=number)
    )


def insert_view(tx: Transaction, case: CaseId, examiner: str, *, view: View) -> None:
    tx.run(_SQL["insert_view"], case=case, examiner=examiner, **asdict(view))


def views_of(tx: Transaction, case: CaseId, examiner: str) -> list[View]:
    """What an examiner looked at, oldest first."""
    return tx.all(_SQL["views"], into=View, case=case, examiner=examiner)


def set_competence(tx: Transaction, competence: Competence, *, by: str, at: datetime) -> None:
    values = {"skills": sorted(competence.skills), "sites": sorted(competence.sites)}
    tx.run(_SQL["set_competence"], examiner=competence.examiner, set_by=by, at=at, **values)


def competence_of(tx: Transaction, examiner: str) -> Competence:
    """Fingers of every site where nobody has said otherwise."""
    found = tx.one(_SQL["competence"], into=Competence, examiner=examiner)
    return found or Competence(examiner, frozenset({Skill.FINGER}), frozenset())


def _marks(rows: Sequence[Json]) -> tuple[Mark, ...]:
    return tuple(Mark(**row | {"kind": MarkKind(str(row["kind"]))}) for row in rows)  # type: ignore[arg-type]  # as written by asdict above
