"""What another nation gives to compare with: an encounter that people may look at and no search, count or list has.

Guards one invariant: it stands in a gallery of kind "reference" and is not retained, so that no shelf is ever filled
with it. And prints in memory: templates of bytes that nobody was enrolled with.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from openbitmap import itl
from openbitmap.biometrics import KernelMatcher, TemplateFinding, finger
from openbitmap.node import ledger
from openbitmap.node.database import Transaction, named_queries, new_id
from openbitmap.node.equipment import Equipment
from openbitmap.node.events import PrintsEnrolled
from openbitmap.node.identities import store
from openbitmap.node.identities.capture import samples_from
from openbitmap.node.identities.model import Encounter, Gallery, ImportedTemplate, Sample, best_by_finger
from openbitmap.vocabulary import Actor, Digest, EncounterId, FingerPosition, GalleryKind, PartnerId

_SQL = named_queries(__package__)
Templates = Mapping[FingerPosition, finger.Template]


@dataclass(frozen=True)
class Reference:
    """Prints of a partner: a transaction in the vault (`digest`), or templates where an instrument gives no more."""

    partner: PartnerId
    digest: Digest | None = None
    templates: Templates | None = None


def reference_gallery(partner: PartnerId) -> Gallery:
    """Where a partner's references stand."""
    return Gallery(f"reference-{partner.lower()}", GalleryKind.REFERENCE, f"Reference {partner}", partner)


def references_among(tx: Transaction, encounters: Sequence[EncounterId]) -> frozenset[EncounterId]:
    """Those that are what another nation gave: people compare with them and judge, and nobody was met there."""
    return frozenset(EncounterId(row[0]) for row in tx.all(_SQL["references_among"], encounters=list(encounters)))


def templates_in(data: bytes, equipment: Equipment) -> dict[FingerPosition, finger.Template]:
    """Templates of a transaction's prints, in memory; empty where it does not read, contradicts itself, or no print
    gives one. Raises images.ImageRefused for an image that cannot be opened."""
    transaction = itl.read(data).transaction
    samples, findings = samples_from(transaction, equipment) if transaction else ([], [])
    best = {} if findings else best_by_finger(samples)
    return {position: s.template for position, s in best.items() if s.template}


def usable(templates: Templates) -> dict[FingerPosition, finger.Template]:
    """Those that are like a finger's: any other matches nobody."""
    matcher = KernelMatcher()
    return {p: t for p, t in templates.items() if TemplateFinding.REFUSED not in matcher.examine(t.data)}


def enrol_reference(
    tx: Transaction, given: Reference, equipment: Equipment, *, at: datetime, actor: Actor
) -> EncounterId | None:
    """Make a reference encounter; None where nothing given can be compared. Extraction comes before the first write."""
    samples = _samples(tx, given, equipment)
    best = best_by_finger(samples)
    templates = {p: s.template for p, s in best.items() if s.template} or usable(given.templates or {})
    if not templates:
        return None
    gallery = reference_gallery(given.partner)
    store.insert_gallery(tx, gallery)
    encounter = EncounterId(new_id("enc"))
    entry = ledger.record(tx, PrintsEnrolled(encounter, len(templates), 0), actor=actor)
    row = Encounter(0, encounter, gallery.gallery, None, enrolled_at=at, retained=False, log_position=entry.seq)
    store.insert_encounter(tx, row)
    if given.digest:
        tx.run(_SQL["insert_encounter_prints"], encounter=encounter, digest=given.digest, silent=False)
    ids = {id(s): store.insert_sample(tx, encounter, s) for s in samples}
    for position, s in best.items():
        if s.template:
            store.insert_template(tx, encounter, ids[id(s)], position=position, template=s.template)
    if not best:
        store.copy_templates(tx, [(encounter, [ImportedTemplate(1, p, t) for p, t in templates.items()])])
    return encounter


def _samples(tx: Transaction, given: Reference, equipment: Equipment) -> list[Sample]:
    if given.digest is None:
        return []
    transaction = itl.read(equipment.vault.get(tx, given.digest)).transaction
    samples, findings = samples_from(transaction, equipment) if transaction else ([], [])
    return [] if findings else samples
