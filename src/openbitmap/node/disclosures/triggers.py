"""What calls copies back by itself, and what lets go of holdings: a changed person, an ended entry, a purged source."""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby

from openbitmap.node import cases, envelopes, identities
from openbitmap.node.database import Transaction
from openbitmap.node.disclosures import dispute_store, holding_store, keeping, obeying, recalling, store
from openbitmap.node.disclosures.keeping import Errand
from openbitmap.node.disclosures.model import (
    Copy,
    Demand,
    Holding,
    HoldingId,
    HoldingState,
    Reason,
    Tombstone,
)
from openbitmap.node.disclosures.obeying import Line
from openbitmap.node.disclosures.transitions import Step, next_state
from openbitmap.node.identities import Conclusion, Judgement
from openbitmap.node.vault import Vault
from openbitmap.vocabulary import Actor, CaseId, Digest, EncounterId, PartnerId

NODE = Actor("node", "disclosures")
WORDS = {
    Reason.WRONG_IDENTITY: "People have judged that this was given for a person it is not.",
    Reason.WITHDRAWN: "What this was taken from was withdrawn.",
    Reason.EXPIRED: "What this was given for has ended.",
    Reason.RETENTION: "Its term is over.",
    Reason.OWN_NATIONAL: "The person was found to be a national.",
}


def recall_wrong(tx: Transaction, encounters: Sequence[EncounterId], *, demand_within: Demand, at: datetime) -> None:
    """After who is who changed: call back what was given about a person from whom people have taken an encounter away
    since; what only joined makes nothing wrong that was said."""
    copies = [c for c in store.copies_about(tx, encounters) if c.encounter and next_state(c.state, Step.RECALL)]
    now = identities.alike(tx, sorted({c.encounter for c in copies})) if copies else {}
    wrong = [c for c in copies if _members_then(tx, c) - now.get(c.encounter, frozenset({c.encounter}))]
    if wrong:
        recalling.recall_copies(tx, wrong, demand_within, at=at, actor=NODE)


def recall_ended(tx: Transaction, copies: Sequence[Copy], demand: Demand, *, at: datetime) -> None:
    """What was withdrawn or ended, of whatever is still in somebody's hands."""
    wanted = [c for c in copies if next_state(c.state, Step.RECALL)]
    if wanted:
        recalling.recall_copies(tx, wanted, demand, at=at, actor=NODE)


def let_go(
    tx: Transaction, vault: Vault, holdings: Sequence[Holding], *, errand: Errand, key: str
) -> dict[HoldingId, tuple[Digest, ...]]:
    """Purge holdings by our own doing, bar their return, and tell each giver what was erased; says which went, with the
    digests of what they were."""
    went = purge_all(tx, vault, holdings, errand=errand)
    lines = [(h.partner, said_of(h, "erased", errand, erased=digests)) for h, digests in went]
    tell_givers(tx, lines, key=key, at=errand.at)
    return {holding.holding: digests for holding, digests in went}


def purge_all(
    tx: Transaction, vault: Vault, holdings: Sequence[Holding], *, errand: Errand
) -> list[tuple[Holding, tuple[Digest, ...]]]:
    """Which went, with the digests of what they were. Of a national nothing more comes in under the reference."""
    holding_store.lock_references(tx, ((h.partner, h.reference) for h in holdings))
    went = []
    for holding in sorted(holdings, key=lambda h: h.holding):
        erased = keeping.purge(tx, vault, holding, errand=errand)
        if erased is None:
            continue
        went.append((holding, tuple(erased)))
        for digest in (holding.digest, *([""] if errand.reason is Reason.OWN_NATIONAL else [])):
            stone = Tombstone(holding.partner, holding.reference, digest, errand.recall, errand.at)
            keeping.set_tombstone(tx, stone)
    return went


def said_of(holding: Holding, outcome: str, errand: Errand, *, erased: Sequence[Digest] = ()) -> Line:
    """A line of a receipt that nobody asked for."""
    line = obeying.line_of(holding, outcome, erased, at=errand.at) | {"reason": errand.reason.value}
    del line["holding"]
    return line | ({"nation": errand.nation} if errand.nation else {})


def tell_givers(tx: Transaction, lines: Sequence[tuple[PartnerId, Line]], *, key: str, at: datetime) -> None:
    """One letter to each nation that gave something of it."""
    for partner, group in groupby(sorted(lines, key=lambda one: one[0]), key=lambda one: one[0]):
        obeying.announce(tx, partner, [line for _, line in group], key=f"{key}:{partner}", at=at)


def let_go_unattributed(
    tx: Transaction, vault: Vault, encounters: Sequence[EncounterId], *, because: str, at: datetime
) -> None:
    """After people took an attribution back: whatever a partner gave under a reference that is nobody's of ours any
    more goes, personal data and images alike. Where a letter about it is disputed, nobody has taken anything back: a
    person settles it first."""
    held = [h for h in holding_store.holdings_about(tx, encounters) if h.state is not HoldingState.PURGED]
    now = identities.alike(tx, sorted({EncounterId(h.encounter) for h in held})) if held else {}
    alone = [h for h in held if len(now.get(EncounterId(h.encounter), ())) <= 1]
    names = sorted({(h.partner, h.reference) for h in alone})
    given = [holding_store.hold_holdings(tx, partner, reference) for partner, reference in names]
    whole = [h for one in given if not _is_contested(tx, one) for h in one]
    if whole:
        let_go(tx, vault, whole, errand=Errand(Reason.WRONG_IDENTITY, "", at), key=because)


def undo_what_rested(tx: Transaction, encounter: EncounterId, *, recall: str, at: datetime) -> None:
    """A reference encounter is gone: nobody is one person through it any more, in new judgements that withdraw the old,
    silent where those were or their prints are; answers and alerts follow. Call it before anything is recorded."""
    if identities.withdrawal_of(tx, encounter) is None:
        return
    edges = [
        e
        for e in identities.graph_around(tx, [encounter]).edges
        if encounter in (e.encounter, e.other) and e.conclusion is Conclusion.SAME
    ]
    source = CaseId(recall or f"purge of {encounter}")
    discreet = identities.silent_among(tx, sorted({m for e in edges for m in (e.encounter, e.other)}))
    undone = [
        Judgement(
            e.encounter,
            e.other,
            Conclusion.WITHDRAWN,
            e.case or source,
            judged_at=at,
            silent=e.silent or e.encounter in discreet or e.other in discreet,
        )
        for e in edges
    ]
    identities.judge(tx, undone)


def end_cases(tx: Transaction, encounter: EncounterId, *, at: datetime) -> None:
    """Open cases that show nothing else end without a finding about anybody."""
    if identities.withdrawal_of(tx, encounter):
        cases.end_recalled(tx, encounter, at=at)


def _is_contested(tx: Transaction, held: Sequence[Holding]) -> bool:
    """Whether a letter in which one of these came, or another about the same question, is disputed and not settled."""
    for holding in held:
        keeping = holding_store.keeping_of(tx, holding.holding)
        about = envelopes.correlation_of(tx, keeping.envelope) if keeping else ""
        if dispute_store.is_frozen(tx, holding.holding) or dispute_store.disputed_about(tx, about, holding.partner):
            return True
    return False


def _members_then(tx: Transaction, copy: Copy) -> frozenset[EncounterId]:
    terms = store.terms_of(tx, copy.copy)
    return frozenset(terms.members) if terms else frozenset()
