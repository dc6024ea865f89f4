"""What one nation writes to another, before it is numbered, signed and sealed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from openbitmap.vocabulary import PartnerId


class LetterKind(StrEnum):
    SEARCH = "search"
    RESULT = "result"
    LATE_RESULT = "late_result"
    REFERENCE_REQUEST = "reference_request"
    REFERENCE = "reference"
    ATTRIBUTED = "attributed"
    DATA_REQUEST = "data_request"
    DATA = "data"
    WATCH = "watch"
    WATCH_ENDED = "watch_ended"
    NOTICE = "notice"
    NOTICE_OUTCOME = "notice_outcome"
    RECALL = "recall"
    RECALL_DONE = "recall_done"
    AGREEMENT = "agreement"
    CHECKPOINT = "checkpoint"
    COSIGNATURE = "cosignature"
    KEYS = "keys"
    REFUSAL = "refusal"
    ERASED = "erased"

    @property
    def discloses(self) -> bool:
        """True where the letter says something of a person that the reader did not know: it needs a Permit."""
        return self in _DISCLOSING


_DISCLOSING = frozenset(
    {
        LetterKind.SEARCH,
        LetterKind.RESULT,
        LetterKind.LATE_RESULT,
        LetterKind.REFERENCE,
        LetterKind.ATTRIBUTED,
        LetterKind.DATA,
        LetterKind.WATCH,
        LetterKind.NOTICE,
        LetterKind.NOTICE_OUTCOME,
    }
)


@dataclass(frozen=True)
class Letter:
    """`partner` is whoever stands at the other end, writer or reader. `body` holds JSON values only. `correlation` is
    what the letter belongs to: an inquiry, a recall. After `expires_at` the reader refuses it and says so; without
    one it never grows stale."""

    partner: PartnerId
    kind: LetterKind
    body: Mapping[str, object]
    attachments: Mapping[str, bytes] = field(default_factory=dict)
    correlation: str = ""
    expires_at: datetime | None = None
