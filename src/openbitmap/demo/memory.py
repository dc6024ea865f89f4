"""What the demo remembers between runs, beside its node: the day everybody was enrolled, who is who, which round."""

import json
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path

from openbitmap.node.home import write_private


@dataclass(frozen=True)
class Memory:
    """`submissions` maps a synthetic person's number to the submission that enrolled it; `staged`: the cast has begun
    to work; `round` counts tellings; `partnered`: the story of two nations was told, and `told` is what it said."""

    as_of: date
    populated: bool = False
    staged: bool = False
    round: int = 0
    submissions: tuple[tuple[int, str], ...] = ()
    partnered: bool = False
    told: tuple[str, ...] = ()

    def next_round(self) -> "Memory":
        return replace(self, round=self.round + 1, staged=True)


def recall(path: Path, today: date) -> Memory:
    """What an earlier run left, or a new beginning as of today."""
    if not path.exists():
        return Memory(today)
    kept = json.loads(path.read_text(encoding="utf-8"))
    pairs = tuple((int(number), str(submission)) for number, submission in kept["submissions"])
    day = date.fromisoformat(kept["as_of"])
    partnered, told = bool(kept.get("partnered")), tuple(map(str, kept.get("told", ())))
    return Memory(
        day, kept["populated"], kept["staged"], kept["round"], submissions=pairs, partnered=partnered, told=told
    )


def remember(path: Path, memory: Memory) -> None:
    write_private(path, json.dumps(asdict(memory) | {"as_of": memory.as_of.isoformat()}).encode())
