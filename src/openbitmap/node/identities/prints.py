"""Prints that came without a submission: an originator's transaction becomes an encounter of a gallery, or of the
silent shelf. Writes `encounter_prints` beside the tables of an encounter.
"""

from dataclasses import dataclass
from datetime import datetime

from openbitmap import itl
from openbitmap.node import ledger
from openbitmap.node.database import Transaction, named_queries, new_id
from openbitmap.node.equipment import Equipment
from openbitmap.node.events import PrintsEnrolled
from openbitmap.node.identities import store
from openbitmap.node.identities.capture import samples_from
from openbitmap.node.identities.model import Asserted, Encounter, best_by_finger
from openbitmap.node.vault import Erased, Vault
from openbitmap.vocabulary import Actor, Digest, EncounterId

_SQL = named_queries(__package__)


@dataclass(frozen=True)
class Prints:
    """An originator's transaction as the vault holds it, what it says of the person, and where its encounter goes.
    `silent`: compared on a shelf of its own, counted and shown nowhere."""

    digest: Digest
    asserted: Asserted
    gallery: str
    silent: bool


def enrol_prints(
    tx: Transaction, prints: Prints, equipment: Equipment, *, at: datetime, actor: Actor
) -> EncounterId | None:
    """Make an encounter of prints without a submission; None where no finger gives a template or the file contradicts
    itself. Extraction comes before the first write, as in `enrol`."""
    transaction = itl.read(equipment.vault.get(tx, prints.digest)).transaction
    samples, findings = samples_from(transaction, equipment) if transaction else ([], [])
    best = best_by_finger(samples)
    if findings or not best:
        return None
    encounter = EncounterId(new_id("enc"))
    entry = ledger.record(tx, PrintsEnrolled(encounter, len(best), int(prints.silent)), actor=actor)
    row = Encounter(0, encounter, prints.gallery, None, enrolled_at=at, retained=True, log_position=entry.seq)
    store.insert_encounter(tx, row)
    tx.run(_SQL["insert_encounter_prints"], encounter=encounter, digest=prints.digest, silent=prints.silent)
    store.insert_asserted(tx, encounter, prints.asserted)
    ids = {id(s): store.insert_sample(tx, encounter, s) for s in samples}
    for position, s in best.items():
        if s.template:
            store.insert_template(tx, encounter, ids[id(s)], position=position, template=s.template)
    return encounter


def prints_of(tx: Transaction, vault: Vault, encounter: EncounterId) -> bytes | None:
    """The bytes of an encounter that came without a submission; None for any other, and once they were erased."""
    digest = tx.scalar(_SQL["encounter_prints"], encounter=encounter)
    try:
        return vault.get(tx, Digest(digest)) if digest else None
    except Erased:
        return None
