"""Repositories outside this node: asked through a connector each, each with its format, clock, quota and legal gate.

Promises: a question is recorded before it leaves, and the same consultation asks once; what the gate or the quota bars
is never sent, and the outcome names what barred it; every question ends in a stated outcome at its clock, and a late
reply is stated again; whatever comes back is kept as it came and read leniently, so that no reply can break a job; no
network call is made while a lock is held. A repository is configured in `connectors.toml`, never in code.
"""

from openbitmap.node.connectors.actions import consult, expire, forget, outcomes_of, reply_of
from openbitmap.node.connectors.configuration import configured
from openbitmap.node.connectors.model import (
    Access,
    Claim,
    Consultation,
    Consulted,
    Gate,
    Notice,
    Outcome,
    Repository,
    State,
    Terms,
)

__all__ = [
    "Access",
    "Claim",
    "Consultation",
    "Consulted",
    "Gate",
    "Notice",
    "Outcome",
    "Repository",
    "State",
    "Terms",
    "configured",
    "consult",
    "expire",
    "forget",
    "outcomes_of",
    "reply_of",
]
