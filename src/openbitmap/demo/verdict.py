"""Holds an answer against what the story promised; the demo fails by what this finds."""

from collections.abc import Mapping
from dataclasses import dataclass

from openbitmap.node import identities, search
from openbitmap.node.database import Transaction
from openbitmap.synthetic import Story
from openbitmap.vocabulary import EncounterId, SubmissionId
from openbitmap.wire import Answer, Receipt


@dataclass(frozen=True)
class Told:
    story: Story
    receipt: Receipt
    answer: Answer


def unlike(
    tx: Transaction, told: Told, receipts: Mapping[str, Receipt], *, enrolled_by: Mapping[int, str]
) -> list[str]:
    """What did not come out as told, in sentences; empty if all did. `enrolled_by`: person -> submission."""
    expected, answer = told.story.expected, told.answer
    wrong = []
    if answer.verdict is not expected.verdict:
        wrong.append(f"the verdict is {answer.verdict}, not {expected.verdict}")
    if expected.finding and expected.finding not in [r.code for r in answer.refusals]:
        wrong.append(f"no refusal says {expected.finding}")
    unusable = {p.position for p in answer.prints if not p.searched}
    if not set(expected.unusable) <= unusable:
        wrong.append(f"fingers {sorted(set(expected.unusable) - unusable)} were searched, but are worn")
    if expected.same_receipt_as and receipts[expected.same_receipt_as] != told.receipt:
        wrong.append("the same bytes gave another receipt")
    if expected.person is not None and not _is_candidate(tx, told.receipt.submission, enrolled_by[expected.person]):
        wrong.append(f"person {expected.person} is not among the candidates")
    return wrong


def _is_candidate(tx: Transaction, submission: SubmissionId, enrolled_by: str) -> bool:
    enrolled = identities.encounter_of(tx, SubmissionId(enrolled_by))
    done = search.search_of(tx, submission)
    if enrolled is None or done is None:
        return False
    found: list[EncounterId] = [c.encounter for c in search.candidates_of(tx, done.search)]
    return enrolled.encounter in found
