"""`openbitmap partner settle|answer-restore`: after this node, or a partner, came back from a backup."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from openbitmap.biometrics import FingerGallery
from openbitmap.images import DecoderBox
from openbitmap.node import witness
from openbitmap.node.cli.reach import As, local_database, principal
from openbitmap.node.envelopes.restoring import Account, Reconciled
from openbitmap.node.equipment import Equipment
from openbitmap.node.home import Home, write_private
from openbitmap.node.partners import Keyring
from openbitmap.node.settings import read_settings
from openbitmap.vocabulary import PartnerId


def add_to(app: typer.Typer) -> None:
    """The commands of this file, among those of the group."""
    app.command("settle")(settle)
    app.command("answer-restore")(answer_restore)


def settle(
    name: str,
    *,
    reason: Annotated[str, typer.Option(help="What happened; the partner and both auditors read it.")] = "",
    write: Annotated[Path | None, typer.Option(help="Write the statement for a stick instead of bringing it.")] = None,
    answer: Annotated[Path | None, typer.Option(help="The partner's answer to it, from a stick.")] = None,
    person: As = None,
) -> None:
    """State that this node was restored from a backup, and settle with a partner what was sent and taken since.
    Disclosures rest on both sides until a supervisor and an auditor of each have dealt with it."""
    partner, now = PartnerId(name), datetime.now(UTC)
    with local_database() as database, DecoderBox() as decoder:
        equipment = _equipment(decoder)
        statement = witness.Statement(partner, reason, principal(database, person), now)
        if answer:
            with database.transaction() as tx:
                _tell(partner, *witness.take_answer(tx, equipment, answer.read_bytes(), by=statement.by, at=now))
        elif write:
            with database.transaction() as tx:
                keyring = Keyring.of(equipment.settings.home)
                claim = witness.claim_restore(tx, keyring, statement)
            write_private(write, claim)
            print(f"{write} is for {name}: `openbitmap partner answer-restore` there, and its answer back here")
        else:
            _tell(partner, *witness.settle_by_line(database, equipment, statement))


def answer_restore(file: Path, write: Path) -> None:
    """Answer a partner's statement from a stick: what this node holds of it. What was sent to it since goes again."""
    with local_database() as database, DecoderBox() as decoder, database.transaction() as tx:
        said = witness.answer_claim(tx, _equipment(decoder), file.read_bytes(), at=datetime.now(UTC))
    write_private(write, said)
    print(f"{write} goes back to the partner: `openbitmap partner settle NAME --answer FILE` there")


def _tell(partner: PartnerId, account: Account, learned: Reconciled) -> None:
    print(f"{partner} holds our letters up to number {account.known}; {account.reoffered} of its own come again")
    print(
        f"{learned.remembered} letters were forgotten here, {learned.disclosing} of them disclosed something;"
        f" {learned.renumbered} that waited have new numbers"
    )
    for whose, spans in (("ours", account.skipped), ("its own", account.gone)):
        for first, last in spans:
            print(f"nothing comes any more under {whose} {first} to {last}")
    if learned.doubtful:
        print(f"{learned.doubtful} of the letters that {partner} named are not proved by both signatures")
    print("a supervisor and an auditor deal with it on the page Evidence, here and there; disclosures rest until then")


def _equipment(decoder: DecoderBox) -> Equipment:
    settings = read_settings()
    return Equipment(settings, Home(settings.home).vault(), decoder, FingerGallery())
