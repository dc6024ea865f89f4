"""Answers to senders. Turns what other rooms know into one Answer, releases it in numbered versions, writes its bytes.

Promises: an answer is recorded in the ledger in the same transaction that makes it readable; terminal, page, JSON and
ITL bytes say the same things in the same order, because all are written from the same value.
"""

from openbitmap.node.exchange.abroad import joined
from openbitmap.node.exchange.actions import overdue, release_waiting
from openbitmap.node.exchange.card import (
    Card,
    CardRow,
    Icon,
    Tone,
    card_lines,
    card_of,
    clock,
    reason_words,
    repository_words,
)
from openbitmap.node.exchange.changes import changes_of
from openbitmap.node.exchange.store import Released, latest_answer, latest_released
from openbitmap.node.exchange.transactions import transaction_bytes
from openbitmap.node.exchange.words import number, span

__all__ = [
    "Card",
    "CardRow",
    "Icon",
    "Released",
    "Tone",
    "card_lines",
    "card_of",
    "changes_of",
    "clock",
    "joined",
    "latest_answer",
    "latest_released",
    "number",
    "overdue",
    "reason_words",
    "release_waiting",
    "repository_words",
    "span",
    "transaction_bytes",
]
