"""`openbitmap agreement list|show|propose|sign|suspend|resume|denounce`: the register of the node on this machine. Each
is done by the person whose key is used, and stands in the ledger under that name."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from openbitmap.node import agreements, partners, views
from openbitmap.node.agreements import AgreementState, Held
from openbitmap.node.cli import agreement_tables, terminal
from openbitmap.node.cli.reach import As, local_database, principal
from openbitmap.node.database import Transaction
from openbitmap.node.partners import Keyring
from openbitmap.node.problems import NO_SUCH_THING, Refused
from openbitmap.node.settings import read_settings
from openbitmap.vocabulary import AgreementId, Language

Name = Annotated[str, typer.Argument(help="Name of the agreement, or the beginning of its hash.")]
SECOND = "a second person has to give the same command"
Reason = Annotated[str, typer.Option(help="Why; the other side is told.")]


def add_to(app: typer.Typer) -> None:
    """The commands of this file, among those of the group."""
    for name, command in (
        ("list", list_agreements),
        ("show", show),
        ("propose", propose),
        ("sign", sign),
        ("suspend", suspend),
        ("resume", resume),
        ("denounce", denounce),
    ):
        app.command(name)(command)


def list_agreements(*, person: As = None) -> None:
    """Every text of the register with its state and how long it still runs."""
    now = datetime.now(UTC)
    with local_database() as database:
        by = principal(database, person)
        with database.reading() as tx:
            listed = views.agreement_list(tx, by, at=now)
    table = terminal.plain(
        "agreement", "v", "with", "state", "until", "days", "signed by", "hash", whole=("agreement", "until", "hash")
    )
    for one in listed:
        held, left = one.held, views.days_left(one.held, now)
        style = agreement_tables.STATE_STYLES.get(one.state, "red")
        soon = "yellow" if 0 <= left < views.SOON_DAYS else "red" if left < 0 else ""
        table.add_row(
            held.agreement,
            str(held.version),
            held.partner,
            f"[{style}]{one.state.value.replace('_', ' ')}[/]",
            held.instrument.term.last.isoformat(),
            f"[{soon}]{left if left >= 0 else 'expired'}[/]" if soon else str(left),
            ", ".join(sorted(held.signed_by)) or "nobody",
            held.digest[:12],
        )
    terminal.show(table, otherwise="no agreement is registered")


def show(
    name: Name,
    *,
    text: Annotated[bool, typer.Option("--text", help="The canonical text and nothing else.")] = False,
    language: Language = Language.ENGLISH,
    person: As = None,
) -> None:
    """One agreement: clauses, signatures, suspensions, and what was used of it today."""
    now = datetime.now(UTC)
    with local_database() as database:
        by = principal(database, person)
        with database.reading() as tx:
            sheet = views.agreement_sheet(tx, by, _named(tx, name).digest, at=now)
    if text:
        print(sheet.held.text, end="")
        return
    console = terminal.screen()
    agreement_tables.show_heading(console, sheet.held.instrument, sheet.held.digest, language=language.value)
    agreement_tables.show_purpose(console, sheet.held.instrument, language=language.value)
    console.print(f"state: [bold]{sheet.state.value.replace('_', ' ')}[/]", highlight=False)
    for signature in sheet.signatures:
        console.print(f"signed by {signature.party} ({signature.signer}), {signature.signed_at:%Y-%m-%d %H:%M} UTC")
    for stop in sheet.stops:
        ended = f", until {stop.ended_at:%Y-%m-%d %H:%M}" if stop.ended_at else ""
        console.print(f"[yellow]suspended by {stop.party}[/] {stop.since:%Y-%m-%d %H:%M}{ended}: {escape(stop.reason)}")
    console.print(agreement_tables.clauses(sheet.held.instrument, language=language.value))
    console.print(agreement_tables.used(sheet.uses))


def propose(file: Path, *, person: As = None) -> None:
    """Lay a text, or an amendment, before the other side. It binds nobody before both have signed."""
    text = file.read_text("utf-8")
    with local_database() as database:
        by = principal(database, person)
        with database.transaction() as tx:
            held = agreements.propose(tx, text, by=by, at=datetime.now(UTC))
    print(f"{held.agreement} version {held.version} is proposed to {held.partner}; hash {held.digest}")


def sign(name: Name, *, person: As = None) -> None:
    """Sign the newest text under this name, or the one of this hash. Two people: after the second, an administrator or
    a supervisor, the node's key signs."""
    keyring = Keyring.of(read_settings().home)
    with local_database() as database:
        by = principal(database, person)
        with database.transaction() as tx:
            digest = _named(tx, name).digest
            held = agreements.sign(tx, keyring, digest, by=by, at=datetime.now(UTC))
            is_signed = partners.me(tx) in held.signed_by
    if not is_signed:
        print(f"{held.agreement} version {held.version} is not signed yet: {SECOND}")
        return
    missing = sorted(held.instrument.partners - held.signed_by)
    print(f"{held.agreement} version {held.version} is signed" + (f"; {missing[0]} has not signed" if missing else ""))


def suspend(name: Name, *, reason: Reason, person: As = None) -> None:
    """Stop every act under an agreement at once."""
    with local_database() as database:
        by = principal(database, person)
        with database.transaction() as tx:
            agreements.suspend(tx, _agreement(tx, name), reason, by=by, at=datetime.now(UTC))
    print(f"{name} is suspended")


def resume(name: Name, *, person: As = None) -> None:
    """Take back this side's suspension. Two people: it goes on after the second, an administrator or a supervisor."""
    with local_database() as database:
        by = principal(database, person)
        with database.transaction() as tx:
            resumed = agreements.resume(tx, _agreement(tx, name), by=by, at=datetime.now(UTC))
    print(f"{name}: this side's suspension is taken back" if resumed else f"{name} stays suspended: {SECOND}")


def denounce(name: Name, *, reason: Reason, person: As = None) -> None:
    """End an agreement at once and for good."""
    with local_database() as database:
        by = principal(database, person)
        with database.transaction() as tx:
            agreements.denounce(tx, _agreement(tx, name), reason, by=by, at=datetime.now(UTC))
    print(f"{name} is denounced")


def _agreement(tx: Transaction, name: str) -> AgreementId:
    return _named(tx, name).agreement


def _named(tx: Transaction, name: str) -> Held:
    """By name the version that binds now, else the newest; by the beginning of a hash that one. Raises Refused."""
    now = datetime.now(UTC)
    texts = [one for one in agreements.register_at(tx, now) if one.held.agreement == name]
    if not texts:
        texts = [one for one in agreements.register_at(tx, now) if one.held.digest.startswith(name)]
    if not texts:
        raise Refused(NO_SUCH_THING, kind="agreement", name=name)
    proposed = [one for one in texts if one.state is AgreementState.PROPOSED]
    binding = [one for one in texts if one.state is not AgreementState.REPLACED]
    return (proposed or binding or texts)[0].held
