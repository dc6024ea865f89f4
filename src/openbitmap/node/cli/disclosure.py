"""`openbitmap disclosure ...` and `openbitmap recall ...`: copies in other nations' hands and calling them back; what
is held of theirs, kept for a purpose or let go on with its owner's consent."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Annotated

import typer

from openbitmap.node import disclosures, views
from openbitmap.node.cli import dispute, national, terminal
from openbitmap.node.cli.reach import As, local_database, principal
from openbitmap.node.database import Transaction
from openbitmap.node.disclosures import (
    CORRECTABLE,
    CopyId,
    Demand,
    Ground,
    HoldingId,
    Reason,
    Recall,
    RecallState,
    Scope,
    Taken,
)
from openbitmap.node.settings import read_settings
from openbitmap.node.views import Recalled
from openbitmap.vocabulary import ExchangePurpose, FieldGroup, PartnerId

app = typer.Typer(no_args_is_help=True, add_completion=False)
dispute.add_to(app)
national.add_to(app)
recalls = typer.Typer(no_args_is_help=True, add_completion=False)
MINUTE = "%Y-%m-%d %H:%M"
WHAT: Mapping[str, str] = {
    "probe": "question",
    "hit": "answer",
    "result": "answer about nobody",
    "reference": "images",
    "data": "data",
    "watch_entry": "watch entry",
    "notice": "notice",
    "attribution": "what examiners concluded",
    "outcome": "outcome of a notice",
}
"""Kinds of copies and holdings in words."""


@app.callback()
def _group() -> None:
    """Copies in other nations' hands, and what is held of theirs."""


@app.command("list")
def list_copies(
    person: Annotated[str, typer.Option(help="An encounter of the person; every copy of its person is listed.")] = "",
) -> None:
    """Every copy of a person, or the newest copies of all."""
    with local_database() as database, database.reading() as tx:
        found = disclosures.copies_in(tx, Scope(encounter=person)) if person else disclosures.copies_newest(tx)
        terms = {c.copy: disclosures.terms_of(tx, c.copy) for c in found}
    heads = ("copy", "to", "what", "agreement", "clause", "given", "state")
    table = terminal.plain(*heads, whole=("copy", "given"))
    for c in found:
        by = terms[c.copy]
        cited = f"{by.agreement} v{by.version}" if by else ""
        when = f"{c.disclosed_at:{MINUTE}}"
        table.add_row(c.copy, c.partner, WHAT[c.kind], cited, c.clause, when, c.state.value)
    terminal.show(table, otherwise="no copy is in other hands")


@app.command("held")
def list_held(partner: str) -> None:
    """What a partner gave and this node holds or held, the newest first."""
    with local_database() as database, database.reading() as tx:
        found = disclosures.holdings_of(tx, PartnerId(partner))
    heads = ("holding", "what", "reference", "clause", "kept", "until", "state")
    table = terminal.plain(*heads, whole=("holding", "reference", "kept", "until"))
    for h in found:
        times = (f"{h.kept_at:{MINUTE}}", f"{h.retain_until:%Y-%m-%d}")
        table.add_row(h.holding, WHAT[h.kind], h.reference, h.clause, *times, h.state.value)
    terminal.show(table, otherwise=f"nothing of {partner} is held here, or was")


@app.command()
def retain(
    holding: str,
    *,
    purpose: Annotated[ExchangePurpose, typer.Option(help="What it is kept for.")],
    basis: Annotated[str, typer.Option(help="By which law, in words; a recall's receipt repeats it.")],
    person: As = None,
) -> None:
    """Keep what a partner gave although its term ends or its giver found a national, for a stated purpose."""
    with local_database() as database:
        by = principal(database, person)
        with database.transaction() as tx:
            ground = Ground(purpose, basis)
            disclosures.retain_for(tx, HoldingId(holding), ground, by=by, at=datetime.now(UTC))
    print(f"{holding} is kept for {purpose.value.replace('_', ' ')}")


@app.command()
def consent(
    holding: str,
    *,
    to: Annotated[str, typer.Option(help="The third nation's node.")],
    basis: Annotated[str, typer.Option(help="What the owner's consent rests on: a letter, an act.")],
    person: As = None,
) -> None:
    """Note that its owner lets a third nation have what it gave; without this nothing goes on."""
    with local_database() as database:
        by = principal(database, person)
        with database.transaction() as tx:
            disclosures.note_consent(tx, HoldingId(holding), (PartnerId(to), basis), by=by, at=datetime.now(UTC))
    print(f"{holding} may go on to {to}")


@recalls.command("order")
def order(
    *,
    reason: Annotated[Reason, typer.Option(help="Why it must go.")],
    words: Annotated[str, typer.Option(help="The same in words; they travel with the recall.")],
    person: Annotated[str, typer.Option(help="An encounter of the person whose copies are called back.")] = "",
    copy: Annotated[list[str] | None, typer.Option(help="A copy by its name; may be given again.")] = None,
    right: Annotated[
        list[str] | None,
        typer.Option(
            metavar="GROUP=WORDS",
            help="With --reason corrected: what is right, as in names=ROJAS, ANA; may be given again. Groups: "
            + ", ".join(g.value for g in CORRECTABLE),
        ),
    ] = None,
    as_person: As = None,
) -> None:
    """Call copies back, or have them put right. One person's go at once; copies of several people wait for a second
    person."""
    scope = Scope(encounter=person, copies=tuple(CopyId(c) for c in copy or ()))
    within = timedelta(hours=read_settings().abroad.recall_hours)
    demand = Demand(reason, words, within=within, correction=_correction(reason, right or ()))
    now = datetime.now(UTC)
    with local_database() as database:
        by = principal(database, as_person)
        with database.transaction() as tx:
            if not demand.correction and disclosures.persons_among(tx, disclosures.copies_in(tx, scope)) > 1:
                proposal = disclosures.propose_recall(tx, scope, demand, by=by, at=now)
                print(f"{proposal} waits for a second person (`openbitmap recall approve`)")
                return
            ordered = disclosures.order_recall(tx, scope, demand, by=by, at=now)
            made = [r for name in ordered if (r := disclosures.recall_named(tx, name))]
            about = _about(tx, made, ())
    _print(made, (), about, none="no copy of theirs is in other hands")


@recalls.command("list")
def list_recalls() -> None:
    """Recalls of both sides, ours first; of each side those that wait first."""
    with local_database() as database, database.reading() as tx:
        ours, theirs = disclosures.recalls(tx), disclosures.taken_list(tx)
        about = _about(tx, ours, theirs)
    _print(ours, theirs, about, none="nothing was called back by this node or from it")


@recalls.command("overdue")
def overdue() -> None:
    """Recalls of both sides whose deadline has passed without a complete receipt; exit 1 where there is one."""
    now = datetime.now(UTC)
    with local_database() as database, database.reading() as tx:
        ours = disclosures.overdue(tx, now)
        theirs = [t for t in disclosures.taken_list(tx) if t.state != "done" and t.due_at <= now]
        about = _about(tx, ours, theirs)
        held = disclosures.held_by_partners(tx, [r.recall for r in ours])
    _print(ours, theirs, about, none="no recall is overdue, ours or theirs")
    for name, (words, until) in held.items():
        print(f"{name} is held by the partner: {words}; it is asked for again on {until:{MINUTE}}")
    raise typer.Exit(1 if ours or theirs else 0)


@recalls.command("approve")
def approve(proposal: str, *, as_person: As = None) -> None:
    """Be a further person who wants a proposed recall; of what a clock proposed, two are needed."""
    demand = Demand(Reason.WITHDRAWN, "", within=timedelta(hours=read_settings().abroad.recall_hours))
    with local_database() as database:
        by = principal(database, as_person)
        with database.transaction() as tx:
            ordered = disclosures.approve_recall(tx, proposal, by=by, at=datetime.now(UTC), demand=demand)
    print(f"called back: {', '.join(ordered)}" if ordered else f"{proposal} waits for one more person")


@recalls.command("refuse")
def refuse(proposal: str, *, as_person: As = None) -> None:
    """Say no to a proposed recall, or take your own back; nothing is called back."""
    with local_database() as database:
        by = principal(database, as_person)
        with database.transaction() as tx:
            disclosures.refuse_recall(tx, proposal, by=by, at=datetime.now(UTC))
    print(f"{proposal} is refused; nothing is called back")


@recalls.command("proposals")
def proposals() -> None:
    """Recalls that wait for a further person, the oldest first."""
    with local_database() as database, database.reading() as tx:
        waiting = disclosures.proposals_waiting(tx)
    table = terminal.plain("proposal", "by", "yes", "copies", "persons", "reason", "words", whole=("proposal",))
    for p in waiting:
        first = (p.proposed_by, p.first_by, str(len(p.copies)), str(p.persons))
        table.add_row(p.proposal, *first, _said(p.reason), p.words)
    terminal.show(table, otherwise="no recall waits for a further person")


def _correction(reason: Reason, typed: Sequence[str]) -> dict[str, object] | None:
    """What was typed of each group, a line each time. Raises Refused where a correction says nothing."""
    if reason is not Reason.CORRECTED and typed:
        raise typer.BadParameter("what is right belongs to --reason corrected", param_hint="--right")
    lines: dict[FieldGroup, list[str]] = {}
    for one in typed:
        group, equals, words = one.partition("=")
        if not equals or group not in {g.value for g in CORRECTABLE}:
            groups = ", ".join(g.value for g in CORRECTABLE)
            raise typer.BadParameter(f"{one!r} is no GROUP=WORDS with one of {groups}", param_hint="--right")
        lines.setdefault(FieldGroup(group), []).append(words)
    return disclosures.correction_of(lines) if reason is Reason.CORRECTED else None


def _about(tx: Transaction, ours: Sequence[Recall], theirs: Sequence[Taken]) -> dict[str, Recalled]:
    return views.recall_subjects(tx, [*(r.recall for r in ours), *(t.taken for t in theirs)])


def _print(ours: Sequence[Recall], theirs: Sequence[Taken], about: Mapping[str, Recalled], *, none: str = "") -> None:
    heads = ("recall", "side", "with", "reason", "what", "began", "due", "state", "receipt", "outstanding")
    table = terminal.plain(*heads, whole=("recall", "began", "due", "receipt"))
    for r in ours:
        times = (f"{r.ordered_at:{MINUTE}}", f"{r.due_at:{MINUTE}}")
        state = "no receipt yet" if r.state is RecallState.OPEN else r.state.value
        what, receipt = _receipt(about.get(r.recall, Recalled()))
        reason = _said(r.reason)
        table.add_row(r.recall, "ours", r.partner, reason, what, *times, state, receipt, ", ".join(r.outstanding))
    for t in theirs:
        what, receipt = _receipt(about.get(t.taken, Recalled()))
        times = (f"{t.received_at:{MINUTE}}", f"{t.due_at:{MINUTE}}")
        table.add_row(t.recall, "theirs", t.partner, _said(t.reason), what, *times, t.state, receipt, "")
    terminal.show(table, otherwise=none)


def _receipt(recalled: Recalled) -> tuple[str, str]:
    """What it is about, and when its receipt was given."""
    given = f"{recalled.receipt_at:{MINUTE}}" if recalled.receipt_at else ""
    return ", ".join(WHAT[kind] for kind in recalled.kinds), given


def _said(reason: Reason) -> str:
    return reason.value.replace("_", " ")
