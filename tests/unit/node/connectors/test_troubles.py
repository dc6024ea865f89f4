"""Whatever a repository does, every question ends in a stated outcome: outage, silence, garbage, refusal, old data."""

import threading
from datetime import UTC, datetime, timedelta

from tests.asked_abroad import (
    HOUR,
    ask,
    every,
    late_clock,
    later,
    outcomes,
    outside_attempts,
    own,
    question,
    states,
)
from tests.connecting import KINDS, KNOWN, Abroad, card
from tests.rooms import Rooms

from openbitmap.node import connectors, ledger
from openbitmap.node.connectors import State


def test_somebody_on_record_is_a_candidate_everywhere_and_a_stranger_nowhere(connected: Rooms) -> None:
    found = ask(connected, *(question(kind, probe=card(KNOWN)) for kind in KINDS))
    assert states(found) == every(State.CANDIDATE)
    assert {o.outcome.reference for o in found.values()} == {"R00000001"}
    assert {o.outcome.people for o in found.values()} == {52}
    assert found["ident"].outcome.handling == "CALL THE DESK"
    assert found["interpol"].outcome.handling.startswith("red: ")
    assert found["registry"].outcome.reason == "identity_confirmed"
    assert not any(o.late for o in found.values())

    strangers = ask(connected, *(question(kind, "stranger", inquiry="inq-2") for kind in KINDS))
    assert states(strangers) == every(State.NO_CANDIDATE)
    assert strangers["registry"].outcome.reason == "not_on_record"


def test_the_facts_are_in_order_and_hold_no_words_of_the_other_side(connected: Rooms, outside: Abroad) -> None:
    outside.behave("ident", refusal="E0009 2.073: AGENCY UNKNOWN, ASK MR SMITH")
    found = ask(connected, question("ident"))
    assert found["ident"].outcome.state is State.REFUSED
    assert found["ident"].outcome.reason == "refused:E0009:2.073: AGENCY UNKNOWN, ASK MR SMITH"
    assert connected.facts(own("inq-1")) == ["RepositoryAsked", "ConsultationFinished"]
    with connected.database.reading() as tx:
        bodies = str([entry.event.body() for entry in ledger.history(tx, own("inq-1"))])
    assert "SMITH" not in bodies and "refused:E0009:2.073" in bodies


def test_asked_twice_counts_once_on_both_sides(connected: Rooms, outside: Abroad) -> None:
    before = outside.status("ident")["questions"]
    asked = question("ident", "twice")
    ask(connected, asked)
    ask(connected, asked, asked)
    with connected.database.transaction() as tx:
        # An attempt that was lost after it had reached the repository is made again.
        tx.run(
            "UPDATE consultation SET state = 'pending', finished_at = NULL, next_at = now()"
            " WHERE consultation = %(name)s",
            name=own("twice-ident"),
        )
    later(connected, datetime.now(UTC) + HOUR)
    assert states(outcomes(connected)) == {"ident": State.NO_CANDIDATE}
    assert outside.status("ident")["questions"] == before + 1
    assert outside.status("ident")["attempts"] > outside.status("ident")["questions"]
    with connected.database.reading() as tx:
        assert tx.scalar("SELECT used FROM repository_day WHERE repository = 'ident'") == 1


def test_what_is_silent_times_out_at_its_clock_and_a_late_answer_is_stated_again(
    connected: Rooms, outside: Abroad
) -> None:
    outside.behave(delay_seconds=1.0)
    at = connected.equipment.now()
    found = ask(connected, *(question(kind) for kind in KINDS))
    assert states(found) == every(State.PENDING)
    with connected.database.transaction() as tx:
        assert connectors.expire(tx, at=at + timedelta(seconds=11)) == 1, "only the ten-second clock ran out"
        assert connectors.expire(tx, at=at + HOUR) == len(KINDS) - 1
        assert connectors.expire(tx, at=at + HOUR) == 0
    assert states(outcomes(connected)) == every(State.TIMED_OUT)
    assert outcomes(connected)["ident"].outcome.reason == "working"
    threading.Event().wait(1.1)
    connected = late_clock(connected, at + HOUR)
    later(connected, at + HOUR)
    found = outcomes(connected)
    assert states(found) == every(State.NO_CANDIDATE)
    assert all(o.late for o in found.values())
    assert connected.facts(own("inq-1")).count("ConsultationFinished") == 2 * len(KINDS)


def test_an_outage_is_waited_out_within_the_clock(connected: Rooms, outside: Abroad) -> None:
    outside.behave(outage=True)
    at = connected.equipment.now()
    assert states(ask(connected, *(question(kind) for kind in KINDS))) == every(State.PENDING)
    outside.behave(outage=False)
    connected = late_clock(connected, at + timedelta(seconds=5))
    later(connected, at + timedelta(seconds=5))
    found = outcomes(connected)
    assert states(found) == every(State.NO_CANDIDATE)
    assert not any(o.late for o in found.values())


def test_a_repository_that_fails_again_and_again_is_left_alone_for_a_while(connected: Rooms, outside: Abroad) -> None:
    outside.behave("ngi", outage=True)
    ask(connected, *(question("ngi", f"q{n}") for n in range(3)))
    before = outside_attempts(outside)
    ask(connected, question("ngi", "q9"))
    with connected.database.reading() as tx:
        rows = tx.all("SELECT trouble FROM consultation WHERE consultation = %(name)s", name=own("q9-ngi"))
        failures = tx.scalar("SELECT failures FROM repository_health WHERE repository = 'ngi'")
    assert (rows, failures) == ([("unreachable",)], 3), "nobody knocked the fourth time"
    outside.behave("ngi", outage=False)
    assert outside_attempts(outside) == before


def test_garbage_is_an_error_and_is_kept_as_it_came(connected: Rooms, outside: Abroad) -> None:
    outside.behave(garbage=True)
    found = ask(connected, *(question(kind) for kind in KINDS))
    assert states(found) == every(State.ERROR)
    with connected.database.reading() as tx:
        kept = connectors.reply_of(tx, connected.equipment.vault, own("q-ident"))
    assert kept is not None and kept.startswith(b"\x1c\x1d\x00LEN")


def test_who_is_not_authorised_is_told_so_at_once(connected: Rooms, outside: Abroad) -> None:
    outside.behave(unauthorised=True)
    found = ask(connected, *(question(kind) for kind in KINDS))
    assert states(found) == every(State.NOT_AUTHORISED)
    assert {o.outcome.reason for o in found.values()} == {"status:401"}


def test_a_refusal_is_stated_with_its_words(connected: Rooms, outside: Abroad) -> None:
    outside.behave(refusal="E0007 2.037: NO GROUNDS GIVEN")
    found = ask(connected, *(question(kind) for kind in KINDS))
    assert states(found) == every(State.REFUSED)
    assert all(o.outcome.reason.endswith("NO GROUNDS GIVEN") for o in found.values())


def test_a_no_from_old_data_is_stale_and_a_candidate_stays_one(connected: Rooms, outside: Abroad) -> None:
    outside.behave(stale_hours=100.0)
    found = ask(connected, *(question(kind) for kind in KINDS))
    assert states(found) == every(State.STALE)
    found = ask(connected, *(question(kind, "known", inquiry="inq-2", probe=card(KNOWN)) for kind in KINDS))
    assert states(found) == every(State.CANDIDATE)
    assert found["ident"].outcome.reason == "stale"


def test_a_slow_drip_holds_nobody_for_long(connected: Rooms, outside: Abroad) -> None:
    outside.behave("ident", drip_seconds=0.5)
    connected_home = connected.equipment.settings.home
    outside.connect(connected_home, terms="service_seconds = 2", names=["ident"])
    begun = datetime.now(UTC)
    found = ask(connected, question("ident"))
    assert datetime.now(UTC) - begun < timedelta(seconds=8)
    assert found["ident"].outcome.state is State.PENDING
