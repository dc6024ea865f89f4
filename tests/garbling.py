"""Letters that a partner signed properly and filled with anything: what a job must take without raising."""

from collections.abc import Iterator, Mapping

from openbitmap.wire import LetterKind

HUGE = "x" * 20_000
NESTED: list[object] = [[[[["deep"]]]], {"a": [None, {"b": []}]}]
NAMES = (
    *("reference", "references", "of", "retain_days", "clause", "fields", "state", "result", "handling", "band"),
    *("people", "as_of", "fpir", "repositories", "purpose", "category", "kind", "others", "case", "reason", "words"),
    *("stage", "justification", "digest", "watch", "gallery", "until", "told", "notice", "outcome", "recall", "items"),
    *("due", "reminder", "correction", "outstanding", "complete", "text", "word", "signature", "key", "note", "since"),
    *("proof", "size", "refused", "card", "agreement", "at"),
)
"""Every name that some letter's body has."""


def bodies() -> Iterator[Mapping[str, object]]:
    """Nothing at all; every name with the same wrong value; every name with another one."""
    yield {}
    wrong: tuple[object, ...] = (None, True, -1, 2**70, 0.5, "", HUGE, "ñ'\"\\;--", [], NESTED, {}, {"": {"": None}})
    for value in (HUGE, NESTED):
        yield dict.fromkeys(NAMES, value)
    yield {name: wrong[n % len(wrong)] for n, name in enumerate(NAMES)}
    lines = [HUGE, 1, None, {"reference": HUGE, "digest": HUGE, "outcome": HUGE, "kind": []}]
    repositories = [{}, 1, {"name": HUGE, "state": "searched", "result": "candidate", "people": "many"}]
    yield {"items": lines, "recall": HUGE, "size": True, "repositories": repositories}


MUTE = frozenset({LetterKind.KEYS})
"""A card of keys is read as it is taken in, not by a job."""
KINDS = tuple(kind for kind in LetterKind if kind not in MUTE)
