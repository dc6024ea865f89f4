"""One suite over every kind of connector, without a database: the same furniture, bytes to bytes, and no bytes that
break it; and a configuration whose mistakes are told by line and key."""

import json
import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.connecting import KINDS, KNOWN, PRINTED, SHOWN, STRANGER, Abroad, abroad, card, question

from openbitmap import itl
from openbitmap.node import connectors
from openbitmap.node.connectors import (
    Claim,
    Gate,
    Letterhead,
    State,
    Unaskable,
    UnusableConfiguration,
    read_configuration,
)
from openbitmap.vocabulary import ExchangePurpose, PersonCategory

AT = datetime(2026, 11, 30, 12, tzinfo=UTC)
FOLDERS = Path(connectors.__file__).parent
LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text()
PAPERS = st.dictionaries(
    st.sampled_from(("result", "number", "people", "as_of", "reference", "handling", "error", "notice", "about")),
    LEAVES | st.lists(LEAVES) | st.dictionaries(st.sampled_from(("code", "field", "message")), LEAVES),
)


def letter(number: str = "OB0123456789") -> Letterhead:
    return Letterhead(number, "CLSYNNODE", "USSYNREPO", datetime.now(UTC))


@pytest.fixture(scope="module")
def outside(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Abroad]:
    with abroad(tmp_path_factory.mktemp("abroad")) as servers:
        yield servers


def sent(outside: Abroad, kind: str, data: bytes, number: str) -> bytes:
    headers = SHOWN | {"idempotency-key": number}
    return httpx.post(f"{outside.addresses[kind]}/transactions", content=data, headers=headers, timeout=60).content


def test_every_kind_has_the_same_furniture() -> None:
    assert tuple(connectors.KINDS) == KINDS
    for name, kind in connectors.KINDS.items():
        assert {"__init__.py", "terms.py", "question.py", "reply.py"} <= {p.name for p in (FOLDERS / name).iterdir()}
        terms = kind.terms
        assert terms.title != terms.spanish and terms.format
        assert terms.service > timedelta(0) and terms.patience > terms.service and terms.stale_after > timedelta(0)
        assert terms.per_day > 0 and terms.gate.purposes and terms.gate.categories


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("purpose", list(ExchangePurpose))
def test_a_question_becomes_bytes_and_its_answer_an_outcome(
    outside: Abroad, kind: str, purpose: ExchangePurpose
) -> None:
    for who, state in ((KNOWN, State.CANDIDATE), (STRANGER, State.NO_CANDIDATE)):
        head = letter(f"OB{kind.upper()}{purpose.name}{who}".replace("_", ""))
        data = connectors.KINDS[kind].question(question(kind, purpose=purpose, probe=card(who)), head)
        reply = connectors.KINDS[kind].reply(sent(outside, kind, data, head.control_number))
        assert reply.outcome.state is state, reply
        assert reply.answers == head.control_number
        assert reply.findings == ()
        assert reply.outcome.people == 52 and reply.outcome.as_of is not None
        assert bool(reply.outcome.reference) is (who == KNOWN)


@pytest.mark.parametrize("kind", PRINTED)
@pytest.mark.parametrize("purpose", list(ExchangePurpose))
def test_print_questions_and_answers_keep_to_the_profile(outside: Abroad, kind: str, purpose: ExchangePurpose) -> None:
    head = letter(f"OBPROFILE{kind.upper()}{purpose.name}".replace("_", ""))
    data = connectors.KINDS[kind].question(question(kind, purpose=purpose, probe=card(KNOWN)), head)
    answer = sent(outside, kind, data, head.control_number)
    for transaction in (itl.read(data).transaction, itl.read(answer).transaction):
        assert transaction is not None
        found = itl.check(transaction, received=datetime.now(UTC).date())
        assert [f.message for f in found if f.severity is itl.Severity.ERROR] == []
    asked = itl.read(data).transaction
    assert asked is not None and asked.text(5) in (None, "N"), "searched, not retained (R59)"
    assert [f.image.data for f in asked.fingers()] == [f.image.data for f in fingers_of(card(KNOWN))]


def fingers_of(data: bytes) -> tuple[itl.FingerImage, ...]:
    transaction = itl.read(data).transaction
    assert transaction is not None
    return transaction.fingers()


@pytest.mark.parametrize("kind", KINDS)
def test_no_cut_and_no_flipped_byte_of_an_answer_breaks_the_reading(outside: Abroad, kind: str) -> None:
    head = letter(f"OBFUZZ{kind.upper()}000")
    data = connectors.KINDS[kind].question(question(kind, probe=card(KNOWN)), head)
    answer = sent(outside, kind, data, head.control_number)
    chance = random.Random(5)
    for _ in range(150):
        spoilt = bytearray(answer[: chance.randrange(len(answer))] if chance.random() < 0.3 else answer)
        for _ in range(chance.randrange(1, 6)):
            if spoilt:
                spoilt[chance.randrange(len(spoilt))] = chance.randrange(256)
        said = connectors.KINDS[kind].reply(bytes(spoilt)).outcome
        assert isinstance(said.state, State)
        assert "\x00" not in said.reference + said.handling + said.reason
        connectors.KINDS[kind].notice(bytes(spoilt))


@settings(max_examples=150, deadline=None)
@given(PAPERS)
def test_no_paper_breaks_the_reading(paper: dict[str, object]) -> None:
    data = json.dumps(paper).encode()
    for kind in ("screening", "interpol", "registry"):
        said = connectors.KINDS[kind].reply(data).outcome
        assert isinstance(said.state, State)
        assert (said.reference + said.handling + said.reason).encode("utf-8").find(b"\x00") < 0
        connectors.KINDS[kind].notice(data)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300))
def test_no_bytes_at_all_break_the_reading(data: bytes) -> None:
    for kind in connectors.KINDS.values():
        assert kind.reply(data).outcome.state in (State.ERROR, State.PENDING, *State)
        kind.notice(data)


@pytest.mark.parametrize("kind", KINDS)
def test_what_cannot_be_asked_says_why(kind: str) -> None:
    with pytest.raises(Unaskable) as unaskable:
        connectors.KINDS[kind].question(question(kind, probe=b"", claim=None), letter())
    assert unaskable.value.outcome.state is State.POOR_QUALITY
    assert unaskable.value.outcome.reason in ("no_usable_print", "nothing_to_ask_by")


def test_a_claim_goes_along_as_ebts_writes_it() -> None:
    claim = Claim(("QUISPE MAMANI,ANA", "MAMANI,ANA"), date(1991, 7, 4), "PE", "SYN-1")
    transaction = itl.read(connectors.KINDS["ident"].question(question("ident", claim=claim), letter())).transaction
    assert transaction is not None
    person = transaction.person()
    assert (person.names, person.aliases, person.birth_date) == (claim.names[:1], claim.names[1:], "19910704")
    abis = itl.read(connectors.KINDS["abis"].question(question("abis", claim=claim), letter())).transaction
    assert abis is not None and abis.person().names == (), "prints alone go there"


def test_a_gate_names_what_it_bars() -> None:
    gate = Gate(frozenset({ExchangePurpose.TERRORISM}), frozenset({PersonCategory.WATCHLISTED}))
    assert gate.objection(ExchangePurpose.TERRORISM, PersonCategory.WATCHLISTED) == ""
    assert gate.objection(ExchangePurpose.BORDER_CHECK, PersonCategory.WATCHLISTED) == "gate:purpose:border_check"
    assert gate.objection(ExchangePurpose.TERRORISM, PersonCategory.PRISONER) == "gate:category:prisoner"


GOOD = """
[repository.ident]
kind = "ident"
address = "https://gateway.example/ident/"
key_file = "keys/ident"
originator = "CLOPENBIT"

[repository.ident.terms]
service_seconds = 20
per_day = 7
stale_hours = 2
purposes = ["border_check"]
"""


def test_a_real_endpoint_needs_configuration_only() -> None:
    (found,) = read_configuration(Path("/node/connectors.toml"), GOOD)
    assert (found.access.address, found.access.key) == ("https://gateway.example/ident", Path("/node/keys/ident"))
    assert (found.terms.service, found.terms.per_day) == (timedelta(seconds=20), 7)
    assert found.terms.gate.purposes == {ExchangePurpose.BORDER_CHECK}
    assert found.terms.gate.categories == connectors.KINDS["ident"].terms.gate.categories


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('kind = "ident"', 'kind = "idnet"', "line 3: [repository.ident] kind: no such kind; there are ident, ngi"),
        ('address = "https:', 'address = "http:', "line 4: [repository.ident] address: http is for this machine only"),
        ('key_file = "keys', 'keyfile = "keys', "line 5: [repository.ident] keyfile: no such key"),
        ("CLOPENBIT", "CL", "line 6: [repository.ident] originator: nine letters"),
        ("per_day = 7", "per_day = -7", "line 10: [repository.ident.terms] per_day: a whole number of 0 or more"),
        ("per_day = 7", "per_day = true", "line 10: [repository.ident.terms] per_day"),
        ('["border_check"]', '["border"]', "line 12: [repository.ident.terms] purposes: a list is needed here, of bo"),
        ("service_seconds = 20", "service_seconds = ", "at line 9"),
        ('kind = "ident"\n', "", "line 2: [repository.ident] kind: a text in quotes is needed here"),
    ],
)
def test_a_mistake_in_the_configuration_is_told_by_line_and_key(old: str, new: str, words: str) -> None:
    assert old in GOOD
    with pytest.raises(UnusableConfiguration) as unusable:
        read_configuration(Path("/node/connectors.toml"), GOOD.replace(old, new))
    assert words in str(unusable.value)
    assert str(unusable.value).startswith("/node/connectors.toml")
