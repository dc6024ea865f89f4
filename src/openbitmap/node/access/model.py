"""Roles and what each may do. Separation of duties: an administrator sees no biometrics, an examiner enrols no
station."""

from dataclasses import dataclass
from enum import StrEnum

from openbitmap.node.problems import NOT_ALLOWED, Refused
from openbitmap.vocabulary import Actor, StationId


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
    OVERSEE = "oversee the work"
    EXPLAIN = "read the story of a submission"
    ADMINISTER = "administer accounts and stations"


ALLOWED: dict[Role, frozenset[Act]] = {
    Role.STATION: frozenset({Act.SUBMIT, Act.READ_OWN_ANSWERS}),
    Role.OFFICER: frozenset({Act.READ_OWN_ANSWERS}),
    Role.EXAMINER: frozenset({Act.READ_CASES, Act.JUDGE, Act.READ_REPORTS}),
    Role.WATCH_OFFICER: frozenset(
        {
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
            Act.OVERSEE,
        }
    ),
    Role.AUDITOR: frozenset(
        {
            Act.READ_ANSWERS,
            Act.READ_REPORTS,
            Act.READ_PERSONS,
            Act.READ_WATCHLISTS,
            Act.READ_ALERTS,
            Act.SEE_DISCREET,
            Act.EXPLAIN,
        }
    ),
    Role.ADMINISTRATOR: frozenset({Act.ADMINISTER}),
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
