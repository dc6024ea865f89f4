"""The method in the room: drafts, the locked analysis, what was looked at, and what a desk shows (R28, R30).

Guards one promise: before an examiner's own analysis is locked, nothing here says anything of a candidate.
"""

import json
from collections.abc import Sequence
from datetime import UTC, datetime

from openbitmap.node import identities, ledger, search
from openbitmap.node.access import Act, Principal
from openbitmap.node.cases import bench_store, store, turns
from openbitmap.node.cases.desk import LONGEST_DRAFT, CaseDesk, Draft, Stage, View
from openbitmap.node.cases.marks import (
    NAMELESS,
    PROBE,
    Analysis,
    Comparison,
    check_analysis,
    check_pictures,
    check_places,
    is_name,
    side_of,
)
from openbitmap.node.cases.model import Case, CaseState
from openbitmap.node.database import Transaction
from openbitmap.node.events import AnalysisLocked
from openbitmap.node.identities import PictureKind
from openbitmap.node.problems import (
    ALREADY_ANALYSED,
    MARKS_UNUSABLE,
    NO_SUCH_THING,
    NOT_A_CANDIDATE,
    NOT_ANALYSED,
    NOT_HELD,
    Refused,
    Why,
)
from openbitmap.node.vault import Vault
from openbitmap.vocabulary import CaseId, EncounterId

TOO_LONG = Why(f"a draft of more than {LONGEST_DRAFT} characters", f"un borrador de más de {LONGEST_DRAFT} caracteres")
NOT_JSON = Why("a draft is JSON", "un borrador es JSON")


def save_draft(tx: Transaction, case_id: CaseId, draft: Draft, *, by: Principal) -> Draft:
    """Keep working marks, and return what is kept: the newer draft, whichever arrives first. Whoever once had the case
    may save, so that a lease that ran out loses nothing. Raises Refused."""
    by.require(Act.JUDGE)
    turns.refuse_second_word(tx, turns.open_case_named(tx, case_id), by)
    if not store.had_turn(tx, case_id, by.name):
        raise Refused(NOT_HELD, case=case_id)
    if len(draft.body) > LONGEST_DRAFT:
        raise Refused(MARKS_UNUSABLE, why=TOO_LONG)
    if not _is_json(draft.body):
        raise Refused(MARKS_UNUSABLE, why=NOT_JSON)
    bench_store.save_draft(tx, case_id, by.name, draft=draft)
    store.prolong(tx, case_id, by.name, at=draft.saved_at)
    return bench_store.draft_of(tx, case_id, by.name) or draft


def lock_analysis(tx: Transaction, case_id: CaseId, analysis: Analysis, *, by: Principal, vault: Vault) -> None:
    """The probe is analysed; from now on this examiner sees candidates, and the analysis stays as it is. What it says
    of pictures is held against those of the probe. Raises Refused."""
    case = turns.require_held(tx, case_id, by, at=analysis.locked_at)
    check_analysis(analysis)
    pictures = identities.pictures_of(tx, vault, case.encounter)
    check_pictures(analysis, {p.name: p.kind not in (PictureKind.FACE, PictureKind.IRIS) for p in pictures})
    if not bench_store.insert_analysis(tx, case_id, by.name, analysis=analysis):
        raise Refused(ALREADY_ANALYSED, case=case_id)
    event = AnalysisLocked(case.submission or "", case_id, by.name, len(analysis.marks), analysis.digest)
    ledger.record(tx, event, actor=by.actor)


def check_comparisons(
    tx: Transaction, case_id: CaseId, comparisons: Sequence[Comparison], *, by: Principal, vault: Vault
) -> None:
    """What an opinion is about to say of pictures, held against those of the case: every door asks before it judges. Of
    a case whose analysis is not locked yet, and of letters that are not there, it says nothing: judging refuses them.
    Raises Refused(MARKS_UNUSABLE) with the reason."""
    if bench_store.analysis_of(tx, case_id, by.name) is None:
        return
    candidates = store.candidates_by_letter(tx, case_id)
    probe = _names(tx, vault, turns.case_named(tx, case_id).encounter)
    for comparison in (c for c in comparisons if c.letter in candidates):
        if theirs := _names(tx, vault, candidates[comparison.letter]):
            check_places(comparison.marks, theirs, side_of(comparison.letter))
        if probe:
            check_places(comparison.added, probe, PROBE)


def _names(tx: Transaction, vault: Vault, encounter: EncounterId) -> frozenset[str]:
    """Empty where only templates are held, whose pictures lie elsewhere under names of their own."""
    return frozenset(p.name for p in identities.pictures_of(tx, vault, encounter))


def note_view(tx: Transaction, case_id: CaseId, view: View, *, by: Principal) -> None:
    """Append one look. A candidate can only have been seen after the analysis. Raises Refused."""
    turns.require_held(tx, case_id, by, at=view.at)
    if not is_name(view.picture):
        raise Refused(MARKS_UNUSABLE, why=NAMELESS)
    if view.letter is not None:
        if bench_store.analysis_of(tx, case_id, by.name) is None:
            raise Refused(NOT_ANALYSED, case=case_id)
        if view.letter not in store.candidates_by_letter(tx, case_id):
            raise Refused(NOT_A_CANDIDATE, case=case_id, candidate=view.letter)
    bench_store.insert_view(tx, case_id, by.name, view=view)


def desk_of(tx: Transaction, principal: Principal, case_id: CaseId) -> CaseDesk:
    """What this person may see of a case right now; the same for a first, a second and a third opinion. Raises Refused,
    with NO_SUCH_THING where the case is outside an examiner's skills and sites, and, for who judges nothing, where it
    came of a discreet entry."""
    principal.require(Act.READ_CASES)
    case = turns.case_named(tx, case_id)
    if not principal.may(Act.JUDGE) and search.is_discreet(tx, case.search):
        raise Refused(NO_SUCH_THING, kind="case", name=case_id)
    stage, analysed = _stage(tx, principal, case)
    if stage is Stage.CLAIM and principal.may(Act.JUDGE):
        turns.require_within_reach(tx, case, principal, at=datetime.now(UTC))
    seen = case.state is CaseState.DECIDED or analysed
    return CaseDesk(
        case_id,
        stage,
        due_at=case.due_at,
        urgent=case.urgent,
        decided=case.state is CaseState.DECIDED,
        holder=case.holder if case.holder != principal.name else None,
        probe=None if stage is Stage.CLAIM else case.encounter,
        candidates=store.candidates_by_letter(tx, case_id) if stage is not Stage.CLAIM and seen else {},
    )


def _stage(tx: Transaction, principal: Principal, case: Case) -> tuple[Stage, bool]:
    """How far this person is, and whether their own analysis is locked."""
    me = principal.name
    analysed = bench_store.analysis_of(tx, case.case, me) is not None
    if case.state is CaseState.DECIDED or any(o.examiner == me for o in store.opinions_of(tx, case.case)):
        return Stage.DONE, analysed
    if case.holder == me:
        return (Stage.COMPARISON if analysed else Stage.ANALYSIS), analysed
    return Stage.CLAIM, analysed


def _no_number(word: str) -> None:
    """NaN and the infinities: Python reads them, a browser does not."""
    raise ValueError(word)


def _is_json(text: str) -> bool:
    try:
        json.loads(text, parse_constant=_no_number)
    except (ValueError, RecursionError):  # text nested deeper than any page's is no draft
        return False
    return "\x00" not in text
