"""The page of questions between nations in a browser: what waits for our release, and what we may ask for."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect
from tests.journeys.browsing import Desk

ROWS = """
INSERT INTO inquiry (inquiry, side, partner, state, submission, purpose, category, stated_case,
                     agreement, version, clause, asked_at, due_at, answered_at, result, handling, people, as_of, fpir)
VALUES ('inq-ASKER-HIT', 'asker', 'US', 'hit', '', 'border_check', 'third_country_traveller', '', 'PILOT', 1, '1.1',
        %(at)s, %(later)s, %(at)s, 'candidate', 'call_first', 1204000, %(at)s, 0.0009),
       ('inq-ASKER-LATE', 'asker', 'US', 'timed_out', '', 'prison_vetting', 'prisoner', '', 'CL-US-PILOT', 1, '1.1',
        %(at)s, %(at)s, NULL, '', '', NULL, NULL, 0),
       ('inq-ASKER-BARRED', 'asker', 'AR', 'barred', '', 'border_check', 'own_national', '', '', 0, '',
        %(at)s, %(at)s, NULL, '', '', NULL, NULL, 0),
       ('inq-THEIRS', 'answerer', 'US', 'reference_asked', '', 'border_check', 'third_country_traveller',
        'CASE-4F2A91C07B3D5E68', 'PILOT', 1, '1.2', %(at)s, %(later)s, %(at)s, 'candidate', '', 52000, %(at)s, 0.0001)
"""
STEPS = """
INSERT INTO inquiry_step (inquiry, stage, at, actor, clause, words)
VALUES ('inq-ASKER-HIT', 'asked', %(at)s, 'node:inquiries', '1.1', ''),
       ('inq-ASKER-HIT', 'result_taken', %(at)s, 'US', '1.1', ''),
       ('inq-THEIRS', 'answered', %(at)s, 'node:inquiries', '1.2', ''),
       ('inq-THEIRS', 'reference_asked', %(at)s, 'US', '', 'The post at Calexico holds the person.')
"""
HITS = """
INSERT INTO inquiry_hit (reference, inquiry) VALUES ('8c1f0f6d2ab94e71c05d33aa', 'inq-ASKER-HIT');
"""
LINES = """
INSERT INTO inquiry_line (inquiry, name, state, result, people)
VALUES ('inq-ASKER-HIT', 'ident', 'searched', 'no_candidate', 8800000), ('inq-ASKER-HIT', 'ngi', 'timed_out', '', NULL)
"""
ALARM = """
INSERT INTO fishing_alarm (alarm, partner, measure, searches, without_case, baseline, raised_at, inquiries)
VALUES ('fish-1', 'US', 'rate', 64, 2, 9.5, %(at)s, '{inq-THEIRS}')
"""


@pytest.fixture
def asked(desk: Desk) -> Desk:
    now = datetime.now(UTC)
    with desk.node.database() as database, database.transaction() as tx:
        for rows in (ROWS, STEPS, HITS, LINES, ALARM):
            tx.run(rows, at=now - timedelta(minutes=12), later=now + timedelta(minutes=20))
    return desk


def test_what_waits_for_us_stands_first_and_says_what_follows(asked: Desk) -> None:
    for language in ("es", "en"):
        page = asked.page("vera", language=language)
        asked.goto(page, "/inquiries/inq-THEIRS")
        expect(page.locator("#list a").first).to_have_attribute("href", "/inquiries/inq-THEIRS")
        expect(page.locator("blockquote")).to_contain_text("Calexico")
        expect(page.locator("form[action$='/release-reference'] button")).to_be_visible()
        asked.picture(page, f"inquiry-release-{language}", document=language == "en")
        asked.goto(page, "/inquiries/inq-ASKER-HIT")
        no_clause = {"es": "Ninguna cláusula da imágenes", "en": "No clause gives images"}[language]
        expect(page.locator("article .notice", has_text=no_clause)).to_be_visible()  # no agreement is registered here
        expect(page.locator("form[action$='/reference']")).to_have_count(0)
        asked.picture(page, f"inquiry-hit-{language}")
    auditor = asked.goto(asked.page("aldo"), "/inquiries/inq-THEIRS")
    expect(auditor.locator("form[action$='/release-reference']")).to_have_count(0)
    examiner = asked.goto(asked.page("ana"), "/inquiries")
    expect(examiner.locator("#list a")).to_have_count(0)
