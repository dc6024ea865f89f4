"""Synthetic template galleries: repeatable, in the matcher's format, and prints of one finger alike in the ways that
real ones are.
"""

import hashlib

import numpy as np
import pytest

from openbitmap.biometrics.finger import Template
from openbitmap.synthetic.galleries import (
    PARAMETERS,
    TWO_FINGERS,
    enrolled_template,
    mated_probe,
    template_gallery,
)
from openbitmap.vocabulary import TEN_FINGERS, FingerPosition

INDEX = FingerPosition.RIGHT_INDEX


def _bytes(seed: int, people: int) -> bytes:
    return b"".join(batch.data for batch in template_gallery(seed, people))


def test_same_seed_gives_the_same_bytes_and_another_seed_others() -> None:
    assert _bytes(5, 40) == _bytes(5, 40)
    assert _bytes(5, 40) != _bytes(6, 40)


def test_bytes_are_the_pinned_ones() -> None:
    digest = hashlib.sha256(_bytes(2026, 40)).hexdigest()
    assert digest == "8a669b26ad9509c1616f907cdd01c04ed4e5fa53f03a263fe248ccf0c890b34b"


def test_a_person_has_the_same_prints_however_many_are_asked_for() -> None:
    many = {(p, f): d for batch in template_gallery(1, 600) for p, f, d in batch}
    few = {(p, f): d for batch in template_gallery(1, 3, first=299) for p, f, d in batch}
    assert sorted(few) == [(p, f) for p in (299, 300, 301) for f in TWO_FINGERS]
    assert all(many[key] == data for key, data in few.items())
    assert len(many) == 1200


def test_ten_finger_people_have_ten_different_prints_in_order() -> None:
    (batch,) = template_gallery(1, 2, TEN_FINGERS)
    rows = list(batch)
    assert [(p, f) for p, f, _ in rows] == [(p, f) for p in (0, 1) for f in TEN_FINGERS]
    assert len({data for _, _, data in rows}) == 20
    assert rows[1][2] == enrolled_template(1, 0, INDEX).data


def test_templates_are_what_the_matcher_would_pack_itself() -> None:
    for batch in template_gallery(3, 50):
        for _, _, data in batch:
            template = Template(data, 576, 576)
            again = Template.from_minutiae(template.minutiae, 576, 576)
            assert again.data == data
            assert 4 <= len(template) <= 64


def test_a_probe_is_another_impression_and_says_that_it_is_synthetic() -> None:
    enrolled, first, second = (mated_probe(1, 77, INDEX, impression=n) for n in (0, 1, 2))
    assert enrolled == enrolled_template(1, 77, INDEX)
    assert len({enrolled.data, first.data, second.data}) == 3
    assert first == mated_probe(1, 77, INDEX, impression=1)
    assert first.parameters == PARAMETERS


def _shared(one: Template, other: Template) -> float:
    """Share of the smaller print's minutiae with a partner within 9 pixels, once the best pair is laid together."""
    a, b = (m[:, 0] - 1j * m[:, 1] for m in (one.minutiae, other.minutiae))
    best = 0
    for i, j in np.ndindex(min(12, len(a)), len(b)):
        turn = np.exp(1j * (other.minutiae[j, 2] - one.minutiae[i, 2]))
        distance = abs(((a - a[i]) * turn + b[j])[:, None] - b[None, :])
        best = max(best, int((distance.min(axis=1) < 9).sum()))
    return best / min(len(a), len(b))


def test_mates_share_their_minutiae_and_strangers_do_not() -> None:
    people = range(0, 40, 2)
    mates = np.array([_shared(mated_probe(9, p, INDEX, impression=1), enrolled_template(9, p, INDEX)) for p in people])
    strangers = np.array(
        [_shared(mated_probe(9, p, INDEX, impression=1), enrolled_template(9, p + 1, INDEX)) for p in people]
    )
    assert np.median(mates) > 0.6
    assert np.median(strangers) < 0.4


def test_counts_lie_where_those_of_real_prints_lie() -> None:
    counts = np.concatenate([np.diff(batch.offsets) // 5 for batch in template_gallery(4, 1000)])
    low, middle, high = np.quantile(counts, [0.05, 0.5, 0.95])
    assert 12 <= low <= 24
    assert 29 <= middle <= 41
    assert 52 <= high <= 64


@pytest.mark.parametrize("position", [FingerPosition.PLAIN_RIGHT_FOUR, FingerPosition.UNKNOWN])
def test_only_single_fingers_have_templates(position: FingerPosition) -> None:
    with pytest.raises(ValueError, match="not one finger"):
        list(template_gallery(1, 1, (position,)))
