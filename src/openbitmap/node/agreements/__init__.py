"""What was agreed with other nations, and leave for every act under it.

Promises: nothing is permitted but by a clause of a text that both signed, in force at that instant and suspended by
neither; `permit` is asked before each act and decides anew each time; only it makes a `Permit`; each answer is in the
ledger, with its clause, once a key; a daily limit is never overspent and never spent twice for one key. `permit`
records, so take your own locks before you ask, and record after.
"""

from openbitmap.instruments import Barred, BarredReason, Gate, Granted, Onward, Question, Terms
from openbitmap.node.agreements.model import AgreementState, Held, Permit, Signature, Stop, Use, states_of
from openbitmap.node.agreements.permits import foresee, permit
from openbitmap.node.agreements.register import register

__all__ = [
    "AgreementState",
    "Barred",
    "BarredReason",
    "Gate",
    "Granted",
    "Held",
    "Onward",
    "Permit",
    "Question",
    "Signature",
    "Stop",
    "Terms",
    "Use",
    "foresee",
    "permit",
    "register",
    "states_of",
]
