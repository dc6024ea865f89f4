"""What an examiner is shown is the same, byte for byte, whether nobody or somebody spoke before, and whether the case
is real or of known outcome."""

import dataclasses
import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import pytest
from tests.cast import BRIGADA
from tests.rooms import UNMARKED, Rooms, fingers_of

from openbitmap.node import cases, views
from openbitmap.node.cases import CaseKind, Clock, Finding, OpenPlan, SeedPlan
from openbitmap.node.database import Transaction
from openbitmap.vocabulary import CaseId, EncounterId

SECRETS = ("submission", "search", "score", "log10", "fmr", "rank", "gallery", "watchlist", "verdict", "kind", "seed")
SECRETS_OF_TURN = ("second", "third", "opened", "waiting_since", "number", "patience")


@pytest.fixture
def people(rooms: Rooms) -> list[EncounterId]:
    """A person met three times, and another one."""
    return [rooms.enrol(fingers_of(*who), BRIGADA).encounter for who in ((7, 1), (7, 2), (7, 3), (8, 1))]


def open_like(rooms: Rooms, people: list[EncounterId], kind: CaseKind, *, probe: int = 0) -> CaseId:
    """A case of two candidates on the same clock, of the kind asked for."""
    plan = OpenPlan(
        kind,
        people[probe],
        tuple(e for n, e in enumerate(people[:3]) if n != probe),
        datetime.now(UTC),
        Clock(timedelta(minutes=30)),
    )
    with rooms.database.transaction() as tx:
        if kind is not CaseKind.SEED:
            return cases.open_case(tx, plan)
        seed = SeedPlan(plan.encounter, plan.candidates, frozenset(plan.candidates))
        return cases.plant_seed(tx, seed, by=rooms.principal("elsa"))


def plain(value: object) -> object:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return plain({f.name: getattr(value, f.name) for f in dataclasses.fields(value)})
    if isinstance(value, Mapping):
        return {str(k): plain(v) for k, v in value.items()}
    if isinstance(value, tuple | list | frozenset):
        return [plain(v) for v in value]
    return value.isoformat() if isinstance(value, datetime) else value


def bytes_of(value: object, *case: CaseId) -> bytes:
    """As sent, with this case's number and the moments' digits blotted out: they differ between any two cases. Their
    length, and every other byte, counts."""
    text = json.dumps(plain(value), default=str)
    for number in case:
        text = text.replace(number, "case-" + "#" * 18)
    return re.sub(r"\d{4}-\d\d-\d\dT[\d:.]+\+00:00", "@", text).encode()


def everything_shown(rooms: Rooms, case: CaseId, examiner: str) -> list[bytes]:
    """All that doors and pages are made of, at each stage of one examiner's work."""
    shown: list[bytes] = []
    who = rooms.principal(examiner)

    def look(tx: Transaction) -> None:
        encounters = cases.desk_of(tx, who, case)
        hidden = dataclasses.replace(
            encounters, probe=None, candidates=dict.fromkeys(encounters.candidates, EncounterId(""))
        )
        for value in (hidden, views.case_sheet(tx, who, case), views.case_queue(tx, who, at=datetime.now(UTC))):
            shown.append(bytes_of(value, case))

    with rooms.database.transaction() as tx:
        look(tx)
        taken = cases.next_case(tx, who)
        assert taken is not None and taken.case == case
        look(tx)
        cases.lock_analysis(tx, case, UNMARKED, by=who, vault=rooms.equipment.vault)
        look(tx)
    rooms.judge(case, examiner, Finding.IDENTIFICATION, letters="AB")
    return shown


@pytest.mark.parametrize("kind", [CaseKind.REVERSE, CaseKind.SEED])
def test_a_second_opinion_sees_what_a_first_one_sees(rooms: Rooms, people: list[EncounterId], kind: CaseKind) -> None:
    case = open_like(rooms, people, kind)
    first = everything_shown(rooms, case, "ana")
    second = everything_shown(rooms, case, "bruno")
    assert second == first
    assert len(first) == 9


def test_a_third_opinion_sees_what_a_first_one_sees(rooms: Rooms, people: list[EncounterId]) -> None:
    case = open_like(rooms, people, CaseKind.REVERSE)
    first = everything_shown(rooms, case, "ana")
    rooms.judge(case, "bruno", Finding.EXCLUSION)
    assert everything_shown(rooms, case, "carla") == first


def test_a_seed_shows_what_a_real_case_shows(rooms: Rooms, people: list[EncounterId]) -> None:
    real = open_like(rooms, people, CaseKind.REVERSE)
    of_real = everything_shown(rooms, real, "ana")
    rooms.judge(real, "bruno", Finding.IDENTIFICATION, letters="AB")
    seed = open_like(rooms, people, CaseKind.SEED, probe=1)
    of_seed = everything_shown(rooms, seed, "carla")
    assert of_seed == of_real
    rooms.judge(seed, "bruno", Finding.IDENTIFICATION, letters="AB")
    with rooms.database.reading() as tx:
        ended = [bytes_of(views.case_sheet(tx, rooms.principal("bruno"), c), c) for c in (real, seed)]
    assert ended[0].replace(b'"ana"', b'"carla"') == ended[1]


def test_a_case_that_came_back_stands_in_the_queue_like_a_new_one(rooms: Rooms, people: list[EncounterId]) -> None:
    """Its clock starts again, so that neither lateness nor order tells; and no line has a name by which to know it."""
    case = open_like(rooms, people, CaseKind.REVERSE)
    with rooms.database.transaction() as tx:
        hour = timedelta(hours=1)
        tx.run("UPDATE adjudication_case SET waiting_since = waiting_since - %(hour)s, due_at = due_at - %(hour)s,"
               " opened_at = opened_at - %(hour)s", hour=hour)  # fmt: skip
    rooms.judge(case, "ana", Finding.IDENTIFICATION, letters="A")
    fresh = open_like(rooms, people, CaseKind.REVERSE, probe=1)
    with rooms.database.reading() as tx:
        queue = views.case_queue(tx, rooms.principal("bruno"), at=datetime.now(UTC))
        back, new = (cases.case_named(tx, c) for c in (case, fresh))
    assert back is not None and new is not None
    assert abs(back.due_at - new.due_at) < timedelta(seconds=30)
    assert (queue.waits, queue.late, len(queue.waiting)) == (2, 0, 2)
    assert {f.name for f in dataclasses.fields(queue.waiting[0])} == {"due_at", "urgent"}
    with rooms.database.reading() as tx:
        own = views.case_queue(tx, rooms.principal("ana"), at=datetime.now(UTC))
    assert (own.waits, [g.case for g in own.given]) == (1, [case])


def test_no_view_of_an_examiner_has_a_field_that_could_tell(rooms: Rooms, people: list[EncounterId]) -> None:
    case = open_like(rooms, people, CaseKind.SEED)
    text = b"".join(everything_shown(rooms, case, "ana")).decode().lower()
    for word in (*SECRETS, *SECRETS_OF_TURN, *(e.lower() for e in people)):
        assert word not in text, word


def test_a_supervisors_board_tells_load_and_lateness_and_no_opinion(rooms: Rooms, people: list[EncounterId]) -> None:
    judged, held = open_like(rooms, people, CaseKind.REVERSE), open_like(rooms, people, CaseKind.REVERSE, probe=1)
    rooms.judge(judged, "ana", Finding.IDENTIFICATION, letters="A")
    with rooms.database.transaction() as tx:
        cases.take(tx, rooms.principal("bruno"), held)
        now = views.case_board(tx, at=datetime.now(UTC))
        later = views.case_board(tx, at=datetime.now(UTC) + timedelta(hours=2))
    assert (now.waits, now.late, now.held, now.decided_day) == (1, 0, 1, 0)
    assert (later.waits, later.late, later.held) == (2, 2, 0)
    assert now.median_wait is not None and timedelta() < now.median_wait < timedelta(minutes=1)
    assert now.median_work is not None and abs(now.median_work) < timedelta(minutes=1)
    assert [(e.examiner, e.held, e.idle, e.last_hour) for e in now.examiners] == [("ana", 0, 0, 1), ("bruno", 1, 0, 0)]
    assert [(e.held, e.idle, e.last_hour, e.last_day) for e in later.examiners] == [(0, 0, 0, 1), (1, 1, 0, 0)]
    assert {line.case: line.holder for line in now.lines} == {judged: None, held: "bruno"}
    text = repr(now).lower()
    for word in ("identification", "second_opinion", "third_opinion", "letters"):
        assert word not in text
