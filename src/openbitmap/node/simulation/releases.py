"""Every envelope that disclosed something, held against the text of the agreement by its own words: not by the register
that let it out."""

from collections.abc import Iterator
from datetime import datetime

from openbitmap.instruments import Clause, Effect, Instrument, parse
from openbitmap.node.database import Transaction, named_queries
from openbitmap.node.simulation.nation import Nation
from openbitmap.node.simulation.plan import Pair
from openbitmap.node.simulation.witnessed import Left, Witnessed
from openbitmap.node.simulation.world import World
from openbitmap.vocabulary import ExchangeAct
from openbitmap.wire import LetterKind

_SQL = named_queries(__package__)
ACTS = {
    LetterKind.SEARCH: ExchangeAct.SEARCH,
    LetterKind.RESULT: ExchangeAct.ANSWER,
    LetterKind.LATE_RESULT: ExchangeAct.ANSWER,
    LetterKind.REFERENCE: ExchangeAct.REFERENCE,
    LetterKind.ATTRIBUTED: ExchangeAct.SEARCH,
    LetterKind.DATA: ExchangeAct.DATA,
    LetterKind.WATCH: ExchangeAct.WATCH,
    LetterKind.NOTICE: ExchangeAct.NOTIFY,
    LetterKind.NOTICE_OUTCOME: ExchangeAct.NOTIFY,
}
BY_OFFICER = frozenset({LetterKind.REFERENCE, LetterKind.DATA})
"""Letters whose clause wants a person at the gate."""


def without_permit(tx: Transaction, nation: Nation, world: World, *, seen: Witnessed) -> Iterator[str]:
    """Disclosures of this nation that no clause allowed when it made them, or that it keeps no copy of. What it agreed
    with one partner allows nothing towards another."""
    instruments = {pair: parse(text) for pair, text in world.texts.items()}
    for left in seen.departures.values():
        kind = LetterKind(left.header.kind)
        if left.sender != nation.name or kind not in ACTS:
            continue
        instrument = instruments[Pair((left.sender, left.header.route.recipient))]
        name = f"{kind.value} number {left.header.route.sequence}"
        for what in _objections(instrument, left, seen):
            yield f"{name}: {what}"
        if left.header.envelope in seen.forgotten.get(nation.name, ()):
            continue  # what it was, and who let it out, was lost with the database
        given = tx.all(_SQL["copies_in"], envelope=left.header.envelope)
        if not given:
            yield f"{name}: no copy of it is on record"
        for clause, fields, at in given:
            yield from (f"{name}: {what}" for what in _beyond(instrument, clause, fields, at=at))
        if kind in BY_OFFICER and not tx.scalar(_SQL["let_out_by_somebody"], inquiry=left.header.correlation):
            yield f"{name}: nobody let it out"
    for copy, kind, partner in tx.all(_SQL["given_on"]):
        yield f"{copy}, a {kind} for {partner}, came from another nation and was given on"


def _objections(instrument: Instrument, left: Left, seen: Witnessed) -> Iterator[str]:
    """By what its own header says."""
    header = left.header
    if header.clause.partition(" ")[0] != instrument.agreement:
        yield f"it cites {header.clause!r}, which is not what the two agreed on"
    clause = _clause(instrument, header.clause.rpartition(" ")[2])
    if clause is None or clause.effect is not Effect.PERMITS:
        yield f"clause {header.clause!r} permits nothing"
        return
    if ACTS[LetterKind(header.kind)] not in clause.scope.acts:
        yield f"clause {clause.number} does not provide a {header.kind}"
    if not instrument.term.first <= header.issued_at.date() <= instrument.term.last:
        yield f"it left on {header.issued_at.date()}, outside the agreement's term"
    if seen.was_suspended(left.sender, header.route.recipient, header.issued_at):
        yield "its own sender had suspended the agreement"


def _beyond(instrument: Instrument, number: str, fields: list[str], *, at: datetime) -> Iterator[str]:
    clause = _clause(instrument, number)
    allowed = {f.value for f in clause.scope.fields} if clause else set()
    if more := sorted(set(fields) - allowed):
        yield f"clause {number} does not give {', '.join(more)} (on {at.date()})"


def _clause(instrument: Instrument, number: str) -> Clause | None:
    return next((c for c in instrument.clauses if c.number == number), None)
