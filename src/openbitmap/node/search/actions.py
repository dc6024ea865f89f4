"""Search one encounter: refresh, scan, fuse, hold to the threshold, state the coverage."""

from collections.abc import Mapping
from datetime import datetime

from openbitmap.biometrics import calibration, engine, finger, fusion
from openbitmap.node import identities, intake, ledger
from openbitmap.node.database import Transaction, new_id
from openbitmap.node.equipment import Equipment
from openbitmap.node.events import SearchFinished
from openbitmap.node.identities import GallerySize
from openbitmap.node.search import gallery, store
from openbitmap.node.search.coverage import coverage_of_galleries, coverage_of_repositories
from openbitmap.node.search.model import MOST_REACHED, Candidate, Held, Search, shortlist, verdict_of
from openbitmap.vocabulary import Actor, EncounterId, FingerPosition, SearchId, SubmissionId
from openbitmap.wire import SubmissionState

NODE = Actor("node", "search")
Probe = Mapping[FingerPosition, finger.Template]


def search_encounter(
    tx: Transaction, subject: tuple[SubmissionId, EncounterId], equipment: Equipment, *, at: datetime
) -> Search:
    """Compare an encounter with every gallery of the node, as of the ledger's head."""
    submission, encounter = subject
    upto = gallery.refresh(tx, equipment.fingers)
    probe = identities.templates_of(tx, encounter)
    census = identities.gallery_census(tx, upto, list(probe), without=encounter)
    held = _held(len(probe), census, equipment.settings.fpir)
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


def _held(fingers: int, census: list[GallerySize], fpir: float) -> Held:
    """The threshold for so many fingers among the people who can be compared."""
    people = sum(g.comparable for g in census)
    if not fingers or not people:
        return Held(people, fingers, fpir, threshold=0.0, chance=0.0)
    threshold = calibration.threshold(fingers, people, fpir)
    chance = calibration.chance_candidates(fingers, people, threshold)
    return Held(people, fingers, fpir, threshold=threshold.score, chance=chance)


def _scans(tx: Transaction, submission: SubmissionId, probe: Probe, *, equipment: Equipment) -> list[fusion.FingerScan]:
    """Every finger of the probe against every print of that finger, but those of the probe itself."""
    own = identities.encounter_of(tx, submission)
    scans = gallery.scan(equipment.fingers, probe, threads=equipment.settings.cores)
    return gallery.without_row(scans, own.number if own else 0)


def _candidates(tx: Transaction, scans: list[fusion.FingerScan], held: Held) -> list[Candidate]:
    """Who reaches the threshold, shortened to what examiners can look at, the strongest first, with explanations."""
    fused = fusion.fuse_gallery(scans)
    threshold = calibration.threshold(held.fingers, held.people, held.fpir)
    reached = [int(fused.rows[i]) for i in fused.best(MOST_REACHED) if fused.log10_fmr[i] <= threshold.log10_fmr]
    encounters = identities.encounters_numbered(tx, reached)
    listed = identities.listed_among(tx, [e.encounter for e in encounters.values()])
    rows = shortlist(reached, {row for row, e in encounters.items() if e.encounter in listed})
    people = [fusion.explain(scans, row) for row in rows]
    parameters = engine.KernelMatcher().parameters
    return [
        Candidate(
            encounters[person.row].encounter,
            person.evidence,
            person.log10_fmr,
            fingers={str(int(part.position)): round(part.score, 3) for part in person.fingers},
            parameters=parameters,
        )
        for person in people
    ]
