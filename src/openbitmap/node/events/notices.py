"""Watches that cross a border, the notices they lead to, and the posts ahead that were warned."""

from dataclasses import dataclass
from typing import ClassVar

from openbitmap.node.events.event import Event


@dataclass(frozen=True)
class WatchShared(Event):
    """We asked a partner to watch, until a day, under a clause."""

    subject_field: ClassVar[str] = "watch"
    starts_work: ClassVar[bool] = False
    watch: str
    partner: str
    kind: str
    agreement: str
    clause: str
    until: str


@dataclass(frozen=True)
class WatchOffered(Event):
    """A partner asks us to watch; a watch officer decides."""

    subject_field: ClassVar[str] = "watch"
    starts_work: ClassVar[bool] = False
    watch: str
    partner: str
    kind: str
    agreement: str
    clause: str
    until: str


@dataclass(frozen=True)
class WatchAccepted(Event):
    subject_field: ClassVar[str] = "watch"
    starts_work: ClassVar[bool] = False
    watch: str
    partner: str
    officer: str


@dataclass(frozen=True)
class WatchEnded(Event):
    """On either side; `ending` says why. `received` is 1 where the other nation has said so too."""

    subject_field: ClassVar[str] = "watch"
    watch: str
    partner: str
    ending: str
    received: int = 0


@dataclass(frozen=True)
class WatchMet(Event):
    """People said that somebody watched for was met; what becomes of it follows."""

    subject_field: ClassVar[str] = "notice"
    notice: str
    watch: str
    partner: str


@dataclass(frozen=True)
class NoticeMade(Event):
    """A later encounter was told to a holder, or could not be told: `state` told or barred, by this clause. What
    protection withholds is stated nowhere but in its own hourly seal."""

    subject_field: ClassVar[str] = "notice"
    starts_work: ClassVar[bool] = False
    notice: str
    watch: str
    partner: str
    state: str
    clause: str


@dataclass(frozen=True)
class NoticeTaken(Event):
    """A partner told us of an encounter; our desk has an alert."""

    subject_field: ClassVar[str] = "notice"
    starts_work: ClassVar[bool] = False
    notice: str
    watch: str
    partner: str
    alert: str


@dataclass(frozen=True)
class NoticeRecalled(Event):
    """What a notice said was taken back: by us, or by the partner."""

    subject_field: ClassVar[str] = "notice"
    notice: str
    watch: str
    partner: str


@dataclass(frozen=True)
class NoticeOutcomeTold(Event):
    """What came of a notice: told to who gave it, or by who got it."""

    subject_field: ClassVar[str] = "notice"
    starts_work: ClassVar[bool] = False
    notice: str
    partner: str
    outcome: str
    clause: str = ""


@dataclass(frozen=True)
class NoticeOutcomeKept(Event):
    """What came of a notice was not told to who gave it, or not taken in from who told it: why, and by which clause."""

    subject_field: ClassVar[str] = "notice"
    starts_work: ClassVar[bool] = False
    notice: str
    partner: str
    reason: str
    clause: str


@dataclass(frozen=True)
class PostWarned(Event):
    """A post ahead on the route was told that somebody may still come."""

    subject_field: ClassVar[str] = "alert"
    starts_work: ClassVar[bool] = False
    alert: str
    station: str
    until: str


@dataclass(frozen=True)
class RouteChanged(Event):
    """From one post to the next: within so many hours, or (0) no longer."""

    subject_field: ClassVar[str] = "station"
    starts_work: ClassVar[bool] = False
    station: str
    ahead: str
    hours: int
