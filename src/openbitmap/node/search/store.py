"""Reads and writes the tables `search`, `candidate` and `search_coverage`."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from openbitmap.node.database import Transaction, named_queries
from openbitmap.node.search.model import Candidate, GalleryState, Held, Search
from openbitmap.vocabulary import EncounterId, SearchId, SubmissionId, Verdict

_SQL = named_queries(__package__)


@dataclass(frozen=True)
class _SearchRow:
    search: str
    submission: str
    encounter: str
    finished_at: datetime
    verdict: Verdict
    fingers: int
    people: int
    threshold: float
    fpir: float
    chance: float
    log_position: int

    def value(self) -> Search:
        return Search(
            SearchId(self.search),
            SubmissionId(self.submission),
            EncounterId(self.encounter),
            finished_at=self.finished_at,
            verdict=self.verdict,
            held=Held(self.people, self.fingers, self.fpir, threshold=self.threshold, chance=self.chance),
            log_position=self.log_position,
        )


def insert_search(tx: Transaction, s: Search) -> None:
    values = asdict(s)
    held = values.pop("held")
    tx.run(_SQL["insert_search"], **values, **held)


def insert_candidates(tx: Transaction, search: SearchId, candidates: Sequence[Candidate]) -> None:
    for c in candidates:
        tx.run(_SQL["insert_candidate"], search=search, **asdict(c) | {"fingers": json.dumps(c.fingers)})


def insert_coverage(tx: Transaction, search: SearchId, states: Sequence[GalleryState]) -> None:
    for number, g in enumerate(states):
        tx.run(_SQL["insert_coverage"], search=search, number=number, **asdict(g))


def search_named(tx: Transaction, search: SearchId) -> Search | None:
    row = tx.one(_SQL["search"], into=_SearchRow, search=search)
    return row.value() if row else None


def search_of(tx: Transaction, submission: SubmissionId) -> Search | None:
    row = tx.one(_SQL["search_of_submission"], into=_SearchRow, submission=submission)
    return row.value() if row else None


def candidates_of(tx: Transaction, search: SearchId) -> list[Candidate]:
    """Strongest first: for rooms and reports, never for an examiner before the judgement."""
    return tx.all(_SQL["candidates"], into=Candidate, search=search)


def coverage_of(tx: Transaction, search: SearchId) -> list[GalleryState]:
    return tx.all(_SQL["coverage"], into=GalleryState, search=search)
