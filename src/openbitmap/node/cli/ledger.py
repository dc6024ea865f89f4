"""`openbitmap ledger`: verify the chain, hold it against a partner's attestations, prove an entry, export."""

import json
import re
from collections.abc import Iterable
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from openbitmap.node import ledger, partners, witness
from openbitmap.node.cli import terminal
from openbitmap.node.cli.reach import As, local_database, principal
from openbitmap.node.cli.unreachable import Unreachable
from openbitmap.node.database import Transaction
from openbitmap.node.ledger import Head
from openbitmap.node.partners import Keyring
from openbitmap.node.settings import read_settings
from openbitmap.node.witness import Finding
from openbitmap.vocabulary import PartnerId, counted

app = typer.Typer(no_args_is_help=True, add_completion=False)


@app.command()
def verify(
    anchor: Annotated[
        str | None, typer.Option(help="SEQ:HASH noted earlier; it must still stand in the chain.")
    ] = None,
    against: Annotated[
        str | None, typer.Option(help="Partner whose attestations, and whose own ledger, are held against each other.")
    ] = None,
    file: Annotated[
        Path | None, typer.Option(help="With --against: a ledger exported by the partner, or by this node earlier.")
    ] = None,
) -> None:
    """Recompute the whole chain. Exit 0 if every entry stands, 1 and the exact entry if one does not."""
    console = terminal.screen()
    if file and not against:
        raise typer.BadParameter("--file needs --against PARTNER")
    noted = _noted(anchor) if anchor else None
    with local_database() as database, database.reading() as tx:
        if against:
            _verify_against(tx, console, PartnerId(against), file=file)
            return
        found = ledger.verify(tx, anchor=noted)
    for fault in found.faults:
        console.print(_named_once((fault.seq, fault.seq), fault.what), soft_wrap=True)
    if not found.intact:
        raise typer.Exit(1)
    console.print(
        f"{counted(found.entries, 'entry stands', 'entries stand')}; head {found.head.seq}:{found.head.hash}",
        soft_wrap=True,
    )


@app.command()
def head() -> None:
    """Print SEQ:HASH of the newest entry, to be noted elsewhere."""
    with local_database() as database, database.reading() as tx:
        newest = ledger.head(tx)
    print(f"{newest.seq}:{newest.hash}")


@app.command()
def checkpoint() -> None:
    """Print the state of the ledger as a signed note (C2SP tlog-checkpoint)."""
    with local_database() as database, database.reading() as tx:
        _, note = witness.own_checkpoint(tx, _keyring(), ledger.head(tx).seq)
    print(note.render(), end="")


@app.command()
def prove(seq: Annotated[int, typer.Argument(help="Number of the entry.")]) -> None:
    """Print an entry with its path to the root, and the attested checkpoints that contain it, as JSON."""
    with local_database() as database, database.reading() as tx:
        try:
            proof = ledger.prove(tx, [seq])
        except LookupError as absent:
            raise Unreachable(str(absent)) from None
        attested = [
            {"partner": a.partner, "note": a.note, "path": [step.hex() for step in ledger.inclusion(tx, seq, a.size)]}
            for a in witness.cosigned_reaching(tx, seq)
        ]
    print(json.dumps(asdict(proof) | {"attested": attested}, indent=1, ensure_ascii=False))


@app.command()
def export(
    out: Annotated[Path, typer.Argument(help="File to write, one JSON object a line.")],
    about: Annotated[str | None, typer.Option("--for", help="Partner: only texts that concern it are shown.")] = None,
) -> None:
    """Write the ledger for an auditor: the hash of every entry, and texts; for a partner only its own."""
    partner = PartnerId(about) if about else None
    with local_database() as database, database.reading() as tx, out.open("w", encoding="utf-8") as sink:
        sink.writelines(f"{line}\n" for line in witness.export(tx, _keyring(), about=partner))


@app.command()
def settle(
    contradiction: Annotated[str, typer.Argument(metavar="BREAK", help="A contradiction, as /evidence names it.")],
    *,
    reason: Annotated[str, typer.Option(help="What came of it.")],
    person: As = None,
) -> None:
    """Say what came of contradicting ledgers; once a supervisor and an auditor have, disclosures go on."""
    with local_database() as database:
        by = principal(database, person)
        with database.transaction() as tx:
            now = witness.settle(tx, contradiction, reason, by=by, at=datetime.now(UTC))
    waits = "an auditor" if now.auditor is None else "a supervisor"
    print(f"{contradiction} still waits for {waits}" if now.is_open else f"{contradiction} is settled")


def _verify_against(tx: Transaction, console: Console, partner: PartnerId, *, file: Path | None) -> None:
    """What was held against nothing stands for nothing: that ends with 1 too."""
    if partners.partner_named(tx, partner) is None:
        known = ", ".join(sorted(one.partner for one in partners.all_partners(tx))) or "nobody yet"
        raise Unreachable(f"no partner is called {partner}; introduced are: {known}")
    own, findings = witness.compare_own(tx, partner)
    theirs, more = witness.compare_partner(tx, partner)
    findings += more
    if file:
        findings += _held_against_file(tx, partner, file)
    _print(console, findings)
    if findings:
        raise typer.Exit(1)
    for sentence in _said_of_both(witness.evidence_with(tx, partner), own, theirs=theirs):
        console.print(sentence, soft_wrap=True)
    if not own or not theirs:
        raise typer.Exit(1)
    if file:
        console.print(f"{file} is the ledger that was attested", soft_wrap=True)


def _said_of_both(evidence: witness.Evidence, own: int, *, theirs: int) -> tuple[str, str]:
    partner = evidence.partner
    how = "is the first" if theirs == 1 else "go on from each other"
    return (
        f"this ledger stands as {partner} attested it {counted(own, 'time')}, up to entry {_size(evidence.cosigned)}"
        if own
        else f"nothing verified: {partner} has attested nothing of this ledger yet",
        f"{counted(theirs, 'state')} of {partner}'s ledger {how}, up to entry {_size(evidence.seen)}"
        if theirs
        else f"nothing verified: {partner} has shown no state of its ledger yet",
    )


def _print(console: Console, findings: Iterable[Finding]) -> None:
    for f in findings:
        what = _named_once((f.first, f.last), f"{f.fault.value.replace('_', ' ')}: {f.what}")
        console.print(f"[bold]{f.node}[/], {what}", soft_wrap=True)


def _named_once(span: tuple[int, int], what: str) -> str:
    """What does not fit, with the entry or entries before it where the sentence does not name them."""
    first, last = span
    named = f"entry {first}" if first == last else f"from {first} to {last}"
    entries = named if first == last else f"entries {named}"
    return what if re.search(rf"\b{named}\b", what) else f"[bold]{entries}[/]: {what}"


def _size(attested: witness.Attested | None) -> int:
    return attested.size if attested else 0


def _held_against_file(tx: Transaction, partner: PartnerId, file: Path) -> list[Finding]:
    try:
        with file.open(encoding="utf-8") as lines:
            return witness.compare_file(tx, partner, witness.read_export(lines))[1]
    except (OSError, witness.UnfitExport) as wrong:
        raise Unreachable(f"{file}: {wrong}") from None


def _keyring() -> Keyring:
    return Keyring.of(read_settings().home)


def _noted(anchor: str) -> Head:
    seq, _, digest = anchor.partition(":")
    if not seq.isdecimal() or not digest:
        raise typer.BadParameter(f"{anchor!r} is not SEQ:HASH; give what `openbitmap ledger head` printed")
    return Head(int(seq), digest)
