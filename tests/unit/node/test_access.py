"""Accounts, links and sessions: who may enter, for how long, and what ends at once."""

from datetime import datetime, timedelta

import pytest
from tests.rooms import NOON, Rooms

from openbitmap.node import access
from openbitmap.node.access import Account, Ending, Means, Principal, Role, SessionTerms
from openbitmap.node.problems import Refused
from openbitmap.vocabulary import Actor, StationId

ADELA = Actor("person", "adela-of-access")
HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)
TERMS = SessionTerms(idle=timedelta(minutes=30), longest=timedelta(hours=12), fresh=timedelta(minutes=15))


def make(rooms: Rooms, name: str = "nora", role: Role = Role.EXAMINER, station: str | None = None) -> Account:
    account = Account(name, name.title(), role, StationId(station) if station else None, "es")
    with rooms.database.transaction() as tx:
        access.make_account(tx, account, at=NOON, actor=ADELA)
    return account


def link_for(rooms: Rooms, name: str, *, at: datetime = NOON) -> str:
    with rooms.database.transaction() as tx:
        return access.make_link(tx, name, at=at, within=HOUR, actor=ADELA)


def enter(rooms: Rooms, token: str, *, at: datetime = NOON) -> str:
    with rooms.database.transaction() as tx:
        return access.redeem_link(tx, token, at=at, terms=TERMS)


def signed_in(rooms: Rooms, name: str = "nora") -> str:
    with rooms.database.transaction() as tx:
        return access.open_session(tx, name, Means.PASSKEY, at=NOON, terms=TERMS)


def seen(rooms: Rooms, token: str, at: datetime, *, touch: bool = True) -> access.Session | None:
    with rooms.database.transaction() as tx:
        return access.session_of(tx, token, at=at, touch=touch)


def refusal(of: pytest.ExceptionInfo[Refused]) -> str:
    return of.value.problem.code


def test_a_link_opens_one_session_once(rooms: Rooms) -> None:
    make(rooms)
    token = link_for(rooms, "nora")
    with rooms.database.reading() as tx:
        assert access.account_of_link(tx, token, at=NOON).name == "nora"
        assert access.account_of_link(tx, token, at=NOON).name == "nora"
    session = seen(rooms, enter(rooms, token), NOON)
    assert session is not None
    assert session.principal == Principal(Role.EXAMINER, "nora", None)
    assert (session.language, session.means, session.is_fresh(NOON)) == ("es", Means.LINK, True)
    with pytest.raises(Refused) as again:
        enter(rooms, token)
    assert refusal(again) == "link-spent"
    assert rooms.facts("nora") == ["AccountMade", "LinkMade", "SessionOpened"]


@pytest.mark.parametrize("late", [timedelta(), MINUTE])
def test_a_link_runs_out(rooms: Rooms, late: timedelta) -> None:
    make(rooms)
    token = link_for(rooms, "nora")
    with pytest.raises(Refused) as expired:
        enter(rooms, token, at=NOON + HOUR + late)
    assert refusal(expired) == "link-spent"
    enter(rooms, token, at=NOON + HOUR - MINUTE)


def test_a_new_link_withdraws_the_one_before(rooms: Rooms) -> None:
    make(rooms)
    first, second = link_for(rooms, "nora"), link_for(rooms, "nora")
    with pytest.raises(Refused):
        enter(rooms, first)
    enter(rooms, second)


def test_only_hashes_are_stored(rooms: Rooms) -> None:
    make(rooms)
    link = link_for(rooms, "nora")
    token = enter(rooms, link)
    with rooms.database.reading() as tx:
        stored = tx.all(
            "SELECT row_to_json(s)::text FROM session s UNION SELECT row_to_json(l)::text FROM one_time_link l"
        )
        facts = tx.all("SELECT leaf FROM ledger_entries")
    assert len(stored) == 2
    assert [text for (text,) in stored + facts if token in text or link in text] == []


def test_an_idle_session_ends_and_a_busy_one_ends_at_last(rooms: Rooms) -> None:
    make(rooms)
    idle, busy = signed_in(rooms), signed_in(rooms)
    assert seen(rooms, idle, NOON + 30 * MINUTE) is None
    moment = NOON
    while moment + 29 * MINUTE < NOON + timedelta(hours=12):
        moment += 29 * MINUTE
        assert seen(rooms, busy, moment) is not None, moment
    assert seen(rooms, busy, NOON + timedelta(hours=12)) is None


def test_polling_does_not_prolong(rooms: Rooms) -> None:
    make(rooms)
    token = signed_in(rooms)
    for minute in range(1, 30):
        assert seen(rooms, token, NOON + minute * MINUTE, touch=False) is not None
    assert seen(rooms, token, NOON + 30 * MINUTE, touch=False) is None


def test_a_strong_sign_in_is_fresh_for_a_while_and_again_after_step_up(rooms: Rooms) -> None:
    make(rooms)
    token = signed_in(rooms)
    late = NOON + 20 * MINUTE
    session = seen(rooms, token, late)
    assert session is not None
    assert session.is_fresh(NOON + 14 * MINUTE)
    assert not session.is_fresh(late)
    with rooms.database.transaction() as tx:
        access.refresh_session(tx, session, Means.PASSKEY, at=late)
    again = seen(rooms, token, late)
    assert again is not None
    assert again.is_fresh(late + 14 * MINUTE)
    assert again.ends_at == session.ends_at
    assert rooms.facts("nora")[-1] == "SessionRefreshed"


def test_switching_off_ends_sessions_links_and_keys_at_once(rooms: Rooms) -> None:
    account = make(rooms)
    token, link = signed_in(rooms), link_for(rooms, "nora")
    with rooms.database.transaction() as tx:
        key = access.issue_key(tx, account.principal, at=NOON, actor=ADELA)
        access.switch_account(tx, "nora", active=False, at=NOON, actor=ADELA)
    assert seen(rooms, token, NOON) is None
    for attempt in (lambda: enter(rooms, link), lambda: link_for(rooms, "nora"), lambda: signed_in(rooms)):
        with pytest.raises(Refused):
            attempt()
    with rooms.database.transaction() as tx, pytest.raises(Refused):
        access.identify(tx, key)
    with rooms.database.transaction() as tx:
        access.switch_account(tx, "nora", active=True, at=NOON, actor=ADELA)
    assert seen(rooms, token, NOON) is None
    with rooms.database.transaction() as tx, pytest.raises(Refused):
        access.identify(tx, key)
    assert rooms.facts("nora")[-4:] == ["SessionEnded", "KeyRevoked", "AccountSwitchedOff", "AccountSwitchedOn"]


def test_another_role_ends_sessions_and_keys_at_once(rooms: Rooms) -> None:
    account = make(rooms)
    token = signed_in(rooms)
    with rooms.database.transaction() as tx:
        access.issue_key(tx, account.principal, at=NOON, actor=ADELA)
        watch = Account("nora", "Nora", Role.WATCH_OFFICER, None, "es")
        access.change_role(tx, watch, at=NOON, actor=ADELA)
    assert seen(rooms, token, NOON) is None
    session = seen(rooms, signed_in(rooms), NOON)
    assert session is not None
    assert session.principal.role is Role.WATCH_OFFICER
    assert rooms.facts("nora")[-4:] == ["SessionEnded", "KeyRevoked", "RoleChanged", "SessionOpened"]


def test_nobody_changes_their_own_role_and_one_administrator_stays(rooms: Rooms) -> None:
    make(rooms, "root", Role.ADMINISTRATOR)
    with rooms.database.transaction() as tx:
        others = [a.name for a in access.all_accounts(tx) if a.role is Role.ADMINISTRATOR and a.name != "root"]
        for name in others:
            access.switch_account(tx, name, active=False, at=NOON, actor=ADELA)
        with pytest.raises(Refused) as last:
            access.switch_account(tx, "root", active=False, at=NOON, actor=ADELA)
        with pytest.raises(Refused) as demoted:
            access.change_role(tx, Account("root", "Root", Role.AUDITOR, None, "en"), at=NOON, actor=ADELA)
        with pytest.raises(Refused) as own:
            access.switch_account(tx, "root", active=False, at=NOON, actor=Actor("person", "root"))
    assert (refusal(last), refusal(demoted), refusal(own)) == (
        "last-administrator",
        "last-administrator",
        "own-account",
    )


@pytest.mark.parametrize(
    ("name", "role", "station", "code"),
    [
        ("Nora", Role.EXAMINER, None, "unfit-account"),
        ("nora", Role.STATION, "arica", "unfit-account"),
        ("nora", Role.OFFICER, None, "unfit-account"),
        ("nora", Role.EXAMINER, "arica", "unfit-account"),
        ("nora", Role.OFFICER, "nowhere", "no-such-thing"),
    ],
)
def test_what_no_account_can_be(rooms: Rooms, name: str, role: Role, station: str | None, code: str) -> None:
    with pytest.raises(Refused) as wrong:
        make(rooms, name, role, station)
    assert refusal(wrong) == code


def test_one_name_has_one_role(rooms: Rooms) -> None:
    make(rooms)
    make(rooms)
    with pytest.raises(Refused) as other:
        make(rooms, "nora", Role.SUPERVISOR)
    with rooms.database.transaction() as tx, pytest.raises(Refused) as key:
        access.issue_key(tx, Principal(Role.SUPERVISOR, "nora", None), at=NOON, actor=ADELA)
    with rooms.database.transaction() as tx:
        access.issue_key(tx, Principal(Role.AUDITOR, "nestor", None), at=NOON, actor=ADELA)
    with pytest.raises(Refused) as account:
        make(rooms, "nestor", Role.EXAMINER)
    assert (refusal(other), refusal(key), refusal(account)) == ("account-exists", "one-role", "one-role")


def test_an_officer_holds_a_key_and_a_session_of_the_station(rooms: Rooms) -> None:
    officer = make(rooms, "oscar", Role.OFFICER, "arica")
    with rooms.database.transaction() as tx:
        key = access.issue_key(tx, officer.principal, at=NOON, actor=ADELA)
        assert access.identify(tx, key) == Principal(Role.OFFICER, "oscar", StationId("arica"))
    session = seen(rooms, signed_in(rooms, "oscar"), NOON)
    assert session is not None
    assert session.principal.station == "arica"


def test_keys_are_taken_back_by_name(rooms: Rooms) -> None:
    holder = Principal(Role.AUDITOR, "nestor", None)
    with rooms.database.transaction() as tx:
        lost = [access.issue_key(tx, holder, at=NOON, actor=ADELA) for _ in range(2)]
        assert access.revoke_keys(tx, "nestor", at=NOON, actor=ADELA) == 2
        assert access.revoke_keys(tx, "nestor", at=NOON, actor=ADELA) == 0
        kept = access.issue_key(tx, holder, at=NOON, actor=ADELA)
        alone = access.issue_key(tx, holder, at=NOON, actor=ADELA, alone=True)
        assert access.identify(tx, alone) == holder
        for key in (*lost, kept):
            with pytest.raises(Refused):
                access.identify(tx, key)


def test_a_setup_link_only_while_nobody_administers(rooms: Rooms) -> None:
    first = Account("first", "First administrator", Role.ADMINISTRATOR, None, "en")
    with rooms.database.transaction() as tx:
        tx.run("UPDATE account SET active = false WHERE role = 'administrator'")
        token = access.make_setup_link(tx, first, at=NOON, within=HOUR, actor=ADELA)
        with pytest.raises(Refused) as second:
            access.make_setup_link(tx, first, at=NOON, within=HOUR, actor=ADELA)
    assert refusal(second) == "administrator-exists"
    session = seen(rooms, enter(rooms, token), NOON)
    assert session is not None
    assert session.principal.role is Role.ADMINISTRATOR


def test_sessions_are_listed_and_ended_by_number(rooms: Rooms) -> None:
    make(rooms)
    tokens = [signed_in(rooms) for _ in range(3)]
    with rooms.database.transaction() as tx:
        lines = [line for line in access.running_sessions(tx, at=NOON) if line.account == "nora"]
        assert len(lines) == 3
        assert access.end_session(tx, lines[0].session, at=NOON, actor=ADELA, ending=Ending.ENDED_BY_ADMINISTRATOR)
        assert not access.end_session(tx, lines[0].session, at=NOON, actor=ADELA)
        assert access.end_sessions_of(tx, "nora", at=NOON, actor=ADELA, ending=Ending.ENDED_BY_OWNER) == 2
    assert [seen(rooms, token, NOON) for token in tokens] == [None, None, None]
