"""Read models across rooms, for screens and doors: frozen rows, never a write, never a score before people decided."""

from openbitmap.node.views.answers import AnswerBytes, AnswerLine, answers_since, recent_answers
from openbitmap.node.views.cases import CandidateNote, CaseLine, CaseSheet, case_list, case_sheet
from openbitmap.node.views.story import StoryLine, story_of
from openbitmap.node.views.totals import Totals, totals

__all__ = [
    "AnswerBytes",
    "AnswerLine",
    "CandidateNote",
    "CaseLine",
    "CaseSheet",
    "StoryLine",
    "Totals",
    "answers_since",
    "case_list",
    "case_sheet",
    "recent_answers",
    "story_of",
    "totals",
]
