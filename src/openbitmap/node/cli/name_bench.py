"""How long a search by name takes, and whether it finds: a server of its own in a temporary folder, filled with a crowd
of synthetic names, asked as clerks ask."""

import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from openbitmap.node import identities, screening
from openbitmap.node.access import Principal, Role
from openbitmap.node.database import Database, EmbeddedServer, migrate
from openbitmap.node.identities import Gallery
from openbitmap.node.screening import NameQuery
from openbitmap.synthetic import crowd, slipped
from openbitmap.vocabulary import Actor, EncounterId, GalleryKind

SEED = 20_261_124
BATCH = 10_000
SHOWN = 200
WARM = 10
BENCH = Actor("node", "bench")
DESK = Principal(Role.WATCH_OFFICER, "bench", None)

Tell = Callable[[str, int], None]


@dataclass(frozen=True)
class NameSearchFigures:
    """Milliseconds of a whole search (retrieval, comparison, listings), warm, one connection: by the clock, and of
    this process alone (`cpu`), which other work on the machine disturbs less; the server's part is not in the latter.
    `recall` is the share of searches with the true name among the first 200, `load` the machine's over the searches."""

    people: int
    searches: int
    p50_ms: float
    p95_ms: float
    cpu_p50_ms: float
    cpu_p95_ms: float
    recall: float
    fill_s: float
    load: float


def measure(people: int, searches: int, tell: Tell) -> NameSearchFigures:
    """Fills and asks; everything is removed afterwards, also after Ctrl-C."""
    with _own_database() as database:
        encounters = _enrol(database, people, tell)
        begun = time.perf_counter()
        with database.transaction() as tx:
            screening.import_names(tx, _counted(zip(encounters, crowd(SEED, people), strict=True), tell))
        filled = time.perf_counter() - begun
        return replace(_ask(database, encounters, searches, tell=tell), fill_s=filled)


@contextmanager
def _own_database() -> Iterator[Database]:
    with tempfile.TemporaryDirectory(prefix="openbitmap-bench-") as folder:
        server = EmbeddedServer(Path(folder) / "postgres", durable=False)
        try:
            server.start()
            with Database.open(server.url, connections=2) as database:
                migrate(database)
                yield database
        finally:
            server.remove()


def _enrol(database: Database, people: int, tell: Tell) -> list[EncounterId]:
    found: list[EncounterId] = []
    after = 0
    with database.transaction() as tx:
        identities.found_gallery(tx, Gallery("encounters", GalleryKind.ENCOUNTER, "Encounters", "bench"))
    for first in range(0, people, BATCH):
        size = min(BATCH, people - first)
        with database.transaction() as tx:
            identities.import_templates(tx, "encounters", ([] for _ in range(size)), at=datetime.now(UTC), actor=BENCH)
            batch = identities.encounters_after(tx, after, most=size)
        found += [e.encounter for e in batch]
        after = batch[-1].number
        tell("enrolling", first + size)
    return found


def _counted(rows: Iterator[tuple[EncounterId, str]], tell: Tell) -> Iterator[tuple[EncounterId, str]]:
    for n, row in enumerate(rows, 1):
        if n % 1000 == 0:
            tell("filing", n)
        yield row


def _ask(database: Database, encounters: list[EncounterId], searches: int, *, tell: Tell) -> NameSearchFigures:
    """Every so many of the crowd is asked for, misspelt, short of a word or turned; a few searches before warm up."""
    step = max(1, len(encounters) // searches)
    wanted = {n: name for n, name in enumerate(crowd(SEED, len(encounters))) if n % step == 0}
    asked = [(encounters[n], NameQuery(slipped(SEED, k, name))) for k, (n, name) in enumerate(wanted.items())]
    times: list[float] = []
    worked: list[float] = []
    hits = 0
    with database.session() as session:
        for n, (encounter, query) in enumerate(asked[:WARM] + asked):
            begun, cpu = time.perf_counter(), time.process_time()
            with session.transaction() as tx:
                found = screening.search_names(tx, query, by=DESK, limit=SHOWN)
            if n >= len(asked[:WARM]):
                times.append(1000 * (time.perf_counter() - begun))
                worked.append(1000 * (time.process_time() - cpu))
                hits += any(hit.filed.encounter == encounter for hit in found.hits)
                tell("searching", len(times))
    by_clock, by_cpu = _middle_and_tail(times), _middle_and_tail(worked)
    return NameSearchFigures(
        len(encounters), len(asked), *by_clock, *by_cpu, recall=hits / len(asked), fill_s=0.0, load=os.getloadavg()[0]
    )


def _middle_and_tail(times: list[float]) -> tuple[float, float]:
    """50 of 100 are no slower than the first, 95 than the second."""
    cuts = statistics.quantiles(times, n=100) if len(times) > 1 else times * 99
    return cuts[49], cuts[94]
