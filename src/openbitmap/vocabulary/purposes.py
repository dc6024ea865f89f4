"""Closed lists of the main job: urgency, galleries, verdicts, coverage."""

from enum import IntEnum, StrEnum


class Priority(IntEnum):
    """Field 1.006 PRY as EBTS uses it; 1 is the most urgent (OSIA counts the other way round)."""

    RAPID = 1
    URGENT_CRIMINAL = 2
    HIGH_CIVIL = 3
    ROUTINE_CRIMINAL = 4
    SECONDARY_CRIMINAL = 5
    ROUTINE_CIVIL = 6
    NON_URGENT = 7
    EXTENDED = 8
    DELAYED = 9

    @property
    def service_class(self) -> "ServiceClass":
        return _SERVICE[self]


class ServiceClass(StrEnum):
    RAPID = "rapid"
    URGENT = "urgent"
    ROUTINE = "routine"
    BATCH = "batch"

    @property
    def clock_seconds(self) -> int:
        """Time until an answer is due, with `pending` if need be (requirements, section 6, targets)."""
        return {"rapid": 10, "urgent": 600, "routine": 7200, "batch": 86400}[self.value]


_SERVICE = {
    Priority.RAPID: ServiceClass.RAPID,
    Priority.URGENT_CRIMINAL: ServiceClass.URGENT,
    Priority.HIGH_CIVIL: ServiceClass.URGENT,
    Priority.ROUTINE_CRIMINAL: ServiceClass.ROUTINE,
    Priority.SECONDARY_CRIMINAL: ServiceClass.ROUTINE,
    Priority.ROUTINE_CIVIL: ServiceClass.ROUTINE,
    Priority.NON_URGENT: ServiceClass.BATCH,
    Priority.EXTENDED: ServiceClass.BATCH,
    Priority.DELAYED: ServiceClass.BATCH,
}


class GalleryKind(StrEnum):
    """Galleries are kept apart; only the first two may raise an alert (R41)."""

    WATCHLIST = "watchlist"
    WANTED = "wanted"
    PRISON = "prison"
    ENCOUNTER = "encounter"
    REFERENCE = "reference"
    """Images another nation gave for one comparison: people compare with them, no search does, no count has them."""

    @property
    def is_derogatory(self) -> bool:
        return self in (GalleryKind.WATCHLIST, GalleryKind.WANTED)

    @property
    def is_searched(self) -> bool:
        return self is not GalleryKind.REFERENCE


class Verdict(StrEnum):
    """What an answer says. No member means "clear", and none of them is an identification by a machine."""

    NO_CANDIDATE = "no_candidate"
    POSSIBLE_MATCH = "possible_match"
    QUALITY = "quality"
    PENDING = "pending"
    REFUSED = "refused"
    CONFIRMED = "confirmed"
    NOT_CONFIRMED = "not_confirmed"
    INCONCLUSIVE = "inconclusive"
    WITHDRAWN = "withdrawn"
    FAILED = "failed"


class Coverage(StrEnum):
    """What became of one gallery or repository in a search (R18)."""

    SEARCHED = "searched"
    PENDING = "pending"
    BARRED = "barred"
    LATE = "late"
    STALE = "stale"
    POOR_QUALITY = "poor_quality"
    NOT_CONNECTED = "not_connected"
    REFUSED = "refused"
    NOT_AUTHORISED = "not_authorised"
    TIMED_OUT = "timed_out"
