"""What an answer is made from: who is on record, how the repository behaves now, and what time it is."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from openbitmap.simulators.conduct import Conduct
from openbitmap.simulators.gallery import Gallery


@dataclass(frozen=True)
class Desk:
    gallery: Gallery
    conduct: Conduct
    at: datetime

    @property
    def as_of(self) -> datetime:
        """How old the data are that are searched."""
        return self.at - timedelta(hours=self.conduct.stale_hours)


@dataclass(frozen=True)
class Told:
    """What an unsolicited notice is about: which question, which record, in which words."""

    number: str
    about: str
    reference: str
    subject: str
    handling: str
    asked_by: str


@dataclass(frozen=True)
class Kind:
    """The furniture of a simulated repository: its answer to a question, and its notices."""

    content_type: str
    answer: Callable[[bytes, Desk], bytes]
    notice: Callable[[Told, Desk], bytes]
