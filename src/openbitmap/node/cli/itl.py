"""`openbitmap itl`: show, check and convert ANSI/NIST-ITL files. Needs no node.

Exit codes of `check`: 0 conformant, 1 findings of error severity, 2 not readable as a transaction. `show` and `convert`
end with 2 as well where the file cannot be read or the result not be written.
"""

import json
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from openbitmap.itl import EBTS, Finding, Reading, Severity, Transaction, check, read, write
from openbitmap.node.cli.itl_tree import draw_findings, draw_transaction, image_names

app = typer.Typer(no_args_is_help=True, help="ANSI/NIST-ITL files: show, check, convert.")

CONFORMANT, WITH_ERRORS, UNREADABLE = 0, 1, 2

File = Annotated[Path, typer.Argument(help="An ANSI/NIST-ITL file in traditional encoding.", show_default=False)]


class Rules(StrEnum):
    """Which rules `check` applies: AUTO means the EBTS profile for transactions it knows, else the standard alone."""

    AUTO = "auto"
    STANDARD = "standard"
    EBTS = "ebts"


@app.command("show")
def show(
    file: File,
    images: Annotated[Path | None, typer.Option(help="Also write every image as PNG into this folder.")] = None,
    full: Annotated[bool, typer.Option(help="Show long fields to their end.")] = False,
) -> None:
    """Print the transaction as a tree: who asks what, each record, each field with its meaning, and all findings."""
    console = Console()
    data, reading = _read(file, console)
    if reading.transaction is not None:
        console.print(draw_transaction(reading.transaction, file.name, len(data), full=full))
        if images is not None:
            _export(reading.transaction, images, console)
    console.print(draw_findings(reading.findings))
    if reading.transaction is None:
        raise typer.Exit(UNREADABLE)


@app.command("check")
def check_file(
    file: File,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print the findings as JSON.")] = False,
    rules: Annotated[Rules, typer.Option(help="The standard alone, or with the EBTS profile.")] = Rules.AUTO,
    received: Annotated[
        datetime | None, typer.Option(help="Day of receipt; today if not given.", formats=["%Y-%m-%d"])
    ] = None,
) -> None:
    """Check the file against the standard and its exchange profile."""
    console = Console()
    day = (received or datetime.now(UTC)).date()
    _, reading = _read(file, console, quiet=as_json)
    findings = reading.findings + _profile_findings(reading.transaction, rules, day)
    errors = sum(finding.severity is Severity.ERROR for finding in findings)
    code = UNREADABLE if reading.transaction is None else WITH_ERRORS if errors else CONFORMANT
    if as_json:
        print(json.dumps(_as_json(file, reading.transaction, findings, code=code), ensure_ascii=False, indent=2))
    else:
        console.print(draw_findings(findings, subject=file.name))
    raise typer.Exit(code)


@app.command("convert")
def convert(
    file: File,
    output: Annotated[Path, typer.Option("-o", "--output", help="Where to write the file.", show_default=False)],
) -> None:
    """Write the transaction anew. In the same encoding, an unchanged transaction gives the same bytes."""
    console = Console()
    data, reading = _read(file, console)
    if reading.transaction is None:
        console.print(draw_findings(reading.findings, subject=file.name))
        raise typer.Exit(UNREADABLE)
    written = write(reading.transaction)
    try:
        output.write_bytes(written)
    except OSError as error:
        raise _not_writable(output, error, console) from error
    same = "the same bytes" if written == data else "other bytes"
    console.print(f"{output}: {len(written):,} bytes, {same} as {file.name}", soft_wrap=True, highlight=False)


def _read(file: Path, console: Console, *, quiet: bool = False) -> tuple[bytes, Reading]:
    try:
        data = file.read_bytes()
    except OSError as error:
        reason = f"{file}: {error.strerror or error}"
        print(json.dumps({"file": str(file), "error": reason})) if quiet else console.print(reason, highlight=False)
        raise typer.Exit(UNREADABLE) from error
    return data, read(data)


def _not_writable(path: Path, error: OSError, console: Console) -> typer.Exit:
    console.print(f"{path}: {error.strerror or error}; give a place that can be written to", highlight=False)
    return typer.Exit(UNREADABLE)


def _profile_findings(transaction: Transaction | None, rules: Rules, day: date) -> tuple[Finding, ...]:
    if transaction is None or rules is Rules.STANDARD:
        return ()
    if rules is Rules.AUTO and transaction.tot not in EBTS.demands:
        return ()
    from openbitmap.images import header_size  # codecs are slow to load, and only needed here

    return check(transaction, EBTS, received=day, codestream_size=header_size)


def _as_json(
    file: Path, transaction: Transaction | None, findings: tuple[Finding, ...], *, code: int
) -> dict[str, object]:
    return {
        "file": str(file),
        "conformant": code == CONFORMANT,
        "transaction": None if transaction is None else transaction.tot,
        "control_number": None if transaction is None else transaction.control_number,
        "records": [] if transaction is None else [record.type for record in transaction.records],
        "findings": [
            {
                "severity": finding.severity.value,
                "code": finding.code,
                "message": finding.message,
                "record": finding.record,
                "record_type": finding.record_type,
                "field": finding.field,
                "offset": finding.offset,
            }
            for finding in findings
        ],
    }


def _export(transaction: Transaction, folder: Path, console: Console) -> None:
    """Decodes every image in the boxed child process and writes it as PNG; refusals are said, not raised."""
    from openbitmap.images import DecoderBox, ImageRefused, encode_png

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _not_writable(folder, error, console) from error
    with DecoderBox() as box:
        for name, image in image_names(transaction):
            path = folder / f"{name}.png"
            if image.compression is None:
                console.print(f"  {name}: the compression is not known", highlight=False)
                continue
            try:
                raster = box.decode(image.data, image.compression, size=(image.width, image.height))
            except ImageRefused as refused:
                console.print(f"  {name}: {refused}", highlight=False)
                continue
            path.write_bytes(encode_png(raster.pixels, ppi=image.ppi))
            console.print(f"  {path}", highlight=False, soft_wrap=True)
