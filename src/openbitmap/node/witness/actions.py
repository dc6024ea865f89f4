"""Asked before every disclosure; what contradicts itself, and what people say of it; where evidence stands."""

from dataclasses import replace
from datetime import datetime

from openbitmap.node import ledger, partners
from openbitmap.node.access import Act, Principal, Role
from openbitmap.node.database import Transaction, new_id
from openbitmap.node.events import EvidenceBroken, EvidenceSettled
from openbitmap.node.problems import BREAK_SETTLED, EVIDENCE_BEHIND, EVIDENCE_BROKEN, NEEDS_WORDS, Refused
from openbitmap.node.witness import store
from openbitmap.node.witness.model import Break, Evidence
from openbitmap.vocabulary import Actor, PartnerId

NODE = Actor("node", "witness")


def require_current(tx: Transaction, partner: PartnerId, *, at: datetime) -> None:
    """Asked in the transaction of each disclosure to a partner, once, before it: the disclosure counts from `at` on as
    one that the partner has to attest. Raises Refused(EVIDENCE_BROKEN) while a contradiction is open, and
    Refused(EVIDENCE_BEHIND) when an earlier disclosure has waited longer than the limit.
    """
    if store.has_open_break(tx, partner):
        raise Refused(EVIDENCE_BROKEN, partner=partner)
    since, _ = store.unattested(tx, partner)
    limit = store.limit(tx)
    if since is not None and at - since > limit:
        raise Refused(EVIDENCE_BEHIND, partner=partner, hours=int(limit.total_seconds() // 3600))
    store.note_disclosure(tx, partner, at)


def evidence_with(tx: Transaction, partner: PartnerId) -> Evidence:
    since, waiting = store.unattested(tx, partner)
    seen = store.last_seen(tx, partner)
    return Evidence(
        partner,
        store.last_cosigned(tx, partner),
        seen.attested if seen else None,
        unattested_since=since,
        unattested=waiting,
        limit=store.limit(tx),
        breaks=tuple(store.breaks_with(tx, partner)),
    )


def all_evidence(tx: Transaction) -> list[Evidence]:
    """One for each partner there is or was."""
    return [evidence_with(tx, known.partner) for known in partners.all_partners(tx)]


def found_broken(tx: Transaction, found: Break, *, evidence: str, actor: Actor = NODE) -> None:
    """Keep a contradiction with the signed notes that show it. While the same is open it is told once; a restore that
    is stated again is told again, and whoever had dealt with it looks again."""
    named = replace(found, break_id=new_id("brk"))
    if not store.insert_break(tx, named, evidence):
        if not found.fault.is_told_again:
            return
        named = replace(found, break_id=store.reopen_break(tx, found, evidence))
    ledger.record(tx, EvidenceBroken(named.partner, named.break_id, named.fault.value, named.size), actor=actor)


def settle(tx: Transaction, break_id: str, words: str, *, by: Principal, at: datetime) -> Break:
    """What a supervisor or an auditor says came of a contradiction. Once both have said so, what follows begins anew:
    disclosures go on, and the next checkpoint is taken as the first one was; after a restore, as one that goes on from
    what was stated of it. Raises Refused."""
    by.require(Act.SETTLE_EVIDENCE)
    if not words.strip():
        raise Refused(NEEDS_WORDS)
    store.lock(tx)
    known = store.hold_break(tx, break_id)
    said_already = known is None or (known.supervisor if by.role is Role.SUPERVISOR else known.auditor)
    if known is None or said_already:
        raise Refused(BREAK_SETTLED)
    said = f"{known.words}\n{by.name}: {words.strip()}".strip()
    now = (
        replace(known, supervisor=by.name, words=said)
        if by.role is Role.SUPERVISOR
        else replace(known, auditor=by.name, words=said)
    )
    store.keep_break(tx, now, at=at)
    if not now.is_open:
        _begin_anew(tx, now, at=at)
    ledger.record(tx, EvidenceSettled(now.partner, break_id, by.role.value, int(now.is_open)), actor=by.actor)
    return now


def _begin_anew(tx: Transaction, settled: Break, *, at: datetime) -> None:
    """Of the partner's ledger once nothing of it is open any more: until then nothing of it is attested anyway."""
    partner = settled.partner
    if settled.fault.is_own:
        store.close_issued(tx, partner, at=at)
    elif not any(found.is_open and not found.fault.is_own for found in store.breaks_with(tx, partner)):
        store.close_seen(tx, partner, at=at)
        if base := store.take_base(tx, partner):
            store.insert_seen(tx, base)
