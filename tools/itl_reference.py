"""Writes docs/standards from the tables of openbitmap.itl: `python tools/itl_reference.py`. A test watches them."""

from collections.abc import Iterator
from pathlib import Path

from openbitmap.itl import CATALOGUE, EBTS, KNOWN_TYPES, RECORDS, FieldLayout, Form, RecordLayout
from openbitmap.itl.dictionary import Item, Kind, Presence

FOLDER = Path(__file__).parents[1] / "docs" / "standards"
MADE = "<!-- Made by tools/itl_reference.py from openbitmap.itl; change the tables, not this page. -->\n"

_KINDS = {
    Kind.ALPHA: "A",
    Kind.NUMERIC: "N",
    Kind.ALPHANUMERIC: "AN",
    Kind.ALPHA_SPECIAL: "AS",
    Kind.NUMERIC_SPECIAL: "NS",
    Kind.PRINTABLE: "ANS",
    Kind.UNICODE: "U",
    Kind.HEXADECIMAL: "H",
    Kind.BASE64: "Base-64",
    Kind.DATE: "date",
    Kind.UTC: "time, UTC",
    Kind.UNSIGNED: "binary number",
    Kind.BINARY: "binary",
    Kind.ANY: "any",
}
_PRESENCE = {Presence.MANDATORY: "M", Presence.DEPENDENT: "D", Presence.OPTIONAL: "O"}
_FIELD_HEAD = (
    "| field | mnemonic | content | cond. | type | length | subfields | checked | clause |\n" + "| --- " * 9 + "|\n"
)

_COMMON_RULES = """
Rules for all of them: agency identifiers have 9 characters, control numbers 10 to 40. The date (1.005) lies at most
{profile.days_ahead} day after the day of receipt. A birth date (2.022) is possible, not in the future and not more than
{profile.oldest_birth_years} years ago; 00 stands for an unknown month or day. 2.060 holds at most 11 messages of 300
characters. Type-4 and Type-14 do not mix. WSQ is for 500 ppi; ridge images have at least 500 ppi. No finger position
comes twice, no finger that is declared missing comes at all. Size fields agree with the image's own size.

"""


def pages() -> dict[str, str]:
    """Every generated page by file name."""
    made = {
        f"type-{layout.type:02d}.md": _record_page(layout) for layout in RECORDS.values() if layout.type in KNOWN_TYPES
    }
    return made | {"README.md": _index(), "findings.md": _findings(), "ebts.md": _profile()}


def _index() -> str:
    rows = []
    for layout in RECORDS.values():
        known = layout.type in KNOWN_TYPES
        name = f"[Type-{layout.type}](type-{layout.type:02d}.md)" if known else f"Type-{layout.type}"
        checked = sum(_is_checked(field) for field in layout.fields)
        state = f"{len(layout.fields)} fields, {checked} checked" if known else "named, kept whole"
        rows.append(f"| {name} | {layout.name} | {layout.form.value} | {state} | {layout.clause} |\n")
    return (
        f"{MADE}# ANSI/NIST-ITL 1-2011 Update 2015: what is read, checked and written\n\n"
        "Traditional encoding. Every file that is read is kept byte for byte, whatever its record types. What we do\n"
        "otherwise than the standard says stands in [divergences.md](divergences.md), what can be found wrong in\n"
        "[findings.md](findings.md), what the exchange profile demands in [ebts.md](ebts.md).\n\n"
        "| record | content | layout | state | clause |\n| --- | --- | --- | --- | --- |\n" + "".join(rows)
    )


def _record_page(layout: RecordLayout) -> str:
    ranges = ", ".join(f"{first} to {last}" for first, last in layout.user_defined)
    free = f"\nFields {ranges} are user-defined: kept, not checked.\n" if ranges else ""
    unit = "bytes" if layout.form is Form.BINARY else "characters"
    return (
        f"{MADE}# Type-{layout.type}: {layout.name}\n\n"
        f"Clause {layout.clause}. Lengths in {unit}; M mandatory, D depends on other fields, O optional.\n{free}\n"
        + _FIELD_HEAD
        + "".join(_field_rows(layout))
    )


def _field_rows(layout: RecordLayout) -> Iterator[str]:
    for field in layout.fields:
        name = f"{layout.type}.{field.number:03d}"
        kind, length = ("", "") if field.items else (_KINDS[field.kind], _bounds(field.length))
        cells = (
            name,
            field.mnemonic,
            field.name,
            _PRESENCE[field.presence],
            kind,
            length,
            _bounds(field.occurs) if layout.form is Form.TAGGED else "",
            _checked(field),
            field.clause,
        )
        yield f"| {' | '.join(cells)} |\n"
        for item in field.items:
            yield _item_row(item)


def _item_row(item: Item) -> str:
    more = ", repeated" if item.repeats else ""
    codes = "codes" if item.codes else "form"
    cells = (
        "",
        item.mnemonic,
        f"- {item.name}{more}",
        _PRESENCE[item.presence],
        _KINDS[item.kind],
        _bounds(item.length),
    )
    return f"| {' | '.join((*cells, '', codes, ''))} |\n"


def _is_checked(field: FieldLayout) -> bool:
    return field.kind not in (Kind.ANY, Kind.BINARY)


def _checked(field: FieldLayout) -> str:
    if not _is_checked(field):
        return "kept whole" if field.kind is Kind.BINARY else "named only"
    if field.items:
        return "items"
    return "codes" if field.codes else "form"


def _bounds(bounds: tuple[int, int | None]) -> str:
    low, high = bounds
    if high is None:
        return f"{low}+"
    return str(low) if low == high else f"{low}-{high}"


def _findings() -> str:
    rows = (
        f"| `{code}` | {problem.severity.value} | {problem.what} | {problem.remedy} |\n"
        for code, problem in CATALOGUE.items()
    )
    return (
        f"{MADE}# Findings\n\n"
        "Each finding carries record index (0 is Type-1), record type, field, byte offset, severity and code;\n"
        "its message says what, where and what to do. Errors make a file not conformant and the writer refuse it.\n"
        "In files of a version before 1-2007 (1.002 below 0400) departures from the dictionary are warnings.\n\n"
        "| code | severity | what | what to do |\n| --- | --- | --- | --- |\n" + "".join(rows)
    )


def _profile() -> str:
    rows = []
    for demand in EBTS.demands.values():
        counts = ", ".join(f"{'/'.join(map(str, group))} x {_bounds(count)}" for group, count in demand.counts.items())
        mandatory = ", ".join(_named(number) for number in sorted(demand.mandatory)) or "none"
        answer = "yes" if demand.is_answer else ""
        rows.append(f"| {demand.tot} | {demand.name} | {counts} | {mandatory} | {answer} |\n")
    codecs = "".join(f"| Type-{kind} | {', '.join(sorted(names))} |\n" for kind, names in EBTS.compressions.items())
    repositories = "".join(f"| {number} | {name} |\n" for number, name in EBTS.repositories.items())
    return (
        f"{MADE}# Exchange profile: {EBTS.name}\n\nSource: {EBTS.source}.\n\n"
        "| transaction | content | records besides Type-1 | mandatory Type-2 fields | needs 1.010 |\n"
        "| --- | --- | --- | --- | --- |\n"
        + "".join(rows)
        + _COMMON_RULES.format(profile=EBTS)
        + "| record | compressions |\n| --- | --- |\n"
        + codecs
        + "\n| 2.098 | repository |\n| --- | --- |\n"
        + repositories
    )


def _named(number: int) -> str:
    layout = RECORDS[2].field(number)
    return f"2.{number:03d} {layout.mnemonic}" if layout else f"2.{number:03d}"


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, text in pages().items():
        (FOLDER / name).write_text(text, encoding="utf-8")
        print(f"docs/standards/{name}")


if __name__ == "__main__":
    main()
