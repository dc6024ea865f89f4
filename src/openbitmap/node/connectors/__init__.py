"""Repositories outside this node: asked through a connector each, each with its format, clock, quota and legal gate.

Promises: a question is recorded before it leaves, and the same consultation asks once; what the gate or the quota bars
is never sent, and the outcome names what barred it; every question ends in a stated outcome at its clock, and a late
reply is stated again; whatever comes back is kept as it came and read leniently, so that no reply can break a job; no
network call is made while a lock is held. A repository is configured in `connectors.toml`, never in code.
"""

from openbitmap.node.connectors.actions import (
    UNUSABLE,
    asked_before,
    consult,
    expire,
    forget,
    hold,
    outcomes_of,
    reply_of,
    state_unusable,
)
from openbitmap.node.connectors.advices import receive_notice, who_knocks
from openbitmap.node.connectors.clock import knock_again
from openbitmap.node.connectors.configuration import UnusableConfiguration, configured, read_configuration
from openbitmap.node.connectors.kinds import KINDS
from openbitmap.node.connectors.model import (
    Access,
    Advice,
    Claim,
    Consultation,
    Consulted,
    Gate,
    Kind,
    Letterhead,
    Notice,
    Outcome,
    Reply,
    Repository,
    State,
    Terms,
    Unaskable,
)
from openbitmap.node.connectors.sending import check
from openbitmap.node.connectors.store import notice_named, notices_about, notices_newest

__all__ = [
    "KINDS",
    "UNUSABLE",
    "Access",
    "Advice",
    "Claim",
    "Consultation",
    "Consulted",
    "Gate",
    "Kind",
    "Letterhead",
    "Notice",
    "Outcome",
    "Reply",
    "Repository",
    "State",
    "Terms",
    "Unaskable",
    "UnusableConfiguration",
    "asked_before",
    "check",
    "configured",
    "consult",
    "expire",
    "forget",
    "hold",
    "knock_again",
    "notice_named",
    "notices_about",
    "notices_newest",
    "outcomes_of",
    "read_configuration",
    "receive_notice",
    "reply_of",
    "state_unusable",
    "who_knocks",
]
