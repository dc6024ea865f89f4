"""What was agreed with other nations, and leave for every act under it.

Promises: nothing is permitted but by a clause of a text that both signed, in force at that instant and suspended by
neither; this side signs, and goes on after a stop, on two people's word; `permit` is asked before each act and decides
anew each time; only it makes a `Permit`; each answer is in the ledger, with its clause, once a key; a daily limit is
never overspent and never spent twice for one key. `permit` records, so take your own locks before you ask, and record
after.
"""

from openbitmap.instruments import Barred, BarredReason, Gate, Granted, Onward, Question, Terms
from openbitmap.node.agreements.actions import (
    denounce,
    end_expired,
    propose,
    resume,
    sign,
    suspend,
    take_letter,
    tell_endings,
)
from openbitmap.node.agreements.hands import first_hand
from openbitmap.node.agreements.listing import (
    Listed,
    barred_since,
    in_force,
    instruments_with,
    register_at,
    signatures_of,
    stops_of,
    usage,
)
from openbitmap.node.agreements.model import (
    AgreementState,
    Held,
    Initial,
    Permit,
    Pledge,
    Signature,
    Stop,
    Use,
    states_of,
)
from openbitmap.node.agreements.permits import foresee, permit
from openbitmap.node.agreements.registering import named, register, versions_of

__all__ = [
    "AgreementState",
    "Barred",
    "BarredReason",
    "Gate",
    "Granted",
    "Held",
    "Initial",
    "Listed",
    "Onward",
    "Permit",
    "Pledge",
    "Question",
    "Signature",
    "Stop",
    "Terms",
    "Use",
    "barred_since",
    "denounce",
    "end_expired",
    "first_hand",
    "foresee",
    "in_force",
    "instruments_with",
    "named",
    "permit",
    "propose",
    "register",
    "register_at",
    "resume",
    "sign",
    "signatures_of",
    "states_of",
    "stops_of",
    "suspend",
    "take_letter",
    "tell_endings",
    "usage",
    "versions_of",
]
