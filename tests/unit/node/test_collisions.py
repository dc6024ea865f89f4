"""Two that change the same things in the opposite order: the database ends one of them, whose request is done again if
nothing of it was committed, and told that it gave way otherwise."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import httpx
import psycopg
import pytest
from fastapi import Request
from starlette.concurrency import run_in_threadpool
from tests.pages import Browser, browser_of
from tests.rooms import Rooms

from openbitmap.node.api import MOST_ATTEMPTS

ADD = "UPDATE thing SET number = number + %(number)s WHERE name = %(name)s"
Work = Callable[[Request], None]


class Door:
    """A page's door that changes the left thing, then the right one, by a number of the request's body."""

    def __init__(self, rooms: Rooms, before: Work | None = None) -> None:
        self.rooms, self.before, self.attempts = rooms, before, 0
        self.holds_left, self.other_waits, self.other_is_done = (threading.Event() for _ in range(3))

    async def __call__(self, request: Request) -> dict[str, int]:
        number = int((await request.json())["number"])
        return await run_in_threadpool(self._change, request, number)

    def _change(self, request: Request, number: int) -> dict[str, int]:
        self.attempts += 1
        if self.before:
            self.before(request)
        if self.attempts > 1:  # or it might take the left thing again before the other one wakes
            assert self.other_is_done.wait(20)
        with self.rooms.database.transaction() as tx:
            tx.run(ADD, name="left", number=number)
            self.holds_left.set()
            assert self.other_waits.wait(20)
            tx.run(ADD, name="right", number=number)
        return {"attempts": self.attempts}


@pytest.fixture
def things(rooms: Rooms) -> Rooms:
    with psycopg.connect(rooms.database.url) as connection:
        connection.execute("CREATE TABLE thing (name text PRIMARY KEY, number int)")
        connection.execute("INSERT INTO thing VALUES ('left', 0), ('right', 0), ('before', 0)")
        connection.execute("GRANT SELECT, UPDATE ON thing TO PUBLIC")
    return rooms


def browser_before(rooms: Rooms, door: Door) -> Browser:
    browser = browser_of(rooms)
    browser.app.add_api_route("/collide", door, methods=["POST"])
    return browser


@contextmanager
def somebody_else(door: Door) -> Iterator[None]:
    """Another connection that changes the right thing first and waits for the left; it outlives the deadlock, since it
    never looks for one."""

    def change() -> None:
        with psycopg.connect(door.rooms.database.url) as connection:
            connection.execute("SET deadlock_timeout = '1min'")
            connection.execute("UPDATE thing SET number = number + 100 WHERE name = 'right'")
            assert door.holds_left.wait(20)
            threading.Timer(0.2, door.other_waits.set).start()
            connection.execute("UPDATE thing SET number = number + 100 WHERE name = 'left'")
        door.other_is_done.set()

    thread = threading.Thread(target=change)
    thread.start()
    try:
        yield
    finally:
        thread.join(30)
        assert not thread.is_alive()


def numbers(rooms: Rooms) -> dict[str, int]:
    with psycopg.connect(rooms.database.url) as connection:
        return dict(connection.execute("SELECT name, number FROM thing").fetchall())


def asked(browser: Browser, accept: str = "application/json") -> httpx.Response:
    return browser.post("/collide", json={"number": 1}, headers={"Accept": accept})


def test_a_deadlocked_request_is_done_again_and_once(things: Rooms) -> None:
    door = Door(things)
    with somebody_else(door):
        response = asked(browser_before(things, door))
    assert (response.status_code, response.json()) == (200, {"attempts": 2})
    assert numbers(things) == {"left": 101, "right": 101, "before": 0}


def test_what_was_committed_is_never_done_twice(things: Rooms) -> None:
    def commit_first(_request: Request) -> None:
        with things.database.transaction() as tx:
            tx.run(ADD, name="before", number=1)

    door = Door(things, commit_first)
    with somebody_else(door):
        response = asked(browser_before(things, door))
    assert (response.status_code, response.json()["title"], door.attempts) == (503, "collided", 1)
    assert numbers(things) == {"left": 100, "right": 100, "before": 1}


def test_who_asks_and_what_was_read_is_no_part_of_the_work(things: Rooms) -> None:
    def look(_request: Request) -> None:
        with things.database.transaction(aside=True) as tx:
            tx.scalar("SELECT 1")
        with things.database.reading() as tx:
            tx.scalar("SELECT 1")

    door = Door(things, look)
    with somebody_else(door):
        assert asked(browser_before(things, door)).json() == {"attempts": 2}


def test_collisions_without_end_are_said_as_a_page_to_a_person(things: Rooms) -> None:
    def collide(_request: Request) -> None:
        raise psycopg.errors.SerializationFailure

    door = Door(things, collide)
    response = asked(browser_before(things, door), "text/html")
    assert (response.status_code, door.attempts) == (503, MOST_ATTEMPTS)
    assert "text/html" in response.headers["content-type"]
    assert "your request gave way" in response.text
    assert numbers(things) == {"left": 0, "right": 0, "before": 0}
