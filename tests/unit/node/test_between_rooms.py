"""What one room does because of another, between two nations: a correction that the question follows, images that are
no meeting, a judgement that stays discreet, a file of repositories that breaks, a repository that speaks unasked.
"""

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.discreet_days import discreetly
from tests.given import pages_of
from tests.inquiring import Asking, asking
from tests.nations import CL, US, Nations
from tests.rooms import NOON, Met, Rooms, fingers_of

from openbitmap import itl
from openbitmap.instruments import Onward
from openbitmap.node import alerts, connectors, disclosures, exchange, identities, inquiries, ledger, views
from openbitmap.node.alerts import Mandate, Rule, Urgency
from openbitmap.node.cases import Finding
from openbitmap.node.connectors import Notice
from openbitmap.node.disclosures import ItemKind, Reason
from openbitmap.node.events import ConsultationFinished
from openbitmap.node.identities import Conclusion, Judgement
from openbitmap.node.inquiries import InquiryState, Stage
from openbitmap.node.running import NodeRefused, RunningNode
from openbitmap.node.views import Matter
from openbitmap.vocabulary import Actor, CaseId, Coverage, EncounterId, GalleryKind, InquiryId, SubmissionId

PERSON = 7
HOUR = timedelta(hours=1)


@pytest.fixture
def two(two_nations: Nations) -> Asking:
    return asking(two_nations)


def to_the_case(two: Asking) -> tuple[Met, InquiryId]:
    """Somebody known abroad arrives; the images have come and two examiners are to compare."""
    two.known_in(two.us, PERSON, nationality="PER")
    met = two.arrive(PERSON, nationality="PER")
    two.carry()
    inquiry = two.asked(met).inquiry
    two.do(CL, "vera", inquiries.ask_reference, inquiry, "the post holds the person")
    assert two.asked(met).state is InquiryState.COMPARING
    return met, inquiry


def to_the_data(two: Asking, met: Met, inquiry: InquiryId) -> None:
    two.decide(inquiry, Finding.IDENTIFICATION)
    two.do(CL, "vera", inquiries.ask_data, inquiry, "false papers")
    two.release_names("vera", inquiry)
    assert two.asked(met).state is InquiryState.DATA_HELD


def subscribed(rooms: Rooms, encounter: EncounterId) -> str:
    mandate = Mandate("a missing minor", "Family court 417/2026", "call", NOON + 30 * 24 * HOUR, Urgency.ROUTINE, False)
    with rooms.database.transaction() as tx:
        return alerts.subscriptions.subscribe(tx, encounter, mandate, by=rooms.principal("vera"), at=NOON)


def alerts_of(rooms: Rooms) -> list[str]:
    with rooms.database.reading() as tx:
        return [row[0] for row in tx.all("SELECT rule FROM alert ORDER BY raised_at")]


def test_what_its_giver_put_right_is_what_the_question_shows(two: Asking) -> None:
    met, inquiry = to_the_case(two)
    subscribed(two.cl, met.encounter)
    to_the_data(two, met, inquiry)
    assert alerts_of(two.cl) == []  # nobody was met: images of another nation joined the person
    _shows_images_as_images(two, met)
    _knows_by_which_instrument_and_whether_it_goes_on(two)
    before = two.asked(met).held
    with two.us.database.transaction() as tx:
        (data,) = [c for c in disclosures.copies_newest(tx) if c.kind is ItemKind.DATA]
        right = {"names": ["PEREZ SOTO, ANA"]}
        demand = disclosures.Demand(Reason.CORRECTED, "the second surname was missing", correction=right)
        scope, actor = disclosures.Scope(copies=(data.copy,)), two.us.principal("elsa").actor
        disclosures.recall(tx, scope, demand, at=two.clock.at, actor=actor)
    two.carry()
    one = two.asked(met)
    assert one.state is InquiryState.DATA_HELD and one.held not in (None, before)
    with two.cl.database.reading() as tx:
        held = inquiries.data_held(tx, two.cl.equipment.vault, inquiry, by=two.cl.principal("vera"))
        assert inquiries.steps_of(tx, inquiry)[-1].stage is Stage.DATA_CORRECTED
    assert held == right


def _shows_images_as_images(two: Asking, met: Met) -> None:
    with two.cl.database.reading() as tx:
        viewer = two.cl.principal("vera")
        sheet = views.person_sheet(tx, met.encounter, viewer)
        (line,) = views.person_list(tx, views.PersonFilter(), viewer)
        given = views.given_among(tx, sheet.encounters)
        assert identities.open_discrepancies(tx) == []
    (images,) = [m for m in sheet.meetings if m.kind is GalleryKind.REFERENCE]
    assert [m.encounter for m in sheet.met] == [met.encounter] and line.encounters == 1
    assert (images.station, images.latitude) == (None, None)
    assert given[images.encounter].partner == "United States"
    assert given[images.encounter].clause.endswith("cl. 2.1")
    browser = pages_of(two.cl, "vera")
    for encounter in (met.encounter, images.encounter):
        page = browser.get(f"/persons/{encounter}")
        assert (page.status_code, "guardadas según" in page.text or "held under" in page.text) == (200, True)


def _knows_by_which_instrument_and_whether_it_goes_on(two: Asking) -> None:
    with two.cl.database.reading() as tx:
        held = {h.kind: disclosures.keeping_of(tx, h.holding) for h in disclosures.holdings_of(tx, US)}
    assert {k: (x.agreement, x.onward) for k, x in held.items() if x} == {
        ItemKind.HIT: ("TEST-PILOT", Onward.NEVER),
        ItemKind.REFERENCE: ("TEST-PILOT", Onward.NEVER),
        ItemKind.DATA: ("TEST-PILOT", Onward.WITH_CONSENT),
    }


def test_what_a_discreet_judgement_joined_is_taken_apart_discreetly(two: Asking) -> None:
    met, inquiry = to_the_case(two)
    discreetly(two.cl, PERSON, 3)
    two.cl.drain()
    with two.cl.database.reading() as tx:
        (reference,) = [h.encounter for h in inquiries.hits_of(tx, inquiry)]
        silent = EncounterId(tx.scalar("SELECT encounter FROM encounter WHERE silent"))
    assert reference
    with two.cl.database.transaction() as tx:
        said = [
            Judgement(met.encounter, reference, Conclusion.SAME, CaseId("case-1"), judged_at=NOON),
            Judgement(silent, reference, Conclusion.SAME, CaseId("case-2"), judged_at=NOON, silent=True),
        ]
        identities.judge(tx, said[:1])
        identities.judge(tx, said[1:])
    two.cl.drain()
    with two.us.database.transaction() as tx:
        (hit,) = inquiries.hits_of(tx, inquiry)
        demand = disclosures.Demand(Reason.WRONG_IDENTITY, "another person's record")
        scope, actor = disclosures.Scope(encounter=hit.encounter or ""), two.us.principal("elsa").actor
        disclosures.recall(tx, scope, demand, at=two.clock.at, actor=actor)
    two.carry()
    with two.cl.database.reading() as tx:
        made = identities.judgements_among(tx, [met.encounter, reference, silent])
    undone = {frozenset(e.pair): e.silent for e in made if e.conclusion is Conclusion.WITHDRAWN}
    assert undone == {frozenset({met.encounter, reference}): False, frozenset({silent, reference}): True}


BROKEN = '[repository.ident]\nkind = "ident"\naddress = "https://[::1/ident"\n'


def _line(two: Asking, met: Met, name: str) -> tuple[str, str]:
    line = two.line(met, name)
    return line.state.value, line.reason


def test_a_file_of_repositories_that_breaks_while_the_node_runs_is_said_in_every_answer(two: Asking) -> None:
    for rooms in (two.cl, two.us):
        rooms.equipment.settings.home.mkdir(parents=True, exist_ok=True)
        (rooms.equipment.settings.home / "connectors.toml").write_text(BROKEN)
    two.known_in(two.us, PERSON)
    met = two.arrive(PERSON)
    two.carry()
    for name in ("connectors", "US connectors"):
        assert _line(two, met, name) == (Coverage.NOT_CONNECTED, "configuration")
    assert two.asked(met).state is InquiryState.HIT  # the partner's own galleries were searched all the same


def test_a_node_does_not_start_with_a_broken_file_and_says_line_and_key(rooms: Rooms) -> None:
    settings = rooms.equipment.settings
    settings.home.mkdir(parents=True, exist_ok=True)
    file = settings.home / "connectors.toml"
    for text, said in (
        (BROKEN, f"{file}, line 3: [repository.ident] address:"),
        ("[repository.ident]\nkind = 'ident'\nadress = 'x'\n", f"{file}, line 3: [repository.ident] adress:"),
        ("[repository\n", f"{file}: "),
    ):
        file.write_text(text)
        with pytest.raises(NodeRefused) as caught, RunningNode(settings):
            pass
        assert said in str(caught.value)
    file.write_bytes(b"\xff\xfe")
    with pytest.raises(NodeRefused, match=r"connectors\.toml"), RunningNode(settings):
        pass


def test_what_a_repository_tells_unasked_is_in_the_next_version_of_the_answer(rooms: Rooms) -> None:
    home = rooms.equipment.settings.home
    home.mkdir(parents=True, exist_ok=True)
    (home / "connectors.toml").write_text('[repository.ident]\nkind = "ident"\naddress = "http://127.0.0.1:9"\n')
    met = rooms.meet(fingers_of(PERSON, 1))
    with rooms.database.transaction() as tx:  # as if it had answered
        tx.run("UPDATE consultation SET state = 'no_candidate', reason = '', people = 50")
        number = tx.scalar("SELECT control_number FROM consultation")
        (repository,) = connectors.configured(rooms.equipment.settings)
        header = itl.Header("ULM", "SIM-0000000001", NOON.date(), "N" * 9, "O" * 9, reference=number)
        data = itl.write(itl.compose(header, [itl.type_2({"FBI": ["R00000007"], "ACN": "CALL"})]))
        told = connectors.receive_notice(tx, rooms.equipment.vault, repository, data=data, at=NOON)
        bare = replace(header, control_number="SIM-0000000002", reference=None)
        data = itl.write(itl.compose(bare, [itl.type_2({"FBI": ["R00000009"]})]))
        nobody = connectors.receive_notice(tx, rooms.equipment.vault, repository, data=data, at=NOON)
    before = rooms.answer(met.submission)
    rooms.drain()
    after = rooms.answer(met.submission)
    assert before and after and after.version == before.version + 1
    line = next(g for g in after.coverage if g.name == "ident")
    assert (line.state, line.result, line.reason) == (Coverage.SEARCHED, "inconclusive", "notice")
    card = " ".join(row.text for row in exchange.card_of(after, "en").rows)
    assert "inconclusive, it has sent a notice since" in card
    _is_read_by_people(rooms, told, nobody)


def _is_read_by_people(rooms: Rooms, told: Notice, nobody: Notice) -> None:
    """About somebody asked about: an alert; about nobody: what needs attention. The page has both, with handling."""
    with rooms.database.reading() as tx:
        (alert,) = alerts.alerts_of(tx, SubmissionId(told.inquiry))
        concerns = views.attention(tx, rooms.principal("vera"), at=NOON)
    assert (alert.rule, alert.verified_by) == (Rule.UNASKED, None)
    assert [(c.matter, c.thing) for c in concerns] == [(Matter.UNASKED, nobody.notice)]
    assert rooms.facts(f"unasked:{nobody.notice}")[0] == "AlertDispatched"
    page = pages_of(rooms, "vera").get("/repositories/ident/notices").text
    assert "R00000007" in page and "CALL" in page and f"/answers/{told.inquiry}" in page
    assert told.notice in pages_of(rooms, "vera").get(f"/alerts/{alert.alert}").text
    with rooms.database.transaction() as tx:  # the same record, and no word of which question
        tx.run("UPDATE consultation SET reference = 'R00000007'")
        (repository,) = connectors.configured(rooms.equipment.settings)
        header = itl.Header("ULM", "SIM-0000000003", NOON.date(), "N" * 9, "O" * 9)
        data = itl.write(itl.compose(header, [itl.type_2({"FBI": ["R00000007"]})]))
        again = connectors.receive_notice(tx, rooms.equipment.vault, repository, data=data, at=NOON)
    assert again.inquiry == told.inquiry


def test_what_a_repository_says_late_alerts_the_desk_where_it_may_be_the_person(rooms: Rooms) -> None:
    met = rooms.meet(fingers_of(PERSON, 1))
    for name, state, late in (("con-1", "candidate", 0), ("con-2", "no_candidate", 1), ("con-3", "candidate", 1)):
        with rooms.database.transaction() as tx:
            said = ConsultationFinished(met.submission, name, "ident", state, late)
            ledger.record(tx, said, actor=Actor("node", "connectors"))
        rooms.drain()
        assert alerts_of(rooms) == (["late"] if name == "con-3" else [])
