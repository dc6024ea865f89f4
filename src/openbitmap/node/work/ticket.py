"""What a worker holds while it does one job: which one, which attempt, and what may happen to it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from openbitmap.node.database import Transaction


@dataclass(frozen=True)
class Ticket:
    """One attempt at one job. `attempt` is the fencing token: a commit under an older one is refused."""

    job: int
    attempt: int
    task: str
    key: str | None
    ids: Mapping[str, str | int]


@dataclass(frozen=True)
class Duties:
    """What the caller gives a worker. `run` does a job within one transaction; `bury` records, in another, its death.

    `bury` gets the reason in words that hold no personal data: a count, an exception's class, never its message.
    """

    run: Callable[[Transaction, Ticket], None]
    bury: Callable[[Transaction, Ticket, str], None]


class GiveUp(RuntimeError):
    """Raised by a job that can never succeed, to skip the retries; the message becomes the reason of its death."""


class NotYet(RuntimeError):
    """Raised by a job that waits for people: nothing is wrong with it, so it is tried again each minute for as long as
    it takes, and no failure is counted. The message, which names nobody, is told as the reason."""


class Fenced(RuntimeError):
    """This attempt was taken over while it ran; everything it did has been rolled back."""
