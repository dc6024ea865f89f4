"""What a problem is, and the exception that carries one to a door."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """`code` is stable; `what` may hold {placeholders} filled from the details given to `Refused`. `spanish` says both
    sentences again."""

    code: str
    status: int
    what: str
    remedy: str
    spanish: tuple[str, str]


@dataclass(frozen=True)
class Why:
    """A detail of a refusal that is a sentence of its own, in both languages; in English text it is English."""

    english: str
    spanish: str

    def __str__(self) -> str:
        return self.english


class Refused(Exception):
    """An expected refusal: one problem of the catalogue with its details."""

    def __init__(self, problem: Problem, **details: object) -> None:
        self.problem = problem
        self.details = details
        self.what = problem.what.format(**details)
        super().__init__(f"{problem.code}: {self.what} {problem.remedy}")

    def said(self, language: str) -> tuple[str, str]:
        """What is so and what to do, in "es" or else English."""
        if language != "es":
            return self.what, self.problem.remedy
        what, remedy = self.problem.spanish
        told = {name: d.spanish if isinstance(d, Why) else d for name, d in self.details.items()}
        return what.format(**told), remedy
