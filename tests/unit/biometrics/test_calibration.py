"""Scores to rates, rates to thresholds, thresholds to expected chance candidates."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openbitmap.biometrics import calibration, chance_candidates, threshold
from openbitmap.biometrics.finger import LEAST_LOG10_FMR, ORDINARY, PARTIAL, Level, finger_log10_fmr, finger_log10_fmrs

FINGERS = st.integers(1, 10)


@pytest.mark.parametrize(("table", "minutiae"), [(ORDINARY, 40), (PARTIAL, 12)])
def test_a_fingers_rate_goes_through_every_level_of_its_table(table: tuple[Level, ...], minutiae: int) -> None:
    for level in table:
        assert finger_log10_fmr(level.score, minutiae) == pytest.approx(math.log10(level.fmr))
        assert level.low <= level.score <= level.high


@given(st.lists(st.floats(-50, 300), min_size=2, max_size=20), st.integers(0, 120))
@settings(deadline=None)
def test_a_higher_score_is_never_more_often_chance(scores: list[float], minutiae: int) -> None:
    rates = finger_log10_fmrs(sorted(scores), minutiae)
    assert (np.diff(rates) <= 0).all()
    assert ((rates <= 0) & (rates >= LEAST_LOG10_FMR)).all()


def test_a_small_print_reaches_a_score_by_chance_more_often() -> None:
    for score in (-4.0, -1.0, 2.0):
        assert finger_log10_fmr(score, 12) > finger_log10_fmr(score, 40) + 0.5


def test_one_finger_is_its_own_evidence() -> None:
    assert calibration.log10_fmr(6 * math.log(10), 1) == pytest.approx(-6)


@pytest.mark.parametrize("fingers", range(1, 11))
def test_sums_of_independent_fingers_follow_the_predicted_law(fingers: int) -> None:
    """Evidence of chance is exponential if the one-finger table is right; the rate of the sum is then known exactly."""
    draws = np.random.default_rng(fingers).exponential(size=(200_000, fingers)).sum(1)
    for rate in (0.1, 0.01):
        reached = float(np.quantile(draws, 1 - rate))
        assert calibration.log10_fmr(reached, fingers) == pytest.approx(math.log10(rate), abs=0.03)


@given(fingers=FINGERS, people=st.integers(1, 300_000_000), fpir=st.floats(1e-6, 0.5))
@settings(deadline=None)
def test_a_threshold_keeps_its_fpir(fingers: int, people: int, fpir: float) -> None:
    made = threshold(fingers, people, fpir)
    reached = -math.expm1(people * math.log1p(-(10 ** calibration.log10_fmr(made.score, fingers))))
    assert reached == pytest.approx(fpir, rel=1e-6)
    expected = chance_candidates(fingers, people, made)
    assert fpir * 0.999 <= expected <= -math.log1p(-fpir) * 1.001
    assert (made.fpir, made.gallery_size, made.fingers) == (fpir, people, fingers)


@given(fingers=FINGERS, people=st.integers(1, 1_000_000))
@settings(deadline=None)
def test_thresholds_rise_with_the_gallery_and_with_the_demand(fingers: int, people: int) -> None:
    here = threshold(fingers, people, 1e-3)
    assert threshold(fingers, 10 * people, 1e-3).score > here.score
    assert threshold(fingers, people, 1e-4).score > here.score


def test_what_lies_beyond_the_data_is_said_to() -> None:
    assert not threshold(1, 10, 1e-2).extrapolated
    assert threshold(1, 10_000, 1e-3).extrapolated
    assert not threshold(2, 10_000, 1e-3).extrapolated
    assert threshold(2, 10_000_000, 1e-3).extrapolated


@pytest.mark.parametrize(
    ("fingers", "people", "fpir"), [(0, 10, 0.1), (11, 10, 0.1), (2, 0, 0.1), (2, 10, 0.0), (2, 10, 1.0)]
)
def test_a_threshold_for_nothing_is_refused(fingers: int, people: int, fpir: float) -> None:
    with pytest.raises(ValueError, match=r"fingers|threshold"):
        threshold(fingers, people, fpir)
