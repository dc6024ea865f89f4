"""Agreements on a terminal."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from openbitmap import instruments
from openbitmap.instruments import Change, Clause, Difference, Effect, Foreseen, Granted, Instrument, Limit, said
from openbitmap.node.agreements import AgreementState, Use
from openbitmap.node.cli.terminal import plain

STATE_STYLES = {
    AgreementState.IN_FORCE: "green",
    AgreementState.AHEAD: "cyan",
    AgreementState.PROPOSED: "cyan",
    AgreementState.SUSPENDED: "yellow",
}
CHANGES = {Change.ADDED: "added", Change.TAKEN_OUT: "taken out", Change.CHANGED: "changed"}


def show_heading(console: Console, instrument: Instrument, digest: str, *, language: str) -> None:
    term, edition = instrument.term, instrument.edition
    parties = " and ".join(f"{p.partner} ({p.names.said(language)})" for p in instrument.parties)
    kind = instruments.KINDS[instrument.kind][language]
    console.print(f"[bold]{instrument.agreement}[/]  {escape(instrument.titles.said(language))}")
    phase = instruments.PHASES[instrument.phase][language]
    console.print(f"{kind}, {phase}, version {edition.version}; {escape(parties)}", highlight=False)
    console.print(f"in force {term.first} to {term.last}; breach notice {instrument.breach_hours} h", highlight=False)
    console.print(f"[bright_black]hash {digest}[/]", highlight=False)


def clauses(instrument: Instrument, *, language: str) -> Table:
    """A paragraph a clause: what, who to whom, why, about whom, which fields, on which terms."""
    table = Table.grid(padding=(0, 1))
    table.add_column(style="bold")
    table.add_column(overflow="fold")
    for clause in instrument.clauses:
        table.add_row(clause.number, "\n".join(_clause_lines(clause, language)))
    return table


def _clause_lines(clause: Clause, language: str) -> Iterator[str]:
    scope, forbids = clause.scope, clause.effect is not Effect.PERMITS
    acts = ", ".join(said(a) for a in sorted(scope.acts)) or "every act"
    ways = ", ".join(f"{giver} to {taker}" for giver, taker in sorted(scope.directions)) or "both ways"
    yield f"[bold]{escape(clause.titles.said(language))}[/]"
    reach = " under every agreement" if clause.effect is Effect.FORBIDS_EVERYWHERE else ""
    yield f"[{'red' if forbids else 'green'}]{'forbids' if forbids else 'permits'}{reach}[/] {acts}; {ways}"
    for word, said_members in (
        ("for", instruments.listed(scope.purposes, instruments.PURPOSES, language)),
        ("about", instruments.listed(scope.categories, instruments.CATEGORIES, language)),
        ("by", instruments.listed(scope.modalities, instruments.MODALITIES, language)),
        ("in", instruments.listed(scope.galleries, instruments.GALLERIES, language)),
        ("fields", instruments.listed(scope.fields, instruments.FIELDS, language)),
    ):
        if said_members != instruments.listed((), instruments.FIELDS, language):
            yield f"[bright_black]{word:7}[/]{said_members}"
    kinds = [limit.kind for limit in clause.limits if limit.kind]
    if scope.third_parties:
        yield f"[bright_black]{'to':7}[/]{', '.join(sorted(scope.third_parties))}"
    if forbids and kinds:
        yield f"[bright_black]{'kinds':7}[/]{', '.join(kinds)}"
    if not forbids:
        yield f"[bright_black]{'terms':7}[/]{_terms(clause, language)}"


def _terms(clause: Clause, language: str) -> str:
    conditions = clause.conditions
    words = [instruments.GATES[conditions.gate][language], f"kept {conditions.retention_days} d"]
    words += [said_limit for limit in clause.limits if (said_limit := _limit(limit))]
    words += [instruments.ONWARDS[conditions.onward][language], f"answer within {conditions.answer_hours} h"]
    words += [f"minors: {'yes' if conditions.minors else 'no'}"]
    words += ["bands of likeness may be told"] if conditions.bands else []
    words += ["one case only"] if conditions.individual else []
    return "; ".join(words)


def _limit(limit: Limit) -> str:
    """Such as "TP/TP 500 a day, at most 5 candidates"."""
    numbers = [f"{limit.per_day} a day"] if limit.per_day is not None else []
    numbers += [f"at most {limit.candidates} candidates"] if limit.candidates else []
    return f"{limit.kind or ''} {', '.join(numbers)}".strip() if numbers else ""


def show_purpose(console: Console, instrument: Instrument, *, language: str) -> None:
    """What the text is for, and whom each party named to be asked."""
    for number, goal in enumerate(instrument.goals, start=1):
        console.print(f"[bright_black]goal {number}[/]  {escape(goal.said(language))}", highlight=False)
    for party in instrument.parties:
        for contact in (each.said(language) for each in party.contacts):
            console.print(f"[bright_black]contact {party.partner}[/]  {escape(contact)}", highlight=False)


def differences(found: Sequence[Difference]) -> Iterable[str]:
    """Lines with rich's marks: what stood in red, what stands in green."""
    for one in found:
        yield f"[bold]{one.place}[/]  [bright_black]{CHANGES[one.change]}[/]"
        yield from (f"  [red]- {escape(line)}[/]" for line in one.before)
        yield from (f"  [green]+ {escape(line)}[/]" for line in one.after)


def foreseen(rows: Sequence[Foreseen], *, language: str) -> Table:
    """Equal outcomes of one stage in one row, the galleries together."""
    table = plain(
        "stage", "gallery of the record", "people", "outcome", "clause", "fields", whole=("outcome", "clause")
    )
    is_one = len({r.decision.agreement for r in rows if r.decision.agreement}) <= 1
    by_outcome = sorted(rows, key=lambda r: (list(instruments.ACTS).index(r.act), _outcome(r), -r.people))
    for (act, (outcome, by)), group in groupby(by_outcome, key=lambda r: (r.act, _outcome(r))):
        same = list(group)
        galleries = [instruments.GALLERIES[r.gallery][language] for r in same if r.gallery]
        is_granted = isinstance(same[0].decision, Granted)
        table.add_row(
            said(act),
            ", ".join(galleries),
            " ".join(dict.fromkeys(str(r.people) for r in same)),
            f"[{'green' if is_granted else 'red'}]{outcome}[/]",
            by.split(" of ")[0] if is_one else by,
            _fields(same[0].decision, language),
        )
    return table


def _outcome(row: Foreseen) -> tuple[str, str]:
    """In words, and the clause that says so."""
    decision = row.decision
    by = f"{decision.clause} of {decision.agreement}" if decision.clause else ""
    return "permitted" if isinstance(decision, Granted) else f"barred: {said(decision.reason)}", by


def _fields(decision: Granted | instruments.Barred, language: str) -> str:
    if not isinstance(decision, Granted):
        return ""
    return instruments.listed(decision.fields, instruments.FIELDS, language)


def used(uses: Sequence[Use]) -> Table:
    """Daily limits with what was used of them."""
    table = plain("clause", "act", "giver", "kind", "used today", "of")
    for use in uses:
        spent = f"{use.giver} counts it" if use.spent is None else str(use.spent)
        table.add_row(use.clause, said_act(use.act), use.giver, use.kind, spent, str(use.per_day or "-"))
    return table


def said_act(act: str) -> str:
    return act.replace("_", " ")
