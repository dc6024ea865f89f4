"""The six stories of the demo through a real node, and what ledger, case and alert say of each afterwards."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import groupby

import httpx
import pytest
from tests.asking import Headers, itl_answer, searched_answer, submit
from tests.cast import ADMINISTRATOR, ARICA, BRIGADA, ORIGINATORS, Cast

from openbitmap.biometrics.finger import Template
from openbitmap.node import access, alerts, cases, identities, ledger, search, views
from openbitmap.node.access import Principal, Role, Station
from openbitmap.node.alerts import AlertState
from openbitmap.node.cases import CaseState
from openbitmap.node.database import Transaction
from openbitmap.node.events import AlertRaised
from openbitmap.node.identities import ImportedTemplate
from openbitmap.node.running import RunningNode
from openbitmap.synthetic import Population, Story, StoryName, enrolment_card, population, stories
from openbitmap.synthetic.galleries import CANVAS, PARAMETERS
from openbitmap.synthetic.people import Post
from openbitmap.synthetic.stories import POST
from openbitmap.synthetic.transactions import TWO_FINGERS
from openbitmap.vocabulary import Coverage, EncounterId, GalleryKind, StationId, SubmissionId, Verdict
from openbitmap.wire import Answer, NextStep, Receipt

SEED = 20_250_730
TEMPLATES = 300
COLCHANE = StationId("colchane")
REGISTRARS = {GalleryKind.ENCOUNTER: ARICA, GalleryKind.WATCHLIST: BRIGADA}


@dataclass(frozen=True)
class World:
    """A node that holds a small nation; who of the stories' known people was enrolled by which submission."""

    node: RunningNode
    client: httpx.Client
    headers: Headers
    told: dict[StoryName, Story]
    enrolled: dict[int, SubmissionId]

    def send(self, name: StoryName) -> tuple[Receipt, Answer]:
        receipt = submit(self.client, self.headers, self.told[name].data)
        return receipt, searched_answer(self.client, self.headers, receipt)

    def known(self, tx: Transaction, name: StoryName) -> EncounterId:
        person = self.told[name].expected.person
        assert person is not None
        encounter = identities.encounter_of(tx, self.enrolled[person])
        assert encounter is not None
        return encounter.encounter


@pytest.fixture(scope="module")
def world(shared_node: RunningNode, shared_client: httpx.Client, shared_cast: Cast) -> World:
    nation = population(SEED, as_of=datetime.now(UTC).date(), with_images=20, templates=TEMPLATES)
    told = {story.name: story for story in stories(nation, datetime.now(UTC))}
    with shared_node.database() as database, database.transaction() as tx:
        key = enrol_colchane(tx)
        import_nation(tx, nation)
    known = {told[n].presented.person.number for n in StoryName if n not in (StoryName.STRANGER, StoryName.BAD_FILE)}
    enrolled = {}
    for one in nation.with_images:
        if one.number in known:
            station = REGISTRARS[one.gallery]
            shown = replace(nation.presentation(one), post=Post(ORIGINATORS[station], station.title(), "CHL"))
            headers = shared_cast.headers(station)
            receipt = submit(shared_client, headers, enrolment_card(shown, fingers=TWO_FINGERS))
            assert searched_answer(shared_client, headers, receipt).verdict is Verdict.NO_CANDIDATE
            enrolled[one.number] = receipt.submission
    return World(shared_node, shared_client, {"Authorization": f"Bearer {key}"}, told, enrolled)


def enrol_colchane(tx: Transaction) -> str:
    post = Station(COLCHANE, POST.name, POST.code, "encounters", tots=("RPIS",), language="es", active=True)
    access.enrol_station(tx, post, actor=ADMINISTRATOR)
    return access.issue_key(tx, Principal(Role.STATION, COLCHANE, COLCHANE), at=datetime.now(UTC), actor=ADMINISTRATOR)


def import_nation(tx: Transaction, nation: Population) -> None:
    prints = [
        (n, p, Template(data, CANVAS, CANVAS, parameters=PARAMETERS)) for b in nation.templates() for n, p, data in b
    ]
    people = [[ImportedTemplate(*one) for one in group] for _, group in groupby(prints, key=lambda entry: entry[0])]
    identities.import_templates(tx, "encounters", people, at=datetime.now(UTC), actor=ADMINISTRATOR)


def facts(tx: Transaction, receipt: Receipt) -> list[str]:
    return [type(entry.event).__name__ for entry in ledger.history(tx, receipt.submission)]


def candidates(tx: Transaction, receipt: Receipt) -> list[EncounterId]:
    done = search.search_of(tx, receipt.submission)
    assert done is not None
    return [c.encounter for c in search.candidates_of(tx, done.search)]


SEARCHED = ["SubmissionReceived", "SubmissionAccepted", "EncounterEnrolled", "SearchFinished"]


def settled(world: World, receipt: Receipt, *expected: str) -> list[str]:
    """The facts about a submission once these came: jobs of one event end in any order, after the answer too."""
    until = datetime.now(UTC).timestamp() + 30
    while True:
        with world.node.database() as database, database.reading() as tx:
            told = facts(tx, receipt)
        if set(expected) <= set(told) or datetime.now(UTC).timestamp() > until:
            return told


def test_stranger(world: World) -> None:
    receipt, answer = world.send(StoryName.STRANGER)
    assert (answer.verdict, answer.next_step) == (Verdict.NO_CANDIDATE, NextStep.CONTINUE_PROCEDURE)
    assert answer.case is None
    assert answer.chance is not None
    assert answer.chance.people >= TEMPLATES + len(world.enrolled)
    assert {g.state for g in answer.coverage if g.kind} == {Coverage.SEARCHED}
    assert {g.state for g in answer.coverage if g.kind is None} == {Coverage.BARRED}
    told = settled(world, receipt, "AnswerReleased")
    assert [t for t in told if t != "AnswerReleased"] == SEARCHED
    assert itl_answer(world.client, world.headers, receipt).text(59) == "G"


def test_new_name(world: World) -> None:
    story = world.told[StoryName.NEW_NAME]
    receipt, answer = world.send(StoryName.NEW_NAME)
    assert (answer.verdict, answer.next_step) == (Verdict.POSSIBLE_MATCH, NextStep.HOLD_FOR_CONFIRMATION)
    assert answer.case is not None
    settled(world, receipt, "CaseOpened", "AnswerReleased")
    with world.node.database() as database, database.reading() as tx:
        known = world.known(tx, StoryName.NEW_NAME)
        assert candidates(tx, receipt) == [known]
        case = cases.case_named(tx, answer.case.case)
        assert case is not None
        assert (case.state, case.submission) == (CaseState.OPEN, receipt.submission)
        assert list(cases.candidates_by_letter(tx, case.case).values()) == [known]
        assert alerts.alerts_of(tx, receipt.submission) == []  # an encounter-only gallery raises nothing (R41)
        own = identities.encounter_of(tx, receipt.submission)
        assert own is not None
        said, before = identities.asserted_of(tx, own.encounter), identities.asserted_of(tx, known)
        # Nothing was linked or overwritten: both names stand as they were asserted.
        assert identities.persons_of(tx, [own.encounter, known]) == {own.encounter: own.encounter, known: known}
        assert said is not None and before is not None
        assert said.name == story.presented.identity.name.ebts != before.name
    assert itl_answer(world.client, world.headers, receipt).text(59) == "Y"


def test_watchlisted(world: World) -> None:
    receipt, answer = world.send(StoryName.WATCHLISTED)
    assert answer.verdict is Verdict.POSSIBLE_MATCH
    told = settled(world, receipt, "CaseOpened", "AlertRaised", "AnswerReleased")
    assert told.count("AlertRaised") == told.count("CaseOpened") == 1
    with world.node.database() as database, database.reading() as tx:
        known = world.known(tx, StoryName.WATCHLISTED)
        assert known in candidates(tx, receipt)
        (alert,) = alerts.alerts_of(tx, receipt.submission)
        assert (alert.listed, alert.gallery, alert.state) == (known, "watchlist", AlertState.RAISED)
        (raised,) = [e.event for e in ledger.history(tx, receipt.submission) if isinstance(e.event, AlertRaised)]
        assert raised.gallery == "watchlist"
    card = world.client.get(
        f"/v1/submissions/{receipt.submission}/answer", params={"form": "card"}, headers=world.headers
    ).text
    assert card.startswith("Posible coincidencia")
    assert "watchlist" not in card.lower()  # the card tells no officer from which gallery a candidate is


def test_bad_file(world: World) -> None:
    receipt, answer = world.send(StoryName.BAD_FILE)
    assert (answer.verdict, answer.next_step) == (Verdict.REFUSED, NextStep.CORRECT_AND_RESEND)
    assert world.told[StoryName.BAD_FILE].expected.finding in [r.code for r in answer.refusals]
    assert settled(world, receipt, "AnswerReleased") == ["SubmissionReceived", "SubmissionRefused", "AnswerReleased"]
    assert itl_answer(world.client, world.headers, receipt).tot == "ERRT"


def test_worn_finger(world: World) -> None:
    receipt, answer = world.send(StoryName.WORN_FINGER)
    assert (answer.verdict, answer.next_step) == (Verdict.QUALITY, NextStep.CAPTURE_AGAIN)
    assert {p.position for p in answer.prints if not p.searched} == set(TWO_FINGERS)
    assert {g.state for g in answer.coverage if g.kind} == {Coverage.POOR_QUALITY}
    assert answer.chance is None
    told = settled(world, receipt, "AnswerReleased")
    assert "CaseOpened" not in told
    with world.node.database() as database, database.reading() as tx:
        own = identities.encounter_of(tx, receipt.submission)
        assert own is not None
        assert identities.templates_of(tx, own.encounter) == {}
        assert {s.failure for s in identities.samples_of(tx, own.encounter)} != {None}


def test_repeat(world: World) -> None:
    first, _ = world.send(StoryName.NEW_NAME)
    settled(world, first, "CaseOpened", "AnswerReleased")
    with world.node.database() as database, database.reading() as tx:
        before, held = ledger.head(tx), views.totals(tx)
    receipt, answer = world.send(StoryName.REPEAT)
    assert receipt == first
    assert answer.submission == first.submission
    with world.node.database() as database, database.reading() as tx:
        assert (ledger.head(tx), views.totals(tx)) == (before, held)
        assert ledger.verify(tx).intact
