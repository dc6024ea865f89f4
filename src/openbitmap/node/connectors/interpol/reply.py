"""What the hub says: hit or no hit, and of a hit the colour of the notice, by which it is handled."""

from collections.abc import Mapping
from dataclasses import replace

from openbitmap.node.connectors import papers
from openbitmap.node.connectors.model import Advice, Reply, State

WORDS: Mapping[str, State] = {"hit": State.CANDIDATE, "no_hit": State.NO_CANDIDATE, "working": State.PENDING}

COLOURS: Mapping[str, str] = {
    "red": "wanted for prosecution or to serve a sentence; ask the national bureau before any measure",
    "blue": "locate and identify in connection with a crime; tell the national bureau, do not detain on it",
    "green": "warning about criminal activities; no measure by itself",
    "yellow": "missing person, often a minor; protect, and tell the national bureau",
    "black": "unidentified body; tell the national bureau",
    "orange": "warning of a dangerous object or event",
    "purple": "information on methods of crime",
    "special": "sanctions of the United Nations Security Council; ask the national bureau",
}
"""The colours and what each asks for; a notice is never by itself a ground to detain (requirements, R34)."""


def read_reply(data: bytes) -> Reply:
    """The colour goes into `handling` before the hub's own words; an unknown one is a finding and is kept."""
    reply = papers.reply(data, WORDS)
    if reply.outcome.state is not State.CANDIDATE:
        return reply
    paper = papers.read(data)
    colour = paper.word("notice") if paper else ""
    findings = reply.findings if colour in COLOURS else (*reply.findings, "colour-unknown")
    words = COLOURS.get(colour, reply.outcome.handling)
    handling = f"{colour or 'unknown'}: {words}"
    return replace(reply, outcome=replace(reply.outcome, handling=handling), findings=findings)


def read_notice(data: bytes) -> Advice:
    """A new notice or diffusion, with its colour as the subject."""
    return papers.notice(data, subject="notice")
