"""Quotas, legal gates, kinds of question, erasure and notices, against simulated repositories."""

from datetime import UTC, datetime, timedelta

import pytest
from tests.asked_abroad import HOUR, ask, every, outcomes, own, question, states
from tests.connecting import KINDS, KNOWN, PRINTED, STRANGER, Abroad, card
from tests.rooms import Rooms

from openbitmap import itl
from openbitmap.node import connectors
from openbitmap.node.connectors import Claim, State
from openbitmap.node.problems import NO_SUCH_REPOSITORY, UNKNOWN_KEY, UNREADABLE_NOTICE, Refused
from openbitmap.vocabulary import ExchangePurpose, PersonCategory

MINUTE = timedelta(minutes=1)


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


def test_a_matter_of_crime_and_any_other_have_their_own_clocks(connected: Rooms, outside: Abroad) -> None:
    purposes = (ExchangePurpose.SERIOUS_CRIME, ExchangePurpose.BORDER_CHECK)
    for terms, clocks in (("", [10, 15]), ("civil_seconds = 1200", [10, 20])):
        outside.connect(connected.equipment.settings.home, terms=terms, names=["ngi"])
        asked = [question("ngi", p.value + terms[:1], inquiry=p.value + terms[:1], purpose=p) for p in purposes]
        found = [ask(connected, one)["ngi"] for one in asked]
        assert [(one.due_at - one.asked_at) / MINUTE for one in found] == clocks


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
            connectors.receive_notice(tx, connected.equipment.vault, repository, data=data, at=datetime.now(UTC))
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
        connectors.receive_notice(tx, connected.equipment.vault, repository, data=b"{}", at=datetime.now(UTC))
    assert refused.value.problem is UNREADABLE_NOTICE
