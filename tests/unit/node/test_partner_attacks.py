"""What a partner with its own keys may try: each letter here is genuine, and says what nobody agreed to."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from tests.discreet_days import identify_silently
from tests.given import abroad_of, item_of
from tests.inquiring import Asking, asking
from tests.lists import NAMED, approved, nominated, nomination
from tests.nations import CL, US, Nations, agree
from tests.rooms import NOON, fingers_of
from tests.treaties import PILOT
from tests.unit.node.test_notices import known_by_reference
from tests.watched import NOW, QuietRooms, Watching, watching

from openbitmap.instruments import parse
from openbitmap.node import agreements, disclosures, envelopes, identities, notices, partners, watchlists
from openbitmap.node.agreements import AgreementState
from openbitmap.node.alerts import Rule
from openbitmap.node.database import Transaction
from openbitmap.node.disclosures import (
    CopyState,
    Demand,
    Holding,
    HoldingState,
    ItemKind,
    Reason,
    Scope,
    recalling,
)
from openbitmap.node.envelopes import OutState, sending
from openbitmap.node.inquiries import InquiryState
from openbitmap.node.notices import Sharing, WatchState
from openbitmap.node.partners import Keyring
from openbitmap.node.problems import NOTHING_TO_RECALL, Refused
from openbitmap.node.simulation import WORLD, rapid_query, read_print
from openbitmap.node.watchlists import Entry, Subject
from openbitmap.synthetic.galleries import TWO_FINGERS, mated_probe
from openbitmap.vocabulary import Actor, ExchangePurpose, PartnerId, digest_of
from openbitmap.wire import Letter, LetterKind
from openbitmap.wire.envelope import EnvelopeReceipt, ReceiptState, SigningKey, open_frame, signed_receipt

PE = PartnerId("PE")
EVIL = Actor("node", "evil")
PILOT_NAME = parse(PILOT).agreement


def test_a_third_nation_stops_no_treaty_it_is_no_party_to(two_nations: Nations) -> None:
    """It lays a text of the same name before us first, signs nothing, and then stops and ends "it"."""
    two = asking(two_nations, "")
    with two.cl.database.transaction() as tx:
        tx.run(
            "INSERT INTO partner SELECT 'PE', 'Peru', 'PE', '', state, card, reading, certificate, introduced_at"
            " FROM partner WHERE partner = 'US'"
        )
    text = re.sub(r"\bUS\b", "PE", PILOT)
    assert _says(two, "proposal", text)
    agree(two.nations, PILOT)
    assert _state_of_pilot(two) is AgreementState.IN_FORCE
    assert [_says(two, word, text) for word in ("suspension", "denunciation", "resumption")] == [False] * 3
    assert _state_of_pilot(two) is AgreementState.IN_FORCE


def _says(two: Asking, word: str, text: str) -> bool:
    with two.cl.database.transaction() as tx:
        body = {"word": word, "text": text, "agreement": PILOT_NAME, "reason": "x"}
        return agreements.take_letter(tx, PE, body, at=NOON)


def _state_of_pilot(two: Asking) -> AgreementState:
    with two.cl.database.reading() as tx:
        held = agreements.versions_of(tx, PILOT_NAME)
    return next(state for h in held for state in [agreements.states_of(held, NOON)[h.digest]] if h.partner == US)


def test_a_correction_carries_nothing_that_no_permit_gave(two_nations: Nations) -> None:
    """Only a hit was given; its recall with a name in it is not sent, and one that comes in puts nothing in."""
    two = asking(two_nations)
    record = two.known_in(two.us, 7, nationality="PER")
    met = two.arrive(7)
    two.carry()
    assert two.asked(met).state is InquiryState.HIT
    demand = Demand(Reason.CORRECTED, "misspelt", {"names": ["PEREZ SECRET, ANA"]})
    with two.us.database.transaction() as tx, pytest.raises(Refused) as refused:
        disclosures.recall(tx, Scope(encounter=record), demand, at=two.clock.at, actor=EVIL)
    assert refused.value.problem is NOTHING_TO_RECALL
    with two.cl.database.reading() as tx:
        (held,) = disclosures.holdings_of(tx, US)
    _send(two, LetterKind.RECALL, _recall(two, held, correction={"names": ["PEREZ SECRET, ANA"]}))
    two.nations.carry(at=two.clock.at)
    with two.cl.database.reading() as tx:
        (after,) = disclosures.holdings_of(tx, US)
    assert (after.state, after.digest) == (HoldingState.PURGED, held.digest)  # gone, not put "right"


def test_a_recall_that_nobody_can_mean_is_refused_and_breaks_nothing(two_nations: Nations) -> None:
    two = asking(two_nations)
    whole = _recall(two, None)
    many = [{"reference": f"R-{n}", "digest": f"{n}", "kind": "hit", "whole": True} for n in range(201)]
    named = [{"reference": "PEREZ SOTO, ANA", "digest": "d", "kind": "hit", "whole": True}]
    wrong: tuple[dict[str, object], ...] = (
        {"due": "0001-01-01T00:00:00+14:00"},
        {"due": "9999-12-31T23:59:59-14:00"},
        {"items": many},
        {"items": named},
    )
    for number, change in enumerate(wrong):
        _send(two, LetterKind.RECALL, whole | {"recall": f"r{number}"} | change)
    two.nations.carry(at=two.clock.at)
    with two.cl.database.reading() as tx:
        assert tx.scalar("SELECT count(*) FROM recall_taken") == 0
        assert tx.scalar("SELECT count(*) FROM tombstone") == 0
    assert [x.body["reason"] for x in two.letters(CL) if x.kind is LetterKind.REFUSAL] == [
        "unreadable",
        "unreadable",
        "too_many",
        "unreadable",
    ]


def test_more_copies_than_one_letter_asks_for_are_several_recalls(two_nations: Nations) -> None:
    abroad = abroad_of(two_nations)
    record = abroad.us.enrol(fingers_of(1, 1)).encounter
    copies = [abroad.give(US, item_of(ItemKind.HIT, record, f"R-{n}")) for n in range(5)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(recalling, "MOST_ITEMS", 2)
        assert len(abroad.recall(US, Scope(copies=tuple(copies)))) == 3
        abroad.carry()
    with abroad.us.database.reading() as tx:
        assert {c.state for c in disclosures.copies_named(tx, copies)} == {CopyState.ERASED}


def _recall(two: Asking, held: Holding | None, **more: object) -> dict[str, object]:
    item: dict[str, object] = {
        "reference": held.reference if held else "R-1",
        "digest": held.digest if held else "d",
        "kind": "hit",
    }
    due = (two.clock.at + timedelta(hours=2)).isoformat()
    return {"recall": "r1", "reason": "corrected", "words": "w", "due": due, "items": [item | {"whole": True}]} | more


def _send(two: Asking, kind: LetterKind, body: dict[str, object], *, correlation: str = "") -> None:
    """A genuine letter of the United States, which its own rooms would not have written."""
    with two.us.database.transaction() as tx:
        letter = Letter(CL, kind, body, {}, correlation)
        key = digest_of(repr(body).encode())
        envelopes.send(tx, letter, permit_clause="x cl. 1", at=two.clock.at, actor=EVIL, key=key)


def test_a_notice_counts_for_a_watch_that_stands_and_says_what_its_clause_gives(
    two_nations: Nations, monkeypatch: pytest.MonkeyPatch
) -> None:
    agree(two_nations)
    watch = known_by_reference(watching(two_nations), monkeypatch)
    made = watch.share()
    watch.accept(made.watch)
    _notice(watch, made.watch, "n-1")
    (taken,) = watch.notices(US)
    with watch.us.database.reading() as tx:
        said = notices.words_of(tx, watch.us.equipment.vault, "n-1", by=watch.us.principal("vera"))
    assert (taken.notice, said) == ("n-1", {"names": {"name": "X"}})
    with watch.us.database.transaction() as tx:
        agreements.suspend(tx, PILOT_NAME, "stop", by=watch.us.principal("adela"), at=NOW)
    _notice(watch, made.watch, "n-2")  # no clause carries it
    assert [w.state for w in watch.watches(US)] == [WatchState.ENDED]
    _notice(watch, made.watch, "n-3")  # no watch stands
    assert [n.notice for n in watch.notices(US)] == ["n-1"]
    assert len(watch.alerts_abroad()) == 1


def _notice(watch: Watching, name: str, notice: str) -> None:
    told = {"names": {"name": "X"}, "scores": [1.0], "documents": ["Y"]}
    body = {"notice": notice, "watch": name, "told": told}
    with watch.cl.database.transaction() as tx:
        letter = Letter(US, LetterKind.NOTICE, body, {}, notice)
        envelopes.send(tx, letter, permit_clause="x", at=NOW, actor=EVIL, key=notice)
    watch.nations.carry()


def test_the_prints_of_an_entry_are_watched_for_abroad_and_a_later_encounter_is_told(two_nations: Nations) -> None:
    """From the list of one nation to the silent shelf of the other, and back to the first one's desk."""
    agree(two_nations)
    us, cl = (
        QuietRooms(r.database, r.cast, replace(r.equipment, extract=read_print))
        for r in (two_nations.us, two_nations.cl)
    )
    nations = replace(two_nations, us=us, cl=cl)
    entry = _listed_by_images(us, person=7)
    sharing = Sharing(CL, ExchangePurpose.SERIOUS_CRIME, "wanted", NOW + timedelta(days=60), entry=entry.entry)
    with us.database.transaction() as tx:
        made = notices.share(tx, us.equipment, sharing, by=us.principal("vera"), at=NOW)
    nations.carry()
    with cl.database.transaction() as tx:
        notices.accept(tx, cl.equipment, made.watch, by=cl.principal("vera"), at=NOW)
    nations.carry()
    with cl.database.reading() as tx:
        (taken,) = notices.watches_for(tx, by=cl.principal("vera"))
        assert identities.silent_among(tx, [taken.subject.encounter]) == {taken.subject.encounter}
    met = cl.meet({p: mated_probe(WORLD, 7, p, impression=3) for p in TWO_FINGERS})
    assert cl.found(met)[1] == []  # the post's own answer knows nothing of the silent shelf
    identify_silently(cl)
    nations.carry()
    (alert,) = Watching(nations, met, met).alerts_abroad()
    assert (alert.rule, alert.encounter) == (Rule.FOREIGN, entry.encounter)
    with us.database.reading() as tx:
        said = notices.words_of(tx, us.equipment.vault, alert.verified_by or "", by=us.principal("vera"))
    assert said["encounters"]["place"] == "Arica"  # type: ignore[index]  # JSON


def _listed_by_images(rooms: QuietRooms, *, person: int) -> Entry:
    """An entry in force whose originator sent images of two fingers."""
    with rooms.database.transaction() as tx:
        file = rapid_query(person, 1, originator="SYNARICA1", nationality="PE", at=NOON)
        prints = rooms.equipment.vault.put(tx, file, owner="watchlist")
    made = approved(rooms, nominated(rooms, nomination(Subject(NAMED, prints=prints))).entry)
    with rooms.database.reading() as tx:
        return watchlists.entries_named(tx, [made.entry])[made.entry]


def test_a_key_that_was_given_up_receipts_and_signs_nothing_new(two_nations: Nations) -> None:
    two = asking(two_nations)
    cl, us = two.cl, two.us
    keyring = Keyring.of(us.equipment.settings.home)
    before = _queued(two, "before")
    with us.database.transaction() as tx:
        old = partners.signing_key(tx, keyring)
        signature = partners.sign(tx, keyring, b"words")
        envelopes.rotate_keys(tx, us.equipment, at=two.clock.pass_on(hours=1), actor=EVIL)
    two.nations.carry_once(US)
    two.clock.pass_on(hours=1)
    after = _queued(two, "after")
    with cl.database.transaction() as tx:
        assert [_receipted(tx, two, data, old) for data in (before, after)] == [ReceiptState.ACCEPTED, None]
        assert not partners.is_signed_by(tx, US, signature, data=b"words")
        assert partners.is_signed_by(tx, US, signature, data=b"words", sequence=1)
    assert two.nations.waiting(CL) == 1


def _queued(two: Asking, name: str) -> bytes:
    """The bytes of the newest letter that waits in Chile for the United States."""
    with two.cl.database.transaction() as tx:
        letter = Letter(US, LetterKind.DATA_REQUEST, {}, {}, name)
        envelopes.send(tx, letter, permit_clause="", at=two.clock.at, actor=EVIL, key=name)
    with two.cl.database.reading() as tx:
        return envelopes.outbound(tx, two.cl.equipment, US)[-1]


def _receipted(tx: Transaction, two: Asking, data: bytes, key: SigningKey) -> ReceiptState | None:
    envelope = open_frame(data)
    named = (envelope.header.envelope, envelope.header.route, ReceiptState.ACCEPTED)
    received = digest_of(data)
    receipt = EnvelopeReceipt(*named, reason="", digest=envelope.digest, received=received, received_at=two.clock.at)
    return envelopes.note_receipt(tx, signed_receipt(receipt, key).encode(), at=two.clock.at)


def test_what_a_letter_belongs_to_is_a_name_and_no_ledger_keeps_other_words(two_nations: Nations) -> None:
    two = asking(two_nations)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sending, "is_name", lambda _: True)
        _send(two, LetterKind.ATTRIBUTED, {"references": []}, correlation="PEREZ SOTO, ANA")
    with pytest.raises(ValueError, match="is no name"):
        _send(two, LetterKind.ATTRIBUTED, {"references": []}, correlation="PEREZ SOTO, ANA")
    two.nations.carry(at=two.clock.at)
    with two.us.database.reading() as tx:
        (sent,) = envelopes.outgoing_of(tx, CL)
    with two.cl.database.reading() as tx:
        assert tx.scalar("SELECT count(*) FROM ledger_entries WHERE leaf LIKE '%%PEREZ%%'") == 0
    assert (sent.state, sent.receipt is not None) == (OutState.REFUSED, True)
