"""What stands in the register: by partner, by moment, with what was used of each daily limit."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby, product

from openbitmap.instruments import BY_KIND, BarredReason, Clause, Effect
from openbitmap.node import partners
from openbitmap.node.agreements import registering, store
from openbitmap.node.agreements.model import AgreementState, Held, Signature, Stop, Use, states_of
from openbitmap.node.database import Transaction
from openbitmap.vocabulary import AgreementId, PartnerId


@dataclass(frozen=True)
class Listed:
    """One text of the register as it stands at a moment."""

    held: Held
    state: AgreementState


def register_at(tx: Transaction, at: datetime) -> list[Listed]:
    """Every text, by agreement, the newest version of each first."""
    listed: list[Listed] = []
    for _, group in groupby(store.held(tx), key=lambda h: h.agreement):
        versions = list(group)
        states = states_of(versions, at)
        listed += [Listed(h, states[h.digest]) for h in reversed(versions)]
    return listed


def in_force(tx: Transaction, at: datetime) -> list[Held]:
    """Texts under which something may move at this instant."""
    return [one.held for one in register_at(tx, at) if one.state is AgreementState.IN_FORCE]


def instruments_with(tx: Transaction, partner: PartnerId) -> list[Held]:
    """Every text with this partner, whatever its state."""
    return store.held(tx, partners=(partner,))


def signatures_of(tx: Transaction, held: Held) -> list[Signature]:
    return store.signatures_of(tx, held.digest)


def stops_of(tx: Transaction, agreement: AgreementId) -> list[Stop]:
    """Suspensions, running ones first."""
    return store.stops_of(tx, agreement)


def barred_since(tx: Transaction, agreement: AgreementId, reason: str) -> date | None:
    """The last day of a text that expired, or the day on which it was denounced or suspended; None for what bars from
    no day on, or is not in the register."""
    versions = store.held(tx, agreement=agreement)
    held = next((h for h in reversed(versions) if h.instrument.partners <= h.signed_by), None)
    if held is None:
        return None
    if reason == BarredReason.EXPIRED:
        return held.instrument.term.last
    if reason == BarredReason.DENOUNCED:
        return held.denounced_at.date() if held.denounced_at else None
    running = [stop.since for stop in store.stops_of(tx, agreement) if stop.ended_at is None]
    return min(running).date() if running and reason == BarredReason.SUSPENDED else None


def usage(tx: Transaction, agreement: AgreementId, day: date) -> list[Use]:
    """Every daily limit of the newest signed version with what was used of it on a day of UTC: of what this nation
    gives. What is asked of the other is not what it gave. Raises Refused."""
    versions = registering.versions_of(tx, agreement)
    held = next((h for h in reversed(versions) if h.instrument.partners <= h.signed_by), versions[-1])
    spent = {(s.clause, s.act, s.giver, s.kind): s.spent for s in store.spent_on(tx, agreement, day)}
    mine = {key for key, _ in _limits(held) if key[2] == partners.me(tx)}
    return [Use(*key, spent=spent.get(key, 0) if key in mine else None, per_day=n) for key, n in _limits(held)]


def _limits(held: Held) -> Iterator[tuple[tuple[str, str, PartnerId, str], int]]:
    """Clause, act, giver and kind of search of every daily limit, in the order of the clauses."""
    for clause in held.instrument.clauses:
        if clause.effect is Effect.PERMITS:
            yield from _limits_of(clause)


def _limits_of(clause: Clause) -> Iterator[tuple[tuple[str, str, PartnerId, str], int]]:
    givers = sorted({giver for giver, _ in clause.scope.directions})
    for act, limit in product(sorted(clause.scope.acts), clause.limits):
        if limit.per_day is not None and (limit.kind is not None) == (act in BY_KIND):
            yield from (((clause.number, act.value, giver, limit.kind or ""), limit.per_day) for giver in givers)
