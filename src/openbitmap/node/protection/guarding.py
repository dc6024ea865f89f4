"""The guard before anything about a person goes to a partner. Guards the promise that a silence looks like no record.

It only reads and notes a question for a person; it writes no fact, so that the length of the ledger tells nothing, and
it fails closed: what cannot be read is held back.
"""

from collections.abc import Sequence
from datetime import datetime

import psycopg

from openbitmap.node import identities, partners
from openbitmap.node.agreements import Granted, Permit
from openbitmap.node.database import Transaction
from openbitmap.node.problems import NOT_RELEASED, Refused
from openbitmap.node.protection import store
from openbitmap.node.protection.model import (
    FINAL,
    QUIET,
    Asked,
    Guard,
    Guarded,
    Protected,
    Reason,
    reasons_against,
)
from openbitmap.node.protection.nations import state_of
from openbitmap.vocabulary import EncounterId, ExchangeAct, PartnerId

Leave = Granted | Permit
"""A clause's yes to one act, foreseen or given."""
_UNREADABLE = frozenset({Reason.UNREADABLE})


def guard(
    tx: Transaction, encounters: Sequence[EncounterId], *, partner: PartnerId, act: ExchangeAct, at: datetime
) -> Guarded:
    """Ask before the act, about everybody it would tell of. Whatever stands on any encounter of a person counts for
    all, as people judge it today. Nothing about those dropped may leave, nor show in what does."""
    return _guard(tx, encounters, Asked(partner, state_of_partner(tx, partner), act, at))


def guard_under(tx: Transaction, encounters: Sequence[EncounterId], leave: Leave, *, at: datetime) -> Guarded:
    """The same before an act that a clause gives leave for: where it says that it reaches minors, the rule for minors
    lets it pass, and every other reason stands."""
    return _guard(tx, encounters, _asked(tx, leave, at))


def free_under(
    tx: Transaction, encounters: Sequence[EncounterId], leave: Leave, *, at: datetime
) -> frozenset[EncounterId]:
    """Those of them that the act may tell of now. It notes no question for a person: for what was asked before and
    waits for the answer."""
    everybody = list(dict.fromkeys(encounters))
    return frozenset(everybody) - _against(tx, everybody, _asked(tx, leave, at)).keys()


def require_release(tx: Transaction, encounter: EncounterId, leave: Leave, *, at: datetime) -> None:
    """For the stages after the first, where the partner knows that there is somebody: goes on where nothing stands
    against it, or a named officer released it. Raises Refused(NOT_RELEASED), which says nothing of why."""
    if encounter not in free_under(tx, [encounter], leave, at=at):
        raise Refused(NOT_RELEASED)


def fears(tx: Transaction, encounters: Sequence[EncounterId], partner: PartnerId, *, at: datetime) -> bool:
    """Whether one of these people says to fear the state behind this partner, or seeks refuge from it; also where that
    cannot be read. What such a state asks for is looked at by a person before anybody acts on it."""
    asked = Asked(partner, state_of_partner(tx, partner), ExchangeAct.NOTIFY, at)
    found = _read(tx, list(encounters), asked)
    return found is None or any(reasons & FINAL for reasons in found.values())


def reasons_now(tx: Transaction, encounter: EncounterId, asked: Asked) -> frozenset[Reason]:
    """What stands against an act today, released or not."""
    found = _read(tx, [encounter], asked)
    return _UNREADABLE if found is None else found[encounter]


def state_of_partner(tx: Transaction, partner: PartnerId) -> str:
    """Two letters, of the country on the partner's card; empty for a partner that is no state, from whom whoever fears
    any state is kept."""
    known = partners.partner_named(tx, partner)
    return state_of(known.country if known else partner)


def _guard(tx: Transaction, encounters: Sequence[EncounterId], asked: Asked) -> Guarded:
    against = _against(tx, list(dict.fromkeys(encounters)), asked)
    if not against:
        return Guarded(Guard.PASS)
    persons = identities.persons_of(tx, sorted(against))
    by_person: dict[EncounterId, frozenset[Reason]] = {}
    for encounter, reasons in against.items():
        person = persons.get(encounter, encounter)
        by_person[person] = by_person.get(person, frozenset()) | reasons
    reviews = frozenset(store.hold_back(tx, person, asked, reasons=by_person[person]) for person in sorted(by_person))
    reasons = frozenset().union(*against.values())
    verdict = Guard.SILENT if reasons & QUIET else Guard.REVIEW
    return Guarded(verdict, frozenset(against), reasons, reviews)


def _asked(tx: Transaction, leave: Leave, at: datetime) -> Asked:
    question = leave.question
    state = state_of_partner(tx, question.taker)
    return Asked(question.taker, state, question.act, at, minors=leave.terms.minors)


def _against(tx: Transaction, encounters: list[EncounterId], asked: Asked) -> dict[EncounterId, frozenset[Reason]]:
    """Those that may not be told of, each with why; a release by a named officer takes away what it may."""
    found = _read(tx, encounters, asked)
    if found is None:
        return dict.fromkeys(encounters, _UNREADABLE)
    held = {e: reasons for e, reasons in found.items() if reasons}
    free = _released(tx, [e for e, reasons in held.items() if not reasons & FINAL], asked)
    return {e: reasons for e, reasons in held.items() if e not in free}


def _read(tx: Transaction, encounters: list[EncounterId], asked: Asked) -> dict[EncounterId, frozenset[Reason]] | None:
    """None where the markings cannot be read."""
    try:
        with tx.connection.transaction():  # a savepoint: what fails here must not take the caller's work with it
            known = _protected(tx, encounters)
    except psycopg.Error:
        return None
    return {e: reasons_against(known[e], asked) for e in encounters}


def _protected(tx: Transaction, encounters: list[EncounterId]) -> dict[EncounterId, Protected]:
    person = identities.alike(tx, encounters)
    members = sorted({m for one in person.values() for m in one} | set(encounters))
    markings = store.markings_on(tx, members)
    met = {e.encounter: e.enrolled_at for e in identities.encounters_named(tx, members)}
    told = [(e, a, met[e]) for e, a in identities.asserted_of_all(tx, members).items() if e in met]
    everybody = {e: person.get(e, frozenset({e})) | {e} for e in encounters}
    return {
        e: Protected(
            tuple(m for m in markings if m.encounter in everybody[e]),
            tuple((a, when) for name, a, when in told if name in everybody[e]),
        )
        for e in encounters
    }


def _released(tx: Transaction, encounters: list[EncounterId], asked: Asked) -> frozenset[EncounterId]:
    if not encounters:
        return frozenset()
    person = identities.alike(tx, encounters)
    members = sorted({m for one in person.values() for m in one} | set(encounters))
    free = store.released(tx, members, asked)
    return frozenset(e for e in encounters if free & (person.get(e, frozenset()) | {e}))
