"""What partners attest of each other's ledgers, so that neither can change its past unseen.

Promises: a checkpoint leaves only when this node's own ledger still contains what was attested before; nothing is
attested for a partner whose ledger does not go on from all that was seen of it; what contradicts it is kept, told, and
stops disclosures until a supervisor and an auditor have both dealt with it; disclosures that nobody attests within the
limit stop the next one, and nothing else stops.
"""

from openbitmap.node.witness.actions import require_current
from openbitmap.node.witness.model import (
    EVIDENCE_LIMIT,
    ISSUED_EVERY,
    Attested,
    Break,
    Evidence,
    Fault,
)

__all__ = [
    "EVIDENCE_LIMIT",
    "ISSUED_EVERY",
    "Attested",
    "Break",
    "Evidence",
    "Fault",
    "require_current",
]
