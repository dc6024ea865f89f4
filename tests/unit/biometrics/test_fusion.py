"""One answer about a person from the scores of all fingers presented."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openbitmap.biometrics import FingerScan, explain, fuse_gallery, fuse_person, threshold
from openbitmap.vocabulary import TEN_FINGERS, FingerPosition

INDEX, MIDDLE, THUMB = FingerPosition.RIGHT_INDEX, FingerPosition.RIGHT_MIDDLE, FingerPosition.RIGHT_THUMB


def scan(position: FingerPosition, rows: list[int], scores: list[float]) -> FingerScan:
    return FingerScan(position, 40, np.array(rows, np.int64), np.array(scores, np.float32))


def test_agreeing_fingers_add_up_and_disagreeing_ones_hardly_count() -> None:
    one = fuse_person(1, [(INDEX, 40, 3.0)])
    both = fuse_person(1, [(INDEX, 40, 3.0), (MIDDLE, 40, 3.0)])
    one_of_two = fuse_person(1, [(INDEX, 40, 3.0), (MIDDLE, 40, -6.0)])
    assert both.log10_fmr < one.log10_fmr - 3
    assert one.log10_fmr < one_of_two.log10_fmr < one.log10_fmr + 2


def test_a_worn_finger_does_not_hide_nine_good_ones() -> None:
    ten = [(position, 40, 8.0) for position in TEN_FINGERS]
    ten[6] = (TEN_FINGERS[6], 40, -8.0)
    assert fuse_person(1, ten).reaches(threshold(10, 10_000_000, 1e-4))


def test_a_missing_finger_is_simply_absent() -> None:
    fused = fuse_gallery([scan(INDEX, [1, 2], [9.0, -6.0]), scan(MIDDLE, [2, 3], [-6.0, 9.0])])
    assert fused.rows.tolist() == [1, 2, 3]
    assert fused.fingers.tolist() == [1, 2, 1]
    assert fused.log10_fmr[0] == pytest.approx(fused.log10_fmr[2])
    assert fused.best(2).tolist() == [0, 2]


def test_of_several_prints_of_a_finger_the_best_counts() -> None:
    several = scan(INDEX, [4, 4, 4], [-6.0, 5.0, 1.0])
    assert explain([several], 4) == fuse_person(4, [(INDEX, 40, 5.0)])
    assert fuse_gallery([several]).fingers.tolist() == [1]


def test_the_explanation_names_every_finger_strongest_first() -> None:
    person = explain([scan(INDEX, [7], [1.0]), scan(MIDDLE, [7], [12.0]), scan(THUMB, [8], [20.0])], 7)
    assert [(part.position, part.score) for part in person.fingers] == [(MIDDLE, 12.0), (INDEX, 1.0)]
    assert person.row == 7
    assert explain([scan(INDEX, [7], [1.0])], 99).log10_fmr == 0.0


def test_a_position_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="twice"):
        fuse_gallery([scan(INDEX, [1], [1.0]), scan(INDEX, [1], [1.0])])
    with pytest.raises(ValueError, match="twice"):
        fuse_person(1, [(INDEX, 40, 1.0), (INDEX, 40, 1.0)])


def test_no_finger_in_common_is_no_candidate() -> None:
    assert len(fuse_gallery([]).rows) == 0
    assert len(fuse_gallery([scan(INDEX, [], [])]).best(5)) == 0


SCORES = st.dictionaries(
    st.integers(0, 30), st.lists(st.floats(-11, 60, width=32), min_size=1, max_size=3), max_size=20
)


@given(st.dictionaries(st.sampled_from(TEN_FINGERS), SCORES, max_size=10))
@settings(deadline=None)
def test_a_gallery_is_fused_as_its_people_are(gallery: dict[FingerPosition, dict[int, list[float]]]) -> None:
    scans = [
        scan(
            position, [row for row, many in prints.items() for _ in many], [s for many in prints.values() for s in many]
        )
        for position, prints in gallery.items()
    ]
    fused = fuse_gallery(scans)
    for k, row in enumerate(fused.rows.tolist()):
        person = explain(scans, row)
        assert fused.fingers[k] == len(person.fingers)
        assert fused.evidence[k] == pytest.approx(person.evidence)
        assert fused.log10_fmr[k] == pytest.approx(person.log10_fmr, abs=1e-9)
