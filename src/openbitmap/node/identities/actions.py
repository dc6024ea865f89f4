"""Enrol an encounter, import many, record what people judged."""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import datetime

from openbitmap import itl
from openbitmap.biometrics import KernelMatcher, TemplateFinding
from openbitmap.node import access, intake, ledger
from openbitmap.node.database import Transaction, new_id
from openbitmap.node.equipment import Equipment
from openbitmap.node.events import EncounterEnrolled, PopulationImported
from openbitmap.node.identities import store
from openbitmap.node.identities.capture import samples_from
from openbitmap.node.identities.model import (
    Asserted,
    Encounter,
    Gallery,
    ImportedTemplate,
    Place,
    best_by_finger,
)
from openbitmap.node.intake import Submission
from openbitmap.node.problems import NO_SUCH_THING, Refused
from openbitmap.vocabulary import Actor, EncounterId, SubmissionId
from openbitmap.wire import SubmissionState

NODE = Actor("node", "identities")


def found_gallery(tx: Transaction, gallery: Gallery) -> None:
    """Make a gallery known; doing it again changes nothing."""
    store.insert_gallery(tx, gallery)


def place_station(tx: Transaction, place: Place) -> None:
    """Say where a station stands, for the map of a person; saying it again corrects it. Raises Refused."""
    if access.station_named(tx, place.station) is None:
        raise Refused(NO_SUCH_THING, kind="station", name=place.station)
    store.insert_place(tx, place)


def enrol(tx: Transaction, submission_id: SubmissionId, equipment: Equipment, *, at: datetime) -> EncounterId | None:
    """Make the Encounter of an accepted submission; None if its prints forbid it (then it is refused instead).

    The slow part, extraction, comes before the first write: the ledger's lock is held for the inserts only.
    """
    submission = intake.submission_of(tx, submission_id)
    transaction = itl.read(intake.original(tx, equipment.vault, submission)).transaction
    if transaction is None:
        raise AssertionError(f"{submission_id} was accepted but does not read: intake and itl disagree")
    samples, findings = samples_from(transaction, equipment)
    if findings:
        intake.refuse(tx, submission_id, findings)
        return None
    best = best_by_finger(samples)
    encounter = EncounterId(new_id("enc"))
    failures = sum(1 for s in samples if s.failure)
    entry = ledger.record(tx, EncounterEnrolled(submission_id, encounter, len(best), failures), actor=NODE)
    row = Encounter(
        0,
        encounter,
        _gallery_of(tx, submission),
        submission=submission_id,
        enrolled_at=at,
        retained=retained_by(transaction),
        log_position=entry.seq,
    )
    store.insert_encounter(tx, row)
    store.insert_asserted(tx, encounter, _asserted(transaction.person()))
    ids = {id(s): store.insert_sample(tx, encounter, s) for s in samples}
    for position, s in best.items():
        if s.template:
            store.insert_template(tx, encounter, ids[id(s)], position=position, template=s.template)
    intake.advance(tx, submission_id, SubmissionState.ENROLLED)
    return encounter


def import_templates(
    tx: Transaction, gallery: str, people: Iterable[Sequence[ImportedTemplate]], *, at: datetime, actor: Actor
) -> int:
    """Enrol people who come as templates only, each with a new encounter; returns how many. One ledger entry for
    all. Raises ValueError at a template as no finger has: it would match nobody."""
    digest = hashlib.sha256()
    held = []
    for templates in people:
        for t in templates:
            _require_a_finger(t)
            digest.update(bytes([t.position]) + t.template.data)
        held.append((EncounterId(new_id("enc")), templates))
    event = PopulationImported(gallery, len(held), digest.hexdigest())
    entry = ledger.record(tx, event, actor=actor)
    store.copy_encounters(tx, [e for e, _ in held], gallery, at=at, log_position=entry.seq)
    store.copy_templates(tx, held)
    return len(held)


def _require_a_finger(given: ImportedTemplate) -> None:
    if TemplateFinding.REFUSED in KernelMatcher().examine(given.template.data):
        place = f"person {given.person}, finger position {int(given.position)}"
        raise ValueError(f"template is unlike a finger | {place} | make the template again or leave it out")


def _gallery_of(tx: Transaction, submission: Submission) -> str:
    station = access.station_named(tx, submission.station)
    if station is None:
        raise AssertionError(f"station {submission.station} vanished under submission {submission.submission}")
    return station.gallery


def retained_by(transaction: itl.Transaction) -> bool:
    """Whether the prints stay searchable: as 2.005 says; where it is silent, an investigative search is not (R59)."""
    return transaction.tot != "TPIS" if transaction.retain is None else transaction.retain


def _asserted(person: itl.Biographics) -> Asserted:
    return Asserted(
        name=person.names[0] if person.names else "",
        aliases=(*person.names[1:], *person.aliases),
        birth_date=person.birth_date or "",
        sex=person.sex or "",
        nationality=person.nationality or "",
        documents=tuple(f"{d.kind} {d.number}" for d in person.documents),
    )
