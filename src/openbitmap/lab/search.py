"""One-to-many searches over a gallery of people: how long, how much memory, how often the right person comes first.

The people come from outside (synthetic ones in `openbitmap bench`), so that the same measurement can run on real
enrolments."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass

import numpy as np

from openbitmap.biometrics import FingerGallery, FingerScan, Threshold, fuse_gallery, threshold
from openbitmap.biometrics.finger import Template
from openbitmap.vocabulary import FingerPosition

FPIR = 1e-3
Probe = Mapping[FingerPosition, Template]


@dataclass(frozen=True)
class Population:
    """Enrolled prints (row, position, template), probes of enrolled people under their row, and probes of
    strangers."""

    enrolled: Iterable[tuple[int, FingerPosition, bytes]]
    mated: Iterable[tuple[int, Probe]]
    strangers: Iterable[Probe]


@dataclass(frozen=True)
class Clocks:
    """Wall time and CPU time of this process, in seconds, and someone to tell how many searches are done."""

    wall: Callable[[], float]
    cpu: Callable[[], float]
    progress: Callable[[int], None]


@dataclass(frozen=True)
class Found:
    """One search: its times, whether the best candidate is the mate, and how rare chance makes that best
    candidate."""

    wall_ms: float
    cpu_s: float
    mate_first: bool
    mate_log10_fmr: float
    best_log10_fmr: float


@dataclass(frozen=True)
class SearchFigures:
    """The figures of a run. Rates are fractions; None where no such probe was made."""

    people: int
    probes: int
    fingers: int
    threads: int
    time: Mapping[str, float]
    bytes_per_person: float
    rank1: float | None
    fnir_at_fpir: float | None
    strangers: int
    false_alarms: int

    def to_json(self, threshold_: Threshold) -> str:
        body = {
            "people": self.people,
            "probes": self.probes,
            **self.time,
            "bytes_per_person": round(self.bytes_per_person, 1),
            "rank1": self.rank1,
            "fnir_at_fpir_1e-3": self.fnir_at_fpir,
            "strangers": self.strangers,
            "false_alarms_at_fpir_1e-3": self.false_alarms,
            "fingers": self.fingers,
            "threads": self.threads,
            "threshold": asdict(threshold_),
        }
        return json.dumps(body, indent=2) + "\n"


def enrol(population: Population, tell: Callable[[int], None]) -> FingerGallery:
    """Fills a gallery; `tell` hears the number of prints now and then."""
    gallery = FingerGallery()
    for count, (row, position, template) in enumerate(population.enrolled, 1):
        gallery.add(row, position, template)
        if count % 1000 == 0:
            tell(count)
    return gallery


def search(
    gallery: FingerGallery, population: Population, clocks: Clocks, *, threads: int
) -> Iterator[tuple[bool, Found]]:
    """Runs every probe, mated ones first; True with each mated one."""
    for done, (mate, probe) in enumerate(_all_probes(population), 1):
        wall, cpu = clocks.wall(), clocks.cpu()
        scans = [FingerScan(p, len(t), *gallery.compare(p, t.data, threads=threads)) for p, t in probe.items()]
        fused = fuse_gallery(scans)
        best = fused.best(1)
        spent = 1e3 * (clocks.wall() - wall), clocks.cpu() - cpu
        at_mate = fused.log10_fmr[fused.rows == mate]
        yield (
            mate is not None,
            Found(
                *spent,
                mate_first=bool(len(best)) and fused.rows[best[0]] == mate,
                mate_log10_fmr=float(at_mate[0]) if len(at_mate) else 0.0,
                best_log10_fmr=float(fused.log10_fmr[best[0]]) if len(best) else 0.0,
            ),
        )
        clocks.progress(done)


def figures(
    gallery: FingerGallery, found: Sequence[tuple[bool, Found]], people: int, *, fingers: int, threads: int
) -> SearchFigures:
    """Sums up the searches of a gallery of so many people, held to the threshold of FPIR 1e-3 at that size."""
    at = threshold(fingers, people, FPIR)
    mated = [f for is_mated, f in found if is_mated]
    strangers = [f for is_mated, f in found if not is_mated]
    walls = np.array([f.wall_ms for _, f in found])
    time = {
        "p50_ms": round(float(np.percentile(walls, 50)), 2),
        "p95_ms": round(float(np.percentile(walls, 95)), 2),
        "cpu_s_per_search": round(float(np.mean([f.cpu_s for _, f in found])), 5),
    }
    return SearchFigures(
        people=people,
        probes=len(found),
        fingers=fingers,
        threads=threads,
        time=time,
        bytes_per_person=gallery.memory_bytes / people,
        rank1=sum(f.mate_first for f in mated) / len(mated) if mated else None,
        fnir_at_fpir=sum(f.mate_log10_fmr > at.log10_fmr for f in mated) / len(mated) if mated else None,
        strangers=len(strangers),
        false_alarms=sum(f.best_log10_fmr <= at.log10_fmr for f in strangers),
    )


def _all_probes(population: Population) -> Iterator[tuple[int | None, Probe]]:
    yield from population.mated
    for probe in population.strangers:
        yield None, probe
