"""From what the rooms know to one Answer. Reads through doors only; decides nothing about a person."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from openbitmap import itl
from openbitmap.node import access, cases, identities, intake, search, watchlists
from openbitmap.node.cases import Finding
from openbitmap.node.database import Transaction
from openbitmap.node.events import CaseDecided
from openbitmap.node.identities import SampleNote
from openbitmap.node.intake import Header, Submission
from openbitmap.node.search import Search
from openbitmap.vocabulary import (
    CaseId,
    ControlNumber,
    Coverage,
    EncounterId,
    FingerPosition,
    MissingReason,
    SubmissionId,
    Verdict,
)
from openbitmap.wire import (
    Answer,
    CaseNote,
    Chance,
    Clock,
    Control,
    GalleryCoverage,
    NextStep,
    PrintQuality,
    Refusal,
)

ANSWER_TYPES: dict[str, str] = {"RPIS": "RPISR", "CAR": "SRE", "CPNU": "SRE", "TPIS": "SRT"}
"""Type of transaction of the answer to a question (EBTS 9.1, requirements 4.1); anything refused answers ERRT."""

NEXT: dict[Verdict, NextStep] = {
    Verdict.NO_CANDIDATE: NextStep.CONTINUE_PROCEDURE,
    Verdict.POSSIBLE_MATCH: NextStep.HOLD_FOR_CONFIRMATION,
    Verdict.QUALITY: NextStep.CAPTURE_AGAIN,
    Verdict.PENDING: NextStep.WAIT,
    Verdict.REFUSED: NextStep.CORRECT_AND_RESEND,
    Verdict.FAILED: NextStep.SEND_AGAIN_OR_CALL,
}
"""After what the machine can say. What follows from people's word is said where it is composed."""

DECIDED: dict[Finding, tuple[Verdict, NextStep]] = {
    Finding.IDENTIFICATION: (Verdict.CONFIRMED, NextStep.CONTINUE_PROCEDURE),
    Finding.EXCLUSION: (Verdict.NOT_CONFIRMED, NextStep.CONTINUE_PROCEDURE),
    Finding.INCONCLUSIVE: (Verdict.INCONCLUSIVE, NextStep.CALL_DUTY_DESK),
    Finding.UNSUITABLE: (Verdict.QUALITY, NextStep.CAPTURE_AGAIN),
}
"""After people's word, unless they identified an entry of a list. "Could not decide" is kept apart from "no" (R19)."""


def refusal_answer(tx: Transaction, submission_id: SubmissionId, *, version: int, at: datetime) -> Answer:
    submission = intake.submission_of(tx, submission_id)
    errors = [f for f in intake.findings_of(tx, submission_id) if f.severity is itl.Severity.ERROR]
    refusals = tuple(Refusal(f.code, f.message, record=f.record, field=f.field, offset=f.offset) for f in errors)
    return Answer(
        submission_id,
        version,
        Verdict.REFUSED,
        NEXT[Verdict.REFUSED],
        control=_control(tx, submission, version, refused=True),
        clock=_clock(submission, at),
        refusals=refusals,
    )


def pending_answer(
    tx: Transaction, submission_id: SubmissionId, header: Header, *, version: int, at: datetime
) -> Answer:
    """The clock ran out: every gallery of the node is still owed. `header` as read, examined or not."""
    submission = intake.submission_of(tx, submission_id)
    return Answer(
        submission_id,
        version,
        Verdict.PENDING,
        NEXT[Verdict.PENDING],
        control=_control(tx, submission, version, header=header),
        clock=_clock(submission, at),
        coverage=tuple(GalleryCoverage(g.title, g.kind, Coverage.PENDING) for g in identities.all_galleries(tx)),
    )


def failure_answer(
    tx: Transaction, submission_id: SubmissionId, header: Header | None, *, version: int, at: datetime
) -> Answer:
    """The node gave up on a submission: an error transaction, for nothing was searched that could be relied on."""
    submission = intake.submission_of(tx, submission_id)
    return Answer(
        submission_id,
        version,
        Verdict.FAILED,
        NEXT[Verdict.FAILED],
        control=_control(tx, submission, version, refused=True, header=header),
        clock=_clock(submission, at),
    )


def search_answer(tx: Transaction, done: Search, *, version: int, at: datetime, within: timedelta) -> Answer:
    """The provisional answer after a search: candidates wait for people, and are not described. `within` is the time an
    examiner has for an opinion on a rapid one."""
    submission_id = arrival_of(done)
    submission = intake.submission_of(tx, submission_id)
    notes: list[Chance | CaseNote] = []
    if done.held.fingers and done.held.people:
        held = done.held
        notes.append(Chance(held.people, held.fingers, held.fpir, held.chance))
    if done.verdict is Verdict.POSSIBLE_MATCH:
        # The case is opened by another job, before or after this one; its number is known all the same.
        patience = cases.clock_for(tx, submission_id, within=within).patience
        notes.append(CaseNote(cases.case_id_of(done.search), done.finished_at + patience))
    return Answer(
        submission_id,
        version,
        done.verdict,
        NEXT[done.verdict],
        control=_control(tx, submission, version),
        clock=_clock(submission, at),
        coverage=tuple(
            GalleryCoverage(g.name, g.kind, g.state, people=g.people, as_of=g.as_of, reason=g.reason)
            for g in search.coverage_of(tx, done.search)
        ),
        prints=_prints(identities.samples_of(tx, done.encounter)),
        notes=tuple(notes),
    )


def decision_answer(tx: Transaction, decided: CaseDecided, *, version: int, at: datetime) -> Answer | None:
    """The answer after people decided; None if the search it rests on is gone."""
    submission_id = SubmissionId(decided.submission)
    done = search.search_of(tx, submission_id)
    if done is None:
        return None
    verdict, next_step = DECIDED[Finding(decided.conclusion)]
    # As if no discreet entry existed: what a post is told to do must not differ by one.
    listed = watchlists.listed_among(tx, [EncounterId(c) for c in decided.candidates], discreet=False)
    before = search_answer(tx, done, version=version, at=at, within=timedelta())
    return replace(
        before,
        verdict=verdict,
        next_step=NextStep.FOLLOW_HANDLING if listed else next_step,
        notes=(*(n for n in before.notes if isinstance(n, Chance)), CaseNote(CaseId(decided.case))),
    )


def arrival_of(done: Search) -> SubmissionId:
    """Only the search of an arrival is answered; one into the past has nobody who asked."""
    if done.submission is None:
        raise AssertionError(f"search {done.search} is {done.purpose}, and was asked for an answer")
    return done.submission


def _control(
    tx: Transaction, submission: Submission, version: int, *, refused: bool = False, header: Header | None = None
) -> Control:
    header = header or intake.header_of(tx, submission.submission)
    station = access.station_named(tx, submission.station)
    asked = header.tot if header else ""
    return Control(
        originator=station.originator if station else "",
        reference=ControlNumber(header.control_number if header else ""),
        control_number=_own_number(submission, version),
        tot="ERRT" if refused else ANSWER_TYPES.get(asked, "ERRT"),
    )


def _own_number(submission: Submission, version: int) -> ControlNumber:
    """The node's own control number (1.009: 10 to 40 characters): the submission's with the version."""
    return ControlNumber(f"OB-{submission.submission.partition('-')[2].upper()}-{version}")


def _clock(submission: Submission, at: datetime) -> Clock:
    elapsed = int((at - submission.received_at).total_seconds() * 1000)
    return Clock(submission.received_at, at, submission.due_at, elapsed)


def _prints(samples: Sequence[SampleNote]) -> tuple[PrintQuality, ...]:
    """One line a finger: its best print, or why there is none."""
    best: dict[int, SampleNote] = {}
    for s in samples:
        best.setdefault(s.position, s)
    return tuple(
        PrintQuality(
            FingerPosition(s.position),
            s.quality,
            s.advice,
            missing=MissingReason(s.missing) if s.missing else None,
            searched=s.failure is None and s.missing is None,
        )
        for s in best.values()
        if 1 <= s.position <= 10
    )
