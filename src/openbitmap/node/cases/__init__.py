"""Possible matches in the hands of people. Opens a case for the candidates of a search and takes examiners' opinions.

Promises: candidates stand in shuffled order and without score, rank, name or gallery; an identification needs two
examiners, the second blind to the first, a third where they disagree (R27, R28); an opinion is never changed.
"""

from openbitmap.node.cases.actions import case_id_of, decision_on, judge, open_for_search, take
from openbitmap.node.cases.model import Case, CaseState, Decision, Finding, Opinion
from openbitmap.node.cases.store import candidates_by_letter, case_named, opinions_of

__all__ = [
    "Case",
    "CaseState",
    "Decision",
    "Finding",
    "Opinion",
    "candidates_by_letter",
    "case_id_of",
    "case_named",
    "decision_on",
    "judge",
    "open_for_search",
    "opinions_of",
    "take",
]
