"""What is given about somebody: by which act a permit must let it, and in which letters it may go."""

from enum import StrEnum

from openbitmap.vocabulary import ExchangeAct
from openbitmap.wire import LetterKind


class ItemKind(StrEnum):
    """What is given about somebody."""

    PROBE = "probe"
    HIT = "hit"
    RESULT = "result"
    """An answer that is about nobody: no candidate, or the late word of a repository. There is nothing to call back."""
    REFERENCE = "reference"
    DATA = "data"
    WATCH_ENTRY = "watch_entry"
    NOTICE = "notice"
    ATTRIBUTION = "attribution"
    """Which of a partner's references our examiners say is the person we asked about."""
    OUTCOME = "outcome"
    """What came of a partner's notice."""


CONCLUDED = frozenset({ItemKind.RESULT, ItemKind.ATTRIBUTION, ItemKind.OUTCOME})
"""What is told and held by nobody: an answer about nobody, and what people concluded of what the reader itself gave,
which is undone as that is."""


ACT_OF = {
    ItemKind.PROBE: ExchangeAct.SEARCH,
    ItemKind.HIT: ExchangeAct.ANSWER,
    ItemKind.RESULT: ExchangeAct.ANSWER,
    ItemKind.REFERENCE: ExchangeAct.REFERENCE,
    ItemKind.DATA: ExchangeAct.DATA,
    ItemKind.WATCH_ENTRY: ExchangeAct.WATCH,
    ItemKind.NOTICE: ExchangeAct.NOTIFY,
    ItemKind.ATTRIBUTION: ExchangeAct.SEARCH,
    ItemKind.OUTCOME: ExchangeAct.NOTIFY,
}
"""The act that a permit must be for."""

LETTERS_OF = {
    ItemKind.PROBE: frozenset({LetterKind.SEARCH}),
    ItemKind.HIT: frozenset({LetterKind.RESULT, LetterKind.LATE_RESULT}),
    ItemKind.RESULT: frozenset({LetterKind.RESULT, LetterKind.LATE_RESULT}),
    ItemKind.REFERENCE: frozenset({LetterKind.REFERENCE}),
    ItemKind.DATA: frozenset({LetterKind.DATA}),
    ItemKind.WATCH_ENTRY: frozenset({LetterKind.WATCH}),
    ItemKind.NOTICE: frozenset({LetterKind.NOTICE}),
    ItemKind.ATTRIBUTION: frozenset({LetterKind.ATTRIBUTED}),
    ItemKind.OUTCOME: frozenset({LetterKind.NOTICE_OUTCOME}),
}
"""The letters that may carry it."""
