"""A known person under a new name: two examiners identify, the encounters become one person, the subscriber is told,
the post's card changes. Then the joining proves wrong: two others undo it, the alert comes back, the post is told.
"""

import re
from collections.abc import Callable
from dataclasses import replace

import httpx
import pytest
from playwright.sync_api import expect
from tests.cast import ARICA, Cast
from tests.journeys.browsing import Desk
from tests.journeys.stage import Stage, until

from openbitmap.synthetic.people import Person, assumed_identity
from openbitmap.synthetic.transactions import Presentation, enrolment_card, rapid_query
from openbitmap.vocabulary import EncounterId, Verdict
from openbitmap.wire import NextStep

pytestmark = pytest.mark.slow


def test_a_new_name_is_one_person_and_a_wrong_joining_is_undone(
    desk: Desk, client: httpx.Client, cast: Cast, strangers: list[Person], shown: Callable[..., Presentation]
) -> None:
    stage, person = Stage(desk, client, cast), strangers[1]
    arica = stage.post(ARICA)
    first, _ = arica.send(enrolment_card(shown(person, ARICA, 31), face=True))
    known = stage.encounter(first)
    stage.subscribe("vera", known)
    second = shown(person, ARICA, 32)
    renamed = replace(second, identity=assumed_identity(person, 1, as_of=second.day))
    again, provisional = arica.send(rapid_query(renamed, face=True))
    met = stage.encounter(again)
    assert provisional.verdict is Verdict.POSSIBLE_MATCH
    assert stage.persons(known, met) == 2, "no score makes two encounters one person"

    olga = desk.goto(desk.page("olga"), "/answers")
    expect(olga.locator("#chosen .card h2")).to_have_text("Possible match – hold for confirmation")
    stage.examine("ana", "identification", "features_agree")
    assert stage.persons(known, met) == 2, "one examiner does not either"
    stage.examine("bruno", "identification", "features_agree", language="es")
    confirmed = arica.next_answer(again, provisional)
    assert (confirmed.verdict, confirmed.next_step) == (Verdict.CONFIRMED, NextStep.CONTINUE_PROCEDURE)
    expect(olga.locator("#chosen .card h2")).to_have_text("Known person – examiners confirmed an earlier encounter")
    until(lambda: stage.persons(known, met) == 1, "the two encounters are one person")

    vera = desk.goto(desk.page("vera"), "/alerts")
    expect(vera.locator("[data-alert]")).to_have_count(1)
    vera.locator("[data-alert] a").click()
    expect(vera.locator("#alert-title")).to_be_visible()
    desk.goto(vera, f"/persons/{met}")
    expect(vera.locator("main")).to_contain_text(known)
    split(stage, met, known)
    withdrawn = arica.next_answer(again, confirmed)
    assert (withdrawn.verdict, withdrawn.next_step) == (Verdict.WITHDRAWN, NextStep.UNDO)
    expect(olga.locator("#chosen .card h2")).to_have_text("Withdrawn – the earlier confirmation no longer holds")
    desk.goto(vera, "/alerts")
    vera.locator("[data-alert] a").first.click()
    expect(vera.get_by_role("heading", name="This alert was wrong")).to_be_visible()


def split(stage: Stage, met: EncounterId, known: EncounterId) -> None:
    """Vera proposes that the two are not one person, Victor agrees."""
    vera = stage.desk.goto(stage.desk.page("vera"), f"/changes/new?kind=split&encounter={met}&other={known}")
    vera.get_by_label("Reason").fill("The pairs were read from a scar.")
    vera.get_by_role("button", name="Propose to a second person").click()
    vera.wait_for_url(re.compile(r"/changes/(?!new)"))  # the form asks first whether the sign-in is still fresh
    change = re.search(r"/changes/[^/?]+", vera.url)
    assert change, vera.url
    stage.approve("victor", change[0])
    until(lambda: stage.persons(known, met) == 2, "the persons stand apart again")
