"""The template's bytes: five a minutia, readable for ever."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openbitmap.biometrics.finger import InvalidMinutiae, Template

MINUTIA = st.tuples(
    st.integers(0, 4095), st.integers(0, 4095), st.floats(-np.pi, np.pi), st.floats(0, 1), st.floats(0.2, 1)
)


def test_the_layout_is_fixed() -> None:
    template = Template.from_minutiae([[0x123, 0x456, -np.pi / 2, 1.0, 1.0]], 500, 600, parameters="test 1")
    # x 0x123, y 0x456; a quarter turn clockwise is 64; a sure ending is 3; quality 31.
    assert template.data == bytes([0x12, 0x34, 0x56, 64, 3 << 5 | 31])
    assert (template.width, template.height, template.parameters, len(template)) == (500, 600, "test 1", 1)


@given(st.lists(MINUTIA, max_size=50))
@settings(deadline=None)
def test_what_was_packed_is_read_back_as_coarse_as_it_is_stored(minutiae: list[tuple[float, ...]]) -> None:
    template = Template.from_minutiae(minutiae, 500, 500)
    best_first = sorted(minutiae, key=lambda m: -m[4])
    assert len(template) == len(minutiae)
    for stored, given_ in zip(template.minutiae, best_first, strict=True):
        assert tuple(stored[:2]) == given_[:2]
        assert np.cos(stored[2] - given_[2]) > np.cos(np.pi / 250)
        assert abs(stored[3] - given_[3]) <= 1 / 6 + 1e-9
        assert abs(stored[4] - given_[4]) <= 1 / 62 + 1e-9


@given(st.lists(MINUTIA, max_size=50))
@settings(deadline=None)
def test_packing_what_was_read_back_changes_nothing(minutiae: list[tuple[float, ...]]) -> None:
    once = Template.from_minutiae(minutiae, 500, 500)
    kept = once.minutiae[once.minutiae[:, 4] >= 0.2]
    assert Template.from_minutiae(kept, 500, 500).data == once.data[: 5 * len(kept)]


def test_poor_minutiae_are_left_out_and_the_best_120_kept() -> None:
    rows = [[n, n, 0.0, 1.0, 0.19 if n < 20 else 0.2 + n / 1000] for n in range(200)]
    template = Template.from_minutiae(rows, 500, 500)
    assert len(template) == 120
    assert template.minutiae[:, 0].tolist() == list(range(199, 79, -1))


def test_no_minutiae_is_an_empty_template() -> None:
    empty = Template.from_minutiae([], 500, 500)
    assert empty.data == b"" and empty.minutiae.shape == (0, 5)


@pytest.mark.parametrize("rows", [[[1, 2, 3, 4]], [[1, 2, np.nan, 0, 1]], [[1, 2, np.inf, 0, 1]], [1, 2, 3, 4, 5]])
def test_anything_but_five_finite_numbers_is_refused(rows: list[object]) -> None:
    with pytest.raises(InvalidMinutiae, match="five finite numbers"):
        Template.from_minutiae(rows, 500, 500)  # type: ignore[arg-type]  # wrong on purpose


def test_a_print_without_area_is_refused() -> None:
    with pytest.raises(InvalidMinutiae, match="no area"):
        Template.from_minutiae([], 0, 500)
