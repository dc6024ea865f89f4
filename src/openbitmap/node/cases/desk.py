"""What one examiner's desk holds: a stage of the method, a draft, a record of what was looked at."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from openbitmap.vocabulary import CaseId, EncounterId

LONGEST_DRAFT = 1_000_000
"""Characters of a draft: ten times what 400 marks on each side take."""


class Stage(StrEnum):
    """How far this examiner is. Candidates exist from COMPARISON on, never before."""

    CLAIM = "claim"
    ANALYSIS = "analysis"
    COMPARISON = "comparison"
    DONE = "done"


@dataclass(frozen=True)
class CaseDesk:
    """What this person may see of a case right now. Encounters are for the server, which fetches pictures by them; no
    page shows one. `probe` is None and `candidates` are empty where the stage forbids them; `holder` is somebody else
    who has the case in hand."""

    case: CaseId
    stage: Stage
    due_at: datetime
    urgent: bool
    decided: bool
    holder: str | None = None
    probe: EncounterId | None = None
    candidates: Mapping[str, EncounterId] = field(default_factory=dict)


@dataclass(frozen=True)
class Draft:
    """Working marks as the page's own JSON text; of two drafts the one with the higher `counter` is kept."""

    counter: int
    body: str
    saved_at: datetime


@dataclass(frozen=True)
class View:
    """One look: at the probe (`letter` None) or a candidate; `picture` is its name within the encounter."""

    letter: str | None
    picture: str
    position: int
    at: datetime


class TurnEnd(StrEnum):
    """How an examiner's time with a case ended."""

    JUDGED = "judged"
    GIVEN_BACK = "given_back"
    IDLE = "idle"
