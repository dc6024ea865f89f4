"""Reads a zone leniently: everything that can be read is, everything that is wrong is named."""

import re
from dataclasses import dataclass
from enum import StrEnum

from openbitmap.names.mrz.layouts import LAYOUTS, Check, Format, Layout, Span, check_digit, format_of
from openbitmap.names.mrz.values import Holder, MrzDate, Zone

_ALLOWED = re.compile("[A-Z0-9<]")


class Fault(StrEnum):
    UNKNOWN_FORM = "unknown_form"
    WIDTH = "width"
    CHARACTER = "character"
    CHECK_DIGIT = "check_digit"
    DATE = "date"
    SEX = "sex"
    NAMES = "names"


@dataclass(frozen=True)
class Finding:
    """What is wrong, at which line and column (from 1), in which field; `found` and `expected` as characters."""

    fault: Fault
    line: int
    column: int
    field: str
    found: str = ""
    expected: str = ""


@dataclass(frozen=True)
class Reading:
    """A zone, or None where its form is unknown, and what is wrong with it."""

    zone: Zone | None
    findings: tuple[Finding, ...]

    @property
    def sound(self) -> bool:
        """Whether every digit and every character is as it must be."""
        return self.zone is not None and not self.findings


def read_mrz(text: str) -> Reading:
    """Reads the lines of a zone as typed or pasted: small letters, spaces and line breaks of any kind are forgiven."""
    lines = tuple(re.sub(r"\s", "", line).upper() for line in text.strip().splitlines())
    lines = _split_single(tuple(line for line in lines if line))
    kind = format_of(lines)
    if kind is None:
        return Reading(
            None, (Finding(Fault.UNKNOWN_FORM, 1, 1, "", f"{len(lines)} x {max(map(len, lines), default=0)}"),)
        )
    layout = LAYOUTS[kind]
    findings = [
        Finding(Fault.WIDTH, n, min(len(line), layout.width) + 1, "", str(len(line)), str(layout.width))
        for n, line in enumerate(lines, 1)
        if len(line) != layout.width
    ]
    lines = tuple(line[: layout.width].ljust(layout.width, "<") for line in lines)
    findings += _characters(lines, layout)
    number, end, number_check = _number(lines, layout)
    findings += _digits(lines, layout, number_check)
    findings += _contents(lines, layout)
    return Reading(_zone(lines, kind, number=number, optional_from=end), tuple(sorted(findings, key=_place)))


def _place(finding: Finding) -> tuple[int, int]:
    return finding.line, finding.column


def _split_single(lines: tuple[str, ...]) -> tuple[str, ...]:
    """A zone pasted as one line is cut where its format says."""
    widths = {90: 30, 72: 36, 88: 44}
    if len(lines) == 1 and (width := widths.get(len(lines[0]))):
        return tuple(lines[0][i : i + width] for i in range(0, len(lines[0]), width))
    return lines


def _characters(lines: tuple[str, ...], layout: Layout) -> list[Finding]:
    return [
        Finding(Fault.CHARACTER, n, column, _field_at(layout, n - 1, column - 1), c, "A-Z 0-9 <")
        for n, line in enumerate(lines, 1)
        for column, c in enumerate(line, 1)
        if not _ALLOWED.fullmatch(c)
    ]


def _field_at(layout: Layout, line: int, column: int) -> str:
    return next((n for n, s in layout.spans.items() if s.line == line and s.start <= column < s.end), "")


def _number(lines: tuple[str, ...], layout: Layout) -> tuple[str, int, Check]:
    """The document number, where the optional field begins after it, and its check. A number longer than nine goes on
    in the optional field, with a filler where its check digit would stand (part 5, 4.2.4)."""
    span, check = layout.spans["number"], layout.checks["number"]
    number = span.of(lines)
    optional = layout.spans["optional"]
    if check.at.of(lines) != "<" or not number.rstrip("<") or optional.of(lines).startswith("<"):
        return number.rstrip("<"), optional.start, check
    rest = optional.of(lines).partition("<")[0]
    end = optional.start + len(rest)
    longer = Check(Span(optional.line, end - 1, end), (span, Span(optional.line, optional.start, end - 1)))
    return number + rest[:-1], end, longer


def _digits(lines: tuple[str, ...], layout: Layout, number_check: Check) -> list[Finding]:
    findings = []
    for name, check in (layout.checks | {"number": number_check}).items():
        covered = "".join(span.of(lines) for span in check.covers)
        found, expected = check.at.of(lines), check_digit(covered)
        empty = check.may_be_filler and found == "<" and not covered.strip("<")
        if found != expected and not empty:
            place = (check.at.line + 1, check.at.start + 1)
            findings.append(Finding(Fault.CHECK_DIGIT, *place, name, found=found, expected=expected))
    return findings


def _contents(lines: tuple[str, ...], layout: Layout) -> list[Finding]:
    findings = []
    for name in ("birth", "expiry"):
        span = layout.spans[name]
        if not _is_date(span.of(lines)):
            findings.append(Finding(Fault.DATE, span.line + 1, span.start + 1, name, span.of(lines), "YYMMDD"))
    sex = layout.spans["sex"]
    if sex.of(lines) not in ("M", "F", "X", "<"):
        findings.append(Finding(Fault.SEX, sex.line + 1, sex.start + 1, "sex", sex.of(lines), "M F X <"))
    names = layout.spans["names"]
    if not names.of(lines).strip("<") or re.search("[0-9]", names.of(lines)):
        findings.append(Finding(Fault.NAMES, names.line + 1, names.start + 1, "names", names.of(lines), "A-Z <"))
    return findings


def _is_date(text: str) -> bool:
    """Unknown parts may be fillers (part 3, 4.8)."""
    if not re.fullmatch(r"([0-9]{2}|<<)([0-9]{2}|<<)([0-9]{2}|<<)", text):
        return False
    month, day = text[2:4], text[4:6]
    return (month == "<<" or 1 <= int(month) <= 12) and (day == "<<" or 1 <= int(day) <= 31)


def _zone(lines: tuple[str, ...], kind: Format, *, number: str, optional_from: int) -> Zone:
    spans = LAYOUTS[kind].spans
    names = spans["names"].of(lines)
    surname, _, given = names.partition("<<")
    optional = spans["optional"]
    rest = lines[optional.line][optional_from : optional.end].strip("<")
    more = spans["optional2"].of(lines).strip("<") if "optional2" in spans else ""
    holder = Holder(
        _words(surname),
        _words(given),
        nationality=spans["nationality"].of(lines).strip("<"),
        birth=MrzDate.of(spans["birth"].of(lines)),
        sex=spans["sex"].of(lines).strip("<"),
        truncated=not names.endswith("<"),
    )
    return Zone(
        kind,
        spans["code"].of(lines).strip("<"),
        spans["issuer"].of(lines).strip("<"),
        number=number,
        holder=holder,
        expiry=MrzDate.of(spans["expiry"].of(lines)),
        optional=" ".join(part for part in (rest, more) if part),
    )


def _words(text: str) -> str:
    return " ".join(part for part in text.split("<") if part)
