"""The story of a submission: every fact the ledger holds about it, in a sentence, with time, actor and versions."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from openbitmap.node import events, exchange, ledger
from openbitmap.node.database import Transaction, named_queries
from openbitmap.vocabulary import SubmissionId, counted

_SQL = named_queries(__package__)


@dataclass(frozen=True)
class StoryLine:
    """`seq` is the entry of the ledger that says so."""

    seq: int
    at: datetime
    actor: str
    event: str
    sentence: str


@dataclass(frozen=True)
class _SearchFacts:
    fingers: int
    people: int
    fpir: float
    log_position: int
    matcher: str


def story_of(tx: Transaction, submission: SubmissionId) -> list[StoryLine]:
    """In the order of the ledger; empty for a submission that the ledger does not know."""
    return [
        StoryLine(e.seq, e.recorded_at, str(e.actor), type(e.event).__name__, _sentence(tx, e.event))
        for e in ledger.history(tx, submission)
    ]


def _sentence(tx: Transaction, event: events.Event) -> str:
    kind = type(event)
    if kind in _SENTENCES:
        return _SENTENCES[kind].format(e=event)
    if kind in _TOLD:
        return _TOLD[kind](event)
    if isinstance(event, events.EncounterEnrolled):
        return _enrolled(tx, event)
    if isinstance(event, events.SearchFinished):
        return _searched(tx, event)
    return ", ".join(f"{k} {v}" for k, v in event.body().items())


_SENTENCES: Mapping[type[events.Event], str] = {
    events.SubmissionReceived: "{e.size:,} bytes arrived from station {e.station}; SHA-256 {e.digest:.16}…",
    events.SubmissionAccepted: "accepted as {e.tot}, control number {e.control_number}, priority {e.priority}",
    events.CaseOpened: "{e.case} opened for the examiners",
    events.CaseTaken: "{e.examiner} took {e.case} in hand",
    events.AlertConfirmed: "{e.alert} verified by {e.case}",
    events.AlertWithdrawn: "{e.alert} withdrawn by {e.case}",
    events.AnswerReleased: "answer version {e.version} released: {e.verdict}; SHA-256 {e.digest:.16}…",
    events.InquiryPlanned: "{e.partner} is to be asked, if an agreement permits it: {e.inquiry}",
    events.InquiryAsked: "{e.partner} was asked with prints alone, by {e.clause}: {e.inquiry}",
    events.ProbeErased: "{e.partner} says that the prints it was asked with are erased; SHA-256 {e.digest:.16}…",
    events.ReferenceAsked: "{e.partner} was asked for reference images",
    events.PersonalDataAsked: "{e.partner} was asked for personal data; the grounds have SHA-256 {e.digest:.16}…",
    events.PersonalDataTaken: "{e.partner} sent personal data; sealed under SHA-256 {e.digest:.16}…",
}
"""Facts that are one sentence whatever they hold, filled with their own fields."""


def _enrolled(tx: Transaction, e: events.EncounterEnrolled) -> str:
    versions = tx.scalar(_SQL["extraction_versions"], encounter=e.encounter)
    fingers = f"{counted(e.templates, 'finger')} searchable, {e.failures} failed to enrol"
    return f"enrolled as {e.encounter}: {fingers}" + (f"; extraction {versions}" if versions else "")


def _searched(tx: Transaction, e: events.SearchFinished) -> str:
    facts = tx.one(_SQL["search_facts"], into=_SearchFacts, search=e.search)
    if facts is None:
        return f"search {e.search} finished: {e.verdict}"
    people = f"{facts.people:,} people with {counted(facts.fingers, 'finger')}"
    held = f"held to FPIR {facts.fpir:g} at {people}"
    matcher = f"; matcher {facts.matcher}" if facts.matcher else ""
    covered = f"galleries as of entry {facts.log_position}"
    return f"{e.search}: {e.verdict}, {counted(e.candidates, 'candidate')}; {held}; {covered}{matcher}"


def _refused(e: events.SubmissionRefused) -> str:
    return f"refused for {', '.join(e.codes)}; the original bytes are kept"


def _given_back(e: events.CaseReleased) -> str:
    how = "gave {case} back" if e.cause == "given_back" else "left {case} too long, and another examiner took it"
    return f"{e.examiner} {how.format(case=e.case)}"


def _analysed(e: events.AnalysisLocked) -> str:
    return f"{e.examiner} locked the analysis of {e.case}: {counted(e.marks, 'mark')}, SHA-256 {e.digest[:16]}…"


def _judged(e: events.CaseJudged) -> str:
    paired = f", {counted(e.pairs, 'pair')}, SHA-256 {e.digest[:16]}…" if e.digest else ""
    again = f", in place of opinion {e.supersedes}" if e.supersedes else ""
    return f"{e.examiner} gave an opinion on {e.case}: {e.conclusion}{paired}{again}"


def _decided(e: events.CaseDecided) -> str:
    return f"{e.case} decided: {e.conclusion}" + (f" with {', '.join(e.candidates)}" if e.candidates else "")


def _raised(e: events.AlertRaised) -> str:
    if e.rule == "subscription":
        return f"{e.alert} raised: somebody subscribed to this person"
    if e.rule == "status":
        return f"{e.alert} raised: an entry about a person somebody subscribed to began or ended"
    if e.rule == "unasked":
        return f"{e.alert} raised, unverified: a repository told something unasked"
    if e.rule == "late":
        return f"{e.alert} raised, unverified: a repository answered late that there is a possible match"
    return f"{e.alert} raised, unverified: a candidate stands in gallery {e.gallery}"


def _barred(e: events.InquiryBarred) -> str:
    return f"{e.partner} was not asked: {_why(e.reason)}{_by(e.clause)}"


def _answered(e: events.InquiryResultTaken) -> str:
    said = f"{e.partner} answered{' late' if e.late else ''}: {_coded(e.result) or 'no result'}"
    return said + (f", reference {e.reference}" if e.reference else "")


def _images_taken(e: events.ReferenceTaken) -> str:
    return f"{e.partner} sent reference images" + (f"; {e.case} compares them" if e.case else "; none can be compared")


def _said_no(e: events.RequestRefused) -> str:
    return f"refused between us and {e.partner}: {_why(e.reason)}{_by(e.clause)}"


def _attributed(e: events.InquiryAttributed) -> str:
    return f"{e.partner} was told: " + ("the same person" if e.attributed else "not confirmed as the same person")


def _undone(e: events.InquiryUndone) -> str:
    return f"what {e.partner} answered was taken back: {_why(e.reason)}"


def _clock_ran_out(e: events.RepositoryLate) -> str:
    return f"no answer in time from {e.repository or e.partner}"


def _repository_asked(e: events.RepositoryAsked) -> str:
    return f"{exchange.repository_words(e.repository, 'en')} was asked; the question has SHA-256 {e.digest[:16]}…"


def _repository_said(e: events.ConsultationFinished) -> str:
    late, why = (" late" if e.late else ""), (f" ({_why(e.reason)})" if e.reason else "")
    return f"{exchange.repository_words(e.repository, 'en')} stands{late} at: {_coded(e.state)}{why}"


def _repository_told(e: events.RepositoryNoticeReceived) -> str:
    return f"{exchange.repository_words(e.repository, 'en')} told something unasked; SHA-256 {e.digest[:16]}…"


def _why(reason: str) -> str:
    """A code in words: of our own gate, what it stopped."""
    code, _, rest = reason.partition(":")
    if code == "gate":
        what, _, stopped = rest.partition(":")
        return f"our own gate is closed to the {what} {_coded(stopped)}"
    return exchange.reason_words(code, "en") or _coded(reason)


def _by(clause: str) -> str:
    return f", by {clause}" if clause else ""


def _coded(code: str) -> str:
    return code.replace("_", " ")


_TOLD: Mapping[type[events.Event], Callable[..., str]] = {
    events.SubmissionRefused: _refused,
    events.CaseReleased: _given_back,
    events.AnalysisLocked: _analysed,
    events.CaseJudged: _judged,
    events.CaseDecided: _decided,
    events.AlertRaised: _raised,
    events.InquiryBarred: _barred,
    events.InquiryResultTaken: _answered,
    events.ReferenceTaken: _images_taken,
    events.RequestRefused: _said_no,
    events.InquiryAttributed: _attributed,
    events.InquiryUndone: _undone,
    events.RepositoryLate: _clock_ran_out,
    events.RepositoryAsked: _repository_asked,
    events.ConsultationFinished: _repository_said,
    events.RepositoryNoticeReceived: _repository_told,
}
"""Facts that say different things by what they hold."""
