"""How values of a partner's letter are read: what a database cannot hold, or nobody can mean, is a ValueError here.

Guards one invariant: no letter's content breaks the job that takes it.
"""

import math
import re
from datetime import UTC, datetime

from openbitmap.vocabulary import digest_of

FIRST_YEAR, LAST_YEAR = 1970, 2200
_NAME = re.compile(r"[A-Za-z0-9._:-]{1,120}")


def moment(value: object) -> datetime | None:
    """A time with its zone, in UTC; None for None. Raises ValueError for what is no time, names no zone, or lies
    outside `FIRST_YEAR` to `LAST_YEAR`."""
    if value is None:
        return None
    if not isinstance(value, str) or len(value) > 64:
        raise ValueError("no time")
    found = datetime.fromisoformat(value)
    if found.tzinfo is None:
        raise ValueError(f"{value!r} has no zone")
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise ValueError(f"{value!r} is no time that anybody can mean")
    return found.astimezone(UTC)


def is_name(value: object) -> bool:
    """Whether it can be somebody's name for a thing: what nodes write, and nothing that says anything to a reader."""
    return isinstance(value, str) and _NAME.fullmatch(value) is not None


def ledger_name(value: str) -> str:
    """The name as a ledger may keep it for ever: itself, or its digest where it could say something; "" stays."""
    return value if not value or is_name(value) else digest_of(value.encode())


def words(value: object, *, longest: int) -> str:
    """Text, cut at `longest`, without the NUL that no column holds; "" for what is none."""
    return value.replace("\x00", "")[:longest] if isinstance(value, str) else ""


def rate(value: object) -> float:
    """A part of one, 0 for None. Raises ValueError for what is no number from 0 to 1."""
    found = 0.0 if value is None else float(str(value))
    if not math.isfinite(found) or not 0 <= found <= 1:
        raise ValueError(f"{value!r} is no rate")
    return found
