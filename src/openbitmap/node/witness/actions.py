"""Asked before every disclosure."""

from datetime import datetime

from openbitmap.node.database import Transaction
from openbitmap.node.problems import EVIDENCE_BEHIND, EVIDENCE_BROKEN, Refused
from openbitmap.node.witness import store
from openbitmap.vocabulary import PartnerId


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
