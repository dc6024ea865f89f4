"""Letters between nations: out with their cause, in once and in order, each with a receipt that both keep.

Promises: a letter is queued in the transaction of what causes it, or not at all; whatever the link does, every number
is delivered once and in its order; what is no partner's envelope changes nothing but the list of evidence; a receipt is
given only for what is stored; order is by number, never by anybody's clock. How an envelope travels is not its concern:
push, pull and stick carry the same bytes.
"""

from openbitmap.node.envelopes import carrying, channel, evidence, pushing, restoring
from openbitmap.node.envelopes.keys import revoke_key, rotate_keys
from openbitmap.node.envelopes.model import (
    EXPIRY_TOLERANCE,
    Incoming,
    InState,
    Outgoing,
    OutState,
    Rejected,
    Traffic,
)
from openbitmap.node.envelopes.reading import clause_of, erase, letter_of
from openbitmap.node.envelopes.receipting import note_receipt
from openbitmap.node.envelopes.reinstating import hold_numbers, is_number_free, pass_over, reinstate
from openbitmap.node.envelopes.sending import outbound, send
from openbitmap.node.envelopes.store import (
    correlation_of,
    incoming_of,
    leave_unheard,
    outgoing_of,
    rejected_from,
    traffic_with,
    troubled_of,
)
from openbitmap.node.envelopes.taking import accept

__all__ = [
    "EXPIRY_TOLERANCE",
    "InState",
    "Incoming",
    "OutState",
    "Outgoing",
    "Rejected",
    "Traffic",
    "accept",
    "carrying",
    "channel",
    "clause_of",
    "correlation_of",
    "erase",
    "evidence",
    "hold_numbers",
    "incoming_of",
    "is_number_free",
    "leave_unheard",
    "letter_of",
    "note_receipt",
    "outbound",
    "outgoing_of",
    "pass_over",
    "pushing",
    "reinstate",
    "rejected_from",
    "restoring",
    "revoke_key",
    "rotate_keys",
    "send",
    "traffic_with",
    "troubled_of",
]
