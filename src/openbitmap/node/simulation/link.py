"""The wire between two nations in a simulation: bytes go in on one side and come out on the other, or do not."""

import heapq
import random
from dataclasses import dataclass, field
from enum import StrEnum

from openbitmap.vocabulary import PartnerId


@dataclass(frozen=True)
class Weather:
    """How bad a link is: chances of a message to be cut, doubled or corrupted; seconds it may take; when nothing passes
    at all, as pairs of seconds since the beginning."""

    cut: float = 0.0
    doubled: float = 0.0
    corrupted: float = 0.0
    slowest: int = 1
    outages: tuple[tuple[int, int], ...] = ()

    def is_down(self, now: int) -> bool:
        return any(since <= now < until for since, until in self.outages)


class What(StrEnum):
    ENVELOPE = "envelope"
    RECEIPT = "receipt"


@dataclass(frozen=True, order=True)
class Parcel:
    """Bytes under way. Ordered by the second they arrive, then by how they were sent."""

    due: int
    number: int
    what: What = field(compare=False)
    reader: PartnerId = field(compare=False)
    sender: PartnerId = field(compare=False)
    data: bytes = field(compare=False)


class Link:
    """All that is under way between two nations, both ways. Chance decides from `dice` alone. `cuts` counts what never
    arrived."""

    def __init__(self, weather: Weather, dice: random.Random) -> None:
        self._weather = weather
        self._dice = dice
        self._under_way: list[Parcel] = []
        self._sent = 0
        self.cuts = 0
        self.is_healed = False

    def send(self, what: What, between: tuple[PartnerId, PartnerId], data: bytes, *, now: int) -> None:
        """Give bytes to the wire, from one to the other; the sender hears nothing of what becomes of them."""
        sender, reader = between
        for copy in self._what_passes(data, now):
            self._sent += 1
            due = now + (1 if self.is_healed else self._dice.randint(1, self._weather.slowest))
            heapq.heappush(self._under_way, Parcel(due, self._sent, what, reader, sender, copy))

    def arriving(self, now: int) -> list[Parcel]:
        """What comes out by this second."""
        out = []
        while self._under_way and self._under_way[0].due <= now:
            out.append(heapq.heappop(self._under_way))
        return out

    @property
    def is_quiet(self) -> bool:
        return not self._under_way

    def loses(self, dice: random.Random, now: int) -> bool:
        """Whether a line that somebody opens over this link breaks before it is through; by the dice of who does."""
        return not self.is_healed and (self._weather.is_down(now) or dice.random() < self._weather.cut)

    def heal(self) -> None:
        """From now on everything passes, whole and once: whatever is still missing then is lost for good."""
        self.is_healed = True

    def _what_passes(self, data: bytes, now: int) -> list[bytes]:
        weather, dice = self._weather, self._dice
        if self.is_healed:
            return [data]
        if weather.is_down(now) or dice.random() < weather.cut:
            self.cuts += 1
            return []
        copies = [data, data] if dice.random() < weather.doubled else [data]
        return [self._spoilt(c) if dice.random() < weather.corrupted else c for c in copies]

    def _spoilt(self, data: bytes) -> bytes:
        """One byte other than it was, or the end missing."""
        place = self._dice.randrange(len(data))
        if self._dice.random() < 0.3:
            return data[:place]
        return data[:place] + bytes([data[place] ^ self._dice.randint(1, 255)]) + data[place + 1 :]
