"""Where each format keeps what: lines, columns (from 0, the last one excluded), and what each check digit covers."""

from dataclasses import dataclass
from enum import StrEnum


class Format(StrEnum):
    TD1 = "TD1"
    TD2 = "TD2"
    TD3 = "TD3"
    MRVA = "MRV-A"
    MRVB = "MRV-B"


@dataclass(frozen=True)
class Span:
    """Columns `start` to `end` of one line."""

    line: int
    start: int
    end: int

    def of(self, lines: tuple[str, ...]) -> str:
        return lines[self.line][self.start : self.end]


@dataclass(frozen=True)
class Check:
    """A check digit in its place and the spans it is computed over; an empty optional field may carry a filler."""

    at: Span
    covers: tuple[Span, ...]
    may_be_filler: bool = False


@dataclass(frozen=True)
class Layout:
    """One format of ICAO 9303."""

    lines: int
    width: int
    spans: dict[str, Span]
    checks: dict[str, Check]


def _check(line: int, column: int, *covers: Span, may_be_filler: bool = False) -> Check:
    return Check(Span(line, column, column + 1), covers, may_be_filler)


def _two_lines(width: int, *, optional_end: int) -> dict[str, Span]:
    return {
        "code": Span(0, 0, 2),
        "issuer": Span(0, 2, 5),
        "names": Span(0, 5, width),
        "number": Span(1, 0, 9),
        "nationality": Span(1, 10, 13),
        "birth": Span(1, 13, 19),
        "sex": Span(1, 20, 21),
        "expiry": Span(1, 21, 27),
        "optional": Span(1, 28, optional_end),
    }


_DATES = {
    "number": _check(1, 9, Span(1, 0, 9)),
    "birth": _check(1, 19, Span(1, 13, 19)),
    "expiry": _check(1, 27, Span(1, 21, 27)),
}

LAYOUTS: dict[Format, Layout] = {
    Format.TD1: Layout(
        3,
        30,
        {
            "code": Span(0, 0, 2),
            "issuer": Span(0, 2, 5),
            "number": Span(0, 5, 14),
            "optional": Span(0, 15, 30),
            "birth": Span(1, 0, 6),
            "sex": Span(1, 7, 8),
            "expiry": Span(1, 8, 14),
            "nationality": Span(1, 15, 18),
            "optional2": Span(1, 18, 29),
            "names": Span(2, 0, 30),
        },
        {
            "number": _check(0, 14, Span(0, 5, 14)),
            "birth": _check(1, 6, Span(1, 0, 6)),
            "expiry": _check(1, 14, Span(1, 8, 14)),
            "composite": _check(1, 29, Span(0, 5, 30), Span(1, 0, 7), Span(1, 8, 15), Span(1, 18, 29)),
        },
    ),
    Format.TD2: Layout(
        2,
        36,
        _two_lines(36, optional_end=35),
        _DATES | {"composite": _check(1, 35, Span(1, 0, 10), Span(1, 13, 20), Span(1, 21, 35))},
    ),
    Format.TD3: Layout(
        2,
        44,
        _two_lines(44, optional_end=42),
        _DATES
        | {
            "optional": _check(1, 42, Span(1, 28, 42), may_be_filler=True),
            "composite": _check(1, 43, Span(1, 0, 10), Span(1, 13, 20), Span(1, 21, 43)),
        },
    ),
    Format.MRVA: Layout(2, 44, _two_lines(44, optional_end=44), _DATES),
    Format.MRVB: Layout(2, 36, _two_lines(36, optional_end=36), _DATES),
}

_WEIGHTS = (7, 3, 1)
_VALUES = {c: n for n, c in enumerate("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")} | {"<": 0}


def check_digit(text: str) -> str:
    """Weights 7, 3, 1; letters count from 10, fillers 0 (part 3, 4.9)."""
    return str(sum(_VALUES.get(c, 0) * _WEIGHTS[i % 3] for i, c in enumerate(text)) % 10)


def format_of(lines: tuple[str, ...]) -> Format | None:
    """By number of lines, width and, for visas, the first letter."""
    visa = lines[0].startswith("V") if lines else False
    for kind, layout in LAYOUTS.items():
        if len(lines) == layout.lines and abs(len(lines[0]) - layout.width) <= 2:
            if layout.lines == 2 and visa != (kind in (Format.MRVA, Format.MRVB)):
                continue
            return kind
    return None
