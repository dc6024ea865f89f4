"""Two nations agree by letters: proposed by one, signed by both, stopped by either."""

from tests.nations import CL, US, Nations, with_clock
from tests.rooms import NOON
from tests.treaties import PILOT

from openbitmap.node import agreements
from openbitmap.node.agreements import AgreementState
from openbitmap.node.partners import Keyring
from openbitmap.vocabulary import AgreementId, Digest, PartnerId

NAME = AgreementId("TEST-PILOT")


def state_at(nations: Nations, nation: PartnerId) -> AgreementState | None:
    with nations.rooms(nation).database.reading() as tx:
        listed = agreements.register_at(tx, NOON)
    return listed[0].state if listed else None


def sign(nations: Nations, nation: PartnerId, digest: Digest) -> None:
    rooms = nations.rooms(nation)
    keyring = Keyring.of(rooms.equipment.settings.home)
    for person in ("adela", "elsa"):
        with rooms.database.transaction() as tx:
            agreements.sign(tx, keyring, digest, by=rooms.principal(person), at=NOON)


def test_two_nations_agree_by_letters(two_nations: Nations) -> None:
    nations = with_clock(with_clock(two_nations, CL, lambda: NOON), US, lambda: NOON)
    with nations.cl.database.transaction() as tx:
        held = agreements.propose(tx, PILOT, by=nations.cl.principal("adela"), at=NOON)
    sign(nations, CL, held.digest)
    assert state_at(nations, US) is None
    nations.carry(at=NOON)
    assert state_at(nations, US) is AgreementState.PROPOSED
    sign(nations, US, held.digest)
    assert state_at(nations, CL) is AgreementState.PROPOSED
    assert state_at(nations, US) is AgreementState.IN_FORCE
    nations.carry(at=NOON)
    assert state_at(nations, CL) is AgreementState.IN_FORCE

    with nations.us.database.transaction() as tx:
        agreements.suspend(tx, NAME, "a breach", by=nations.us.principal("adela"), at=NOON)
    nations.carry(at=NOON)
    assert state_at(nations, CL) is AgreementState.SUSPENDED
    with nations.cl.database.transaction() as tx:
        agreements.denounce(tx, NAME, "the end", by=nations.cl.principal("adela"), at=NOON)
    nations.carry(at=NOON)
    assert state_at(nations, US) is AgreementState.DENOUNCED
    ours, theirs = (sorted(nations.rooms(nation).facts("TEST-PILOT")) for nation in (CL, US))
    assert ours == theirs
    assert ours.count("AgreementInitialled") == 1
