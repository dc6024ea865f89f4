"""Who is a national, found by either side: frozen at once, told by letter, erased at both; and who may be one, by a
passport or by a nation's data, which somebody is asked about."""

from datetime import timedelta

import pytest
from tests.changing_identities import changed, merge
from tests.given import Abroad, Pieces, abroad_of, facts, item_of, pages_of, pieces
from tests.nations import CL, US, Nations
from tests.rooms import NOON, Rooms, fingers_of

from openbitmap.node import disclosures, views
from openbitmap.node.disclosures import (
    CopyState,
    Demand,
    Ground,
    HoldingId,
    HoldingState,
    ItemKind,
    National,
    Reason,
    Scope,
    Source,
)
from openbitmap.node.events import NationalFound, NationalSuspected, PersonalDataTaken
from openbitmap.node.problems import Refused
from openbitmap.node.views import Matter
from openbitmap.vocabulary import EncounterId, ExchangePurpose, PartnerId, digest_of

NAMES = b'{"fields": {"names": "ROJAS, ANA", "nationality": "CHL"}}'


@pytest.fixture
def abroad(two_nations: Nations) -> Abroad:
    return abroad_of(two_nations)


def test_whoever_was_given_finds_its_own_national_and_both_sides_erase(abroad: Abroad) -> None:
    """US gave images, names and a hit of somebody; CL finds on the person's page that it is its own citizen: nothing of
    it goes on, its giver is told by letter and gives nothing more, and neither holds anything of the other's."""
    given = pieces(abroad, NAMES)
    hit = item_of(ItemKind.HIT, given.record, "R-1")
    copies = [*given.copies, abroad.give(US, hit)]
    abroad.carry()
    abroad.keep(CL, hit)
    elsa, aldo = pages_of(abroad.cl, "elsa"), pages_of(abroad.cl, "aldo")
    address, form = f"/nationals/{given.encounter}", {"nation": "CL", "basis": "a Chilean identity card"}
    assert f'action="{address}"' in elsa.get(f"/persons/{given.encounter}").text
    assert f'action="{address}"' not in aldo.get(f"/persons/{given.encounter}").text
    assert aldo.post(address, data=form).status_code == 404
    assert elsa.post(address, data=form | {"basis": " "}).status_code == 422
    assert elsa.post(address, data=form | {"nation": "XX"}).status_code == 404
    assert elsa.post(address, data=form).status_code == 303
    assert "a Chilean identity card" in aldo.get(f"/persons/{given.encounter}").text
    _goes_on_to_nobody(abroad, given)
    abroad.carry()
    with abroad.cl.database.reading() as tx:
        assert {h.state for h in disclosures.holdings_of(tx, US)} == {HoldingState.PURGED}
        assert disclosures.tombstoned(tx, US, "R-1", digest="of anything else")
    with abroad.us.database.reading() as tx:
        assert {c.state for c in disclosures.copies_named(tx, copies)} == {CopyState.ERASED}
    _is_frozen_at_the_giver_until_it_is_lifted(abroad, given.record)


def _goes_on_to_nobody(abroad: Abroad, given: Pieces) -> None:
    with pytest.raises(Refused) as refused:
        abroad.give(CL, item_of(ItemKind.HIT, given.encounter, "R-1"))
    assert refused.value.problem.code == "frozen"


def _is_frozen_at_the_giver_until_it_is_lifted(abroad: Abroad, record: EncounterId) -> None:
    with pytest.raises(Refused) as refused:
        abroad.give(US, item_of(ItemKind.HIT, record, "R-2"))
    assert refused.value.problem.code == "frozen"
    assert len(facts(abroad.us, NationalFound)) == len(facts(abroad.cl, NationalFound)) == 1
    assert _matters(abroad.us) == [(Matter.NATIONAL, f"/nationals/{record}")]
    elsa = pages_of(abroad.us, "elsa")
    page = elsa.get(f"/nationals/{record}").text
    assert "says that the person is a national of" in page
    assert elsa.post(f"/nationals/{record}/lift", data={"words": "a namesake"}).status_code == 303
    assert _matters(abroad.us) == []
    abroad.give(US, item_of(ItemKind.HIT, record, "R-2"))


def test_what_somebody_keeps_is_told_with_its_purpose_and_of_a_holding_about_nobody_enrolled(abroad: Abroad) -> None:
    """CL keeps the names for a purpose; its finding erases the rest, and US learns what is kept and by which law. What
    no encounter stands for is found by the holding."""
    given = pieces(abroad, NAMES)
    with abroad.cl.database.transaction() as tx:
        kept = next(h for h in disclosures.holdings_of(tx, US) if h.kind is ItemKind.DATA)
        ground = Ground(ExchangePurpose.SERIOUS_CRIME, "Ley 19.974, art. 24")
        disclosures.retain_for(tx, kept.holding, ground, by=abroad.cl.principal("elsa"), at=NOON)
        found = National(given.encounter, CL, "an identity card", "elsa", NOON)
        disclosures.say_national(tx, found, by=abroad.cl.principal("elsa"))
    abroad.carry()
    with abroad.us.database.reading() as tx:
        states = {c.kind: c.state for c in disclosures.copies_named(tx, given.copies)}
        asked = [a for r in disclosures.recalls(tx) for a in disclosures.asked_of(tx, r.recall)]
    assert states == {ItemKind.REFERENCE: CopyState.ERASED, ItemKind.DATA: CopyState.RETAINED}
    assert [(a.purpose, a.basis) for a in asked] == [("serious_crime", "Ley 19.974, art. 24")]
    other = abroad.us.enrol(fingers_of(2, 1)).encounter
    hit = item_of(ItemKind.HIT, other, "R-9")
    copy = abroad.give(US, hit)
    abroad.carry()
    _found_by_the_holding(abroad, abroad.keep(CL, hit))
    abroad.carry()
    with abroad.us.database.reading() as tx:
        assert disclosures.copies_named(tx, [copy])[0].state is CopyState.ERASED
        assert disclosures.frozen_among(tx, [other]) is not None


def _found_by_the_holding(abroad: Abroad, held: HoldingId) -> None:
    elsa = pages_of(abroad.cl, "elsa")
    assert f'action="/nationals/{held}"' in elsa.get("/retention").text
    assert elsa.post(f"/nationals/{held}", data={"nation": "US", "basis": "told by its consul"}).status_code == 303
    with abroad.cl.database.reading() as tx:
        found, _ = disclosures.nationality_of(tx, held)
    assert found and (found.nation, found.basis) == (US, "told by its consul")


def test_a_recall_because_somebody_is_a_national_freezes_and_nothing_given_is_no_hindrance(abroad: Abroad) -> None:
    given, unknown = pieces(abroad, NAMES), abroad.us.enrol(fingers_of(3, 1)).encounter
    elsa, demand = abroad.us.principal("elsa"), Demand(Reason.OWN_NATIONAL, "a passport was seen")
    with abroad.us.database.transaction() as tx:
        ordered = disclosures.order_recall(tx, Scope(copies=given.copies[:1]), demand, by=elsa, at=NOON)
        assert {a.copy for a in disclosures.asked_of(tx, ordered[0])} == set(given.copies)  # all of the person's
        assert disclosures.order_recall(tx, Scope(encounter=unknown), demand, by=elsa, at=NOON) == []
    for record, reference in ((given.record, "R-2"), (unknown, "R-3")):
        with pytest.raises(Refused) as refused:
            abroad.give(US, item_of(ItemKind.HIT, record, reference))
        assert refused.value.problem.code == "frozen"
    emilio, other = abroad.us.principal("emilio"), [abroad.us.enrol(fingers_of(4, n)).encounter for n in (1, 2)]
    copies = tuple(abroad.give(US, item_of(ItemKind.HIT, who, f"R-1{n}")) for n, who in enumerate(other))
    with abroad.us.database.transaction() as tx:
        proposal = disclosures.propose_recall(tx, Scope(copies=copies), demand, by=elsa, at=NOON)
        assert len(disclosures.approve_recall(tx, proposal, by=emilio, at=NOON)) == 2
        assert all(disclosures.frozen_among(tx, [who]) for who in other)


def test_a_passport_or_a_nation_s_data_that_makes_somebody_a_national_is_put_before_a_person(abroad: Abroad) -> None:
    """US gave a hit of somebody who shows its passport later; CL is told names by which its traveller is Chilean."""
    given = pieces(abroad, NAMES)
    later = _with_passport(abroad.us, "USA")
    abroad.us.drain()
    assert _matters(abroad.us) == []  # nothing of whoever held the passport is out
    changed(abroad.us, merge(given.record, later))
    abroad.us.drain()
    abroad.cl.state(PersonalDataTaken("", "inq-1", US, digest_of(NAMES)))
    abroad.cl.drain()
    assert _matters(abroad.us) == [(Matter.NATIONAL, f"/nationals/{given.record}")]
    assert [f.nation for f in facts(abroad.cl, NationalSuspected) if isinstance(f, NationalSuspected)] == [CL]
    with abroad.cl.database.reading() as tx:
        (told,) = disclosures.suspicions(tx)
    assert (told.subject, told.source, told.partner) == (given.encounter, Source.TOLD, US)
    assert "told personal data" in pages_of(abroad.cl, "elsa").get(f"/persons/{given.encounter}").text
    deliveries = "SELECT count(*) FROM alert_delivery WHERE concern LIKE %(named)s"
    with abroad.us.database.transaction() as tx:
        assert tx.scalar(deliveries, named="national:nat-%") == 1
        found = National(given.record, US, "its passport", "elsa", NOON + timedelta(hours=1))
        assert disclosures.say_national(tx, found, by=abroad.us.principal("elsa"))
    assert _matters(abroad.us) == []


def _with_passport(rooms: Rooms, nation: str) -> EncounterId:
    encounter = rooms.enrol(fingers_of(1, 5)).encounter
    with rooms.database.transaction() as tx:
        tx.run(
            "INSERT INTO biographics (encounter, name, aliases, birth_date, sex, nationality, documents)"
            " VALUES (%(e)s, 'ROJAS,ANA', '{}', '', '', %(nation)s, '{}')",
            e=encounter,
            nation=nation,
        )
    return encounter


def _matters(rooms: Rooms) -> list[tuple[Matter, str]]:
    with rooms.database.reading() as tx:
        found = views.attention(tx, rooms.principal("elsa"), at=NOON)
    return [(c.matter, c.address) for c in found if c.matter is Matter.NATIONAL]


def test_a_partner_s_word_takes_nothing_that_is_between_us_and_others(abroad: Abroad) -> None:
    """CL holds something of AR's about somebody whom US says to be its national: it stays until a person says so."""
    given = pieces(abroad, NAMES)
    ours = abroad.cl.enrol(fingers_of(5, 1)).encounter
    of_us = item_of(ItemKind.HIT, ours, "R-20")
    copy = abroad.give(CL, of_us)
    abroad.carry()
    abroad.keep(US, of_us, fingers_of(5, 2))
    changed(abroad.cl, merge(given.encounter, ours))
    with abroad.cl.database.transaction() as tx:
        named = next(h for h in disclosures.holdings_of(tx, US) if h.kind is ItemKind.REFERENCE)
        tx.run("UPDATE holding SET partner = 'AR', owner = 'AR' WHERE holding = %(holding)s", holding=named.holding)
    with abroad.us.database.transaction() as tx:
        held = disclosures.holdings_of(tx, CL)[0]
        found = National(held.encounter, US, "its passport", "elsa", NOON)
        disclosures.say_national(tx, found, by=abroad.us.principal("elsa"))
    abroad.carry()
    with abroad.cl.database.reading() as tx:
        assert disclosures.copies_named(tx, [copy])[0].state is CopyState.ERASED
        states = {h.partner: h.state for h in disclosures.of_person(tx, ours)[1]}
    assert states == {PartnerId("AR"): HoldingState.KEPT}
    with abroad.cl.database.transaction() as tx:
        found = National(ours, US, "its passport, seen here too", "elsa", NOON)
        disclosures.say_national(tx, found, by=abroad.cl.principal("elsa"))
    told = [f for f in facts(abroad.cl, NationalFound) if isinstance(f, NationalFound)]
    assert [(f.partner, f.holdings) for f in told] == [(US, 0), ("", 1)]
    with abroad.cl.database.reading() as tx:
        confirmed, suspected = disclosures.nationality_of(tx, ours)
    assert confirmed and (confirmed.found_by, suspected) == ("elsa", None)
