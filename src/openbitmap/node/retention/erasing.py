"""Erase what a plan lists, in the rooms that hold it; each thing is looked at again before it goes."""

from collections.abc import Sequence
from datetime import datetime

from openbitmap.node import disclosures, identities
from openbitmap.node.database import Transaction
from openbitmap.node.disclosures import Errand, HoldingId, Reason
from openbitmap.node.equipment import Equipment
from openbitmap.node.identities import WithdrawalReason
from openbitmap.node.retention.model import Due, Thing
from openbitmap.vocabulary import Actor, Digest, EncounterId

NODE = Actor("node", "retention")
Erased = dict[tuple[Thing, str], tuple[Digest, ...]]


def erase(tx: Transaction, equipment: Equipment, dues: Sequence[Due], *, run: str, at: datetime) -> Erased:
    """What went, with the digests of what it was. A holding kept for a purpose or held back since, and what is gone
    already, is left out. Givers are told by the receipt that `disclosures.let_go` sends."""
    kept = disclosures.hold_erasable(tx, [HoldingId(d.name) for d in dues if d.thing is Thing.HOLDING])
    errand = Errand(Reason.RETENTION, "", at, NODE)
    went = disclosures.let_go(tx, equipment.vault, kept, errand=errand, key=run)
    gone: Erased = {(Thing.HOLDING, name): digests for name, digests in went.items()}
    for name in sorted(d.name for d in dues if d.thing is Thing.ENCOUNTER):
        encounter = EncounterId(name)
        if identities.withdrawal_of(tx, encounter) is None:
            vault, why = equipment.vault, WithdrawalReason.RETENTION
            forgotten = identities.forget(tx, vault, encounter, reason=why, actor=NODE)
            gone[Thing.ENCOUNTER, name] = forgotten.digests
    return gone
