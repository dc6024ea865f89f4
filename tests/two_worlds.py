"""Two nodes that live through the same day, one with discreet entries and one without, and masks for what differs
between any two nodes: names and times. What a role reads must be the same text in both."""

import difflib
import itertools
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from tests.cast import Cast
from tests.databases import Shelf
from tests.rooms import NOON, Rooms

from openbitmap.biometrics import FingerGallery
from openbitmap.images import DecoderBox
from openbitmap.node.database import Database
from openbitmap.node.equipment import Equipment
from openbitmap.node.home import Home
from openbitmap.node.settings import read_settings

KINDS = "sub|enc|sea|case|ans|alert|wle|sig|change|jud|dis|ENC"
NAMES = re.compile(rf"\b({KINDS})-[0-9A-Za-z]+")
NUMBERS = re.compile(r"OB-[0-9A-Z]+-(\d+)")
TIMES = re.compile(r"\d{4}-\d{2}-\d{2}T[\d:.]+(Z|\+00:00)|\b\d{2}:\d{2}\b|\b\d{4}-\d{2}-\d{2}\b|\b\d{14}Z\b|\b\d{8}\b")

World = tuple[Rooms, bool]
"""A node, and whether its discreet entries are there."""


@contextmanager
def two_worlds(
    shelf: Shelf, template: str, cast: Cast, decoder: DecoderBox, folder: Path
) -> Iterator[tuple[World, World]]:
    """Two nodes of the same cast, each on a copy of the database that holds it."""
    with (
        shelf.lent(template) as first,
        shelf.lent(template) as second,
        Database.open(first) as one,
        Database.open(second) as other,
    ):
        yield (
            (_rooms(one, cast, decoder, folder / "one"), True),
            (_rooms(other, cast, decoder, folder / "other"), False),
        )


def _rooms(database: Database, cast: Cast, decoder: DecoderBox, home: Path) -> Rooms:
    settings = read_settings({}, home=str(home), database_url=database.url)
    equipment = Equipment(settings, Home(settings.home).vault(), decoder, FingerGallery(), now=_ticking())
    return Rooms(database, cast, equipment)


def _ticking() -> Callable[[], datetime]:
    """The same day in both: a clock on the wall may pass midnight, or its tenth hour, in one of them only."""
    ticks = itertools.count(1)
    return lambda: NOON + timedelta(milliseconds=next(ticks))


def difference(one: Sequence[str], other: Sequence[str]) -> str:
    """What is not the same in both, text by text; nothing where all is."""
    lines = [] if len(one) == len(other) else [f"{len(one)} texts with, {len(other)} without"]
    for place, (a, b) in enumerate(zip(one, other, strict=False)):
        if a != b:
            ends = [text.splitlines() for text in (a, b)]
            lines += difflib.unified_diff(*ends, f"{place} with", f"{place} without", lineterm="")
            lines.append(f"{place}: {len(a)} characters with, {len(b)} without")
    return "\n".join(lines)


def masked(text: str) -> str:
    text = NUMBERS.sub(r"OB-*-\1", NAMES.sub(r"\1-*", text))
    text = re.sub(r"datetime\.(datetime|timedelta)\([^()]*\)", "*", text.replace("datetime.timezone.utc", ""))
    text = TIMES.sub("*", text)
    return re.sub(r'"elapsed_ms":\s*\d+', '"elapsed_ms":*', re.sub(r"[\d.,]+ (s|ms|min|h|d)\b", "*", text))
