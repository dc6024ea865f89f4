"""Possible matches in the hands of people. Opens a case for the candidates of a search and takes examiners' opinions.

Promises: the probe is analysed and the analysis locked before a candidate exists for an examiner; candidates stand in
shuffled order and without score, rank, name or gallery; an identification needs two examiners, the second blind to the
first, a third where they disagree (R27, R28); an opinion is superseded, never changed; questions of known truth stand
among the cases, look like them, and touch nobody.
"""

from openbitmap.node.cases.actions import decision_on, judge, supersede
from openbitmap.node.cases.bench import check_comparisons, desk_of, lock_analysis, note_view, save_draft
from openbitmap.node.cases.bench_store import Competence, analysis_of, comparisons_of, competence_of, draft_of, views_of
from openbitmap.node.cases.competence import set_competence
from openbitmap.node.cases.desk import CaseDesk, Draft, Stage, View
from openbitmap.node.cases.marks import (
    Analysis,
    Comparison,
    Mark,
    MarkKind,
    Pair,
    Suitability,
    Unmarked,
    Worth,
    digest_of_comparisons,
)
from openbitmap.node.cases.model import (
    GROUNDS,
    Case,
    CaseKind,
    CaseState,
    Clock,
    Decision,
    Finding,
    Ground,
    OpenPlan,
    Opinion,
    Skill,
    Work,
    standing,
)
from openbitmap.node.cases.opening import case_id_of, clock_for, open_case
from openbitmap.node.cases.recalled import end_recalled
from openbitmap.node.cases.seed_store import Stock
from openbitmap.node.cases.seeding import (
    error_record,
    error_records,
    plant_now_and_then,
    plant_seed,
    seed_stock,
    stock_from_case,
    stock_seed,
)
from openbitmap.node.cases.seeds import ErrorRecord, OriginKind, SeedOrigin, SeedPlan
from openbitmap.node.cases.store import candidates_by_letter, case_named, opinions_of
from openbitmap.node.cases.turns import next_case, release, take
from openbitmap.vocabulary import Share

__all__ = [
    "GROUNDS",
    "Analysis",
    "Case",
    "CaseDesk",
    "CaseKind",
    "CaseState",
    "Clock",
    "Comparison",
    "Competence",
    "Decision",
    "Draft",
    "ErrorRecord",
    "Finding",
    "Ground",
    "Mark",
    "MarkKind",
    "OpenPlan",
    "Opinion",
    "OriginKind",
    "Pair",
    "SeedOrigin",
    "SeedPlan",
    "Share",
    "Skill",
    "Stage",
    "Stock",
    "Suitability",
    "Unmarked",
    "View",
    "Work",
    "Worth",
    "analysis_of",
    "candidates_by_letter",
    "case_id_of",
    "case_named",
    "check_comparisons",
    "clock_for",
    "comparisons_of",
    "competence_of",
    "decision_on",
    "desk_of",
    "digest_of_comparisons",
    "draft_of",
    "end_recalled",
    "error_record",
    "error_records",
    "judge",
    "lock_analysis",
    "next_case",
    "note_view",
    "open_case",
    "opinions_of",
    "plant_now_and_then",
    "plant_seed",
    "release",
    "save_draft",
    "seed_stock",
    "set_competence",
    "standing",
    "stock_from_case",
    "stock_seed",
    "supersede",
    "take",
    "views_of",
]
