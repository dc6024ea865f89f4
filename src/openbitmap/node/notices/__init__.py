"""Alerts across borders. A watch goes to a partner under an agreement and ends by itself; a later encounter, once two
examiners have said that it is the person, is told to every entitled holder, to each with the fields its clause allows.

Promises: nothing is watched for a partner before a watch officer has accepted it; the guard of protection is asked
before every notice, and what it withholds leaves no trace outside protection; what was told and is wrong is taken back
everywhere; posts ahead on the route are warned of what is not discreet, as long as somebody may still come.
"""

from openbitmap.node.notices.ending import end, end_over
from openbitmap.node.notices.listing import notices_for, outcome_kept, told_of, watches_for, words_of
from openbitmap.node.notices.model import (
    Ending,
    Expected,
    Kept,
    Leg,
    Notice,
    NoticeState,
    PostWarning,
    Sharing,
    Side,
    Subject,
    Terms,
    Watch,
    WatchKind,
    WatchState,
    posts_ahead,
)
from openbitmap.node.notices.outcomes import tell_outcome_due
from openbitmap.node.notices.receiving import accept, decline
from openbitmap.node.notices.routes import Awaited, awaited_at, legs, posts_warned, set_leg
from openbitmap.node.notices.sharing import share, share_released
from openbitmap.node.notices.telling import release, tell_due

__all__ = [
    "Awaited",
    "Ending",
    "Expected",
    "Kept",
    "Leg",
    "Notice",
    "NoticeState",
    "PostWarning",
    "Sharing",
    "Side",
    "Subject",
    "Terms",
    "Watch",
    "WatchKind",
    "WatchState",
    "accept",
    "awaited_at",
    "decline",
    "end",
    "end_over",
    "legs",
    "notices_for",
    "outcome_kept",
    "posts_ahead",
    "posts_warned",
    "release",
    "set_leg",
    "share",
    "share_released",
    "tell_due",
    "tell_outcome_due",
    "told_of",
    "watches_for",
    "words_of",
]
