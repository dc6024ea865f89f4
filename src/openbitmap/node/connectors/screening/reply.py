"""What the desk says: positive, negative, or inconclusive, in its own three words (requirements, R19)."""

from collections.abc import Mapping

from openbitmap.node.connectors import papers
from openbitmap.node.connectors.model import Advice, Reply, State

WORDS: Mapping[str, State] = {
    "positive": State.CANDIDATE,
    "negative": State.NO_CANDIDATE,
    "inconclusive": State.INCONCLUSIVE,
    "working": State.PENDING,
}
"""A positive is a candidate here, however sure the desk is: what follows for the person, our own people decide."""


def read_reply(data: bytes) -> Reply:
    return papers.reply(data, WORDS)


def read_notice(data: bytes) -> Advice:
    """A listing that was made or changed after we had asked."""
    return papers.notice(data, subject="change")
