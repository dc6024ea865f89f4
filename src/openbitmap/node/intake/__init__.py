"""What comes in. Receives bytes once and for good, examines them, accepts or refuses.

Promises: the same bytes from the same station give the same receipt and create nothing; the original bytes are in the
vault before anything is read; every finding has its place in the file; a refusal never touches another room.
"""

from openbitmap.node.intake.actions import decode_patiently, examine, receive, refuse
from openbitmap.node.intake.model import LARGEST, Arrival, Header, Submission, finding_of, header_from
from openbitmap.node.intake.store import advance, findings_of, header_of, original, past_due, submission_of

__all__ = [
    "LARGEST",
    "Arrival",
    "Header",
    "Submission",
    "advance",
    "decode_patiently",
    "examine",
    "finding_of",
    "findings_of",
    "header_from",
    "header_of",
    "original",
    "past_due",
    "receive",
    "refuse",
    "submission_of",
]
