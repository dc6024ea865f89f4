"""Roles and what each may do. Separation of duties: an administrator sees no biometrics, an examiner enrols no
station."""

from dataclasses import dataclass
from enum import StrEnum

from openbitmap.node.problems import NOT_ALLOWED, Refused
from openbitmap.vocabulary import Actor, StationId


class Role(StrEnum):
    STATION = "station"
    EXAMINER = "examiner"
    SUPERVISOR = "supervisor"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


class Act(StrEnum):
    SUBMIT = "submit"
    READ_OWN_ANSWERS = "read its own answers"
    READ_ANSWERS = "read answers"
    READ_CASES = "read cases"
    JUDGE = "judge a case"
    EXPLAIN = "read the story of a submission"
    ADMINISTER = "enrol stations and keys"


ALLOWED: dict[Role, frozenset[Act]] = {
    Role.STATION: frozenset({Act.SUBMIT, Act.READ_OWN_ANSWERS}),
    Role.EXAMINER: frozenset({Act.READ_CASES, Act.JUDGE}),
    Role.SUPERVISOR: frozenset({Act.READ_ANSWERS, Act.READ_CASES, Act.EXPLAIN}),
    Role.AUDITOR: frozenset({Act.READ_ANSWERS, Act.EXPLAIN}),
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
    """Who holds a key: `name` is a person's account name, or the station's when `station` is set."""

    role: Role
    name: str
    station: StationId | None

    @property
    def actor(self) -> Actor:
        return Actor("station" if self.station else "person", self.name)

    def may(self, act: Act) -> bool:
        return act in ALLOWED[self.role]

    def require(self, act: Act) -> None:
        """Raises Refused(NOT_ALLOWED)."""
        if not self.may(act):
            raise Refused(NOT_ALLOWED, actor=self.actor, act=act.value)
