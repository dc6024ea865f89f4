"""What the bench shows whom and when, door by door: pixels, minutiae, faces, the pictures of a person."""

import asyncio
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from fastapi import FastAPI
from tests.pictured import card
from tests.rooms import Rooms

from openbitmap.node import access, cases, identities
from openbitmap.node.access import Means
from openbitmap.node.api import create_app
from openbitmap.node.cases import Analysis, CaseKind, Clock, Finding, Ground, OpenPlan, Opinion, Unmarked
from openbitmap.node.console import add_console
from openbitmap.node.doorway import SESSION_COOKIE, Context
from openbitmap.vocabulary import CaseId, EncounterId

NOW = datetime.now(UTC)


@pytest.fixture
def encounters(rooms: Rooms) -> tuple[EncounterId, EncounterId]:
    """Two captures of one person, each with two fingers, a slap and a face."""
    receipts = [rooms.receive(card(number)) for number in (5, 6)]
    rooms.drain()
    with rooms.database.reading() as tx:
        first, second = (identities.encounter_of(tx, r.submission) for r in receipts)
    assert first is not None
    assert second is not None
    return first.encounter, second.encounter


@pytest.fixture
def case(rooms: Rooms, encounters: tuple[EncounterId, EncounterId]) -> CaseId:
    plan = OpenPlan(
        CaseKind.REVERSE, encounters[1], (encounters[0],), opened_at=NOW, clock=Clock(timedelta(minutes=30))
    )
    with rooms.database.transaction() as tx:
        return cases.open_case(tx, plan)


@pytest.fixture
def ask(rooms: Rooms) -> "Ask":
    equipment = rooms.equipment
    app = create_app(Context(rooms.database, equipment.vault, equipment.settings, equipment.decoder))
    add_console(app)
    return Ask(rooms, app)


class Ask:
    """GET as a person of the cast: the status and the bytes."""

    def __init__(self, rooms: Rooms, app: FastAPI) -> None:
        self.rooms = rooms
        self.app = app

    def __call__(self, name: str, address: str) -> tuple[int, bytes]:
        with self.rooms.database.transaction() as tx:
            token = access.open_session(tx, name, Means.LINK, at=datetime.now(UTC))
        accept = "text/html" if address.count("/") == 2 else "*/*"
        return asyncio.run(self.answer(address, {"Cookie": f"{SESSION_COOKIE}={token}", "Accept": accept}))

    async def answer(self, address: str, headers: dict[str, str]) -> tuple[int, bytes]:
        transport = httpx.ASGITransport(self.app)
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost:8750") as client:
            response = await client.get(address, headers=headers)
            return response.status_code, response.content


def names(rooms: Rooms, encounter: EncounterId) -> dict[str, str]:
    """The picture of each kind by its name."""
    with rooms.database.reading() as tx:
        found = identities.pictures_of(tx, rooms.equipment.vault, encounter)
    return {p.kind.value: p.name for p in found}


def test_each_door_opens_at_its_stage_and_not_before(
    rooms: Rooms, ask: Ask, case: CaseId, encounters: tuple[EncounterId, EncounterId]
) -> None:
    kinds = names(rooms, encounters[1])
    doors = {
        "probe": f"/cases/{case}/prints/probe/{kinds['finger']}.png",
        "probe_face": f"/cases/{case}/prints/probe/{kinds['face']}.png",
        "probe_machine": f"/cases/{case}/minutiae/probe/{kinds['finger']}.json",
        "candidate": f"/cases/{case}/prints/A/{kinds['finger']}.png",
        "candidate_face": f"/cases/{case}/prints/A/{kinds['face']}.png",
        "candidate_machine": f"/cases/{case}/minutiae/A/{kinds['finger']}.json",
        "pairs": f"/cases/{case}/pairs/A/2.json",
    }

    def open_to(name: str) -> set[str]:
        answers = {door: ask(name, address)[0] for door, address in doors.items()}
        assert set(answers.values()) <= {200, 404}
        return {door for door, status in answers.items() if status == 200}

    ana = rooms.principal("ana")
    assert open_to("ana") == set()
    with rooms.database.transaction() as tx:
        cases.take(tx, ana, case)
    assert open_to("ana") == {"probe"}
    assert open_to("bruno") == open_to("elsa") == open_to("vera") == set()
    with rooms.database.transaction() as tx:
        cases.lock_analysis(
            tx, case, Analysis(NOW, unmarked=Unmarked.WORKED_ELSEWHERE), by=ana, vault=rooms.equipment.vault
        )
    assert open_to("ana") == {"probe", "probe_machine", "candidate"}
    opinion = Opinion(
        "ana", Finding.EXCLUSION, frozenset(), reason="differs", given_at=NOW, ground=Ground.PATTERN_DIFFERS
    )
    with rooms.database.transaction() as tx:
        cases.judge(tx, case, opinion, by=ana)
    assert open_to("ana") == set(doors)


def test_a_page_of_the_analysis_has_no_candidate_in_it(rooms: Rooms, ask: Ask, case: CaseId) -> None:
    with rooms.database.transaction() as tx:
        cases.take(tx, rooms.principal("ana"), case)
    status, page = ask("ana", f"/cases/{case}")
    assert status == 200
    assert b'"candidates": []' in page
    assert b"enc-" not in page
    assert b"data-letter" not in page
    assert b"pane-candidate" not in page


def test_pictures_of_a_person_are_for_readers_of_persons(
    rooms: Rooms, ask: Ask, encounters: tuple[EncounterId, EncounterId]
) -> None:
    address = f"/pictures/{encounters[0]}/{names(rooms, encounters[0])['face']}.png"
    status, png = ask("vera", address)
    assert (status, png[:4]) == (200, b"\x89PNG")
    assert {ask(name, address)[0] for name in ("ana", "olga", "adela")} == {404}
    assert ask("vera", f"/pictures/{encounters[0]}/99.png")[0] == 404


def test_a_silent_encounter_has_no_picture_for_who_may_not_see_it(
    rooms: Rooms, ask: Ask, encounters: tuple[EncounterId, EncounterId]
) -> None:
    address = f"/pictures/{encounters[0]}/{names(rooms, encounters[0])['face']}.png"
    absent = f"/pictures/enc-none/{names(rooms, encounters[0])['face']}.png"
    with rooms.database.transaction() as tx:
        tx.run("UPDATE encounter SET silent = true WHERE encounter = %(e)s", e=encounters[0])
    assert ask("vera", address)[0] == 200
    assert ask("elsa", address) == ask("elsa", absent)
    assert ask("elsa", address)[0] == 404
