"""Processes that die at a given statement: all of their transaction is gone, and whatever they held in memory."""

import re
from functools import lru_cache

_WRITING = re.compile(
    r"\b(INSERT\s+INTO|DELETE\s+FROM|UPDATE\s+\w+(\s+\w+)?\s+SET)\b|\bledger_hold_end\b|\bprocrastinate_", re.IGNORECASE
)


class Killed(BaseException):
    """The process ends here. No handler of the node sees it, as none would see a power cut."""


class Executioner:
    """Counts the statements of one nation's processes, and ends them at the one it was armed for. Only what a nation
    does counts, not what the simulation looks up about it."""

    def __init__(self) -> None:
        self._left: int | None = None
        self.deaths = 0
        self.writes = 0
        self.is_watching = False

    def begin(self) -> None:
        """Nobody has died yet, and nobody is to."""
        self.deaths = 0
        self.disarm()

    def arm(self, statements: int) -> None:
        """The next death comes before the statement of this number, counted from now."""
        self._left = statements

    def disarm(self) -> None:
        self._left = None

    def has_written(self, since: int) -> bool:
        """Whether a statement changed a row since `writes` was that many."""
        return self.writes > since

    def before(self) -> None:
        """Raises Killed where it is time."""
        if self._left is None or not self.is_watching:
            return
        self._left -= 1
        if self._left <= 0:
            self._left = None
            self.deaths += 1
            raise Killed

    def after(self, touched: int, command: str, sql: str) -> None:
        """Whether that statement changed a row."""
        if touched > 0 and (not command.startswith("SELECT") or _writes(sql)):
            self.writes += 1


@lru_cache(maxsize=4096)
def _writes(sql: str) -> bool:
    """Whether what calls itself a SELECT changes rows all the same: by a part of it, or by a function of ours."""
    return bool(_WRITING.search(sql))
