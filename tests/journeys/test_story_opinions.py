"""A stranger, of whom nothing is found; and two examiners who disagree, so that a third decides."""

from collections.abc import Callable

import httpx
import pytest
from playwright.sync_api import expect
from tests.cast import ARICA, Cast
from tests.journeys.browsing import Desk
from tests.journeys.stage import Stage

from openbitmap.synthetic.people import Person
from openbitmap.synthetic.transactions import Presentation, enrolment_card, rapid_query
from openbitmap.vocabulary import Verdict

pytestmark = pytest.mark.slow


@pytest.fixture
def stage(shared_desk: Desk, shared_client: httpx.Client, shared_cast: Cast) -> Stage:
    return Stage(shared_desk, shared_client, shared_cast)


def test_a_stranger_is_nobody_s_case(stage: Stage, strangers: list[Person], shown: Callable[..., Presentation]) -> None:
    _, answer = stage.post(ARICA).send(rapid_query(shown(strangers[3], ARICA, 51), face=True))
    assert answer.verdict is Verdict.NO_CANDIDATE
    olga = stage.desk.goto(stage.desk.page("olga", language="es"), "/answers")
    expect(olga.locator("#chosen .card h2")).to_have_text("Sin candidatos en las galerías que respondieron")
    expect(olga.locator("main")).not_to_contain_text("coincidencia confirmada")
    ana = stage.desk.goto(stage.desk.page("ana"), "/queue")
    expect(ana.locator("form[action='/queue/next']")).to_have_count(0)


def test_two_disagree_and_a_third_who_knows_neither_decides(
    stage: Stage, strangers: list[Person], shown: Callable[..., Presentation]
) -> None:
    arica = stage.post(ARICA)
    arica.send(enrolment_card(shown(strangers[4], ARICA, 52)))
    receipt, provisional = arica.send(rapid_query(shown(strangers[4], ARICA, 53)))
    assert provisional.case is not None
    case = stage.examine("ana", "identification", "features_agree")
    assert case == provisional.case.case
    assert stage.examine("bruno", "exclusion", "features_differ") == case
    ana = stage.desk.goto(stage.desk.page("ana"), "/queue")
    expect(ana.locator("form[action='/queue/next']")).to_have_count(0)  # who has spoken is not asked again
    assert stage.examine("carla", "identification", "features_agree") == case
    decided = arica.next_answer(receipt, provisional)
    assert decided.verdict is Verdict.CONFIRMED
    elsa = stage.desk.goto(stage.desk.page("elsa"), f"/cases/{case}/report")
    for name in ("ana", "bruno", "carla"):
        expect(elsa.locator("main")).to_contain_text(name)
