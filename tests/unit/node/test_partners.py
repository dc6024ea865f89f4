"""Who a partner is, and what becomes of its keys."""

import pytest
from tests.nations import CL, US, Nations
from tests.rooms import NOON, TEST, Rooms
from tests.unit.node.test_envelopes import accepted_in_order, numbers_in, post, send, taken

from openbitmap.node import envelopes, partners
from openbitmap.node.partners import Keyring, Revocation
from openbitmap.node.problems import Refused
from openbitmap.vocabulary import PartnerId
from openbitmap.wire.envelope import SigningKey, open_frame, sign_header, write_frame


def card_of(rooms: Rooms) -> tuple[str, str]:
    with rooms.database.reading() as tx:
        text = partners.own_card(tx)
    return text, partners.read_card(text)[1]


def key_of(rooms: Rooms) -> str:
    with rooms.database.reading() as tx:
        return partners.current_key(tx)


def test_a_partner_is_introduced_by_a_fingerprint_that_people_compared(two_nations: Nations) -> None:
    us = two_nations.us
    text, fingerprint = card_of(two_nations.cl)
    with us.database.transaction() as tx:
        with pytest.raises(Refused, match="fingerprint-differs"):
            partners.introduce(tx, text, fingerprint="0" * 40, at=NOON, actor=TEST)
        with pytest.raises(Refused, match="unfit-card"):
            partners.introduce(tx, text[:-3], fingerprint=fingerprint, at=NOON, actor=TEST)
        own, own_fingerprint = card_of(us)
        with pytest.raises(Refused, match="own-card"):
            partners.introduce(tx, own, fingerprint=own_fingerprint, at=NOON, actor=TEST)
        assert [p.partner for p in partners.active_partners(tx)] == [CL]
        assert partners.me(tx) == US
    assert us.facts("CL") == ["PartnerIntroduced"]


def test_keys_rotate_in_the_middle_of_the_traffic(two_nations: Nations) -> None:
    cl = two_nations.cl
    before = key_of(cl)
    post(two_nations, range(1, 3))
    with cl.database.transaction() as tx:
        envelopes.rotate_keys(tx, cl.equipment, at=NOON, actor=TEST)
    post(two_nations, range(3, 5))
    post(two_nations, range(1, 3), sender=US)  # sealed to the old key still
    two_nations.carry()
    with two_nations.us.database.reading() as tx:
        spans = partners.keys_of(tx, CL)
        kinds = [i.kind for i in envelopes.incoming_of(tx, CL) if i.kind in ("keys", "refusal")]
    assert kinds == ["refusal", "refusal", "keys", "refusal", "refusal"]
    assert [(s.key == before, s.from_sequence, s.until_sequence) for s in spans] == [(True, 1, 3), (False, 4, None)]
    assert numbers_in(two_nations, CL) == [1, 2]
    post(two_nations, range(3, 4), sender=US)
    two_nations.carry()
    assert numbers_in(two_nations, CL) == [1, 2, 3]
    assert two_nations.us.facts("CL")[:2] == ["PartnerIntroduced", "PartnerKeyRotated"]


def test_a_stolen_key_is_good_for_nothing_from_a_number_on_and_proves_what_came_before(two_nations: Nations) -> None:
    """The thief signs number 3 before Chile does; the United States learn of it and revoke the key from 3 on."""
    us = two_nations.us
    _theft(two_nations)
    assert [i.disputed for i in taken(two_nations)] == [False, False, True]
    assert us.facts(taken(two_nations)[2].envelope) == ["EnvelopeAccepted", "EnvelopeDisputed"]
    with us.database.transaction() as tx:
        evidence = envelopes.evidence.collect(tx, CL, upto=99, at=NOON)
        with pytest.raises(Refused, match="partner-stopped"):
            send(tx, CL, 9)
    verdict = envelopes.evidence.verify_file(evidence)
    assert (verdict.last, verdict.faults, len(verdict.evidence.envelopes)) == (2, (), 2)
    assert verdict.fingerprints == (card_of(two_nations.cl)[1],)

    post(two_nations, range(3, 5))
    two_nations.carry_once(CL)
    assert [i.disputed for i in taken(two_nations)] == [False, False, True], "nothing under the stolen key"
    _fresh_keys(two_nations)
    two_nations.carry(drain=False)
    given = [i for i in taken(two_nations) if not i.disputed]
    assert [i.sequence for i in given] == [1, 2, 3, 4, 5], "signed anew, under the same numbers"
    assert accepted_in_order(two_nations, US) == [1, 2, 3, 3, 4, 5]


def test_letters_of_older_keys_that_come_late_do_not_end_the_one_that_people_introduced(two_nations: Nations) -> None:
    """Chile makes new keys twice while its old one is revoked; people introduce the last card alone."""
    _theft(two_nations)
    with two_nations.cl.database.transaction() as tx:
        envelopes.rotate_keys(tx, two_nations.cl.equipment, at=NOON, actor=TEST)
    _fresh_keys(two_nations)
    two_nations.carry(drain=False)
    post(two_nations, range(7, 9))
    two_nations.carry(drain=False)
    assert two_nations.waiting(CL) == 0
    with two_nations.us.database.reading() as tx:
        in_use = [span.key for span in partners.keys_of(tx, CL) if span.until_sequence is None]
        evidence = envelopes.evidence.collect(tx, CL, upto=99, at=NOON)
    assert in_use == [key_of(two_nations.cl)]
    assert envelopes.evidence.verify_file(evidence).faults == ()


def _theft(nations: Nations) -> None:
    cl, us = nations.cl, nations.us
    post(nations, range(1, 3))
    nations.carry(drain=False)
    with pytest.raises(RuntimeError), cl.database.transaction() as tx:
        send(tx, US, 666)
        [forged] = envelopes.outbound(tx, cl.equipment, US)
        raise RuntimeError("Chile never sent this")
    with us.database.transaction() as tx:
        envelopes.accept(tx, us.equipment, forged, at=NOON)
    assert numbers_in(nations) == [1, 2, 666]
    with us.database.transaction() as tx:
        revocation = Revocation(key_of(cl)[:12], 3, "the key was copied")
        assert envelopes.revoke_key(tx, CL, revocation, at=NOON, actor=TEST) == [3]


def _fresh_keys(nations: Nations) -> None:
    """Chile makes new keys, and its people read the new card's fingerprint out."""
    with nations.cl.database.transaction() as tx:
        envelopes.rotate_keys(tx, nations.cl.equipment, at=NOON, actor=TEST)
    text, fingerprint = card_of(nations.cl)
    with nations.us.database.transaction() as tx:
        partners.introduce(tx, text, fingerprint=fingerprint, at=NOON, actor=TEST)


def test_evidence_is_checked_without_a_node_and_a_changed_word_is_found(two_nations: Nations) -> None:
    post(two_nations, range(1, 4))
    two_nations.carry(drain=False)
    with two_nations.us.database.reading() as tx:
        data = envelopes.evidence.collect(tx, CL, upto=3, at=NOON)
        with pytest.raises(Refused):
            envelopes.evidence.collect(tx, PartnerId("MX"), upto=3, at=NOON)
    assert envelopes.evidence.verify_file(data).last == 3
    for old, new in ((b'"sequence":3', b'"sequence":4'), (b"inq-2", b"inq-9"), (b'"until":null', b'"until":2')):
        changed = data.replace(old, new)
        assert changed != data
        assert envelopes.evidence.verify_file(changed).faults
    with pytest.raises(Refused):
        envelopes.evidence.verify_file(data[:100])


def test_what_a_room_signs_is_known_by_its_key(two_nations: Nations) -> None:
    cl, us = two_nations.cl, two_nations.us
    with cl.database.reading() as tx:
        signature = partners.sign(tx, Keyring.of(cl.equipment.settings.home), b"agreement hash")
        assert partners.is_signed_by(tx, CL, signature, data=b"agreement hash")
    with us.database.reading() as tx:
        assert partners.is_signed_by(tx, CL, signature, data=b"agreement hash")
        assert not partners.is_signed_by(tx, CL, signature, data=b"agreement hush")
        assert not partners.is_signed_by(tx, US, signature, data=b"agreement hash")


def test_private_keys_are_files_that_others_cannot_read(two_nations: Nations) -> None:
    ring = Keyring.of(two_nations.cl.equipment.settings.home)
    modes = {path.stat().st_mode & 0o777 for path in ring.folder.iterdir()}
    assert modes == {0o600}
    made = ring.make_signing()
    (path,) = (path for path in ring.folder.iterdir() if made.key in path.name)
    path.chmod(0o644)
    with pytest.raises(PermissionError):
        ring.signing(made.key)


def test_an_envelope_under_an_unknown_key_is_told_apart_from_a_bad_signature(two_nations: Nations) -> None:
    cl, us = two_nations.cl, two_nations.us
    post(two_nations, range(1, 2))
    with cl.database.transaction() as tx:
        [data] = envelopes.outbound(tx, cl.equipment, US)
    envelope = open_frame(data)
    other = SigningKey.made()
    head, payload, _ = envelope.signed.text.split(".")
    _, _, signature = sign_header(envelope.signed.payload, other).split(".")
    for text in (sign_header(envelope.signed.payload, other), f"{head}.{payload}.{signature}"):
        with us.database.transaction() as tx:
            envelopes.accept(tx, us.equipment, write_frame(text, envelope.sealed), at=NOON)
    with us.database.reading() as tx:
        assert [r.reason for r in envelopes.rejected_from(tx)] == ["bad_signature", "unknown_key"]
