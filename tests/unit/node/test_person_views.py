"""A person as people see them: found by what they have, told apart by role, with everything a change would touch."""

from datetime import timedelta

import pytest
from tests.cast import ARICA
from tests.rooms import NOON, Met, Rooms, fingers_of

from openbitmap.node import identities, views
from openbitmap.node.access import Principal
from openbitmap.node.database import Transaction
from openbitmap.node.identities import (
    ChangeKind,
    Conclusion,
    Field,
    Judgement,
    Place,
    Ruling,
    RulingFinding,
    Wanted,
)
from openbitmap.node.problems import NO_SUCH_THING, NOTHING_TO_CHANGE, Refused
from openbitmap.node.views import PersonFilter
from openbitmap.vocabulary import CaseId, EncounterId


def said(tx: Transaction, encounter: EncounterId, name: str, **more: str) -> None:
    """What somebody asserted, as enrolment writes it."""
    document = more.get("document", "")
    tx.run(
        "INSERT INTO biographics (encounter, name, aliases, birth_date, sex, nationality, documents)"
        " VALUES (%(encounter)s, %(name)s, %(aliases)s, %(born)s, %(sex)s, 'CL', %(documents)s)",
        encounter=encounter,
        name=name,
        aliases=[more["alias"]] if "alias" in more else [],
        born=more.get("born", "19900102"),
        sex=more.get("sex", "M"),
        documents=[document] if document else [],
    )
    if document:
        key = identities.document_key(document)
        tx.run("INSERT INTO encounter_document VALUES (%(encounter)s, %(key)s)", encounter=encounter, key=key)


def joined(rooms: Rooms, one: Met, other: Met, conclusion: Conclusion = Conclusion.SAME) -> None:
    with rooms.database.transaction() as tx:
        case = CaseId(f"case-{one.encounter}")
        identities.judge(tx, [Judgement(one.encounter, other.encounter, conclusion, case, NOON)])


@pytest.fixture
def two(rooms: Rooms) -> tuple[Met, Met]:
    """One person under two names, judged in a case."""
    a, b = rooms.enrol(fingers_of(7, 1)), rooms.enrol(fingers_of(7, 2))
    with rooms.database.transaction() as tx:
        said(tx, a.encounter, "ROJAS,MARIA", document="passport P-123.456")
        said(tx, b.encounter, "SOTO,ANA", born="19900201", sex="F", alias="ROJAS,MARIANA")
        identities.place_station(tx, Place(ARICA, -18.48, -70.32))
    joined(rooms, b, a)
    return a, b


def sheet(rooms: Rooms, met: Met, name: str = "vera") -> views.PersonSheet:
    with rooms.database.reading() as tx:
        return views.person_sheet(tx, met.encounter, rooms.principal(name))


def listed(rooms: Rooms, wanted: PersonFilter, who: Principal) -> list[EncounterId]:
    with rooms.database.reading() as tx:
        return [line.encounter for line in views.person_list(tx, wanted, who)]


def test_any_encounter_leads_to_the_person(rooms: Rooms, two: tuple[Met, Met]) -> None:
    a, b = two
    assert sheet(rooms, a).encounters == sheet(rooms, b).encounters == (a.encounter, b.encounter)
    names = {v.value: v.encounters for v in sheet(rooms, a).values if v.field is Field.NAME}
    assert names == {"ROJAS,MARIA": (a.encounter,), "SOTO,ANA": (b.encounter,)}
    assert [v.value for v in sheet(rooms, a).values if v.field is None] == ["ROJAS,MARIANA"]
    assert sheet(rooms, a).meetings[0].latitude == -18.48
    assert [type(f.event).__name__ for f in sheet(rooms, a).facts] == ["IdentitiesChanged"]


@pytest.mark.parametrize("asked", ["{encounter}", "{submission}", "TCN-{submission}", "p123456", "P-123.456"])
def test_a_person_is_found_by_each_of_their_numbers(rooms: Rooms, two: tuple[Met, Met], asked: str) -> None:
    a, _ = two
    wanted = PersonFilter(asked.format(encounter=a.encounter, submission=a.submission))
    assert listed(rooms, wanted, rooms.principal("vera")) == [a.encounter]


def test_the_list_is_narrowed_by_station_and_days(rooms: Rooms, two: tuple[Met, Met]) -> None:
    a, _ = two
    vera, day = rooms.principal("vera"), NOON.date()
    assert listed(rooms, PersonFilter(), vera) == [a.encounter]
    assert listed(rooms, PersonFilter(station="arica", since=day, until=day), vera) == [a.encounter]
    assert listed(rooms, PersonFilter(station="carcel"), vera) == []
    assert listed(rooms, PersonFilter(since=day + timedelta(days=1)), vera) == []


def test_what_is_discreet_is_nowhere_for_who_may_not_see_it(rooms: Rooms, two: tuple[Met, Met]) -> None:
    a, b = two
    secret = rooms.enrol(fingers_of(7, 3))
    joined(rooms, secret, b)
    with rooms.database.transaction() as tx:
        tx.run("UPDATE encounter SET silent = true WHERE encounter = %(e)s", e=secret.encounter)
    assert sheet(rooms, a, "vera").encounters == (a.encounter, b.encounter, secret.encounter)
    seen = sheet(rooms, a, "elsa")
    assert seen.encounters == (a.encounter, b.encounter)
    assert secret.encounter not in repr(seen.judgements) + repr(seen.listings) + repr(seen.conflicts)
    assert listed(rooms, PersonFilter(secret.encounter), rooms.principal("elsa")) == []
    with pytest.raises(Refused) as act:
        sheet(rooms, secret, "elsa")
    assert act.value.problem is NO_SUCH_THING
    with rooms.database.transaction() as tx:
        wanted = Wanted(ChangeKind.SPLIT, (a.encounter,), reason="other ridges")
        seen_change = identities.propose_change(tx, wanted, by=rooms.principal("vera"), at=NOON).change
        wanted = Wanted(ChangeKind.SPLIT, (secret.encounter,), reason="other ridges")
        change = identities.propose_change(tx, wanted, by=rooms.principal("vera"), at=NOON)
    with rooms.database.reading() as tx:
        shown = views.change_sheet(tx, seen_change, rooms.principal("elsa"))
        assert secret.encounter not in repr(shown)  # what everybody sees was split from what everybody sees
        full = views.change_sheet(tx, change.change, rooms.principal("vera")).consequences
        assert full is not None
        assert secret.encounter in full.outlook.encounters
        with pytest.raises(Refused):  # it names the discreet encounter
            views.change_sheet(tx, change.change, rooms.principal("elsa"))
        assert [c.change for c in views.waiting_changes(tx, rooms.principal("elsa"))] == [seen_change]
        waiting = {c.change for c in views.waiting_changes(tx, rooms.principal("vera"))}
        assert waiting == {seen_change, change.change}


def test_conflicting_biographics_of_one_person_are_decided_by_people_and_can_be_reopened(
    rooms: Rooms, two: tuple[Met, Met]
) -> None:
    a, b = two
    rooms.drain()
    rooms.drain()
    vera = rooms.principal("vera")
    with rooms.database.reading() as tx:
        items, more = views.waiting_discrepancies(tx, vera)
        some, left = views.waiting_discrepancies(tx, vera, most=2)
    assert (more, some, left) == (0, items[:2], 1)
    assert {item.field for item, _, _ in items} == {Field.NAME, Field.BIRTH_DATE, Field.SEX}
    assert {(item.encounter, item.other) for item, _, _ in items} == {(a.encounter, b.encounter)}
    name = next(item.discrepancy for item, _, _ in items if item.field is Field.NAME)
    with rooms.database.transaction() as tx:
        ruling = Ruling(RulingFinding.ALIAS, "both passports seen", "vera", NOON)
        identities.rule(tx, name, ruling, by=vera)
        with pytest.raises(Refused) as act:
            identities.rule(tx, name, ruling, by=vera)
        assert act.value.problem is NOTHING_TO_CHANGE
        assert name not in {item.discrepancy for item, _, _ in views.waiting_discrepancies(tx, vera)[0]}
        identities.rule(tx, name, Ruling(RulingFinding.REOPENED, "a new paper", "victor", NOON), by=vera)
        assert name in {item.discrepancy for item, _, _ in views.waiting_discrepancies(tx, vera)[0]}
        assert [r.finding for r in identities.rulings_of(tx, name)] == [RulingFinding.ALIAS, RulingFinding.REOPENED]
    joined(rooms, b, a, Conclusion.DIFFERENT)
    with rooms.database.reading() as tx:
        assert views.waiting_discrepancies(tx, vera) == ([], 0)  # two persons may be called what they like


def test_consequences_name_alerts_and_who_was_told(rooms: Rooms, two: tuple[Met, Met]) -> None:
    a, b = two
    with rooms.database.transaction() as tx:
        for name, secretly, listed_one in (("alert-open", False, a), ("alert-secret", True, b)):
            tx.run(
                "INSERT INTO alert (alert, submission, encounter, listed, gallery, state, raised_at, discreet)"
                " VALUES (%(alert)s, %(submission)s, %(encounter)s, %(listed)s, 'watchlist', 'raised', now(), %(d)s)",
                alert=name,
                submission=b.submission,
                encounter=b.encounter,
                listed=listed_one.encounter,
                d=secretly,
            )
        tx.run("INSERT INTO answer VALUES ('ans-1', %(s)s, 1, 'no_candidate', '{}', '', now())", s=b.submission)
    wanted = Wanted(ChangeKind.SPLIT, (b.encounter,), (a.encounter,), reason="x")
    with rooms.database.reading() as tx:
        seen = {n: views.consequences_of(tx, wanted, rooms.principal(n)) for n in ("vera", "elsa")}
    assert [x.alert for x in seen["vera"].alerts] == ["alert-open", "alert-secret"]
    assert [x.alert for x in seen["elsa"].alerts] == ["alert-open"]
    assert seen["elsa"].stations == ("Arica",)
    assert seen["elsa"].outlook.after == ((a.encounter,), (b.encounter,))


def test_a_contradiction_is_put_before_people(rooms: Rooms, two: tuple[Met, Met]) -> None:
    a, b = two
    c = rooms.enrol(fingers_of(7, 3))
    joined(rooms, c, b)
    joined(rooms, c, a, Conclusion.DIFFERENT)
    with rooms.database.reading() as tx:
        conflicts = views.waiting_conflicts(tx, rooms.principal("vera"))
        line = views.person_list(tx, PersonFilter(), rooms.principal("vera"))[0]
    assert [set(e.pair) for e in conflicts] == [{a.encounter, c.encounter}]
    assert line.conflict
    assert len(sheet(rooms, a).conflicts) == 1


def test_what_a_change_did_to_a_discreet_encounter_is_not_told(rooms: Rooms, two: tuple[Met, Met]) -> None:
    _, b = two
    secret, other = rooms.enrol(fingers_of(7, 3)), rooms.enrol(fingers_of(7, 4))
    joined(rooms, secret, b)
    with rooms.database.transaction() as tx:
        tx.run("UPDATE encounter SET silent = true WHERE encounter = %(e)s", e=secret.encounter)
        wanted = Wanted(ChangeKind.MOVE, (b.encounter,), (other.encounter,), reason="other ridges")
        change = identities.propose_change(tx, wanted, by=rooms.principal("vera"), at=NOON).change
        identities.approve_change(tx, change, by=rooms.principal("victor"), at=NOON)
    with rooms.database.reading() as tx:
        made = {n: views.change_sheet(tx, change, rooms.principal(n)).made for n in ("vera", "elsa")}
    assert {e.pair for e in made["vera"]} - {e.pair for e in made["elsa"]} == {
        frozenset((b.encounter, secret.encounter))
    }
    assert len(made["elsa"]) == 2
