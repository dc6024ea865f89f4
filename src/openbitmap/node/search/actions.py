"""Search one encounter: refresh, scan, fuse, hold to the threshold, state the coverage.

What this says of an arrival goes to a post, so that nothing discreet may move it: the silent shelf is not scanned here
(silent.py does, after the answer), and where the list is cut short a discreet entry counts like any other encounter.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from openbitmap.biometrics import calibration, engine, finger, fusion
from openbitmap.node import identities, intake, ledger, watchlists
from openbitmap.node.database import Transaction, new_id
from openbitmap.node.equipment import Equipment
from openbitmap.node.events import SearchFinished
from openbitmap.node.search import gallery, store
from openbitmap.node.search.coverage import coverage_of_galleries, coverage_of_repositories
from openbitmap.node.search.model import MOST_REACHED, Candidate, Held, Search, held_to, shortlist, verdict_of
from openbitmap.node.search.persons import one_per_person
from openbitmap.node.search.union import part_of, people_abroad
from openbitmap.node.watchlists import Pair
from openbitmap.vocabulary import Actor, EncounterId, FingerPosition, SearchId, SubmissionId
from openbitmap.wire import SubmissionState

NODE = Actor("node", "search")
Probe = Mapping[FingerPosition, finger.Template]


def search_encounter(
    tx: Transaction, subject: tuple[SubmissionId, EncounterId], equipment: Equipment, *, at: datetime
) -> Search:
    """Compare an encounter with every gallery of the node, as of the ledger's head."""
    submission, encounter = subject
    upto = gallery.refresh_all(tx, equipment, at=at)
    probe = identities.templates_of(tx, encounter)
    census = identities.gallery_census(tx, upto, list(probe), without=encounter)
    people = sum(g.comparable for g in census)
    part = part_of(equipment.settings.fpir, people, people_abroad(tx, at=at))
    held = held_to(len(probe), people, part)
    scans = _scans(tx, submission, probe, equipment=equipment)
    candidates = _candidates(tx, scans, held) if held.people else []
    done = Search(
        SearchId(new_id("sea")),
        submission,
        encounter,
        finished_at=at,
        verdict=verdict_of(len(probe), len(candidates)),
        held=held,
        log_position=upto,
    )
    header = intake.header_of(tx, submission)
    states = coverage_of_galleries(census, usable_fingers=len(probe), as_of=at)
    states += coverage_of_repositories(header.repositories if header else ())
    store.insert_search(tx, done)
    store.insert_candidates(tx, done.search, candidates)
    store.insert_coverage(tx, done.search, states)
    intake.advance(tx, submission, SubmissionState.SEARCHED)
    event = SearchFinished(submission, done.search, encounter, done.verdict.value, len(candidates))
    ledger.record(tx, event, actor=NODE)
    return done


def note_sightings(tx: Transaction, search_id: SearchId) -> None:
    """Somebody met may be the person of an entry among the candidates: the list learns of it, and later what it was."""
    done = store.search_named(tx, search_id)
    if done is None:
        return
    found = store.candidates_of(tx, search_id)
    watchlists.note_sightings(tx, [Pair(c.encounter, done.encounter, done.finished_at) for c in found])


def reaching(scans: list[fusion.FingerScan], held: Held) -> list[int]:
    """Rows at or above the threshold, the least likely by chance first."""
    fused = fusion.fuse_gallery(scans)
    threshold = calibration.threshold(held.fingers, held.people, held.fpir)
    return [int(fused.rows[i]) for i in fused.best(MOST_REACHED) if fused.log10_fmr[i] <= threshold.log10_fmr]


def explained(
    scans: list[fusion.FingerScan], rows: Sequence[int], encounters: Mapping[int, EncounterId]
) -> list[Candidate]:
    """The rows as candidates, each with the part every finger played."""
    parameters = engine.KernelMatcher().parameters
    return [
        Candidate(
            encounters[person.row],
            person.evidence,
            person.log10_fmr,
            fingers={str(int(part.position)): round(part.score, 3) for part in person.fingers},
            parameters=parameters,
        )
        for person in (fusion.explain(scans, row) for row in rows)
    ]


def encounters_of(tx: Transaction, rows: Sequence[int]) -> dict[int, EncounterId]:
    return {row: e.encounter for row, e in identities.encounters_numbered(tx, rows).items()}


def _scans(tx: Transaction, submission: SubmissionId, probe: Probe, *, equipment: Equipment) -> list[fusion.FingerScan]:
    """Every finger of the probe against every print of that finger, but those of the probe itself."""
    own = identities.encounter_of(tx, submission)
    scans = gallery.scan(equipment.fingers, probe, threads=equipment.settings.cores)
    return gallery.without_row(scans, own.number if own else 0)


def _candidates(tx: Transaction, scans: list[fusion.FingerScan], held: Held) -> list[Candidate]:
    """Who reaches the threshold, a person once, shortened to what examiners can look at, the strongest first, with
    explanations."""
    reached = reaching(scans, held)
    encounters = encounters_of(tx, reached)
    reached = one_per_person(tx, reached, encounters)
    listed = watchlists.listed_among(tx, [encounters[row] for row in reached], discreet=False)
    rows = shortlist(reached, {row for row, encounter in encounters.items() if encounter in listed})
    return explained(scans, rows, encounters)
