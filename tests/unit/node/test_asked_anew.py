"""A question belongs to a case only where people gave one; and people ask a partner about somebody met before."""

from dataclasses import replace

import pytest
from tests.given import pages_of
from tests.inquiring import WITH_TEMPLATES, Asking, asking
from tests.nations import CL, US, Nations
from tests.rooms import NOON, Met, Rooms, fingers_of
from tests.unit.node.test_inquiry_alarms import alarms

from openbitmap.node import inquiries
from openbitmap.node.inquiries import Anew, Inquiry, InquiryState, Measure, Stage
from openbitmap.node.problems import NEEDS_GROUNDS, NO_SUCH_THING, NOT_ALLOWED, Refused
from openbitmap.vocabulary import EncounterId, ExchangePurpose, InquiryId, PersonCategory

PERSON = 7
IN_CASES = WITH_TEMPLATES.replace("gate: automatic", "gate: automatic\nindividual cases only: yes\nbands: yes").replace(
    "gate: officer", "gate: officer\nindividual cases only: yes"
)


def wanted_of(met: Met, **how: object) -> Anew:
    asked = Anew(met.encounter, US, ExchangePurpose.TERRORISM, "RUC 2600-1", "named in an investigation")
    return replace(asked, **how)  # type: ignore[arg-type]  # fields by name


def ask(two: Asking, wanted: Anew, *, by: str = "vera") -> Inquiry:
    with two.cl.database.transaction() as tx:
        made = inquiries.ask_anew(tx, wanted, by=two.cl.principal(by), at=two.clock.at)
    two.carry()
    found = two.stands(CL, made.inquiry)
    assert found is not None
    return found


def test_what_a_machine_asks_has_no_case_and_what_a_person_or_a_station_asks_in_one_goes(two_nations: Nations) -> None:
    two = asking(two_nations, IN_CASES)
    two.known_in(two.us, PERSON)
    met = two.arrive(PERSON)
    two.carry()
    barred = two.asked(met)
    assert (barred.state, barred.basis.reason, two.line(met).reason) == (InquiryState.BARRED, "no_case", "no_case")
    bare = ask(two, wanted_of(met, case=" "))
    assert (bare.state, bare.basis.reason) == (InquiryState.BARRED, "no_case")
    one = ask(two, wanted_of(met, detained=True))
    assert (one.state, one.about.category) == (InquiryState.HIT, PersonCategory.DETAINEE)
    (sent,) = [x for x in sent_by(two) if x["purpose"] == "terrorism"]
    assert sent["case"] == one.about.stated_case != "" and "2600" not in str(sent) and met.encounter not in str(sent)
    theirs = two.stands(US, one.inquiry)
    assert theirs and theirs.about.stated_case == one.about.stated_case
    assert ask(two, wanted_of(met, reason="once more")).inquiry == one.inquiry
    assert ask(two, wanted_of(met, case="RUC 2600-2")).inquiry not in (one.inquiry, bare.inquiry)
    with two.cl.database.reading() as tx:
        (first, *_) = inquiries.steps_of(tx, one.inquiry)
        (hit,) = inquiries.hits_of(tx, one.inquiry)
    assert hit.band in ("strong", "ordinary")  # for these clauses say so
    assert (first.stage, first.actor) == (Stage.WANTED, "person:vera") and "RUC 2600-1" in first.words
    assert {g.state for g in two.answer(met).coverage if g.name == "United States"} == {"barred", "searched"}
    _goes_on_in_its_case(two, one)
    _a_station_gives_one(two)


def sent_by(two: Asking) -> list[dict[str, object]]:
    """What Chile's questions said; their prints are erased once they were searched."""
    with two.us.database.reading() as tx:
        rows = tx.all("SELECT purpose, stated_case, stated_encounter FROM inquiry WHERE side = 'answerer'")
    return [{"purpose": row[0], "case": row[1], "encounter": row[2]} for row in rows]


def _goes_on_in_its_case(two: Asking, one: Inquiry) -> None:
    """The next stage rests on the same case, on both sides."""
    asked = two.do(CL, "vera", inquiries.ask_reference, one.inquiry, "to compare")
    assert asked.state is InquiryState.REFERENCE_ASKED
    assert two.stands(US, one.inquiry).state is InquiryState.COMPARING  # type: ignore[union-attr]  # None fails the test as well


def _a_station_gives_one(two: Asking) -> None:
    met = two.cl.enrol(fingers_of(9, 2))
    with two.cl.database.transaction() as tx:
        tx.run(
            "INSERT INTO biographics (encounter, name, aliases, birth_date, sex, nationality, documents)"
            " VALUES (%(encounter)s, 'PEREZ, ANA', '{}', '19900101', 'F', 'PER', '{MNU 1,OCA PDI-77}')",
            encounter=met.encounter,
        )
    two.cl.search(met)
    two.carry()
    assert two.asked(met).state is InquiryState.NO_HIT and two.asked(met).about.stated_case.startswith("CASE-")


def test_who_may_ask_about_whom_and_where(two_nations: Nations) -> None:
    two = asking(two_nations)
    met = two.arrive(PERSON)
    wanted = wanted_of(met)
    for name, change, problem in (
        ("elsa", wanted, NOT_ALLOWED),
        ("vera", replace(wanted, reason=" "), NEEDS_GROUNDS),
        ("vera", replace(wanted, encounter=EncounterId("enc-0")), NO_SUCH_THING),
        ("vera", replace(wanted, partner=CL), NO_SUCH_THING),
    ):
        with pytest.raises(Refused) as caught:
            ask(two, change, by=name)
        assert caught.value.problem is problem
    browser = pages_of(two.cl, "vera")
    assert f'value="{met.encounter}"' in browser.get(f"/inquiries?about={met.encounter}").text
    form = {
        "encounter": met.encounter,
        "partner": US,
        "purpose": "identification",
        "words": "who is it",
        "detained": "on",
    }
    sent = browser.post("/inquiries", data=form)
    two.carry()
    asked = two.stands(CL, InquiryId(sent.headers["location"].removeprefix("/inquiries/")))
    assert sent.status_code == 303 and asked and asked.state is InquiryState.NO_HIT
    assert (asked.about.purpose, asked.about.category) == ("identification", "detainee")
    assert 'action="/inquiries"' not in pages_of(two.cl, "elsa").get("/inquiries").text


def test_questions_of_investigations_without_a_case_are_noticed_and_those_of_a_border_check_are_not(
    rooms: Rooms,
) -> None:
    for purpose, expected in (("border_check", []), ("serious_crime", [Measure.NO_CASE])):
        with rooms.database.transaction() as tx:
            tx.run(
                "INSERT INTO inquiry (inquiry, side, partner, state, purpose, category, stated_encounter, asked_at,"
                " due_at) SELECT 'inq-' || %(purpose)s || n, 'answerer', 'US', 'no_hit', %(purpose)s,"
                " 'third_country_traveller', 'ENC-' || n, %(at)s - n * interval '1 second', %(at)s"
                " FROM generate_series(1, 10) n",
                purpose=purpose,
                at=NOON,
            )
        assert alarms(rooms) == expected


def test_a_letter_that_the_partner_will_never_read_waits_for_nothing(two_nations: Nations) -> None:
    two = asking(two_nations)
    two.nations.link.cut_now = True
    met = two.arrive(PERSON)
    two.clock.pass_on(days=300)  # past the end of the agreement, and a day
    two.nations.link.cut_now = False
    two.carry()
    one = two.asked(met)
    assert (one.state, one.basis.reason, one.basis.clause) == (InquiryState.BARRED, "expired", "1.1")
    assert two.facts(CL, met.submission).count("InquiryBarred") == 1
    assert two.line(met).reason.startswith("expired")
