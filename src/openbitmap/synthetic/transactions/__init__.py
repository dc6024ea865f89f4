"""Transactions of synthetic people, good and bad, as the bytes that a post would send.

Promises: a good transaction is conformant to our EBTS profile and carries the remark that it is synthetic in 2.006,
2.037, in every document number and in every image; a bad one is the same transaction spoilt in exactly the way its
name says; times are arguments.
"""

from openbitmap.synthetic.transactions.captures import Presentation, capture_finger, capture_slap
from openbitmap.synthetic.transactions.defects import (
    DEFECTS,
    decompression_bomb,
    future_birth_date,
    oversized_length,
    repeated_record,
    same_finger_twice,
    same_print_twice,
    size_disagrees,
    truncated,
    unknown_record,
    wrong_hand_slap,
    wrong_length,
)
from openbitmap.synthetic.transactions.marking import REMARK, is_marked, png_image, wsq_image
from openbitmap.synthetic.transactions.submissions import (
    TWO_FINGERS,
    FingerRecord,
    arrest_card,
    arrest_transaction,
    control_number,
    enrolment_card,
    rapid_query,
    rapid_transaction,
)

__all__ = [
    "DEFECTS",
    "REMARK",
    "TWO_FINGERS",
    "FingerRecord",
    "Presentation",
    "arrest_card",
    "arrest_transaction",
    "capture_finger",
    "capture_slap",
    "control_number",
    "decompression_bomb",
    "enrolment_card",
    "future_birth_date",
    "is_marked",
    "oversized_length",
    "png_image",
    "rapid_query",
    "rapid_transaction",
    "repeated_record",
    "same_finger_twice",
    "same_print_twice",
    "size_disagrees",
    "truncated",
    "unknown_record",
    "wrong_hand_slap",
    "wrong_length",
    "wsq_image",
]
