"""`openbitmap disclosure disputes|settle`: letters that came under a key in other hands, and what a supervisor says of
them."""

import dataclasses
import json
from datetime import UTC, datetime
from typing import Annotated

import typer

from openbitmap.biometrics import FingerGallery
from openbitmap.images import DecoderBox
from openbitmap.node import disclosures
from openbitmap.node.cli import terminal
from openbitmap.node.cli.reach import As, local_database, principal
from openbitmap.node.disclosures import Dispute, Settlement, Word
from openbitmap.node.equipment import Equipment
from openbitmap.node.home import Home
from openbitmap.node.settings import read_settings
from openbitmap.vocabulary import EnvelopeId

MINUTE = "%Y-%m-%d %H:%M"
SAID = {
    Settlement.OPEN: "frozen until it is settled",
    Settlement.STANDS: "the partner wrote it",
    Settlement.LET_GO: "erased",
}


def add_to(app: typer.Typer) -> None:
    """The commands of this file, among those of the group."""
    app.command("disputes")(list_disputes)
    app.command("settle")(settle)


def list_disputes(
    as_json: Annotated[bool, typer.Option("--json", help="Print them as JSON, one object a letter.")] = False,
) -> None:
    """Letters whose key was in other hands: those that nobody has settled first, then the newest."""
    with local_database() as database, database.reading() as tx:
        found = disclosures.disputes(tx)
    if as_json:
        print(json.dumps([_plain(d) for d in found], indent=1, ensure_ascii=False))
        return
    heads = ("letter", "from", "number", "what", "about", "disputed", "held of it", "state", "settled by")
    table = terminal.plain(*heads, whole=("letter", "about", "disputed"))
    for d in found:
        about = (d.letter.replace("_", " "), d.correlation, f"{d.disputed_at:{MINUTE}}", str(d.holdings))
        table.add_row(d.envelope, d.partner, str(d.sequence), *about, SAID[d.outcome], d.settled_by)
    terminal.show(table, otherwise="no letter is in dispute, or was")


def settle(
    letter: str,
    *,
    stand: Annotated[bool, typer.Option("--stand", help="The partner said by another way that it wrote this.")] = False,
    void: Annotated[bool, typer.Option("--void", help="It goes: what came in it is erased.")] = False,
    reason: Annotated[str, typer.Option(help="How this is known; it stays with the letter.")],
    person: As = None,
) -> None:
    """Settle one letter in dispute, as a supervisor: it counts again, or everything that came in it goes."""
    if stand == void:
        raise typer.BadParameter("one of --stand and --void says what becomes of it", param_hint="--stand/--void")
    outcome = Settlement.STANDS if stand else Settlement.LET_GO
    settings = read_settings()
    with local_database() as database, DecoderBox() as decoder:
        by = principal(database, person)
        equipment = Equipment(settings, Home(settings.home).vault(), decoder, FingerGallery())
        with database.transaction() as tx:
            word = Word(EnvelopeId(letter), outcome, reason)
            disclosures.settle_dispute(tx, equipment, word, by=by, at=datetime.now(UTC))
    print(f"{letter} counts again" if stand else f"what came in {letter} is erased, and its number passed over")


def _plain(dispute: Dispute) -> dict[str, object]:
    return dataclasses.asdict(dispute) | {"disputed_at": dispute.disputed_at.isoformat()}
