"""Passkeys: what a ceremony takes and what it refuses, with an authenticator that can be made to cheat."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import pytest
from tests.authenticator import Authenticator
from tests.rooms import NOON, Rooms

from openbitmap.node import access
from openbitmap.node.access import Answer, Ceremony, Means, Purpose, Session, SessionTerms, Site
from openbitmap.node.problems import Refused
from openbitmap.vocabulary import Actor

ORIGIN = "http://localhost:8750"
SITE = Site(ORIGIN, "CL")
ADELA = Actor("person", "adela-of-access")
LATER = NOON + timedelta(minutes=20)


@dataclass(frozen=True)
class Person:
    """Somebody of the cast in front of the node's pages."""

    rooms: Rooms
    name: str

    def session(self, at: datetime = NOON) -> Session:
        with self.rooms.database.transaction() as tx:
            found = access.session_of(tx, access.open_session(tx, self.name, Means.LINK, at=at), at=at)
        assert found is not None
        return found

    def registers(self, device: Authenticator, session: Session | None = None) -> access.Passkey:
        session = session or self.session()
        ceremony = begin(self.rooms, Purpose.REGISTER, session)
        with self.rooms.database.transaction() as tx:
            options = access.registration_options(tx, session, ceremony, site=SITE)
            answer = Answer(ceremony, device.create(options), SITE)
            return access.register_passkey(tx, session, answer, title="", at=NOON)


def begin(rooms: Rooms, purpose: Purpose, session: Session | None = None, *, at: datetime = NOON) -> Ceremony:
    with rooms.database.transaction() as tx:
        return access.begin_ceremony(tx, purpose, session=session.session if session else None, at=at)


def asserted(rooms: Rooms, device: Authenticator, *, at: datetime = LATER) -> str:
    """The device's whole sign-in: the session's token."""
    ceremony = begin(rooms, Purpose.SIGN_IN, at=at)
    with rooms.database.transaction() as tx:
        taken = access.take_ceremony(tx, ceremony.token, Purpose.SIGN_IN, at=at)
        said = device.get(access.authentication_options(tx, None, taken, site=SITE))
    return sign_in(rooms, Answer(taken, said, SITE), at=at)


def sign_in(rooms: Rooms, answer: Answer, *, at: datetime = LATER) -> str:
    with rooms.database.transaction() as tx:
        return access.sign_in_by_passkey(tx, answer, at=at, terms=SessionTerms())


def refusal(of: pytest.ExceptionInfo[Refused]) -> str:
    return of.value.problem.code


@pytest.fixture
def ana(rooms: Rooms) -> Person:
    return Person(rooms, "ana")


@pytest.fixture
def device(ana: Person) -> Authenticator:
    device = Authenticator(ORIGIN)
    ana.registers(device)
    return device


def test_a_registered_passkey_signs_its_person_in(rooms: Rooms, device: Authenticator) -> None:
    token = asserted(rooms, device)
    with rooms.database.transaction() as tx:
        session = access.session_of(tx, token, at=LATER)
    assert session is not None
    assert (session.principal.name, session.means, session.is_fresh(LATER)) == ("ana", Means.PASSKEY, True)
    assert "PasskeyRegistered" in rooms.facts("ana")


def test_the_options_before_signing_in_name_nobody(rooms: Rooms, device: Authenticator) -> None:
    ceremony = begin(rooms, Purpose.SIGN_IN)
    with rooms.database.reading() as tx:
        options = access.authentication_options(tx, None, ceremony, site=SITE)
    assert '"allowCredentials": []' in options or "allowCredentials" not in options
    assert "ana" not in options
    assert '"userVerification": "required"' in options


@pytest.mark.parametrize(
    "cheat",
    [
        {"origin": "https://evil.example"},
        {"origin": "http://localhost:9999"},
        {"domain": "evil.example"},
        {"verifies_user": False},
        {"handle": b"somebody else"},
        {"credential": b"an unknown credential of 32 byte"},
    ],
    ids=lambda cheat: next(iter(cheat)),
)
def test_a_cheating_answer_opens_nothing(rooms: Rooms, device: Authenticator, cheat: dict[str, object]) -> None:
    with pytest.raises(Refused) as refused:
        asserted(rooms, replace(device, **cheat))  # type: ignore[arg-type]  # fields by name
    assert refusal(refused) == "passkey-refused"
    asserted(rooms, device)


def test_a_key_that_is_not_the_registered_one_opens_nothing(rooms: Rooms, device: Authenticator) -> None:
    forged = replace(device, key=Authenticator(ORIGIN).key)
    with pytest.raises(Refused):
        asserted(rooms, forged)


@pytest.mark.parametrize("back", [0, 1, 2])
def test_a_counter_that_does_not_go_up_is_refused(rooms: Rooms, device: Authenticator, back: int) -> None:
    for _ in range(3):
        asserted(rooms, device)
    copy = replace(device, counter=device.counter - 1 - back)
    with pytest.raises(Refused) as cloned:
        asserted(rooms, copy)
    assert refusal(cloned) == "passkey-refused"
    asserted(rooms, device)


def test_an_answer_is_taken_once_and_in_time(rooms: Rooms, device: Authenticator) -> None:
    ceremony = begin(rooms, Purpose.SIGN_IN, at=LATER)
    late = begin(rooms, Purpose.SIGN_IN, at=LATER)
    with rooms.database.transaction() as tx:
        taken = access.take_ceremony(tx, ceremony.token, Purpose.SIGN_IN, at=LATER)
        said = device.get(access.authentication_options(tx, None, taken, site=SITE))
    sign_in(rooms, Answer(taken, said, SITE))
    for token, at in ((ceremony.token, LATER), (late.token, LATER + timedelta(minutes=5)), ("a guess", LATER)):
        with rooms.database.transaction() as tx, pytest.raises(Refused) as spent:
            access.take_ceremony(tx, token, Purpose.SIGN_IN, at=at)
        assert refusal(spent) == "ceremony-spent"
    with pytest.raises(Refused):
        sign_in(rooms, Answer(begin(rooms, Purpose.SIGN_IN, at=LATER), said, SITE))


def test_a_ceremony_is_taken_for_its_own_purpose(rooms: Rooms, ana: Person) -> None:
    ceremony = begin(rooms, Purpose.REGISTER, ana.session())
    with rooms.database.transaction() as tx, pytest.raises(Refused) as other:
        access.take_ceremony(tx, ceremony.token, Purpose.SIGN_IN, Purpose.STEP_UP, at=NOON)
    assert refusal(other) == "ceremony-spent"


def test_step_up_takes_a_passkey_of_the_same_account(rooms: Rooms, ana: Person, device: Authenticator) -> None:
    bruno, stale = Authenticator(ORIGIN), ana.session()
    Person(rooms, "bruno").registers(bruno)
    step_up(rooms, stale, device)
    with pytest.raises(Refused) as other:
        step_up(rooms, stale, bruno)
    with pytest.raises(Refused) as foreign:
        step_up(rooms, stale, device, begun_in=Person(rooms, "bruno").session())
    assert (refusal(other), refusal(foreign)) == ("passkey-refused", "ceremony-spent")
    assert rooms.facts("ana").count("SessionRefreshed") == 1


def step_up(rooms: Rooms, session: Session, device: Authenticator, *, begun_in: Session | None = None) -> None:
    ceremony = begin(rooms, Purpose.STEP_UP, begun_in or session, at=LATER)
    with rooms.database.transaction() as tx:
        said = device.get(access.authentication_options(tx, session, ceremony, site=SITE))
        access.step_up_by_passkey(tx, session, Answer(ceremony, said, SITE), at=LATER)


def test_one_credential_opens_one_account(rooms: Rooms, device: Authenticator) -> None:
    with pytest.raises(Refused) as known:
        Person(rooms, "bruno").registers(device)
    assert refusal(known) == "passkey-known"


def test_a_removed_passkey_opens_nothing_and_the_owner_keeps_one(
    rooms: Rooms, ana: Person, device: Authenticator
) -> None:
    second = ana.registers(Authenticator(ORIGIN))
    with rooms.database.transaction() as tx:
        first = access.passkeys_of(tx, "ana")[0]
        access.rename_passkey(tx, "ana", second.passkey, title="  the one in the safe ")
        access.remove_passkey(tx, "ana", first.passkey, at=NOON, actor=Actor("person", "ana"))
        assert [p.title for p in access.passkeys_of(tx, "ana")] == ["the one in the safe"]
        with pytest.raises(Refused) as last:
            access.remove_passkey(tx, "ana", second.passkey, at=NOON, actor=Actor("person", "ana"))
        with pytest.raises(Refused):
            access.remove_passkey(tx, "bruno", second.passkey, at=NOON, actor=ADELA)
    assert refusal(last) == "last-way-in"
    with pytest.raises(Refused):
        asserted(rooms, device)
    with rooms.database.transaction() as tx:
        access.remove_passkey(tx, "ana", second.passkey, at=NOON, actor=ADELA)
        assert access.passkeys_of(tx, "ana") == []


def test_a_switched_off_account_is_not_opened_by_its_passkey(rooms: Rooms, device: Authenticator) -> None:
    with rooms.database.transaction() as tx:
        access.switch_account(tx, "ana", active=False, at=NOON, actor=ADELA)
    with pytest.raises(Refused) as off:
        asserted(rooms, device)
    assert refusal(off) == "passkey-refused"


@pytest.mark.parametrize("junk", ["", "null", "[]", "{}", '{"rawId": 7}', '{"rawId": "AA", "response": null}'])
def test_what_no_authenticator_says_is_refused(rooms: Rooms, ana: Person, junk: str) -> None:
    session = ana.session()
    register, enter = begin(rooms, Purpose.REGISTER, session), begin(rooms, Purpose.SIGN_IN)
    with rooms.database.transaction() as tx, pytest.raises(Refused):
        access.register_passkey(tx, session, Answer(register, junk, SITE), title="", at=NOON)
    with pytest.raises(Refused):
        sign_in(rooms, Answer(enter, junk, SITE))
