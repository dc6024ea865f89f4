"""What a permit covers when something is given, two people for several persons, and originator control in a chain."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from tests.databases import Shelf
from tests.given import (
    OFFICER,
    WRONG,
    Abroad,
    QuietRooms,
    abroad_of,
    agree_between,
    carry_between,
    item_of,
    keep,
    pages_of,
    parcel_of,
    pieces,
)
from tests.nations import CL, US, Nations, founded, introduce
from tests.rooms import NOON, TEST, Rooms, fingers_of
from tests.treaties import pilot_text

from openbitmap.node import agreements, disclosures
from openbitmap.node.database import Database
from openbitmap.node.disclosures import (
    CopyState,
    HoldingState,
    ItemKind,
    RecallState,
    Scope,
)
from openbitmap.node.problems import Refused
from openbitmap.vocabulary import AgreementId, EncounterId, FieldGroup, PartnerId

NAMES = json.dumps({"fields": {"names": "ROJAS, ANA"}}).encode()
DATA_FIELDS = frozenset({FieldGroup.NAMES, FieldGroup.BIRTH})
AR = PartnerId("AR")


@pytest.fixture
def abroad(two_nations: Nations) -> Abroad:
    return abroad_of(two_nations)


@pytest.fixture
def third_url(shelf: Shelf, template: str) -> Iterator[str]:
    with shelf.lent(template) as url:
        yield url


@pytest.fixture
def argentina(abroad: Abroad, third_url: str, tmp_path: Path) -> Iterator[Rooms]:
    """A third nation, whom only CL knows, with an instrument in force between the two."""
    with Database.open(third_url) as database:
        made = founded(AR, database, tmp_path / "ar", decoder=abroad.cl.equipment.decoder, cast=abroad.cl.cast)
        rooms = QuietRooms(made.database, made.cast, replace(made.equipment, now=abroad.clock))
        introduce(rooms, abroad.cl)
        introduce(abroad.cl, rooms)
        agree_between({CL: abroad.cl, AR: rooms}, pilot_text("CL", "AR", name="SOUTH"))
        yield rooms


def test_a_permit_that_ended_since_gives_nothing(abroad: Abroad) -> None:
    """Granted in time; then the instrument is suspended, or its last day passes, before the letter goes."""
    record = abroad.us.enrol(fingers_of(1, 1)).encounter
    item = item_of(ItemKind.HIT, record, "R-1")
    parcel, question = parcel_of(US, CL, item)
    granted = abroad.permit(abroad.us, question, use="R-1")
    after = NOON + timedelta(days=300)
    with pytest.raises(Refused) as late, abroad.us.database.transaction() as tx:
        disclosures.disclose(tx, granted, parcel, at=after, actor=OFFICER)
    with abroad.us.database.transaction() as tx:
        keeper = abroad.us.principal("adela")
        agreements.suspend(tx, AgreementId("TEST-PILOT"), "a breach", by=keeper, at=NOON)
    with pytest.raises(Refused) as stopped, abroad.us.database.transaction() as tx:
        disclosures.disclose(tx, granted, parcel, at=NOON, actor=OFFICER)
    assert [r.value.problem.code for r in (late, stopped)] == ["permit-expired"] * 2
    with abroad.us.database.reading() as tx:
        assert disclosures.copies_about(tx, [record]) == []
    assert abroad.nations.waiting(US) == 1  # the word of the suspension, and nothing about anybody


def test_a_permit_covers_no_more_than_it_says_and_several_people_take_two(abroad: Abroad) -> None:
    record = abroad.us.enrol(fingers_of(1, 1)).encounter
    names = item_of(ItemKind.DATA, record, "R-1", fields=DATA_FIELDS)
    parcel, question = parcel_of(US, CL, names)
    granted = abroad.permit(abroad.us, question, use="R-1")
    more = replace(names, fields=names.fields | {FieldGroup.TEMPLATES})
    hit = replace(names, kind=ItemKind.HIT)
    wrong = [
        (replace(parcel, item=more), OFFICER, "fields templates"),
        (replace(parcel, item=hit), OFFICER, "permits data"),
        (replace(parcel, letter=replace(parcel.letter, partner=US)), OFFICER, "it is for CL"),
        (parcel, TEST, "a person must release it"),
    ]
    for offered, actor, why in wrong:
        with pytest.raises(Refused, match=why), abroad.us.database.transaction() as tx:
            disclosures.disclose(tx, granted, offered, at=NOON, actor=actor)
    with abroad.us.database.transaction() as tx:
        first = disclosures.disclose(tx, granted, parcel, at=NOON, actor=OFFICER)
        again = disclosures.disclose(tx, granted, parcel, at=NOON, actor=OFFICER)
    assert first == again
    assert abroad.nations.waiting(US) == 1
    _two_people_call_several_back(abroad)


def _two_people_call_several_back(abroad: Abroad) -> None:
    people = [abroad.us.enrol(fingers_of(n, 1)).encounter for n in (3, 4)]
    copies = tuple(abroad.give(US, item_of(ItemKind.HIT, e, f"P-{n}")) for n, e in enumerate(people))
    elsa, emilio = abroad.us.principal("elsa"), abroad.us.principal("emilio")
    scope = Scope(copies=copies)
    with pytest.raises(Refused) as refused, abroad.us.database.transaction() as tx:
        disclosures.order_recall(tx, scope, WRONG, by=elsa, at=NOON)
    assert refused.value.problem.code == "recall-needs-another"
    with abroad.us.database.transaction() as tx:
        proposal = disclosures.propose_recall(tx, scope, WRONG, by=elsa, at=NOON)
    with pytest.raises(Refused), abroad.us.database.transaction() as tx:
        disclosures.approve_recall(tx, proposal, by=elsa, at=NOON)
    with abroad.us.database.transaction() as tx:
        assert len(disclosures.approve_recall(tx, proposal, by=emilio, at=NOON)) == 1
    with pytest.raises(Refused), abroad.us.database.transaction() as tx:
        disclosures.refuse_recall(tx, proposal, by=emilio, at=NOON)


def test_what_was_passed_on_is_called_back_in_a_chain(abroad: Abroad, argentina: Rooms) -> None:
    """US gave to CL, and CL, with US's consent, to AR. US's recall reaches AR through CL; CL says so first, and that AR
    has not obeyed, and again when it has."""
    given = pieces(abroad, NAMES)
    item = replace(given.names, encounter=EncounterId(""), reference="ON-1")
    with abroad.cl.database.reading() as tx:
        held = next(h for h in disclosures.holdings_of(tx, US) if h.kind is ItemKind.DATA)
    onward = replace(item, holding=held.holding)
    with pytest.raises(Refused) as refused:
        abroad.pass_on(AR, onward)
    assert refused.value.problem.code == "onward-barred"
    consent = {"third": AR, "basis": "letter of US of 24 November"}
    assert pages_of(abroad.cl, "elsa").post(f"/retention/held/{held.holding}/consent", data=consent).status_code == 303
    copy = abroad.pass_on(AR, onward)
    further = {CL: abroad.cl, AR: argentina}
    carry_between(further, at=NOON)
    keep(argentina, CL, item, made_of=(None, NAMES), at=NOON)
    ordered = abroad.recall(US, Scope(encounter=given.record))
    abroad.carry()
    with abroad.us.database.reading() as tx:
        waiting = disclosures.recall_named(tx, ordered[0])
    assert waiting and (waiting.state, waiting.outstanding) == (RecallState.PARTIAL, ("AR",))
    carry_between(further, at=NOON)
    abroad.carry()
    with abroad.us.database.reading() as tx:
        done = disclosures.recall_named(tx, ordered[0])
    assert done and (done.state, done.outstanding) == (RecallState.DONE, ())
    with abroad.cl.database.reading() as tx:
        assert disclosures.copies_named(tx, [copy])[0].state is CopyState.ERASED
    with argentina.database.reading() as tx:
        assert {h.state for h in disclosures.holdings_of(tx, CL)} == {HoldingState.PURGED}
