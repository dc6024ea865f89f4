"""`openbitmap partner`: nodes of other nations: who they are, their keys, what waits for them, a stick to carry it."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from openbitmap.biometrics import FingerGallery
from openbitmap.images import DecoderBox
from openbitmap.node import envelopes, partners
from openbitmap.node.cli import partner_restore, terminal
from openbitmap.node.cli.reach import local_database
from openbitmap.node.envelopes import Traffic, carrying
from openbitmap.node.envelopes.carrying import Carried
from openbitmap.node.equipment import Equipment
from openbitmap.node.home import Home, write_private
from openbitmap.node.partners import Partner, Revocation
from openbitmap.node.settings import read_settings
from openbitmap.vocabulary import Actor, PartnerId, counted

CONSOLE = Actor("person", "local administrator")
MINUTE = "%Y-%m-%d %H:%M"

app = typer.Typer(no_args_is_help=True, add_completion=False)


partner_restore.add_to(app)


@app.callback()
def partner() -> None:
    """Nodes of other nations."""


@app.command("list")
def list_partners() -> None:
    """Every partner with what waits for it and what came from it."""
    with local_database() as database, database.reading() as tx:
        known = {p.partner: p for p in partners.all_partners(tx)}
        rows = [_row(known[t.partner], t) for t in envelopes.traffic_with(tx)]
    heads = ("partner", "title", "state", "reached", "waiting", "oldest", "taken", "gap", "rejected", "trouble")
    table = terminal.plain(*heads, whole=("partner",))
    for row in rows:
        table.add_row(*row)
    terminal.show(table, otherwise="no partner is known yet; `openbitmap partner introduce` makes one known")


@app.command()
def card(
    file: Annotated[Path | None, typer.Argument(help="Where to write it; the terminal if not given.")] = None,
) -> None:
    """This node's card for a partner, and the fingerprint to read out by another way."""
    with local_database() as database, database.reading() as tx:
        text = partners.own_card(tx)
    shown, fingerprint = partners.read_card(text)
    if file:
        file.write_text(f"{text}\n", encoding="ascii")
    print(f"{shown.partner}  {shown.title}  {shown.address or 'fetches by itself'}")
    print(f"fingerprint, to be read out: {fingerprint}")
    if not file:
        print(text)


@app.command()
def introduce(
    file: Path,
    *,
    fingerprint: Annotated[str, typer.Option(help="What the partner read out; asked for if not given.")] = "",
) -> None:
    """Know a partner by its card, once the fingerprint that its people read out is the card's."""
    text = file.read_text(encoding="ascii", errors="replace")
    shown, _ = partners.read_card(text)
    print(f"{shown.partner}  {shown.title}  {shown.country}  {shown.address or 'fetches by itself'}")
    said = fingerprint or typer.prompt("The fingerprint that the partner reads out (40 digits)")
    with local_database() as database, database.transaction() as tx:
        made = partners.introduce(tx, text, fingerprint=said, at=datetime.now(UTC), actor=CONSOLE)
    print(f"{made.partner} is a partner now; nothing passes without an agreement in force")


@app.command()
def rotate() -> None:
    """Fresh keys for this node; every partner is told by a letter that the key before still signs."""
    with local_database() as database, DecoderBox() as decoder, database.transaction() as tx:
        key = envelopes.rotate_keys(tx, _equipment(decoder), at=datetime.now(UTC), actor=CONSOLE)
    print(f"key {key[:16]} signs from now on")


@app.command()
def revoke(
    name: str,
    key: Annotated[str, typer.Argument(help="The key, or enough of its beginning.")],
    *,
    since: Annotated[int, typer.Option("--from", min=1, help="First number that it must not have signed.")],
    reason: Annotated[str, typer.Option(help="Why.")],
) -> None:
    """Refuse a partner's key from a number on; what came before it stays proved."""
    revocation = Revocation(key, since, reason)
    with local_database() as database, database.transaction() as tx:
        disputed = envelopes.revoke_key(tx, PartnerId(name), revocation, at=datetime.now(UTC), actor=CONSOLE)
    print(f"envelopes of {name} under this key are refused from number {since} on")
    if disputed:
        print(f"taken already and disputed now: {', '.join(map(str, disputed))}")


@app.command("export")
def export_file(name: str, file: Path) -> None:
    """Write everything that waits for a partner, and the receipts it is owed, into one file for a stick."""
    with local_database() as database, DecoderBox() as decoder, database.transaction() as tx:
        data = carrying.export_file(tx, _equipment(decoder), PartnerId(name))
    bundle = carrying.opened_file(data)
    write_private(file, data)
    held = f"{counted(len(bundle.envelopes), 'envelope')} and {counted(len(bundle.receipts), 'receipt')}"
    print(f"{held} for {name}, {len(data):,} bytes")


@app.command("import")
def import_file(file: Path) -> None:
    """Take what a partner wrote for this node. The same file may be taken twice; exit 1 if anything was no envelope."""
    bundle = carrying.opened_file(file.read_bytes())
    total = Carried()
    with local_database() as database, DecoderBox() as decoder:
        equipment = _equipment(decoder)
        for receipts in carrying.portions(bundle.receipts):
            with database.transaction() as tx:
                total += carrying.note_receipts(tx, receipts, at=datetime.now(UTC))
        for pieces in carrying.portions(bundle.envelopes):
            with database.transaction() as tx:
                total += carrying.counted(carrying.keep_envelopes(tx, equipment, pieces, at=datetime.now(UTC)))
    print(
        f"{counted(total.accepted, 'envelope')} taken, {total.refused} refused, {total.rejected} were none;"
        f" {total.receipts} receipts. `openbitmap partner export {bundle.sender} FILE` carries the receipts back."
    )
    if total.rejected:
        raise typer.Exit(1)


@app.command()
def evidence(
    name: str,
    file: Path,
    *,
    upto: Annotated[int, typer.Option(min=1, help="The last number to prove.")],
) -> None:
    """Write what proves everything a partner sent up to a number; it is checked with `openbitmap partner verify`."""
    with local_database() as database, database.reading() as tx:
        data = envelopes.evidence.collect(tx, PartnerId(name), upto=upto, at=datetime.now(UTC))
    write_private(file, data)
    verdict = envelopes.evidence.verify_file(data)
    print(f"{counted(len(verdict.evidence.envelopes), 'envelope')} of {name}; proved up to number {verdict.last}")
    last = max(envelope.sequence for envelope in verdict.evidence.envelopes)
    if last < upto:
        print(f"number {upto} was asked for; {last} is the last that came from {name} so far")


@app.command()
def verify(file: Path) -> None:
    """Recompute an evidence file by itself, without a node. Exit 1 if anything in it does not hold."""
    verdict = envelopes.evidence.verify_file(file.read_bytes())
    shown = verdict.evidence
    print(
        f"{shown.partner} to {shown.node}, {counted(len(shown.envelopes), 'envelope')},"
        f" ledger of {counted(shown.proof.head.seq, 'entry', 'entries')}"
    )
    for number, fingerprint in enumerate(verdict.fingerprints, start=1):
        of = len(verdict.fingerprints)
        newer = "" if number == of else "  (replaced: its keys or its address changed)"
        print(f"card of {shown.partner}, {number} of {of}: {fingerprint}{newer}")
    for key in shown.keys:
        until = "in use" if key.until is None else f"to number {key.until}"
        print(f"key {key.key[:16]}: from number {key.from_sequence}, {until}{', revoked' if key.revoked else ''}")
    for fault in verdict.faults:
        print(fault)
    print(f"proved up to number {verdict.last}")
    if verdict.faults:
        raise typer.Exit(1)


def _row(known: Partner, traffic: Traffic) -> tuple[str, ...]:
    return (
        known.partner,
        known.title,
        known.state.value,
        traffic.reached_at.strftime(MINUTE) if traffic.reached_at else "",
        str(traffic.waiting),
        traffic.oldest_at.strftime(MINUTE) if traffic.oldest_at else "",
        str(traffic.taken),
        str(traffic.gap),
        str(traffic.rejected),
        traffic.trouble,
    )


def _equipment(decoder: DecoderBox) -> Equipment:
    settings = read_settings()
    return Equipment(settings, Home(settings.home).vault(), decoder, FingerGallery())
