"""Alerts across borders. A watch goes to a partner under an agreement and ends by itself; a later encounter, once two
examiners have said that it is the person, is told to every entitled holder, to each with the fields its clause allows.

Promises: nothing is watched for a partner before a watch officer has accepted it; the guard of protection is asked
before every notice, and what it withholds leaves no trace outside protection; what was told and is wrong is taken back
everywhere; posts ahead on the route are warned of what is not discreet, as long as somebody may still come.
"""

from openbitmap.node.notices.model import (
    LONGEST_WATCH,
    Delay,
    Ending,
    Leg,
    Notice,
    NoticeState,
    Offer,
    Sharing,
    Side,
    Subject,
    Terms,
    Warning,
    Watch,
    WatchKind,
    WatchState,
    delay_of,
    ends_at,
    posts_ahead,
)

__all__ = [
    "LONGEST_WATCH",
    "Delay",
    "Ending",
    "Leg",
    "Notice",
    "NoticeState",
    "Offer",
    "Sharing",
    "Side",
    "Subject",
    "Terms",
    "Warning",
    "Watch",
    "WatchKind",
    "WatchState",
    "delay_of",
    "ends_at",
    "posts_ahead",
]
