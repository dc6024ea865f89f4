"""A share of a count, never without its denominator and the interval in which the true share lies."""

import math
from dataclasses import dataclass

Z_95 = 1.959964
"""Of the two-sided 95 % interval."""


@dataclass(frozen=True)
class Share:
    """`count` of `of`, with Wilson's 95 % interval; without a denominator there is no share."""

    count: int
    of: int

    @property
    def value(self) -> float | None:
        return self.count / self.of if self.of else None

    @property
    def interval(self) -> tuple[float, float] | None:
        if not self.of:
            return None
        p, n, z2 = self.count / self.of, self.of, Z_95**2
        middle = p + z2 / (2 * n)
        half = Z_95 * math.sqrt(p * (1 - p) / n + z2 / (4 * n * n))
        low, high = (middle - half) / (1 + z2 / n), (middle + half) / (1 + z2 / n)
        return (0.0 if self.count == 0 else max(0.0, low)), (1.0 if self.count == n else min(1.0, high))
