"""The closed lists of a watchlist entry, and how long each kind of evidence carries one."""

from datetime import timedelta
from enum import StrEnum


class Category(StrEnum):
    WANTED = "wanted"
    TERRORISM = "terrorism"
    ORGANISED_CRIME = "organised_crime"
    GANG = "gang"
    TRAFFICKING = "trafficking"
    VIOLENCE = "violence"
    IDENTITY_FRAUD = "identity_fraud"
    ENTRY_BAN = "entry_ban"
    MISSING = "missing"


class Evidence(StrEnum):
    """What kind of word a claim is (R42). The order is that of weight; `is_bare_word` marks what nobody has tested."""

    CONVICTION = "conviction"
    WARRANT = "warrant"
    CHARGE = "charge"
    ALLEGATION = "allegation"
    GANG_CLAIM = "gang_claim"

    @property
    def is_bare_word(self) -> bool:
        return self in (Evidence.ALLEGATION, Evidence.GANG_CLAIM)


FIRST_TERM: dict[Evidence, timedelta] = {
    Evidence.CONVICTION: timedelta(days=5 * 365),
    Evidence.WARRANT: timedelta(days=5 * 365),
    Evidence.CHARGE: timedelta(days=2 * 365),
    Evidence.ALLEGATION: timedelta(days=180),
    Evidence.GANG_CLAIM: timedelta(days=90),
}
"""The longest an entry may stand without a review that keeps it, by its weightiest claim (R40: at most five years)."""

LONGEST_UNREVIEWED = timedelta(days=365)
REMIND_BEFORE = timedelta(days=14)
"""A review is announced to the desk this long before it is due."""


class Reliability(StrEnum):
    """How far the claim can be relied on, in the words of the 6x6 grid."""

    CONFIRMED = "confirmed"
    PROBABLE = "probable"
    POSSIBLE = "possible"
    DOUBTFUL = "doubtful"
    IMPROBABLE = "improbable"
    NOT_JUDGED = "not_judged"


class Standard(StrEnum):
    """The standard of proof the nominator applied."""

    CONVICTION = "conviction"
    JUDICIAL_ORDER = "judicial_order"
    PROBABLE_CAUSE = "probable_cause"
    REASONABLE_SUSPICION = "reasonable_suspicion"


class Handling(StrEnum):
    """What follows once people confirmed it. None of these is a ground to detain by itself (R34)."""

    WARRANT = "warrant"
    REFER = "refer"
    INFORM = "inform"
    PROTECT = "protect"
    DISCREET = "discreet"


class EntryState(StrEnum):
    NOMINATED = "nominated"
    ACTIVE = "active"
    REFUSED = "refused"
    EXPIRED = "expired"
    REMOVED = "removed"

    @property
    def stands(self) -> bool:
        """Waits or is in force; whatever else there is has ended."""
        return self in (EntryState.NOMINATED, EntryState.ACTIVE)


class Lack(StrEnum):
    """What an entry without substance lacks (R39)."""

    ORIGINATOR = "originator"
    IDENTIFYING = "identifying"
    CLAIM = "claim"
    SOURCE = "source"
    LEGAL_BASIS = "legal_basis"
    CONTACT = "contact"


class Outcome(StrEnum):
    """What people found a sighting to be."""

    PENDING = "pending"
    TRUE = "true"
    FALSE = "false"
    UNDECIDED = "undecided"
