"""Given, held, called back: between two nations, through the room's door and over a link that misbehaves."""

import json
from datetime import timedelta

import pytest
from tests.given import OFFICER, Abroad, abroad_of, facts, item_of, parcel_of
from tests.nations import CL, US, Nations
from tests.rooms import NOON, TEST, fingers_of

from openbitmap.node import agreements, disclosures, identities
from openbitmap.node.disclosures import (
    CopyState,
    Demand,
    HoldingState,
    ItemKind,
    National,
    Reason,
    RecallState,
    Scope,
)
from openbitmap.node.events import CopyErased, HoldingPurged, RecallAcknowledged, RecallObeyed, RecallOverdue
from openbitmap.node.problems import Refused
from openbitmap.node.vault import Erased
from openbitmap.vocabulary import FieldGroup, digest_of

DATA_FIELDS = frozenset({FieldGroup.NAMES, FieldGroup.BIRTH})
WRONG = Demand(Reason.WRONG_IDENTITY, "Given for a person it is not.")


@pytest.fixture
def abroad(two_nations: Nations) -> Abroad:
    return abroad_of(two_nations)


def test_a_wrong_identity_is_recalled_with_receipts_from_both(abroad: Abroad) -> None:
    """US gave images and names of somebody; CL holds them; US's people find that it is somebody else."""
    person = fingers_of(1, 1)
    record = abroad.us.enrol(person)
    image = item_of(ItemKind.REFERENCE, record.encounter, "R-1")
    names = item_of(ItemKind.DATA, record.encounter, "R-1", fields=DATA_FIELDS)
    copies = [abroad.give(US, image), abroad.give(US, names)]
    abroad.carry()
    held = abroad.keep(CL, image, fingers_of(1, 2))
    text = json.dumps({"fields": {"names": "ROJAS, ANA"}}).encode()
    kept = abroad.keep(CL, names, data=text)
    with abroad.us.database.transaction() as tx:
        ordered = disclosures.recall(tx, Scope(encounter=record.encounter), WRONG, at=abroad.clock.at, actor=OFFICER)
    abroad.carry()
    assert len(ordered) == 1
    with abroad.us.database.reading() as tx:
        done = disclosures.recall_named(tx, ordered[0])
        receipt = disclosures.receipt_of(tx, ordered[0])
        states = {c.state for c in disclosures.copies_named(tx, copies)}
    assert done and done.state is RecallState.DONE
    assert states == {CopyState.ERASED}
    assert receipt and {line["digest"] for line in receipt["items"]} == {image.digest, names.digest}  # type: ignore[attr-defined, union-attr, index]  # a receipt of the test's own
    with abroad.cl.database.reading() as tx:
        gone = [disclosures.holding_named(tx, h) for h in (held, kept)]
        taken = disclosures.taken_list(tx)
        encounter = gone[0].encounter if gone[0] else ""
        assert identities.withdrawal_of(tx, encounter) is not None  # type: ignore[arg-type]  # an identifier
        assert identities.templates_of(tx, encounter) == {}  # type: ignore[arg-type]  # an identifier
        with pytest.raises(Erased):
            abroad.cl.equipment.vault.get(tx, digest_of(text))
    assert all(h and h.state is HoldingState.PURGED for h in gone)
    assert json.loads(taken[0].receipt)["items"] == receipt["items"]
    assert len(facts(abroad.cl, HoldingPurged)) == 2
    assert len(facts(abroad.cl, RecallObeyed)) == 1
    assert len(facts(abroad.us, RecallAcknowledged)) == 1
    assert len(facts(abroad.us, CopyErased)) == 2
