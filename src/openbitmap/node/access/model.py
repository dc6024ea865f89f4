"""Roles and what each may do. Separation of duties: an administrator sees no biometrics, an examiner enrols no
station."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from openbitmap.node.problems import NOT_ALLOWED, UNFIT_ACCOUNT, UNFIT_STATION, Refused
from openbitmap.vocabulary import Actor, StationId

NAME = re.compile(r"[a-z][a-z0-9._-]{0,39}")
"""Of an account or a station: what can be typed, read out on the telephone, and be a file's name."""
ORIGINATOR = re.compile(r"[A-Za-z0-9]{9}")
"""Agency identifier of field 1.008 as this node's stations have it."""


class Role(StrEnum):
    STATION = "station"
    OFFICER = "officer"
    EXAMINER = "examiner"
    WATCH_OFFICER = "watch_officer"
    SUPERVISOR = "supervisor"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


class Act(StrEnum):
    SUBMIT = "submit"
    READ_OWN_ANSWERS = "read its own answers"
    READ_ANSWERS = "read answers"
    READ_CASES = "read cases"
    JUDGE = "judge a case"
    READ_REPORTS = "read the report of a decided case"
    SEED_CASES = "seed cases of known outcome"
    READ_PERSONS = "read persons"
    CHANGE_IDENTITIES = "propose and approve changes of identities"
    SEARCH_NAMES = "search by name"
    READ_WATCHLISTS = "read watchlists"
    NOMINATE = "nominate a watchlist entry"
    APPROVE_ENTRIES = "approve a watchlist entry"
    READ_ALERTS = "read alerts"
    HANDLE_ALERTS = "handle an alert"
    SUBSCRIBE = "subscribe to a person"
    SEE_DISCREET = "see what is discreet"
    READ_INQUIRIES = "read questions between nations"
    ASK_ABROAD = "ask a nation for more than hit or no hit"
    RELEASE_ABROAD = "release to a nation what it asked for"
    MARK_PROTECTION = "mark who is protected"
    READ_PROTECTION = "read who is protected"
    REVIEW_PROTECTION = "decide about what protection held back"
    READ_DISCLOSURES = "read what was given, called back and forgotten"
    ORDER_RECALLS = "call back what was given"
    DECIDE_RETENTION = "approve or hold what is to be forgotten"
    OVERSEE = "oversee the work"
    EXPLAIN = "read the story of a submission"
    READ_LEDGER = "read who did and saw what"
    SETTLE_EVIDENCE = "say what came of contradicting ledgers"
    READ_AGREEMENTS = "read agreements"
    KEEP_AGREEMENTS = "propose, sign and stop agreements"
    COUNTERSIGN_AGREEMENTS = "be the second to sign or resume an agreement"
    ADMINISTER = "administer accounts and stations"
    READ_PARTNERS = "read how things stand with partners"
    READ_REPOSITORIES = "read how repositories outside fare"


ALLOWED: dict[Role, frozenset[Act]] = {
    Role.STATION: frozenset({Act.SUBMIT, Act.READ_OWN_ANSWERS}),
    Role.OFFICER: frozenset({Act.READ_OWN_ANSWERS, Act.MARK_PROTECTION}),
    Role.EXAMINER: frozenset({Act.READ_CASES, Act.JUDGE, Act.READ_REPORTS, Act.READ_INQUIRIES}),
    Role.WATCH_OFFICER: frozenset(
        {
            Act.READ_INQUIRIES,
            Act.ASK_ABROAD,
            Act.RELEASE_ABROAD,
            Act.READ_ANSWERS,
            Act.READ_REPORTS,
            Act.READ_PERSONS,
            Act.CHANGE_IDENTITIES,
            Act.SEARCH_NAMES,
            Act.READ_WATCHLISTS,
            Act.NOMINATE,
            Act.APPROVE_ENTRIES,
            Act.READ_ALERTS,
            Act.HANDLE_ALERTS,
            Act.SUBSCRIBE,
            Act.SEE_DISCREET,
            Act.EXPLAIN,
        }
    ),
    Role.SUPERVISOR: frozenset(
        {
            Act.READ_PARTNERS,
            Act.READ_REPOSITORIES,
            Act.SETTLE_EVIDENCE,
            Act.READ_DISCLOSURES,
            Act.ORDER_RECALLS,
            Act.DECIDE_RETENTION,
            Act.READ_INQUIRIES,
            Act.READ_ANSWERS,
            Act.READ_CASES,
            Act.READ_REPORTS,
            Act.SEED_CASES,
            Act.READ_PERSONS,
            Act.CHANGE_IDENTITIES,
            Act.SEARCH_NAMES,
            Act.READ_WATCHLISTS,
            Act.APPROVE_ENTRIES,
            Act.READ_ALERTS,
            Act.MARK_PROTECTION,
            Act.READ_PROTECTION,
            Act.REVIEW_PROTECTION,
            Act.READ_AGREEMENTS,
            Act.COUNTERSIGN_AGREEMENTS,
            Act.OVERSEE,
        }
    ),
    Role.AUDITOR: frozenset(
        {
            Act.READ_PARTNERS,
            Act.READ_REPOSITORIES,
            Act.READ_LEDGER,
            Act.SETTLE_EVIDENCE,
            Act.READ_DISCLOSURES,
            Act.READ_INQUIRIES,
            Act.READ_ANSWERS,
            Act.READ_REPORTS,
            Act.READ_PERSONS,
            Act.READ_WATCHLISTS,
            Act.READ_ALERTS,
            Act.READ_AGREEMENTS,
            Act.SEE_DISCREET,
            Act.READ_PROTECTION,
            Act.EXPLAIN,
        }
    ),
    Role.ADMINISTRATOR: frozenset(
        {
            Act.ADMINISTER,
            Act.READ_PARTNERS,
            Act.READ_REPOSITORIES,
            Act.READ_AGREEMENTS,
            Act.KEEP_AGREEMENTS,
            Act.COUNTERSIGN_AGREEMENTS,
        }
    ),
}


@dataclass(frozen=True)
class Station:
    """A post or prison. `tots` are the types of transaction it may send; an empty list means none."""

    station: StationId
    title: str
    originator: str
    gallery: str
    tots: tuple[str, ...]
    language: str
    active: bool

    def require_fit(self) -> None:
        """Raises Refused(UNFIT_STATION)."""
        named = NAME.fullmatch(self.station) and self.title.strip()
        if not named or not ORIGINATOR.fullmatch(self.originator) or not self.gallery:
            raise Refused(UNFIT_STATION, station=self.station)


@dataclass(frozen=True)
class Principal:
    """Who asks: `name` is a person's account name, or the station's own; an officer also stands at a `station`."""

    role: Role
    name: str
    station: StationId | None

    @property
    def actor(self) -> Actor:
        return Actor("station" if self.role is Role.STATION else "person", self.name)

    def may(self, act: Act) -> bool:
        return act in ALLOWED[self.role]

    def require(self, act: Act) -> None:
        """Raises Refused(NOT_ALLOWED)."""
        if not self.may(act):
            raise Refused(NOT_ALLOWED, actor=self.actor, act=act.value)


class Theme(StrEnum):
    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"
    CONTRAST = "contrast"


@dataclass(frozen=True)
class Account:
    """One person in one role. `title` is how colleagues see the person; an officer's account carries a station."""

    name: str
    title: str
    role: Role
    station: StationId | None
    language: str
    active: bool = True
    theme: Theme = Theme.SYSTEM

    @property
    def principal(self) -> Principal:
        return Principal(self.role, self.name, self.station)

    def require_fit(self) -> None:
        """Raises Refused(UNFIT_ACCOUNT) for what no account can be."""
        stands_right = (self.role is Role.OFFICER) == (self.station is not None)
        if self.role is Role.STATION or not stands_right or not self.title.strip():
            raise Refused(UNFIT_ACCOUNT, account=self.name)
        if not NAME.fullmatch(self.name):
            raise Refused(UNFIT_ACCOUNT, account=self.name)


class Means(StrEnum):
    """How a session was opened."""

    LINK = "link"
    PASSKEY = "passkey"
    PROVIDER = "identity provider"


class Ending(StrEnum):
    """Why a session ended before its time, or at it."""

    SIGNED_OUT = "signed out"
    REPLACED = "replaced by a new sign-in"
    ENDED_BY_OWNER = "ended by its owner"
    ENDED_BY_ADMINISTRATOR = "ended by an administrator"
    SWITCHED_OFF = "account switched off"
    ROLE_CHANGED = "role changed"
    EXPIRED = "time ran out"


@dataclass(frozen=True)
class SessionTerms:
    """How long: without an act of the person, in all, and for decisions after a strong authentication."""

    idle: timedelta = timedelta(minutes=30)
    longest: timedelta = timedelta(hours=12)
    fresh: timedelta = timedelta(minutes=15)


@dataclass(frozen=True)
class Session:
    """A person who is signed in. Until `fresh_until` decisions and exports are taken without asking again."""

    session: str
    principal: Principal
    title: str
    language: str
    theme: Theme
    started_at: datetime
    fresh_until: datetime
    ends_at: datetime
    means: Means

    def is_fresh(self, at: datetime) -> bool:
        return at < self.fresh_until


@dataclass(frozen=True)
class SessionLine:
    """A session as its owner and the administrator see it: nothing in it opens anything."""

    session: str
    account: str
    means: Means
    started_at: datetime
    seen_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class KeyLine:
    """Who holds how many keys: what can be told of them, for only their hashes are here."""

    name: str
    role: Role
    station: StationId | None
    keys: int
    newest: datetime
