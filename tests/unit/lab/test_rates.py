"""Error rates against cases worked out by hand."""

import numpy as np
import pytest

from openbitmap.lab import Trials, curve, rates


def trials(genuine: list[float], impostor: list[float]) -> Trials:
    scores = np.array(genuine + impostor)
    mated = np.arange(len(scores)) < len(genuine)
    fingers = np.arange(len(scores)) % 5
    return Trials(scores, mated, fingers, np.where(mated, fingers, (fingers + 1) % 5))


def test_separated_scores_have_no_error() -> None:
    result = rates(trials([5.0, 6.0, 7.0], [1.0, 2.0]), resamples=20)
    assert result is not None
    assert result.equal_error_rate == 0
    assert result.fnmr == (0, 0, 0, 0)


def test_rates_of_a_small_case() -> None:
    # Above 2.5: 3 of 4 genuine, 1 of 4 impostors; above 4.5: 1 of 4 genuine, no impostor.
    drawn = curve(trials([5.0, 4.0, 3.0, 1.0], [4.5, 2.0, 0.5, 0.0]))
    assert drawn is not None
    assert drawn.equal_error_rate == 0.25
    assert drawn.fnmr_at(0.0) == 0.75
    assert drawn.fnmr_at(0.25) == 0.25
    assert drawn.fnmr_at(1.0) == 0.0


def test_equal_scores_are_accepted_together() -> None:
    drawn = curve(trials([1.0, 1.0], [1.0, 1.0]))
    assert drawn is not None
    assert list(zip(drawn.fmr, drawn.fnmr, strict=True)) == [(0.0, 1.0), (1.0, 0.0)]


def test_a_print_that_did_not_enrol_is_a_miss_at_every_threshold() -> None:
    drawn = curve(trials([9.0, -np.inf], [1.0, -np.inf]))
    assert drawn is not None
    assert drawn.fnmr.min() == 0.5 and drawn.fmr.max() == 0.5


def test_without_one_kind_of_comparison_there_are_no_rates() -> None:
    assert rates(trials([1.0], []), resamples=5) is None
    assert rates(trials([], [1.0]), resamples=5) is None
    assert curve(trials([], [])) is None


def test_the_interval_covers_the_rate_and_widens_with_fewer_fingers() -> None:
    rng = np.random.default_rng(0)

    def width(fingers: int) -> float:
        first = np.repeat(np.arange(fingers), 40)
        luck = np.repeat(rng.normal(0, 1, fingers), 40)
        scores = np.concatenate([luck + 2, np.zeros(len(first))]) + rng.normal(size=2 * len(first))
        mated = np.arange(len(scores)) < len(first)
        both = Trials(scores, mated, np.tile(first, 2), np.concatenate([first, (first + 1) % fingers]))
        result = rates(both, resamples=200)
        assert result is not None
        assert result.low[0] <= result.equal_error_rate <= result.high[0]
        return result.high[0] - result.low[0]

    assert width(8) > 1.5 * width(128)


def test_same_seed_same_interval() -> None:
    case = trials(list(np.linspace(0, 5, 40)), list(np.linspace(-4, 2, 60)))
    assert rates(case, resamples=50) == rates(case, resamples=50)
    assert rates(case, resamples=50) == pytest.approx(rates(case, resamples=50))
