"""What between nations waits for somebody: contradicting ledgers, late recalls, suspicions, agreements that end or wait
for a hand, restores that are not settled. Each only for who may deal with it or must know."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from openbitmap.node import agreements, connectors, disclosures, inquiries, partners, retention, witness
from openbitmap.node.access import Act, Principal
from openbitmap.node.agreements import AgreementState, Listed, Pledge
from openbitmap.node.database import Transaction
from openbitmap.node.views.agreements import SOON_DAYS, days_left
from openbitmap.vocabulary import PartnerId

SHOWN_FISHING = timedelta(hours=24)


class Matter(StrEnum):
    EVIDENCE_BROKEN = "evidence_broken"
    EVIDENCE_BEHIND = "evidence_behind"
    UNASKED = "unasked"
    RESTORE_OPEN = "restore_open"
    RECALL_OVERDUE = "recall_overdue"
    RECALL_HELD = "recall_held"
    RECALL_PROPOSED = "recall_proposed"
    RETENTION_ABOVE = "retention_above"
    CLOCK_DOUBTED = "clock_doubted"
    NATIONAL = "national"
    FISHING = "fishing"
    SECOND_HAND = "second_hand"
    UNSIGNED = "unsigned"
    AGREEMENT_ENDS = "agreement_ends"


@dataclass(frozen=True)
class Concern:
    """`thing` is what it is about, `address` where it is dealt with. `due_at`: until when, by the breach clause of what
    was agreed with the partner, by the limit of evidence, or by the end of a term; None where nobody said."""

    matter: Matter
    partner: PartnerId
    thing: str
    since: datetime
    address: str
    due_at: datetime | None = None

    def is_late(self, at: datetime) -> bool:
        return self.due_at is not None and at > self.due_at


def attention(tx: Transaction, principal: Principal, *, at: datetime) -> list[Concern]:
    """What is late or has the nearest clock first."""
    found: list[Concern] = []
    listed = agreements.register_at(tx, at)
    if principal.may(Act.SETTLE_EVIDENCE) or principal.may(Act.READ_PARTNERS):
        found += _evidence(tx, listed, at=at)
    if principal.may(Act.READ_DISCLOSURES):
        found += _recalls(tx, at=at)
        found += _nationals(tx)
        found += _forgetting(tx, principal)
    if principal.may(Act.READ_INQUIRIES) and principal.may(Act.READ_ALERTS):
        found += _fishing(tx, listed, at=at)
    if principal.may(Act.READ_ANSWERS) and principal.may(Act.READ_ALERTS):
        found += _unasked(tx, at=at)
    if principal.may(Act.READ_AGREEMENTS):
        found += _agreements(tx, listed, principal, at=at)
    never = datetime.max.replace(tzinfo=at.tzinfo)
    return sorted((c for c in found if _is_open_to(c, principal)), key=lambda c: (c.due_at or never, c.since))


def _is_open_to(concern: Concern, principal: Principal) -> bool:
    """A hand that is awaited concerns whoever may put one."""
    needed = {
        Matter.SECOND_HAND: Act.COUNTERSIGN_AGREEMENTS,
        Matter.UNSIGNED: Act.KEEP_AGREEMENTS,
        Matter.RESTORE_OPEN: Act.ADMINISTER,
        Matter.RECALL_PROPOSED: Act.ORDER_RECALLS,
        Matter.RETENTION_ABOVE: Act.DECIDE_RETENTION,
    }.get(concern.matter)
    return needed is None or principal.may(needed)


def _evidence(tx: Transaction, listed: list[Listed], *, at: datetime) -> Iterator[Concern]:
    for evidence in witness.all_evidence(tx):
        partner = evidence.partner
        for found in evidence.breaks:
            if found.is_open:
                due = _breach_due(listed, partner, found.found_at)
                yield Concern(Matter.EVIDENCE_BROKEN, partner, found.break_id, found.found_at, "/evidence", due)
        if evidence.unattested_since and evidence.stops_at and at > evidence.unattested_since + evidence.limit / 2:
            since = evidence.unattested_since
            yield Concern(Matter.EVIDENCE_BEHIND, partner, "", since, "/evidence", evidence.stops_at)
        for restore in witness.restores_with(tx, partner):
            if restore.settled_at is None:
                address = f"/partners/{partner}"
                yield Concern(Matter.RESTORE_OPEN, partner, restore.restore, restore.claimed_at, address)


def _unasked(tx: Transaction, *, at: datetime) -> Iterator[Concern]:
    """What repositories told of nobody we asked about; of somebody, it is an alert."""
    for told in connectors.notices_newest(tx, since=at - SHOWN_FISHING):
        if not told.inquiry.startswith("sub-"):
            address = f"/repositories/notices/{told.notice}"
            yield Concern(Matter.UNASKED, PartnerId(""), told.notice, told.received_at, address)


def _recalls(tx: Transaction, *, at: datetime) -> Iterator[Concern]:
    late = disclosures.overdue(tx, at)
    held = disclosures.held_by_partners(tx, [one.recall for one in late])
    for one in late:
        matter = Matter.RECALL_HELD if one.recall in held else Matter.RECALL_OVERDUE
        _, due = held.get(one.recall, ("", one.due_at))
        yield Concern(matter, one.partner, one.recall, one.ordered_at, f"/recalls/{one.recall}", due)


def _forgetting(tx: Transaction, principal: Principal) -> Iterator[Concern]:
    """What by a clock alone would be too much, or is not believed."""
    above, doubt = retention.waiting_above(tx), retention.doubt(tx)
    if above and principal.name not in retention.approvals_of(tx, above.run):
        address = f"/retention/{above.run}"
        yield Concern(Matter.RETENTION_ABOVE, PartnerId(""), above.run, above.planned_at, address, above.do_after)
    if doubt:
        yield Concern(Matter.CLOCK_DOUBTED, PartnerId(""), "", doubt.seen_at, "/retention")
    for one in disclosures.proposals_waiting(tx):
        if principal.name not in (one.proposed_by, one.first_by):
            yield Concern(Matter.RECALL_PROPOSED, PartnerId(""), one.proposal, one.proposed_at, "/recalls")


def _nationals(tx: Transaction) -> Iterator[Concern]:
    """Who may be a national: nothing stops before somebody says so, but for what a partner says of its own."""
    for one in disclosures.suspicions(tx):
        partner = PartnerId(one.partner)
        yield Concern(Matter.NATIONAL, partner, one.subject, one.since, f"/nationals/{one.subject}")


def _fishing(tx: Transaction, listed: list[Listed], *, at: datetime) -> Iterator[Concern]:
    for alarm in inquiries.alarms(tx, since=at - SHOWN_FISHING):
        due = _breach_due(listed, alarm.partner, alarm.raised_at)
        yield Concern(Matter.FISHING, alarm.partner, alarm.alarm, alarm.raised_at, "/inquiries", due)


def _agreements(tx: Transaction, listed: list[Listed], principal: Principal, *, at: datetime) -> Iterator[Concern]:
    mine = partners.me(tx) if listed else PartnerId("")
    for one in listed:
        held, ends = one.held, one.held.instrument.term.ends_at
        address = f"/agreements/{held.digest}"
        pledge = Pledge.RESUME if mine in held.signed_by else Pledge.SIGN
        first = agreements.first_hand(tx, held, pledge) if _awaits(one, mine) else None
        if first and first.person != principal.name:
            yield Concern(Matter.SECOND_HAND, held.partner, held.agreement, first.initialled_at, address)
        elif first is None and one.state is AgreementState.PROPOSED and mine not in held.signed_by:
            yield Concern(Matter.UNSIGNED, held.partner, held.agreement, held.proposed_at, address)
        if one.state in (AgreementState.IN_FORCE, AgreementState.SUSPENDED) and days_left(held, at) < SOON_DAYS:
            began = held.instrument.term.begins_at
            yield Concern(Matter.AGREEMENT_ENDS, held.partner, held.agreement, began, address, ends)


def _awaits(one: Listed, mine: PartnerId) -> bool:
    """Whether something of ours takes two people: a signature, or the end of our suspension."""
    held = one.held
    return mine in held.suspended_by if mine in held.signed_by else one.state is AgreementState.PROPOSED


def _breach_due(listed: list[Listed], partner: PartnerId, since: datetime) -> datetime | None:
    """Until when the partner must be told of a breach, by the shortest clause that binds."""
    bound = (AgreementState.IN_FORCE, AgreementState.SUSPENDED)
    hours = [o.held.instrument.breach_hours for o in listed if o.held.partner == partner and o.state in bound]
    return since + timedelta(hours=min(hours)) if hours else None
