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


class Refused(Exception):
    """An expected refusal: one problem of the catalogue with its details."""

    def __init__(self, problem: Problem, **details: object) -> None:
        self.problem = problem
        self.details = details
        self.what = problem.what.format(**details)
        super().__init__(f"{problem.code}: {self.what} {problem.remedy}")

    def said(self, language: str) -> tuple[str, str]:
        """What is so and what to do, in "es" or else English."""
        what, remedy = self.problem.spanish if language == "es" else (self.problem.what, self.problem.remedy)
        return what.format(**self.details), remedy
