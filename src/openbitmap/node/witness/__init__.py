"""What partners attest of each other's ledgers, so that neither can change its past unseen; and who read what.

Promises: a checkpoint leaves only when this node's own ledger still contains what was attested before; nothing is
attested for a partner whose ledger does not go on from all that was seen of it; what contradicts it is kept, told, and
stops disclosures until a supervisor and an auditor have both dealt with it; disclosures that nobody attests within the
limit stop the next one, and nothing else stops.
"""

from openbitmap.node.witness.actions import all_evidence, evidence_with, require_current, settle
from openbitmap.node.witness.bringing import settle_by_line
from openbitmap.node.witness.comparing import Finding, compare_file, compare_own, compare_partner
from openbitmap.node.witness.exports import Exported, UnfitExport, export, read_export
from openbitmap.node.witness.issuing import issue_due
from openbitmap.node.witness.model import Attested, Break, Evidence, Fault, Refusal, Restore, Said, Seen
from openbitmap.node.witness.reads import forget_notes, is_noted, note_read
from openbitmap.node.witness.restoring import LARGEST_CLAIM, Statement, answer_claim, claim_restore, take_answer
from openbitmap.node.witness.statements import own_checkpoint
from openbitmap.node.witness.store import cosigned_reaching, evidence_of_break, keep_limit, restores_with, said_with

__all__ = [
    "LARGEST_CLAIM",
    "Attested",
    "Break",
    "Evidence",
    "Exported",
    "Fault",
    "Finding",
    "Refusal",
    "Restore",
    "Said",
    "Seen",
    "Statement",
    "UnfitExport",
    "all_evidence",
    "answer_claim",
    "claim_restore",
    "compare_file",
    "compare_own",
    "compare_partner",
    "cosigned_reaching",
    "evidence_of_break",
    "evidence_with",
    "export",
    "forget_notes",
    "is_noted",
    "issue_due",
    "keep_limit",
    "note_read",
    "own_checkpoint",
    "read_export",
    "require_current",
    "restores_with",
    "said_with",
    "settle",
    "settle_by_line",
    "take_answer",
]
