"""The overview of a supervisor: a busy day, an empty node, what broke; and nobody else sees it."""

import json
import random
from datetime import UTC, datetime, timedelta

from playwright.sync_api import expect
from tests.journeys.browsing import Desk

from openbitmap.node.database import Transaction
from openbitmap.node.running import RunningNode

NATIONALITIES = ("PER", "VEN", "BOL", "COL", "ECU", "HTI", "")
WEIGHTS = (40, 30, 14, 8, 5, 1, 2)
FILES = 400


def busy(tx: Transaction, now: datetime) -> None:
    """A week of files at two posts: answered in time, a few late, some with candidates, one job given up."""
    chance = random.Random(7)
    for n in range(FILES):
        at = now - timedelta(hours=24 * 6 * chance.random() ** 2, seconds=1)
        _file(tx, n, at, chance=chance)
    for n in range(3):
        tx.run(
            "INSERT INTO work_jobs (task, queue, ids, state, reason, enqueued_at, finished_at)"
            " VALUES ('step', 'native', %(ids)s, 'dead', 'killed 3 times: OutOfMemory', %(at)s, %(at)s)",
            ids=json.dumps({"step": "identities.jobs.enrol", "entry": n}),
            at=now - timedelta(hours=n + 1),
        )


def _file(tx: Transaction, n: int, at: datetime, *, chance: random.Random) -> None:
    priority = chance.choice((1, 1, 1, 2, 4))
    clock = {1: 10, 2: 600, 4: 7200}[priority]
    waiting = n % 97 == 0
    seconds = clock * min(1.6, 0.1 + chance.expovariate(4))
    tx.run(
        "INSERT INTO submission (submission, station, digest, size, door, received_at, due_at, state)"
        " VALUES (%(s)s, %(station)s, %(s)s, 1, 'test', %(at)s, %(due)s, %(state)s)",
        s=f"sub-{n}",
        station=chance.choice(("arica", "arica", "carcel")),
        at=at,
        due=at + timedelta(seconds=clock),
        state="accepted" if waiting else "searched",
    )
    tx.run(
        "INSERT INTO submission_header VALUES (%(s)s, 'RPIS', 'SYNARICA1', 'SYNNODE01', %(s)s, %(p)s, '{}')",
        s=f"sub-{n}",
        p=priority,
    )
    if waiting:
        return
    _met(tx, n, at, chance=chance)
    tx.run(
        "INSERT INTO answer (answer, submission, version, verdict, body, itl, released_at)"
        " VALUES (%(a)s, %(s)s, 1, 'no_candidate', '{}', '', %(at)s)",
        a=f"ans-{n}",
        s=f"sub-{n}",
        at=at + timedelta(seconds=seconds),
    )


def _met(tx: Transaction, n: int, at: datetime, *, chance: random.Random) -> None:
    """Who was met, as asserted, and the search."""
    verdict = "possible_match" if chance.random() < 0.06 else "no_candidate"
    tx.run(
        "INSERT INTO encounter (encounter, gallery, submission, enrolled_at, retained, log_position)"
        " VALUES (%(e)s, 'encounters', %(s)s, %(at)s, true, 1)",
        e=f"enc-{n}",
        s=f"sub-{n}",
        at=at,
    )
    tx.run(
        "INSERT INTO biographics (encounter, name, aliases, birth_date, sex, nationality, documents)"
        " VALUES (%(e)s, 'SYNTHETIC', '{}', %(born)s, '', %(nation)s, '{}')",
        e=f"enc-{n}",
        born=f"{chance.choice((1950, 1975, 1990, 1995, 2000, 2004, 2012, 2018))}0101",
        nation=chance.choices(NATIONALITIES, WEIGHTS)[0],
    )
    tx.run(
        "INSERT INTO search (search, submission, encounter, finished_at, verdict, fingers, people, threshold, fpir,"
        " chance, log_position) VALUES (%(q)s, %(s)s, %(e)s, %(at)s, %(v)s, 2, 1000, 1, 0.001, 0.001, 1)",
        q=f"search-{n}",
        s=f"sub-{n}",
        e=f"enc-{n}",
        at=at,
        v=verdict,
    )


def test_an_empty_node_then_a_busy_day_in_both_languages(shared_desk: Desk, shared_node: RunningNode) -> None:
    page = shared_desk.page("elsa", language="es")
    shared_desk.goto(page, "/overview")
    expect(page.get_by_text("No se respondió nada en los últimos 7 días.")).to_be_visible()
    shared_desk.picture(page, "overview-empty-es")
    with shared_node.database() as database, database.transaction() as tx:
        busy(tx, datetime.now(UTC))
    for language, theme, tablet in (("en", "light", False), ("es", "light", True), ("es", "dark", False)):
        page = shared_desk.page("elsa", language=language, theme=theme, tablet=tablet)
        shared_desk.goto(page, "/overview")
        expect(page.locator("figure.chart svg").first).to_be_visible()
        expect(page.locator("#broken tbody tr")).to_have_count(3)
        shared_desk.picture(
            page, f"overview-{language}-{theme}{'-tablet' if tablet else ''}", document=language == "en"
        )
        page.locator("#people-title").scroll_into_view_if_needed()
        page.screenshot(path=f"var/screens/overview-people-{language}-{theme}.png", full_page=True)
        page.locator("main details summary").first.click()
        expect(page.locator("details table").first).to_be_visible()
        shared_desk.accessible(page)
    assert "HTI" not in page.locator("#list").inner_text() or "reservado" in page.locator("#list").inner_text()


def test_nobody_but_who_oversees_sees_it(shared_desk: Desk) -> None:
    for name in ("ana", "olga", "vera", "aldo", "adela"):
        response = shared_desk.page(name).goto(f"{shared_desk.node.address}/overview")
        assert response
        assert response.status == 404
