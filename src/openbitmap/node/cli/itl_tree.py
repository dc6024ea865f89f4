"""How an ITL transaction looks in a terminal: a head line, one branch a record, then the findings."""

import re
from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from openbitmap.itl import (
    EBTS,
    RECORDS,
    REPOSITORY_NAMES,
    EncodedImage,
    FaceImage,
    Field,
    Finding,
    FingerImage,
    Form,
    IrisImage,
    Record,
    RidgeImage,
    Severity,
    Transaction,
)
from openbitmap.vocabulary import Compression, FingerPosition, Impression, Priority

_SHOWN_SUBFIELDS, _SHOWN_CHARACTERS, _INDENT = 6, 160, 4
_QUIET = "bright_black"
_MARKS = {Severity.ERROR: ("✗", "red"), Severity.WARNING: ("!", "yellow"), Severity.NOTE: ("·", _QUIET)}
_EYES = {0: "eye unknown", 1: "right eye", 2: "left eye"}


def draw_transaction(transaction: Transaction, name: str, size: int, *, full: bool = False) -> RenderableType:
    """The whole transaction; `full` shows long fields to their end."""
    labels = dict(_image_labels(transaction))
    parts: list[RenderableType] = [_head(transaction, name, size)]
    for index, record in enumerate(transaction.records):
        parts.append(_record_head(record, index))
        if index in labels:
            parts.append(Padding(Text(labels[index], style="cyan"), (0, 0, 0, _INDENT)))
        parts.append(_fields(record, full))
    return Group(*parts)


def draw_findings(findings: tuple[Finding, ...], *, subject: str = "") -> RenderableType:
    """All findings, the severe first, each with its place and what to do; a line of totals at the end."""
    order = list(Severity)
    counts = {severity: sum(finding.severity is severity for finding in findings) for severity in order}
    rows = Table.grid(padding=(0, 2))
    rows.add_column(no_wrap=True)
    rows.add_column(overflow="fold")
    for finding in sorted(findings, key=lambda finding: order.index(finding.severity)):
        mark, style = _MARKS[finding.severity]
        # From the right: a value quoted from the file, which stands in the first part, may hold the separator itself.
        what, place, remedy = finding.message.rsplit(" | ", 2)
        head = Text.assemble(
            (what, "" if finding.severity is not Severity.NOTE else _QUIET), "  ", (finding.code, _QUIET)
        )
        rows.add_row(
            Text(f"{mark} {finding.severity.value}", style=style), Group(head, Text(f"{place}. {remedy}", _QUIET))
        )
    errors = counts[Severity.ERROR]
    verdict = "not conformant" if errors else "conformant"
    totals = ", ".join(f"{count} {severity.value}{'' if count == 1 else 's'}" for severity, count in counts.items())
    mark, style = ("✗", "red") if errors else ("✓", "cyan")
    line = Text.assemble(
        (f"{mark} {subject + ': ' if subject else ''}{verdict}", f"bold {style}"), (f"  {totals}", _QUIET)
    )
    return Group(rows, line) if findings else line


def image_names(transaction: Transaction) -> Iterator[tuple[str, EncodedImage]]:
    """Every image with a file name such as "02-right-index", the record's index first."""
    labels = dict(_image_labels(transaction))
    for index, image in _images(transaction):
        words = labels[index].split(" · ")[0]
        yield f"{index:02d}-{re.sub('[^a-z0-9]+', '-', words.lower()).strip('-')}", image


def _head(transaction: Transaction, name: str, size: int) -> Text:
    demand = EBTS.demands.get(transaction.tot)
    priority = transaction.priority
    text = Text.assemble(
        (transaction.tot or "no type of transaction", "bold"),
        ("" if demand is None else f"  {demand.name}"),
        (f"\n{transaction.control_number or 'no control number'}", "bold cyan"),
        (f"  answers {transaction.reference}" if transaction.reference else ""),
        f"\n{transaction.originator or '?'} → {transaction.destination or '?'}",
        f"  {transaction.date or 'no date'}",
        (f"  priority {int(priority)} {_words(priority)}" if priority else ""),
        (f"\n{name}, {size:,} bytes, {len(transaction.records)} records, version {transaction.version or '?'}", _QUIET),
    )
    text.append("\n")
    return text


def _record_head(record: Record, index: int) -> Text:
    layout = RECORDS.get(record.type or 0)
    title = "bytes that are no record" if record.type is None else f"Type-{record.type}"
    name = "" if layout is None else layout.name
    idc = "" if record.idc is None else f"  IDC {record.idc:02d}"
    return Text.assemble(
        (f"{index:>2}  ", _QUIET),
        (f"{title:<8}", "bold"),
        f" {name}",
        (f"  {len(record.encoded()):,} bytes{idc}", _QUIET),
    )


def _fields(record: Record, full: bool) -> RenderableType:
    """The record's fields; those that the head and the label already tell are left out unless `full`."""
    grid = Table.grid(padding=(0, 2))
    for width in (7, 4, 38):
        grid.add_column(no_wrap=True, style=_QUIET, min_width=width, max_width=width)
    grid.add_column(overflow="fold")
    for field in record.fields:
        if not full and field.number in _told_elsewhere(record):
            continue
        layout = RECORDS[record.type].field(field.number or 0) if record.type in RECORDS else None
        mnemonic, name = ("", "") if layout is None else (layout.mnemonic, layout.name)
        grid.add_row(field.name, mnemonic, name, _value(record, field, full))
    return Padding(grid, (0, 0, 1, _INDENT))


def _told_elsewhere(record: Record) -> tuple[int, ...]:
    if record.type == 1:
        return (1, 3)
    return (1, 2, 999) if record.form is Form.TAGGED else (1, 2, 6, 7, 8, 9)


def _value(record: Record, field: Field, full: bool) -> Text:
    if field.number == 999 or field.number is None or (record.form is Form.BINARY and len(field.value) > 8):
        return Text(f"{len(field.value):,} bytes", style=_QUIET)
    if record.form is Form.BINARY:
        shown = " ".join(str(byte) for byte in field.value if byte != 255) if field.number == 4 else str(field.integer)
        return Text.assemble(shown, (_meaning(field, shown), _QUIET))
    lines = [" · ".join(parts) for parts in field.subfields]
    hidden = 0 if full else max(0, len(lines) - _SHOWN_SUBFIELDS)
    text = Text()
    for position, line in enumerate(lines[: len(lines) - hidden]):
        shown = line if full or len(line) <= _SHOWN_CHARACTERS else line[:_SHOWN_CHARACTERS] + "…"
        text.append("\n" if position else "")
        text.append("".join(c if c.isprintable() else "·" for c in shown))
        text.append(_meaning(field, line), _QUIET)
    if hidden:
        text.append(f"\n… and {hidden} more", _QUIET)
    return text


def _meaning(field: Field, value: str) -> str:
    """The words for a code, or nothing: impressions, positions, priorities, repositories, compressions."""
    first = value.split(" ")[0]
    number = int(first) if first.isascii() and first.isdigit() and len(first) <= 4 else None
    kind, place = field.record_type, field.number
    if number is None:
        return ""
    if (kind, place) == (1, 6) and 1 <= number <= 9:
        return f"  {_words(Priority(number))}"
    if (kind, place) == (2, 98):
        return f"  {REPOSITORY_NAMES.get(number, 'not assigned')}"
    if place == 3 and kind in (3, 4, 5, 6, 13, 14, 15) and number in {int(member) for member in Impression}:
        return f"  {_words(Impression(number))}"
    if (
        (place == 13 and kind in (13, 14))
        or (place == 4 and kind in (3, 4, 5, 6))
        or (kind, place) in ((2, 84), (14, 18))
    ):
        return f"  {_words(FingerPosition(number))}" if number <= 19 else ""
    if place == 8 and kind in (3, 4, 5, 6):
        compression = Compression.from_binary_code(number)
        return "" if compression is None else f"  {compression.value}"
    return ""


def _images(transaction: Transaction) -> Iterator[tuple[int, EncodedImage]]:
    pictures: tuple[FingerImage | FaceImage | RidgeImage | IrisImage, ...] = (
        *transaction.fingers(),
        *transaction.faces(),
        *transaction.marks(),
        *transaction.latents(),
        *transaction.palms(),
        *transaction.irises(),
    )
    return ((picture.record, picture.image) for picture in sorted(pictures, key=lambda picture: picture.record))


def _image_labels(transaction: Transaction) -> Iterator[tuple[int, str]]:
    for finger in transaction.fingers():
        words = f"{_words(finger.position)} · {_words(finger.impression)}"
        missing = "" if finger.missing is None else f" · {_words(finger.missing)}"
        yield finger.record, f"{words} · {_image_words(finger.image)}{missing}"
    for picture in (*transaction.faces(), *transaction.marks()):
        pose = "" if picture.pose is None else f" · pose {picture.pose}"
        yield picture.record, f"{picture.kind.lower()} · {_image_words(picture.image)}{pose}"
    for kind, ridges in (("latent", transaction.latents()), ("palm", transaction.palms())):
        for ridge in ridges:
            positions = ", ".join(str(code) for code in ridge.positions) or "unknown"
            yield (
                ridge.record,
                f"{kind}, position {positions} · {_words(ridge.impression)} · {_image_words(ridge.image)}",
            )
    for iris in transaction.irises():
        yield iris.record, f"iris, {_EYES.get(iris.eye, 'eye unknown')} · {_image_words(iris.image)}"


def _image_words(image: EncodedImage) -> str:
    compression = "compression unknown" if image.compression is None else image.compression.value
    resolution = "no resolution given" if image.ppi is None else f"{image.ppi:g} ppi"
    size = f"{len(image.data) / 1024:,.0f} KiB" if len(image.data) >= 1024 else f"{len(image.data)} bytes"
    return f"{compression} · {image.width} × {image.height} px · {resolution} · {size}"


def _words(member: Priority | Impression | FingerPosition | object) -> str:
    name = getattr(member, "name", str(member))
    return str(name).lower().replace("_", " ")
