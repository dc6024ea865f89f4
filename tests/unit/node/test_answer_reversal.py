"""What a post is told after people changed who is who: exactly what still stands, in a new version, or nothing."""

import threading
import time
from collections.abc import Sequence

from tests.changing_identities import changed, judged, undone, wish
from tests.discreet_days import arrival_case, identify
from tests.lists import listed_by_prints
from tests.rooms import TEST, Met, Rooms, fingers_of

from openbitmap.node import ledger
from openbitmap.node.events import DutyStarted
from openbitmap.node.identities import ChangeKind
from openbitmap.vocabulary import EncounterId, Verdict
from openbitmap.wire import NextStep


def said(rooms: Rooms, met: Met) -> tuple[int, Verdict, NextStep]:
    answer = rooms.answer(met.submission)
    assert answer is not None
    return answer.version, answer.verdict, answer.next_step


def split(rooms: Rooms, one: Sequence[EncounterId], other: Sequence[EncounterId]) -> None:
    changed(rooms, wish(ChangeKind.SPLIT, one, other))
    rooms.drain()


def test_the_answer_follows_the_candidates_that_still_stand(rooms: Rooms) -> None:
    entry = listed_by_prints(rooms, fingers_of(7, 1))
    before, met = rooms.meet(fingers_of(7, 2)), rooms.meet(fingers_of(7, 3))
    assert entry.encounter
    identify(rooms, arrival_case(rooms, met), entry.encounter, before.encounter)
    version, *told = said(rooms, met)
    assert told == [Verdict.CONFIRMED, NextStep.FOLLOW_HANDLING]
    wrong = changed(rooms, wish(ChangeKind.SPLIT, [entry.encounter], [met.encounter, before.encounter]))
    rooms.drain()
    assert said(rooms, met) == (version + 1, Verdict.CONFIRMED, NextStep.CONTINUE_PROCEDURE)
    undone(rooms, wrong)
    rooms.drain()
    assert said(rooms, met) == (version + 2, Verdict.CONFIRMED, NextStep.FOLLOW_HANDLING)


def test_two_people_saying_different_are_not_overruled_by_a_bridge(rooms: Rooms) -> None:
    known, met = rooms.meet(fingers_of(7, 1)), rooms.meet(fingers_of(7, 2))
    identify(rooms, arrival_case(rooms, met), known.encounter)
    split(rooms, [met.encounter], [known.encounter])
    withdrawn = said(rooms, met)
    assert withdrawn[1:] == (Verdict.WITHDRAWN, NextStep.UNDO)
    third = rooms.enrol(fingers_of(7, 3))
    judged(rooms, third.encounter, known.encounter)
    judged(rooms, third.encounter, met.encounter)
    rooms.drain()
    assert said(rooms, met) == withdrawn
    judged(rooms, met.encounter, known.encounter)  # people settle it
    rooms.drain()
    assert said(rooms, met)[1:] == (Verdict.CONFIRMED, NextStep.CONTINUE_PROCEDURE)


def test_all_locks_are_taken_before_the_first_fact(rooms: Rooms) -> None:
    """Whoever answers holds an answer and then waits for the ledger, while two answers of one person are withdrawn."""
    known = rooms.meet(fingers_of(7, 1))
    others = [rooms.meet(fingers_of(7, n)) for n in (2, 3)]
    for met in others:
        identify(rooms, arrival_case(rooms, met), known.encounter)
    changed(rooms, wish(ChangeKind.SPLIT, [known.encounter], [met.encounter for met in others]))
    last = max(met.submission for met in others)
    held = threading.Event()

    def answer() -> None:
        with rooms.database.transaction() as tx:
            tx.scalar("SELECT pg_advisory_xact_lock(hashtextextended(%(s)s, 2))", s=last)
            held.set()
            time.sleep(1)
            ledger.record(tx, DutyStarted("vera", 0), actor=TEST)

    officer = threading.Thread(target=answer)
    officer.start()
    held.wait(5)
    rooms.drain()
    officer.join()
    assert [said(rooms, met)[1] for met in others] == [Verdict.WITHDRAWN] * 2
    with rooms.database.reading() as tx:
        assert tx.scalar("SELECT count(*) FROM ledger_entries WHERE kind = 'DutyStarted'") == 1
