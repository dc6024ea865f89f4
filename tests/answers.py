"""Answers as hypothesis makes them: every verdict, coverage, print and refusal an answer can hold."""

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from openbitmap.vocabulary import (
    TEN_FINGERS,
    CaseId,
    ControlNumber,
    Coverage,
    GalleryKind,
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

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
ANSWER_TYPES = ("RPISR", "SRE", "SRT")

times = st.integers(0, 400_000).map(lambda seconds: NOON + timedelta(seconds=seconds))
numbers = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-", min_size=10, max_size=40).map(ControlNumber)
words = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=400)

own_galleries = st.builds(
    GalleryCoverage,
    name=st.sampled_from(["Watchlist", "Wanted", "Prison", "Encounters"]),
    kind=st.sampled_from(GalleryKind),
    state=st.sampled_from(Coverage),
    people=st.none() | st.integers(0, 10**8),
    as_of=st.none() | times,
    reason=st.sampled_from(["", "no_usable_print", "without_these_fingers:7"]),
)
repositories = st.builds(
    GalleryCoverage,
    name=st.sampled_from(["RISC", "DHS IDENT", "repository 99"]),
    kind=st.none(),
    state=st.sampled_from([Coverage.BARRED, Coverage.NOT_CONNECTED, Coverage.LATE]),
    reason=st.just("no_agreement"),
)
prints = st.builds(
    PrintQuality,
    position=st.sampled_from(TEN_FINGERS),
    quality=st.none() | st.integers(0, 100),
    advice=st.sampled_from(["ok", "dry", "wet", "worn", "small-area", "too-few-minutiae", "empty", ""]),
    missing=st.none() | st.sampled_from(MissingReason),
    searched=st.booleans(),
)
chances = st.builds(
    Chance,
    people=st.integers(1, 10**8),
    fingers=st.integers(1, 10),
    fpir=st.sampled_from([0.1, 0.01, 0.001]),
    expected=st.floats(0, 1, allow_nan=False),
)
refusals = st.builds(
    Refusal,
    code=st.sampled_from(["record-truncated", "originator-mismatch", "image-size", "wrong-hand"]),
    message=st.builds("{} | record 2, field 14.006, byte 547 | {}".format, words, words),
    record=st.none() | st.integers(0, 999),
    field=st.none() | st.sampled_from(["1.008", "14.006"]),
    offset=st.none() | st.integers(0, 10**8),
)


@st.composite
def answers(draw: st.DrawFn) -> Answer:
    """An answer whose parts fit its verdict: refusals only when refused, a case only where people decide."""
    verdict = draw(st.sampled_from(Verdict))
    refused = verdict in (Verdict.REFUSED, Verdict.FAILED)
    arrived = draw(times)
    answered = arrived + timedelta(milliseconds=draw(st.integers(0, 10**8)))
    notes: list[Chance | CaseNote] = [] if refused else draw(st.lists(chances, max_size=1))
    if verdict is Verdict.POSSIBLE_MATCH:
        notes.append(CaseNote(CaseId("case-1M873RS4WR7DNCR4HQ"), draw(times)))
    elif verdict in (Verdict.CONFIRMED, Verdict.NOT_CONFIRMED, Verdict.INCONCLUSIVE, Verdict.WITHDRAWN):
        notes.append(CaseNote(CaseId("case-1M873RS4WR7DNCR4HQ")))
    return Answer(
        SubmissionId("sub-1M873RS4WR7DNCR4HQ"),
        draw(st.integers(1, 9)),
        verdict,
        next_step_of(draw, verdict),
        control=Control(
            "SYNARICA1",
            draw(numbers),
            ControlNumber("OB-1M873RS4WR7DNCR4HQ-1"),
            "ERRT" if refused else draw(st.sampled_from(ANSWER_TYPES)),
            "CLOPENBIT",
        ),
        clock=Clock(arrived, answered, draw(times), int((answered - arrived).total_seconds() * 1000)),
        coverage=() if refused else tuple(draw(st.lists(own_galleries | repositories, max_size=6))),
        prints=() if refused else tuple(draw(st.lists(prints, max_size=10, unique_by=lambda p: p.position))),
        notes=tuple(notes),
        refusals=tuple(draw(st.lists(refusals, min_size=1, max_size=20))) if verdict is Verdict.REFUSED else (),
    )


def next_step_of(draw: st.DrawFn, verdict: Verdict) -> NextStep:
    if verdict is Verdict.CONFIRMED:
        return draw(st.sampled_from([NextStep.FOLLOW_HANDLING, NextStep.CONTINUE_PROCEDURE]))
    return {
        Verdict.NO_CANDIDATE: NextStep.CONTINUE_PROCEDURE,
        Verdict.POSSIBLE_MATCH: NextStep.HOLD_FOR_CONFIRMATION,
        Verdict.QUALITY: NextStep.CAPTURE_AGAIN,
        Verdict.PENDING: NextStep.WAIT,
        Verdict.REFUSED: NextStep.CORRECT_AND_RESEND,
        Verdict.NOT_CONFIRMED: NextStep.CONTINUE_PROCEDURE,
        Verdict.INCONCLUSIVE: NextStep.CALL_DUTY_DESK,
        Verdict.WITHDRAWN: NextStep.UNDO,
        Verdict.FAILED: NextStep.SEND_AGAIN_OR_CALL,
    }[verdict]
