"""Reads and writes the tables `gallery`, `encounter`, `biographics`, `sample`, `template`, `encounter_document` and
`station_place`."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from openbitmap.biometrics import finger
from openbitmap.node.database import Transaction, named_queries, new_id
from openbitmap.node.identities.model import (
    Asserted,
    Encounter,
    Gallery,
    GallerySize,
    ImportedTemplate,
    Place,
    Sample,
    SampleNote,
    StoredTemplate,
    document_key,
)
from openbitmap.vocabulary import EncounterId, FingerPosition, GalleryKind, SampleId, SubmissionId

_SQL = named_queries(__package__)


def insert_gallery(tx: Transaction, gallery: Gallery) -> None:
    tx.run(_SQL["insert_gallery"], **asdict(gallery))


def insert_encounter(tx: Transaction, encounter: Encounter) -> None:
    tx.run(_SQL["insert_encounter"], **asdict(encounter))


def insert_asserted(tx: Transaction, encounter: EncounterId, asserted: Asserted) -> None:
    lists = {"aliases": list(asserted.aliases), "documents": list(asserted.documents)}
    tx.run(_SQL["insert_asserted"], encounter=encounter, **asdict(asserted) | lists)
    for document in asserted.documents:
        if key := document_key(document):
            tx.run(_SQL["insert_document"], encounter=encounter, key=key)


def insert_place(tx: Transaction, place: Place) -> None:
    tx.run(_SQL["insert_place"], **asdict(place))


def insert_sample(tx: Transaction, encounter: EncounterId, s: Sample) -> SampleId:
    sample = SampleId(new_id("smp"))
    quality = s.quality
    tx.run(
        _SQL["insert_sample"],
        sample=sample,
        encounter=encounter,
        position=int(s.position),
        impression=None if s.impression is None else int(s.impression),
        record=s.record,
        box=list(s.box) if s.box else None,
        quality=quality.value if quality else None,
        measure=quality.measure if quality else "",
        advice=quality.advice if quality else "",
        missing=s.missing,
        failure=s.failure,
    )
    return sample


def insert_template(
    tx: Transaction, encounter: EncounterId, sample: SampleId, *, position: FingerPosition, template: finger.Template
) -> None:
    row = (encounter, int(position), template.parameters, template.width, template.height, template.data)
    names = ("encounter", "position", "parameters", "width", "height", "minutiae")
    tx.run(_SQL["insert_template"], sample=sample, **dict(zip(names, row, strict=True)))


def copy_encounters(
    tx: Transaction, encounters: Sequence[EncounterId], gallery: str, *, at: datetime, log_position: int
) -> None:
    tx.copy(_SQL["copy_encounters"], ((e, gallery, at, True, log_position) for e in encounters))


def copy_templates(tx: Transaction, people: Sequence[tuple[EncounterId, Sequence[ImportedTemplate]]]) -> None:
    rows = (
        (e, int(t.position), t.template.parameters, t.template.width, t.template.height, t.template.data)
        for e, templates in people
        for t in templates
    )
    tx.copy(_SQL["copy_templates"], rows)


def encounter_of(tx: Transaction, submission: SubmissionId) -> Encounter | None:
    """None while the submission is not enrolled."""
    return tx.one(_SQL["encounter_of_submission"], into=Encounter, submission=submission)


def encounters_numbered(tx: Transaction, numbers: Sequence[int]) -> dict[int, Encounter]:
    """The encounters behind rows of the in-memory gallery."""
    found = tx.all(_SQL["encounters_numbered"], into=Encounter, numbers=list(numbers))
    return {encounter.number: encounter for encounter in found}


def encounters_after(tx: Transaction, number: int, *, most: int) -> list[Encounter]:
    """So many encounters after a row, in the order of their rows."""
    return tx.all(_SQL["encounters_after"], into=Encounter, number=number, most=most)


def asserted_of(tx: Transaction, encounter: EncounterId) -> Asserted | None:
    """None for an encounter that came as templates only."""
    return tx.one(_SQL["asserted"], into=Asserted, encounter=encounter)


def samples_of(tx: Transaction, encounter: EncounterId) -> list[SampleNote]:
    """Fingers in the order of their positions, of each first what gave a template, then the better print."""
    return tx.all(_SQL["samples"], into=SampleNote, encounter=encounter)


def templates_of(tx: Transaction, encounter: EncounterId) -> dict[FingerPosition, finger.Template]:
    rows = tx.all(_SQL["templates_of_encounter"], encounter=encounter)
    return {
        FingerPosition(position): finger.Template(bytes(minutiae), width, height, parameters=parameters)
        for position, parameters, width, height, minutiae in rows
    }


def templates_between(tx: Transaction, after: int, upto: int, *, silent: bool = False) -> list[StoredTemplate]:
    """Searchable templates stated after one ledger position and up to another, in the order of the ledger; of
    everybody, or those of discreet entries, which stand apart."""
    return tx.all(_SQL["templates_between"], into=StoredTemplate, after=after, upto=upto, silent=silent)


def gallery_census(
    tx: Transaction, upto: int, positions: Sequence[FingerPosition], *, without: EncounterId
) -> list[GallerySize]:
    """Every gallery as a search of these fingers sees it, at a ledger position, not counting the probe itself."""
    fingers = [int(p) for p in positions]
    return tx.all(_SQL["gallery_census"], into=GallerySize, upto=upto, positions=fingers, without=without)


def all_galleries(tx: Transaction) -> list[Gallery]:
    """Galleries of this node in the order of the card."""
    return tx.all(_SQL["all_galleries"], into=Gallery)


def listed_among(tx: Transaction, encounters: Sequence[EncounterId]) -> dict[EncounterId, str]:
    """Those of these encounters that are entries of a derogatory gallery, with the gallery's name (R41)."""
    kinds = [kind.value for kind in GalleryKind if kind.is_derogatory]
    return dict(tx.all(_SQL["listed_among"], encounters=list(encounters), kinds=kinds))


def submission_of(tx: Transaction, encounter: EncounterId) -> SubmissionId | None:
    """None for an encounter that came as templates only, and for an unknown one."""
    found = tx.scalar(_SQL["submission_of_encounter"], encounter=encounter)
    return SubmissionId(found) if found else None


def template_source(tx: Transaction, encounter: EncounterId, position: FingerPosition) -> int | None:
    """The record of the encounter's file that gave the finger's template."""
    found = tx.scalar(_SQL["template_source"], encounter=encounter, position=int(position))
    return None if found is None else int(found)
