"""Reports of decided cases, fit for a court file: one value, printed as a signed PDF and written as signed JSON.

Promises: what is printed, what is signed and what the ledger proves come from one frozen value; each issue is a fact of
the ledger with the digests of what left the node; a report names no person, score, rank or list, and there is none for
a question of known truth, nor, but for those who see what is discreet, for what is.
"""

from openbitmap.node.reports.actions import Order, Press, issue, issued_bytes, issues, outline_of, preview, written
from openbitmap.node.reports.composing import Gathered, Outline
from openbitmap.node.reports.drawing import draw
from openbitmap.node.reports.drawing.words import FINDINGS, OUTCOMES
from openbitmap.node.reports.model import (
    AnalysisNote,
    Chart,
    Content,
    ErrorRate,
    Exhibit,
    Issue,
    Mark,
    OpinionNote,
    Outcome,
    Pair,
    Paper,
    Question,
    Report,
    SignedReport,
    Versions,
)
from openbitmap.node.reports.signing import Signer, sealed_pdf, signer_in
from openbitmap.node.reports.store import Issued
from openbitmap.node.reports.verification import Asked, Check, Verdict, verify_against, verify_file

__all__ = [
    "FINDINGS",
    "OUTCOMES",
    "AnalysisNote",
    "Asked",
    "Chart",
    "Check",
    "Content",
    "ErrorRate",
    "Exhibit",
    "Gathered",
    "Issue",
    "Issued",
    "Mark",
    "OpinionNote",
    "Order",
    "Outcome",
    "Outline",
    "Pair",
    "Paper",
    "Press",
    "Question",
    "Report",
    "SignedReport",
    "Signer",
    "Verdict",
    "Versions",
    "draw",
    "issue",
    "issued_bytes",
    "issues",
    "outline_of",
    "preview",
    "sealed_pdf",
    "signer_in",
    "verify_against",
    "verify_file",
    "written",
]
