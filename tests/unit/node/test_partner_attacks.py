"""What a partner with its own keys may try: each letter here is genuine, and says what nobody agreed to."""

import re
from datetime import timedelta

import pytest
from tests.given import abroad_of, item_of
from tests.inquiring import Asking, asking
from tests.nations import CL, US, Nations, agree
from tests.rooms import NOON, fingers_of
from tests.treaties import PILOT

from openbitmap.instruments import parse
from openbitmap.node import agreements, disclosures, envelopes
from openbitmap.node.agreements import AgreementState
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
from openbitmap.node.inquiries import InquiryState
from openbitmap.node.problems import NOTHING_TO_RECALL, Refused
from openbitmap.vocabulary import Actor, PartnerId, digest_of
from openbitmap.wire import Letter, LetterKind

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
    )
    for number, change in enumerate((*wrong, {"items": named})):
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
