"""How often workers beat and look after each other, in seconds."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Pace:
    """With these values a killed worker's job starts elsewhere within 10 s: 6 until it counts as dead, 2 to the look.

    `poll` is only the net under notifications, which wake a worker within tens of milliseconds.
    """

    heartbeat: float = 2.0
    stale: float = 6.0
    rescue: float = 2.0
    poll: float = 2.0


PACE = Pace()
