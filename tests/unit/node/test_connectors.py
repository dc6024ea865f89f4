"""Repositories asked through their connectors: every kind held to the same promises, against real servers."""

import threading
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
import pytest
from psycopg import sql
from tests import connecting
from tests.cast import Cast
from tests.connecting import KINDS, KNOWN, PRINTED, STRANGER, Abroad, abroad, card
from tests.rooms import Rooms

from openbitmap import itl
from openbitmap.biometrics import FingerGallery
from openbitmap.images import DecoderBox
from openbitmap.node import connectors, ledger
from openbitmap.node.connectors import Claim, Consultation, Consulted, State
from openbitmap.node.database import Database, EmbeddedServer
from openbitmap.node.equipment import Equipment
from openbitmap.node.home import Home
from openbitmap.node.problems import NO_SUCH_REPOSITORY, UNKNOWN_KEY, UNREADABLE_NOTICE, Refused
from openbitmap.node.settings import read_settings
from openbitmap.vocabulary import ExchangePurpose, PersonCategory

HOUR = timedelta(hours=1)


@pytest.fixture(scope="module")
def outside(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Abroad]:
    with abroad(tmp_path_factory.mktemp("abroad")) as servers:
        yield servers


@pytest.fixture(scope="module")
def shared(
    server: EmbeddedServer, cast: Cast, decoder: DecoderBox, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Rooms]:
    """One node for all tests of this file: each gives its questions names of its own."""
    owner, name = server.url.rpartition("/")[0], sql.Identifier("connectors")
    with psycopg.connect(f"{owner}/postgres", autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template_cast").format(name))
    url, home = f"{owner}/connectors", tmp_path_factory.mktemp("connectors") / "home"
    with Database.open(url) as database:
        settings = read_settings({}, home=str(home), database_url=url)
        equipment = Equipment(settings, Home(settings.home).vault(), decoder, FingerGallery())
        yield Rooms(database, cast, equipment)
    with psycopg.connect(f"{owner}/postgres", autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(name))


@pytest.fixture
def connected(shared: Rooms, outside: Abroad) -> Iterator[Rooms]:
    outside.connect(shared.equipment.settings.home)
    with shared.database.transaction() as tx:
        for table in ("consultation", "repository_day", "repository_health", "repository_notice"):
            tx.run(f"DELETE FROM {table}")
    next(TURN)
    at = datetime.now(UTC)
    yield replace(shared, equipment=replace(shared.equipment, now=lambda: at))
    usual = {"delay_seconds": 0.0, "outage": False, "silent_seconds": 0.0, "unauthorised": False, "refusal": ""}
    outside.behave(**usual, quota=0, stale_hours=0.0, garbage=False, drip_seconds=0.0)


class Turn:
    """Which test it is: its names are its own, since ledger, vault, queue and servers remember those before it."""

    number = 0

    def __next__(self) -> None:
        self.number += 1

    def own(self, name: str) -> str:
        return f"t{self.number}-{name}"


TURN = Turn()
own = TURN.own


def question(repository: str, name: str = "q", *, inquiry: str = "inq-1", **given: Any) -> Consultation:
    return connecting.question(repository, own(name), inquiry=own(inquiry), **given)


def ask(rooms: Rooms, *asked: Consultation, at: datetime | None = None) -> dict[str, Consulted]:
    with rooms.database.transaction() as tx:
        connectors.consult(tx, rooms.equipment, asked, at=at or rooms.equipment.now())
    rooms.drain()
    return _outcomes(rooms, asked[0].inquiry)


def outcomes(rooms: Rooms, inquiry: str = "inq-1") -> dict[str, Consulted]:
    return _outcomes(rooms, own(inquiry))


def _outcomes(rooms: Rooms, inquiry: str) -> dict[str, Consulted]:
    with rooms.database.reading() as tx:
        return {o.repository: o for o in connectors.outcomes_of(tx, inquiry)}


def states(found: Mapping[str, Consulted]) -> dict[str, State]:
    return {name: o.outcome.state for name, o in found.items()}


def every(state: State) -> dict[str, State]:
    return dict.fromkeys(KINDS, state)


def later(rooms: Rooms, at: datetime) -> None:
    """The clock looks, and what it queues is done."""
    with rooms.database.transaction() as tx:
        connectors.expire(tx, at=at)
        connectors.knock_again(tx, at=at)
    rooms.drain()


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


def late_clock(rooms: Rooms, at: datetime) -> Rooms:
    return replace(rooms, equipment=replace(rooms.equipment, now=lambda: at))


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


def outside_attempts(outside: Abroad) -> int:
    outside.behave("ngi", outage=False)
    return int(outside.status("ngi")["attempts"])


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


def test_the_quota_is_held_and_tomorrow_is_another_day(connected: Rooms, outside: Abroad) -> None:
    outside.connect(connected.equipment.settings.home, terms="per_day = 1")
    at = datetime(2026, 11, 30, 12, tzinfo=UTC)
    first = ask(connected, *(question(kind, "a") for kind in KINDS), at=at)
    assert State.BARRED not in states(first).values()
    second = ask(connected, *(question(kind, "b", inquiry="inq-2") for kind in KINDS), at=at)
    assert states(second) == every(State.BARRED)
    assert {o.outcome.reason for o in second.values()} == {"quota_spent"}
    third = ask(connected, *(question(kind, "c", inquiry="inq-3") for kind in KINDS), at=at + 24 * HOUR)
    assert State.BARRED not in states(third).values()


def test_the_repositorys_own_quota_is_waited_for(connected: Rooms, outside: Abroad) -> None:
    outside.behave("abis", quota=1 + outside.status("abis")["questions"])
    assert states(ask(connected, question("abis", "a"))) == {"abis": State.NO_CANDIDATE}
    found = ask(connected, question("abis", "b", inquiry="inq-2"))
    assert states(found) == {"abis": State.PENDING}
    with connected.database.transaction() as tx:
        connectors.expire(tx, at=datetime.now(UTC) + HOUR)
    assert outcomes(connected, "inq-2")["abis"].outcome.reason == "status:429"


def test_the_legal_gate_bars_before_anything_is_sent_and_names_itself(connected: Rooms, outside: Abroad) -> None:
    before = {kind: outside.status(kind)["attempts"] for kind in KINDS}
    asked = [question(kind, category=PersonCategory.OWN_NATIONAL) for kind in ("ident", "ngi", "abis", "screening")]
    asked.append(question("interpol", purpose=ExchangePurpose.IDENTIFICATION))
    asked.append(question("registry", category=PersonCategory.THIRD_COUNTRY_TRAVELLER))
    found = ask(connected, *asked)
    assert states(found) == every(State.BARRED)
    assert found["ident"].outcome.reason == "gate:category:own_national"
    assert found["interpol"].outcome.reason == "gate:purpose:identification"
    assert connected.facts(own("inq-1")) == ["ConsultationFinished"] * len(KINDS)
    assert {kind: outside.status(kind)["attempts"] for kind in KINDS} == before
    with connected.database.reading() as tx:
        assert tx.all("SELECT 1 FROM repository_day") == []


def test_prints_that_cannot_be_used_are_poor_quality_here_or_there(connected: Rooms) -> None:
    none = itl.compose(itl.Header("RPIS", "X" * 12, datetime.now(UTC).date(), "N" * 9, "O" * 9), [])
    found = ask(connected, *(question(kind, probe=itl.join(none.records)) for kind in (*PRINTED, "registry")))
    assert {found[kind].outcome.state for kind in PRINTED} == {State.POOR_QUALITY}
    assert {found[kind].outcome.reason for kind in PRINTED} == {"no_usable_print"}
    assert found["registry"].outcome.state is State.POOR_QUALITY, "the registry said so"


def test_a_desk_is_unsure_where_only_the_name_agrees(connected: Rooms) -> None:
    claim = Claim(("Ramon Ortega",), None)
    found = ask(connected, *(question(kind, probe=b"", claim=claim) for kind in ("screening", "interpol")))
    assert found["screening"].outcome.state is State.INCONCLUSIVE
    assert found["interpol"].outcome.state is State.CANDIDATE
    assert found["interpol"].outcome.handling.startswith("yellow: missing person")


def test_a_claimed_number_is_confirmed_by_prints_only(connected: Rooms) -> None:
    own, other, nobody = ("SYN 12345678-5", "SYN-11.111.111-1", "SYN-9")
    for number, name, reason in (
        (own, "own", "identity_confirmed"),
        (nobody, "nobody", "not_on_record"),
    ):
        claim = Claim(("Ana Quispe",), None, "CHL", number)
        found = ask(connected, question("registry", name, inquiry=name, probe=card(KNOWN), claim=claim))
        assert found["registry"].outcome.reason == reason
    claim = Claim(("Ana Quispe",), None, "CHL", own)
    found = ask(connected, question("registry", "false", inquiry="false", probe=card(STRANGER), claim=claim))
    assert found["registry"].outcome.reason == "prints_are_not_that_persons"
    claim = Claim((), None, "CHL", other)
    found = ask(connected, question("registry", "none", inquiry="none", probe=card(KNOWN), claim=claim))
    assert found["registry"].outcome.state is State.INCONCLUSIVE


def test_images_of_a_record_are_fetched_by_its_reference(connected: Rooms) -> None:
    found = ask(connected, *(question(kind, reference="R00000001", probe=b"") for kind in PRINTED))
    assert states(found) == dict.fromkeys(PRINTED, State.IMAGES)
    with connected.database.reading() as tx:
        data = connectors.reply_of(tx, connected.equipment.vault, own("q-ngi"))
    assert data is not None
    transaction = itl.read(data).transaction
    assert transaction is not None and transaction.tot == "IRR" and len(transaction.fingers()) == 2
    found = ask(connected, *(question(kind, "no", inquiry="no", reference="R00000009", probe=b"") for kind in PRINTED))
    assert states(found) == dict.fromkeys(PRINTED, State.REFUSED)


def test_forgotten_is_erased_and_asked_no_more(connected: Rooms, outside: Abroad) -> None:
    outside.behave(delay_seconds=60.0)
    ask(connected, *(question(kind) for kind in KINDS))
    with connected.database.transaction() as tx:
        assert connectors.forget(tx, connected.equipment.vault, own("inq-1"), reason="probe is not kept") == len(KINDS)
        assert connectors.forget(tx, connected.equipment.vault, own("inq-1"), reason="probe is not kept") == 0
        assert connectors.knock_again(tx, at=datetime.now(UTC) + HOUR) == 0
        left = tx.scalar(
            "SELECT count(*) FROM vault_objects WHERE wrapped_key IS NOT NULL AND owner LIKE %(owner)s",
            owner=f"consultation:{own('q-')}%",
        )
        assert left == 0


def test_an_unknown_repository_is_refused_and_a_switched_off_one_barred(connected: Rooms, outside: Abroad) -> None:
    with pytest.raises(Refused) as refused, connected.database.transaction() as tx:
        connectors.consult(tx, connected.equipment, [question("nobody")], at=datetime.now(UTC))
    assert refused.value.problem is NO_SUCH_REPOSITORY
    path = connected.equipment.settings.home / "connectors.toml"
    path.write_text(path.read_text().replace('kind = "ngi"', 'kind = "ngi"\nenabled = false'))
    assert ask(connected, question("ngi"))["ngi"].outcome.reason == "switched_off"


def test_a_notice_is_kept_once_and_tied_to_its_question(connected: Rooms) -> None:
    ask(connected, question("ident"))
    with connected.database.transaction() as tx:
        number = tx.scalar("SELECT control_number FROM consultation")
        repository = connectors.who_knocks(connected.equipment.settings, "notices of ident")
        header = itl.Header("ULM", "SIM-0000000001", datetime.now(UTC).date(), "N" * 9, "O" * 9, reference=number)
        data = itl.write(itl.compose(header, [itl.type_2({"FBI": ["R00000007"], "ACN": "CALL"})]))
        notices = [
            connectors.receive_notice(tx, connected.equipment.vault, repository, data, at=datetime.now(UTC))
            for _ in range(2)
        ]
    assert notices[0] == notices[1]
    assert (notices[0].inquiry, notices[0].reference, notices[0].handling) == (own("inq-1"), "R00000007", "CALL")
    assert connected.facts(own("inq-1")).count("RepositoryNoticeReceived") == 1
    with connected.database.reading() as tx:
        assert connectors.notices_about(tx, own("inq-1")) == [notices[0]]
        assert connectors.notice_named(tx, notices[0].notice) == notices[0]


def test_a_notice_needs_the_repositorys_own_key_and_its_form(connected: Rooms) -> None:
    for key in ("", "a key of the tests", "notices of nobody"):
        with pytest.raises(Refused) as refused:
            connectors.who_knocks(connected.equipment.settings, key)
        assert refused.value.problem is UNKNOWN_KEY
    repository = connectors.who_knocks(connected.equipment.settings, "notices of interpol")
    assert repository.name == "interpol"
    with pytest.raises(Refused) as refused, connected.database.transaction() as tx:
        connectors.receive_notice(tx, connected.equipment.vault, repository, b"{}", at=datetime.now(UTC))
    assert refused.value.problem is UNREADABLE_NOTICE
