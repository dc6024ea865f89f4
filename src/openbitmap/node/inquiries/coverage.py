"""What a submission's questions abroad add to its answer: one line a repository from the first moment, the part of the
false positives that is spent there, and what is known by now.

A partner that is not planned yet (asking is a job of its own) has its line all the same: what asking would come to is
foreseen.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from openbitmap.instruments import Barred
from openbitmap.node import agreements, partners, protection, search
from openbitmap.node.database import Transaction
from openbitmap.node.inquiries import asking, behind, gates, store
from openbitmap.node.inquiries.model import Handling, Inquiry, InquiryState, Line, Result
from openbitmap.vocabulary import AgreementId, Coverage, PartnerId, SubmissionId
from openbitmap.wire import GalleryCoverage

SAID: dict[InquiryState, Coverage] = {
    InquiryState.PLANNED: Coverage.PENDING,
    InquiryState.ASKED: Coverage.PENDING,
    InquiryState.BARRED: Coverage.BARRED,
    InquiryState.REFUSED: Coverage.REFUSED,
    InquiryState.TIMED_OUT: Coverage.TIMED_OUT,
}
"""Of a partner that has not answered; who has, searched, or could not with these prints."""
KEPT_OUT = "kept_out"
"""More came after our own clause had said no."""
UNUSABLE = "no_usable_print"


@dataclass(frozen=True)
class Abroad:
    """`results` of partners that answered, `handling` of the gravest; `fpir` and `people` of their galleries, which
    join our own in the chance note."""

    lines: tuple[GalleryCoverage, ...] = ()
    results: frozenset[Result] = frozenset()
    handling: Handling = Handling.NONE
    people: int = 0
    fpir: float = 0.0


def abroad_of(tx: Transaction, submission: SubmissionId, *, at: datetime) -> Abroad:
    """Everything an answer says of other nations, and of this nation's repositories behind connectors."""
    asked = store.inquiries_of(tx, submission)
    lines = [line for one in asked for line in lines_about(tx, one)]
    lines += _foreseen(tx, submission, {one.partner for one in asked}, at=at)
    lines += [_wire(line, name=line.name) for line in behind.own_lines(tx, submission)]
    answered = [one for one in asked if one.outcome.result is not Result.NONE]
    people: dict[PartnerId, int] = {}
    for one in answered:  # of several questions to one partner, its people once
        people[one.partner] = max(people.get(one.partner, 0), one.outcome.people or 0)
    grave = any(one.outcome.handling is Handling.CALL_FIRST for one in answered)
    return Abroad(
        tuple(lines),
        results=frozenset(one.outcome.result for one in answered),
        handling=Handling.CALL_FIRST if grave else Handling.NONE,
        people=sum(people.values()),
        fpir=sum(one.outcome.fpir for one in answered),
    )


def lines_about(tx: Transaction, one: Inquiry) -> list[GalleryCoverage]:
    """The partner's own galleries, then the repositories behind it, each with the partner's code before its name."""
    title = title_of(tx, one.partner)
    own = _own(tx, one, title)
    return [own, *(_wire(line, name=f"{one.partner} {line.name}") for line in store.lines_of(tx, one.inquiry))]


def title_of(tx: Transaction, partner: PartnerId) -> str:
    found = partners.partner_named(tx, partner)
    return found.title if found else partner


def _own(tx: Transaction, one: Inquiry, title: str) -> GalleryCoverage:
    searched = Coverage.SEARCHED if one.outcome.result is not Result.NONE else Coverage.POOR_QUALITY
    state = SAID.get(one.state, searched)
    if one.state is InquiryState.BARRED and one.basis.reason == UNUSABLE:
        state = Coverage.POOR_QUALITY
    told = one.basis.reason if state in (Coverage.BARRED, Coverage.REFUSED) else _beside(one)
    return GalleryCoverage(
        title,
        None,
        state,
        people=one.outcome.people,
        as_of=one.outcome.as_of,
        reason=UNUSABLE if state is Coverage.POOR_QUALITY else _dated(tx, one.basis.agreement, told),
        result=one.outcome.result.value,
        due_at=one.times.due_at if state is Coverage.PENDING else None,
        clause=one.basis.clause,
        agreement=one.basis.agreement,
    )


def _dated(tx: Transaction, agreement: str, reason: str) -> str:
    """A reason with the day since which it bars, where an agreement ended or stands still."""
    day = agreements.barred_since(tx, AgreementId(agreement), reason) if agreement else None
    return f"{reason}:{day.isoformat()}" if day else reason


def _beside(one: Inquiry) -> str:
    """What an answer that was taken says beside it, and why one that was taken out is none."""
    if one.state is InquiryState.TIMED_OUT:
        return one.basis.reason
    return KEPT_OUT if one.state in gates.ANSWERED and one.basis.reason else ""


def _foreseen(
    tx: Transaction, submission: SubmissionId, asked: set[PartnerId], *, at: datetime
) -> list[GalleryCoverage]:
    """Partners whose question is not planned yet, as it would be decided now."""
    done = search.search_of(tx, submission)
    lines = []
    for partner in asking.partners_to_ask(tx):
        if partner in asked:
            continue
        if done is None:
            lines.append(GalleryCoverage(title_of(tx, partner), None, Coverage.PENDING))
            continue
        about = asking.about_of(tx, done, submission, partner=partner)
        question = asking.question_about(tx, about, partner)
        decided = agreements.foresee(tx, question, at=at, case=about.stated_case)
        title = title_of(tx, partner)
        if isinstance(decided, Barred) or not protection.free_under(tx, [done.encounter], decided, at=at):
            basis = asking.basis_kept(decided)
            reason = _dated(tx, basis.agreement, basis.reason)
            line = GalleryCoverage(title, None, Coverage.BARRED, reason=reason, clause=basis.clause)
            lines.append(replace(line, agreement=basis.agreement))
        else:
            due = done.finished_at + asking.awaited(tx, submission, decided.terms.answer_hours)
            line = GalleryCoverage(title, None, Coverage.PENDING, due_at=due, clause=decided.clause)
            lines.append(replace(line, agreement=decided.agreement))
    return lines


def _wire(line: Line, *, name: str) -> GalleryCoverage:
    return GalleryCoverage(
        name,
        None,
        line.state,
        people=line.people,
        as_of=line.as_of,
        reason=line.reason,
        result=line.result.value,
        due_at=line.due_at,
    )
