"""Watching a recipe: every stage hands what it made to a trace, under its own name. The default None costs
nothing."""

from dataclasses import dataclass, field
from typing import Protocol


class Trace(Protocol):
    """Whoever wants to see the stages of a recipe; the names are the stage names of the recipe watched."""

    def stage(self, name: str, value: object) -> None: ...


@dataclass
class Recording:
    """A trace that keeps everything, in order; a stage that runs twice keeps both values."""

    stages: list[tuple[str, object]] = field(default_factory=list)

    def stage(self, name: str, value: object) -> None:
        self.stages.append((name, value))

    def last(self, name: str) -> object:
        """The newest value of a stage. Raises KeyError if the stage never ran."""
        for stage, value in reversed(self.stages):
            if stage == name:
                return value
        raise KeyError(name)
