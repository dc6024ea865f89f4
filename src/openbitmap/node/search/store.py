"""Reads and writes the tables `search`, `candidate`, `search_coverage` and `gallery_process`."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from openbitmap.node.database import Row, Transaction, named_queries
from openbitmap.node.search.model import Candidate, GalleryState, Held, Purpose, Search
from openbitmap.vocabulary import SearchId, SubmissionId, Verdict

_SQL = named_queries(__package__)


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
    return _search(tx.one(_SQL["search"], search=search))


def search_of(tx: Transaction, submission: SubmissionId) -> Search | None:
    """None while the submission is not searched."""
    return _search(tx.one(_SQL["search_of_submission"], submission=submission))


def _search(row: Row | None) -> Search | None:
    """Columns of the two queries above: eight of the search, five of the bar it was held to."""
    if row is None:
        return None
    name, submission, encounter, finished_at, verdict, log_position, purpose, entry, *held = row
    return Search(
        name,
        submission,
        encounter,
        finished_at=finished_at,
        verdict=Verdict(verdict),
        held=Held(*held),
        log_position=log_position,
        purpose=Purpose(purpose),
        entry=entry,
    )


def candidates_of(tx: Transaction, search: SearchId) -> list[Candidate]:
    """Strongest first: for rooms and reports, never for an examiner before the judgement."""
    return tx.all(_SQL["candidates"], into=Candidate, search=search)


def coverage_of(tx: Transaction, search: SearchId) -> list[GalleryState]:
    return tx.all(_SQL["coverage"], into=GalleryState, search=search)


@dataclass(frozen=True)
class GalleryProcess:
    """A process that holds templates in memory, and the ledger position it covered last."""

    process: str
    started_at: datetime
    seen_at: datetime
    position: int


def note_process(tx: Transaction, process: str, position: int, *, at: datetime) -> None:
    tx.run(_SQL["note_process"], process=process, position=position, at=at)


def gallery_processes(tx: Transaction) -> list[GalleryProcess]:
    """The most recently seen first. One that ended holds nothing any more and stays at its last position."""
    return tx.all(_SQL["gallery_processes"], into=GalleryProcess)
