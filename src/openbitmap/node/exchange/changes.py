"""What a new version of an answer says that the one before it did not, in the card's words."""

from collections.abc import Iterator
from itertools import pairwise

from openbitmap.node.exchange.card import NOT_SEARCHED, abroad_words, repository_words
from openbitmap.node.exchange.words import LABELS
from openbitmap.vocabulary import Coverage
from openbitmap.wire import Answer, GalleryCoverage


def changes_of(versions: list[Answer], language: str) -> dict[int, str]:
    """By the number of the version; of the first, and of one whose lines stand as before, nothing."""
    ordered = sorted(versions, key=lambda answer: answer.version)
    return {after.version: " · ".join(_changed(before, after, language)) for before, after in pairwise(ordered)}


def _changed(before: Answer, after: Answer, language: str) -> Iterator[str]:
    known = {g.name: _said(g) for g in before.coverage}
    for g in after.coverage:
        if g.kind is None and known.get(g.name) != _said(g):
            words = abroad_words(g, language, beside=after.clock.answered_at) or LABELS[_label(g)][language].lower()
            yield f"{repository_words(g.name, language)}: {words}"
    if after.case and (before.case is None or before.case.case != after.case.case):
        yield f"{LABELS['case'][language]}: {after.case.case}"


def _said(g: GalleryCoverage) -> tuple[str, str, str]:
    return g.state.value, g.result, g.reason


def _label(g: GalleryCoverage) -> str:
    if g.state in NOT_SEARCHED:
        return "not_searched"
    return "not_yet" if g.state in (Coverage.PENDING, Coverage.LATE) else "searched"
