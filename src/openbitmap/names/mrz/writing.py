"""Writes a zone, for synthetic documents and for tests: names cut as part 3 says, all check digits computed."""

import re

from openbitmap.names.mrz.layouts import LAYOUTS, Format, Span, check_digit
from openbitmap.names.mrz.values import Zone
from openbitmap.names.scripts import latin


def write_mrz(zone: Zone) -> str:
    """The lines of a zone. Raises ValueError for what has no place in it."""
    layout = LAYOUTS[zone.format]
    lines = [["<"] * layout.width for _ in range(layout.lines)]

    def put(span: Span, text: str, what: str) -> None:
        plain = _plain(text)
        if len(plain) > span.end - span.start:
            raise ValueError(
                f"{what} {text!r} is longer than the {span.end - span.start} places of {zone.format.value}"
            )
        lines[span.line][span.start : span.start + len(plain)] = plain

    holder = zone.holder
    number, rest = _number(zone)
    put(layout.spans["number"], number, "number")
    put(layout.spans["optional"], rest + _optional(zone.optional, after=bool(rest)), "optional")
    fields = {"code": zone.code, "issuer": zone.issuer, "nationality": holder.nationality, "sex": holder.sex}
    for name, text in fields.items():
        put(layout.spans[name], text, name)
    for name, date in (("birth", holder.birth), ("expiry", zone.expiry)):
        put(layout.spans[name], date.text, name)
    names = layout.spans["names"]
    put(names, names_line(holder.surname, holder.given, names.end - names.start), "names")
    for name, check in layout.checks.items():
        if name == "number" and rest:
            continue
        written = tuple("".join(line) for line in lines)
        covered = "".join(span.of(written) for span in check.covers)
        empty = check.may_be_filler and not covered.strip("<")
        lines[check.at.line][check.at.start] = "<" if empty else check_digit(covered)
    return "\n".join("".join(line) for line in lines)


def names_line(surname: str, given: str, width: int) -> str:
    """Surname, two fillers, given names; what does not fit is shortened from the end, the last word to its initial."""
    family, first = (re.sub(r"[^A-Z]+", "<", _upper(text)).strip("<") for text in (surname, given))
    words = first.split("<") if first else []
    while words and len(f"{family}<<{'<'.join(words)}") > width and len(words[-1]) > 1:
        words[-1] = words[-1][:-1]
    line = f"{family}<<{'<'.join(words)}" if words else family
    return line[:width]


def _number(zone: Zone) -> tuple[str, str]:
    """Nine places; longer numbers go on in the optional field with their check digit at the end (TD1 and TD2)."""
    plain = _plain(zone.number)
    if len(plain) <= 9:
        return plain, ""
    if zone.format not in (Format.TD1, Format.TD2):
        raise ValueError(f"number {zone.number!r} is longer than the 9 places of {zone.format.value}")
    return plain[:9], plain[9:] + check_digit(plain)


def _optional(text: str, *, after: bool) -> str:
    return f"<{_plain(text)}" if after and text else _plain(text)


def _plain(text: str) -> str:
    return re.sub(r"[^A-Z0-9<]", "", text.upper().replace(" ", "<"))


def _upper(text: str) -> str:
    return latin(text).replace("'", "").upper()
