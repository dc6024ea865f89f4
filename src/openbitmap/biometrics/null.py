"""The null engine: accepts everything, finds nothing. It shows what the contract demands of any other engine, and no
more."""

import numpy as np

from openbitmap.biometrics.engine import Rows, Scores, TemplateFinding
from openbitmap.biometrics.finger.template import Comparison, Evidence, Score, Template
from openbitmap.vocabulary import FingerPosition

NOTHING_FOUND = Score(value=-1000.0, log10_fmr=0.0, detail=Evidence(0.0, 0.0, 0.0, 0.0, 0, 0.0))


class NullMatcher:
    """Every comparison ends in the lowest score, with no pair."""

    parameters = "null 1"

    def examine(self, template: bytes) -> TemplateFinding:
        return TemplateFinding.BROKEN_LENGTH if len(template) % 5 else TemplateFinding.NOTHING

    def compare(self, probe: Template, candidate: Template) -> Comparison:
        return Comparison(NOTHING_FOUND, (), self.parameters)


class NullFingerGallery:
    """Keeps who was added at which position, so that coverage can be told, and gives each print the lowest score."""

    def __init__(self) -> None:
        self.position = 0
        self._prints: list[tuple[int, FingerPosition]] = []

    def add(self, row: int, position: FingerPosition, template: bytes) -> TemplateFinding:
        if not position.is_single:
            raise ValueError(f"{position.name} is not one finger")
        self._prints.append((row, position.finger))
        return NullMatcher().examine(template)

    def remove(self, row: int) -> int:
        before = len(self._prints)
        self._prints = [print_ for print_ in self._prints if print_[0] != row]
        return before - len(self._prints)

    def compare(self, position: FingerPosition, template: bytes, *, threads: int = 1) -> tuple[Rows, Scores]:
        if not position.is_single:
            raise ValueError(f"{position.name} is not one finger")
        rows = np.array([row for row, at in self._prints if at is position.finger], np.int64)
        return rows, np.full(len(rows), NOTHING_FOUND.value, np.float32)

    def __len__(self) -> int:
        return len(self._prints)
