"""What other nations said joins what this node says: their lines of coverage, their part of chance, and a verdict that
never says "no candidate" while one of them has one.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from openbitmap.node import inquiries
from openbitmap.node.database import Transaction
from openbitmap.node.inquiries import Abroad, Handling, Result
from openbitmap.vocabulary import Coverage, Verdict
from openbitmap.wire import Answer, Chance, GalleryCoverage, NextStep

UNTOUCHED = frozenset({Verdict.REFUSED, Verdict.FAILED})
"""Nothing was searched: there is nothing to join."""
NOT_THROUGH_US = "not_through_us"
"""Why a repository that the sender named was not searched, where partners were asked."""
LOCAL_NO = frozenset({Verdict.NO_CANDIDATE, Verdict.NOT_CONFIRMED})


def joined(tx: Transaction, answer: Answer, *, at: datetime) -> Answer:
    """An answer of this node with everything known abroad."""
    if answer.verdict in UNTOUCHED:
        return answer
    abroad = inquiries.abroad_of(tx, answer.submission, at=at)
    if not abroad.lines:
        return answer
    verdict, next_step = _said(answer, abroad)
    return replace(
        answer,
        verdict=verdict,
        next_step=next_step,
        coverage=(*_local(answer.coverage, abroad.lines), *abroad.lines),
        notes=tuple(_union(n, abroad) if isinstance(n, Chance) else n for n in answer.notes),
    )


def says_the_same(answer: Answer, other: Answer) -> bool:
    """Whether a new version would tell the post anything."""
    said = [(a.verdict, a.next_step, a.coverage, a.chance) for a in (answer, other)]
    return said[0] == said[1]


def _said(answer: Answer, abroad: Abroad) -> tuple[Verdict, NextStep]:
    """People's word abroad is ours: our examiners attributed. A candidate abroad holds the person as one here does."""
    grave = abroad.handling is Handling.CALL_FIRST
    if Result.ATTRIBUTED in abroad.results and answer.verdict in LOCAL_NO | {Verdict.INCONCLUSIVE}:
        return Verdict.CONFIRMED, NextStep.FOLLOW_HANDLING if grave else NextStep.CONTINUE_PROCEDURE
    if Result.CANDIDATE in abroad.results and answer.verdict in LOCAL_NO:
        return Verdict.POSSIBLE_MATCH, NextStep.HOLD_FOR_ABROAD
    if Result.NOT_ATTRIBUTED in abroad.results and answer.verdict is Verdict.NO_CANDIDATE:
        return Verdict.NOT_CONFIRMED, NextStep.CONTINUE_PROCEDURE
    return answer.verdict, answer.next_step


def _local(lines: Sequence[GalleryCoverage], abroad: Sequence[GalleryCoverage]) -> list[GalleryCoverage]:
    """Own galleries; and of the repositories the sender named, those about which nothing better is known: "DHS IDENT"
    is what stands behind a partner, or behind this node, as "ident". Of the others, why they were not asked: through
    nobody, or for the reason for which no partner was."""
    known = {_short(line) for line in abroad}
    barred = next(iter(abroad)) if all(line.state is Coverage.BARRED for line in abroad) else None
    return [line if line.kind else _unasked(line, barred) for line in lines if line.kind or _short(line) not in known]


def _short(line: GalleryCoverage) -> str:
    return line.name.lower().rpartition(" ")[2]


def _unasked(line: GalleryCoverage, barred: GalleryCoverage | None) -> GalleryCoverage:
    if barred is None:
        return replace(line, state=Coverage.NOT_CONNECTED, reason=NOT_THROUGH_US)
    return replace(line, reason=barred.reason, clause=barred.clause, agreement=barred.agreement)


def _union(chance: Chance, abroad: Abroad) -> Chance:
    """The rates of all galleries that answered; they were held to parts of one budget, so that they may be added."""
    return replace(
        chance,
        people=chance.people + abroad.people,
        fpir=chance.fpir + abroad.fpir,
        expected=chance.expected + abroad.fpir,
    )
