"""What the registry says of a claimed national identity. A candidate is "the registry knows this person"."""

from collections.abc import Mapping

from openbitmap.node.connectors import papers
from openbitmap.node.connectors.model import Advice, Reply, State

WORDS: Mapping[str, State] = {
    "confirmed": State.CANDIDATE,
    "not_confirmed": State.NO_CANDIDATE,
    "unknown": State.NO_CANDIDATE,
    "inconclusive": State.INCONCLUSIVE,
    "working": State.PENDING,
}

REASONS: Mapping[str, str] = {
    "confirmed": "identity_confirmed",
    "not_confirmed": "prints_are_not_that_persons",
    "unknown": "not_on_record",
}


def read_reply(data: bytes) -> Reply:
    """The three answers keep their difference in `reason`: the number is another person's, or nobody is on record."""
    return papers.reply(data, WORDS, reasons=REASONS)


def read_notice(data: bytes) -> Advice:
    """A correction of a record that we had asked about."""
    return papers.notice(data, subject="change")
