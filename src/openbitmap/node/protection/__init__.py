"""Who must not be told of, and to whom: asylum and fear of return, victims, minors, the state a person says to fear.

Promises: a marking counts for the whole person as people judge it at the moment of the question; what is held back
looks to the partner, in content, size and time, like no record, and in the ledger like any other hour; nothing is ever
released to the state a person fears; anything else only by a named officer with the law it rests on; what cannot be
read is held back. Nobody but protection's reviewers and auditors sees that a marking exists.
"""

from openbitmap.node.protection.guarding import (
    Leave,
    fears,
    free_under,
    guard,
    guard_under,
    require_release,
    state_of_partner,
)
from openbitmap.node.protection.marking import ask_unmark, decide_unmark, mark, markings
from openbitmap.node.protection.model import (
    LONGEST_RELEASE,
    Basis,
    Guard,
    Guarded,
    Marking,
    MarkingKind,
    Reason,
    Review,
    ReviewState,
    Ruling,
    Wanted,
    is_minor,
)
from openbitmap.node.protection.nations import state_of
from openbitmap.node.protection.reviewing import decide, queue, review_named, state_guarding
from openbitmap.node.protection.store import Word

__all__ = [
    "LONGEST_RELEASE",
    "Basis",
    "Guard",
    "Guarded",
    "Leave",
    "Marking",
    "MarkingKind",
    "Reason",
    "Review",
    "ReviewState",
    "Ruling",
    "Wanted",
    "Word",
    "ask_unmark",
    "decide",
    "decide_unmark",
    "fears",
    "free_under",
    "guard",
    "guard_under",
    "is_minor",
    "mark",
    "markings",
    "queue",
    "require_release",
    "review_named",
    "state_guarding",
    "state_of",
    "state_of_partner",
]
