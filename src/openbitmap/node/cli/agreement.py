"""`openbitmap agreement`: check, compare, explain and rehearse texts; keep the register of the node on this machine."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape

from openbitmap import instruments
from openbitmap.instruments import (
    Book,
    Granted,
    Instrument,
    Met,
    Standing,
    UnreadableAgreement,
    UnreadableQuestion,
    expectations,
    question_of,
    said_decision,
)
from openbitmap.node import views
from openbitmap.node.cli import agreement_register, agreement_tables, terminal
from openbitmap.node.cli.reach import local_database
from openbitmap.node.cli.unreachable import Unreachable
from openbitmap.vocabulary import ExchangePurpose, Language, PartnerId, PersonCategory

app = typer.Typer(no_args_is_help=True, add_completion=False)
agreement_register.add_to(app)

Files = Annotated[list[Path], typer.Argument(help="Agreements as text.")]
On = Annotated[str, typer.Option("--on", help="Day of UTC, such as 2026-11-30; today if not given.")]
Spoken = Annotated[Language, typer.Option(help="en or es.")]

MIX = (
    (0.80, Met(ExchangePurpose.BORDER_CHECK, PersonCategory.THIRD_COUNTRY_TRAVELLER)),
    (0.12, Met(ExchangePurpose.PRISON_VETTING, PersonCategory.PRISONER)),
    (0.08, Met(ExchangePurpose.BORDER_CHECK, PersonCategory.OWN_NATIONAL)),
)
"""Of whom synthetic encounters of a rehearsal consist: shares, invented."""


@app.callback()
def agreement() -> None:
    """Agreements with other nations."""


@app.command()
def check(files: Files, *, language: Spoken = Language.ENGLISH) -> None:
    """Read each text strictly, show what should be looked at twice, and hold it to the decisions in FILE.decisions, if
    there is one. Exit code 1 for a fault or a decision that differs."""
    console = terminal.screen()
    sound = [_check_one(console, path, language) for path in files]
    raise typer.Exit(0 if all(sound) else 1)


def _check_one(console: Console, path: Path, language: Language) -> bool:
    text = _text(path)
    try:
        instrument = instruments.parse(text)
    except UnreadableAgreement as unreadable:
        lines = text.splitlines()
        console.print(f"[red]{escape(str(path))}: {len(unreadable.faults)} faults[/]", highlight=False)
        for fault in unreadable.faults:
            console.print(f"  [bold]{escape(str(fault))}[/]", highlight=False)
            if 0 < fault.line <= len(lines):
                console.print(f"    [bright_black]{fault.line:4}  {escape(lines[fault.line - 1].strip())}[/]")
        return False
    digest = instruments.digest(instrument)
    agreement_tables.show_heading(console, instrument, digest, language=language.value)
    for finding in instruments.check(instrument):
        console.print(f"  [yellow]look twice[/] {finding.clause} {escape(finding.what)}", highlight=False)
    return _holds(console, path.with_suffix(".decisions"), _book([instrument]))


def _holds(console: Console, path: Path, book: Book) -> bool:
    if not path.exists():
        return True
    try:
        asked = list(expectations(_text(path)))
    except UnreadableQuestion as unreadable:
        raise Unreachable(f"{path}: {unreadable}") from None
    wrong = [
        (one, found)
        for one in asked
        if (found := said_decision(instruments.decide(book, one.question, at=one.at, case=one.case))) != one.answer
    ]
    for one, found in wrong:
        console.print(f"  [red]{path.name} line {one.line}[/]: expected {one.answer!r}, decided {found!r}")
    style = "red" if wrong else "green"
    console.print(f"  [{style}]{len(asked) - len(wrong)} of {len(asked)} decisions as written[/]", highlight=False)
    return not wrong


@app.command()
def diff(one: Path, other: Path) -> None:
    """What changed from ONE to OTHER, clause by clause; layout and comments do not count. Exit code 1 if so."""
    console = terminal.screen()
    before, after = _read(one), _read(other)
    found = instruments.diff(before, after)
    for line in agreement_tables.differences(found):
        console.print(line, highlight=False, soft_wrap=True)
    if not found:
        console.print(f"the same agreement, hash {instruments.digest(before)}", highlight=False)
    raise typer.Exit(1 if found else 0)


@app.command()
def explain(
    files: Files,
    *,
    question: Annotated[str, typer.Option(help="Such as: CL to US: search; border check; prisoner; finger")] = "",
    on: On = "",
    case: Annotated[str, typer.Option(help="Case or consent, where a clause asks for one.")] = "",
    language: Spoken = Language.ENGLISH,
) -> None:
    """Every clause of the texts as a table; or, with a question, the answer in sentences, as if both had signed. Exit
    code 1 if the act is barred."""
    console = terminal.screen()
    read = [_read(path) for path in files]
    if not question:
        for instrument in read:
            agreement_tables.show_heading(console, instrument, instruments.digest(instrument), language=language.value)
            agreement_tables.show_purpose(console, instrument, language=language.value)
            console.print(agreement_tables.clauses(instrument, language=language.value))
        return
    try:
        asked = question_of(question)
    except UnreadableQuestion as unreadable:
        raise Unreachable(f"this is no question: {unreadable}") from None
    book = _book(read)
    decision = instruments.decide(book, asked, at=_moment(on), case=case)
    for sentence in instruments.explain(decision, book=book, language=language.value):
        console.print(escape(sentence), highlight=False)
    raise typer.Exit(0 if isinstance(decision, Granted) else 1)


@app.command("dry-run")
def dry_run(
    files: Files,
    *,
    encounters: Annotated[int, typer.Option(help="The node's last encounters, so many.")] = 0,
    synthetic: Annotated[int, typer.Option(help="So many invented encounters instead.")] = 0,
    asker: Annotated[str, typer.Option(help="Who asks; the first party if not given.")] = "",
    case: Annotated[str, typer.Option(help="As if each were asked about in a case, of this number.")] = "",
    on: On = "",
    language: Spoken = Language.ENGLISH,
) -> None:
    """What would the asker receive for these encounters, by which clause, if both had signed: nothing is spent, sent or
    recorded."""
    read = [_read(path) for path in files]
    if bool(encounters) == bool(synthetic):
        raise Unreachable("say either --encounters N, of the node on this machine, or --synthetic N")
    mine = PartnerId(asker) if asker else read[0].parties[0].partner
    if mine not in read[0].partners:
        raise Unreachable(f"{mine} is no party to {read[0].agreement}")
    people = _invented(synthetic) if synthetic else _met(encounters, mine)
    met = [replace(one, case=case) for one in people]
    rows = instruments.rehearse(_book(read), met, asker=mine, asked=read[0].other(mine), at=_moment(on))
    console = terminal.screen()
    by = ", ".join(i.agreement for i in read)
    console.print(f"{len(met)} people met by {mine} on {_moment(on):%Y-%m-%d}, under {by}", highlight=False)
    terminal.show(agreement_tables.foreseen(rows, language=language.value))


def _met(count: int, mine: PartnerId) -> list[Met]:
    with local_database() as database, database.reading() as tx:
        return views.met_lately(tx, limit=count, country=COUNTRIES.get(mine, mine))


COUNTRIES = {PartnerId("CL"): "CHL", PartnerId("US"): "USA"}
"""Nationality of three letters for a node's short name, where they differ (ISO 3166-1)."""


def _invented(count: int) -> list[Met]:
    """The shares of MIX, dealt out evenly."""
    dealt: list[Met] = []
    for share, met in MIX[1:]:
        dealt += [met] * round(share * count)
    return [MIX[0][1]] * max(0, count - len(dealt)) + dealt[:count]


def _book(read: list[Instrument]) -> Book:
    return Book(Standing(i, instruments.digest(i), signed_by=i.partners) for i in read)


def _read(path: Path) -> Instrument:
    try:
        return instruments.parse(_text(path))
    except UnreadableAgreement as unreadable:
        raise Unreachable(f"{path} is no agreement: {unreadable.faults[0]}; see `openbitmap agreement check`") from None


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as trouble:
        raise Unreachable(f"{path} cannot be read: {trouble}") from None


def _moment(on: str) -> datetime:
    """Noon of that day, or now."""
    try:
        return datetime.combine(date.fromisoformat(on), time(12), tzinfo=UTC) if on else datetime.now(UTC)
    except ValueError:
        raise Unreachable(f"{on!r} is no day such as 2026-11-30") from None
