"""The shape of a profile: which transactions there are and what each demands."""

from collections.abc import Mapping
from dataclasses import dataclass

Count = tuple[int, int]


@dataclass(frozen=True)
class Demand:
    """One type of transaction. `counts` bounds how many records of each group there may be; groups not listed: none.
    `mandatory` and `optional` are numbers of Type-2 fields; an answer must name its question in 1.010.

    """

    tot: str
    name: str
    counts: Mapping[tuple[int, ...], Count]
    mandatory: frozenset[int]
    optional: frozenset[int]
    is_answer: bool = False


@dataclass(frozen=True)
class Profile:
    """An exchange profile: its demands by type of transaction and the rules that hold for all of them."""

    name: str
    source: str
    demands: Mapping[str, Demand]
    compressions: Mapping[int, frozenset[str]]
    agency_length: tuple[int, int]
    control_number_length: tuple[int, int]
    repositories: Mapping[int, str]
    versions: frozenset[str]
    oldest_birth_years: int = 110
    days_ahead: int = 1
