"""One suite over every implementation of a comparison: the kernel with both instruction sets, and the readable
twin."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import prints_of_chance as prints
from openbitmap.biometrics import (
    FingerGallery,
    FingerMatcher,
    FingerSearch,
    KernelMatcher,
    NullFingerGallery,
    NullMatcher,
    TemplateFinding,
)
from openbitmap.biometrics.finger import Comparison, Template, compare, compare_readably
from openbitmap.vocabulary import FingerPosition

Compare = Callable[[Template, Template], Comparison]
SAME_SCORE = 0.001
SEEDS = st.integers(0, 10_000)


def portable(probe: Template, candidate: Template) -> Comparison:
    return KernelMatcher().compare(probe, candidate, portable=True)


ENGINES: dict[str, Compare] = {"kernel": compare, "portable": portable, "readable": compare_readably}


@pytest.fixture(params=sorted(ENGINES))
def engine(request: pytest.FixtureRequest) -> Compare:
    return ENGINES[request.param]


def test_two_impressions_of_a_finger_score_above_any_two_fingers(engine: Compare) -> None:
    fingers = [prints.finger(seed) for seed in range(6)]
    mated = [engine(prints.template(f), prints.template(prints.impression(f, 99))).score.value for f in fingers]
    strangers = [
        engine(prints.template(a), prints.template(b)).score.value for i, a in enumerate(fingers) for b in fingers[:i]
    ]
    assert min(mated) > max(strangers) + 5
    assert max(strangers) < 1


def test_pairs_name_minutiae_of_both_templates_once_each(engine: Compare) -> None:
    finger = prints.finger(3)
    probe, candidate = prints.template(finger), prints.template(prints.impression(finger, 5))
    pairs = engine(probe, candidate).pairs
    left, right = zip(*pairs, strict=True)
    assert len(pairs) >= 25
    assert len(set(left)) == len(left) and len(set(right)) == len(right)
    apart = np.hypot(*(probe.minutiae[list(left), :2] - candidate.minutiae[list(right), :2]).T)
    assert np.median(apart) < 5


def test_the_answer_names_its_parameters_and_its_evidence(engine: Compare) -> None:
    finger = prints.template(prints.finger(4))
    result = engine(finger, finger)
    assert result.parameters == KernelMatcher().parameters
    assert result.score.detail.share > 0.8 and result.score.detail.crawled <= len(result.pairs)
    assert abs(result.score.detail.rotation) < 1
    assert result.score.log10_fmr <= -6


@pytest.mark.parametrize("count", [0, 1, 2])
def test_hardly_any_minutiae_is_an_answer_not_an_error(engine: Compare, count: int) -> None:
    few, many = prints.template(prints.finger(1)[:count]), prints.template(prints.finger(2))
    for probe, candidate in ((few, many), (many, few), (few, few)):
        assert engine(probe, candidate).score.value < 0


@pytest.mark.parametrize(
    "rows",
    [
        [[100.0 + 16 * i, 100.0 + 16 * j, 0.0, 1.0, 0.9] for i in range(8) for j in range(8)],
        [[100.0, 100.0, 0.0, 1.0, 0.9]] * 60,
        [[100.0 + i, 100.0 + 7 * (i % 9), i / 9, 1.0, 0.9] for i in range(110)],
    ],
    ids=["grid", "one minutia many times", "crowded"],
)
def test_forged_templates_match_nobody_not_even_themselves(engine: Compare, rows: list[list[float]]) -> None:
    forged = Template.from_minutiae(rows, 500, 500)
    assert TemplateFinding.REFUSED in KernelMatcher().examine(forged.data)
    result = engine(forged, forged)
    assert result.pairs == () and result.score.value < -10


@given(seed=SEEDS, same=st.booleans(), lost=st.floats(0, 0.6), degrees=st.floats(-180, 180))
@settings(max_examples=40, deadline=None)
def test_every_engine_gives_the_same_pairs_and_score(seed: int, same: bool, lost: float, degrees: float) -> None:
    finger = prints.finger(seed, 12 + seed % 50)
    other = prints.impression(finger if same else prints.finger(seed + 1), seed, lost=lost)
    probe, candidate = prints.template(finger), prints.template(prints.moved(other, degrees=degrees))
    fast, plain, readable = (ENGINES[name](probe, candidate) for name in ("kernel", "portable", "readable"))
    assert fast == plain
    assert set(fast.pairs) == set(readable.pairs)
    assert fast.score.value == pytest.approx(readable.score.value, abs=SAME_SCORE)
    for term in ("share", "whole", "support", "overlap", "rotation"):
        assert getattr(fast.score.detail, term) == pytest.approx(getattr(readable.score.detail, term), abs=0.02)


@given(seed=SEEDS, degrees=st.floats(-180, 180), dx=st.floats(-60, 60), dy=st.floats(-60, 60))
@settings(max_examples=60, deadline=None)
def test_turning_and_moving_a_print_hardly_changes_its_score(seed: int, degrees: float, dx: float, dy: float) -> None:
    """Places are whole pixels and directions 1.4 degrees, so a turn rounds them anew: one eighth of a mated score
    is allowed."""
    finger = prints.finger(seed)
    probe, other = prints.template(finger), prints.impression(finger, seed)
    still = compare(probe, prints.template(other)).score.value
    turned = compare(probe, prints.template(prints.moved(other, degrees=degrees, dx=dx, dy=dy)))
    assert turned.score.value == pytest.approx(still, rel=0.125)
    assert np.cos(np.radians(turned.score.detail.rotation) + np.radians(degrees)) > 0.995


@given(seed=SEEDS, order=st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_the_order_of_equally_good_minutiae_is_irrelevant(seed: int, order: object) -> None:
    finger = prints.finger(seed)
    finger[:, 4] = 0.9
    shuffled = np.random.default_rng(seed).permutation(finger)
    candidate = prints.template(prints.impression(finger, seed))
    straight = compare(prints.template(finger), candidate).score.value
    assert compare(prints.template(shuffled), candidate).score.value == pytest.approx(straight, rel=0.02)


def test_probe_and_candidate_may_change_places() -> None:
    """Not equal pair by pair (the probe is what is laid on the other), but the same on the whole."""
    fingers = [prints.template(prints.finger(seed)) for seed in range(12)]
    others = [prints.template(prints.impression(prints.finger(seed), seed)) for seed in range(12)]
    there = np.array([[compare(a, b).score.value for b in others] for a in fingers])
    back = np.array([[compare(b, a).score.value for b in others] for a in fingers])
    assert np.corrcoef(there.ravel(), back.ravel())[0, 1] > 0.995
    assert abs(np.median(there - back)) < 0.1


@given(data=st.binary(max_size=1000), other=st.binary(max_size=700))
@settings(max_examples=150, deadline=None)
def test_any_bytes_are_compared_by_every_engine_alike(data: bytes, other: bytes) -> None:
    probe, candidate = Template(data, 500, 500), Template(other, 500, 500)
    fast, readable = compare(probe, candidate), compare_readably(probe, candidate)
    assert np.isfinite(fast.score.value)
    assert set(fast.pairs) == set(readable.pairs)
    assert fast.score.value == pytest.approx(readable.score.value, abs=0.01)


@pytest.fixture(params=[FingerGallery, NullFingerGallery])
def gallery(request: pytest.FixtureRequest) -> FingerGallery | NullFingerGallery:
    made: FingerGallery | NullFingerGallery = request.param()
    return made


INDEX, THUMB = FingerPosition.RIGHT_INDEX, FingerPosition.RIGHT_THUMB


def test_a_scan_returns_every_print_of_that_finger_and_no_other(gallery: FingerGallery | NullFingerGallery) -> None:
    for row in range(300):
        gallery.add(row, INDEX, prints.template(prints.finger(row % 7)).data)
    gallery.add(1000, THUMB, prints.template(prints.finger(1)).data)
    rows, scores = gallery.compare(INDEX, prints.template(prints.finger(3)).data, threads=3)
    assert sorted(rows.tolist()) == list(range(300)) and len(scores) == 300
    assert rows.dtype == np.int64 and scores.dtype == np.float32
    assert gallery.compare(FingerPosition.PLAIN_RIGHT_THUMB, b"")[0].tolist() == [1000]
    assert gallery.compare(FingerPosition.LEFT_LITTLE, b"")[0].tolist() == []


def test_removal_takes_every_print_of_the_row(gallery: FingerGallery | NullFingerGallery) -> None:
    for row in (5, 6, 5):
        gallery.add(row, INDEX, prints.template(prints.finger(row)).data)
    gallery.add(5, THUMB, prints.template(prints.finger(9)).data)
    assert len(gallery) == 4
    assert gallery.remove(5) == 3
    assert gallery.remove(5) == 0
    assert gallery.compare(INDEX, b"")[0].tolist() == [6] and len(gallery) == 1


@pytest.mark.parametrize("position", [FingerPosition.PLAIN_RIGHT_FOUR, FingerPosition.UNKNOWN])
def test_a_print_of_several_fingers_is_refused(
    gallery: FingerGallery | NullFingerGallery, position: FingerPosition
) -> None:
    with pytest.raises(ValueError, match="not one finger"):
        gallery.add(1, position, b"")
    with pytest.raises(ValueError, match="not one finger"):
        gallery.compare(position, b"")


def test_a_scan_scores_as_single_comparisons_do() -> None:
    fingers = [prints.template(prints.impression(prints.finger(seed % 20), seed)) for seed in range(150)]
    gallery = FingerGallery()
    for row, template in enumerate(fingers):
        gallery.add(row, INDEX, template.data)
    probe = prints.template(prints.finger(4))
    found = {
        threads: dict(zip(*gallery.compare(INDEX, probe.data, threads=threads), strict=True)) for threads in (1, 2)
    }
    assert found[1] == found[2]
    for row, template in enumerate(fingers):
        assert found[1][row] == np.float32(compare(probe, template).score.value)


MATCHERS: list[FingerMatcher] = [KernelMatcher(), NullMatcher()]
SEARCHES: list[Callable[[], FingerSearch]] = [FingerGallery, NullFingerGallery]


@pytest.mark.parametrize("matcher", MATCHERS, ids=lambda matcher: type(matcher).__name__)
def test_a_matcher_names_its_version_and_examines_any_bytes(matcher: FingerMatcher) -> None:
    finger = prints.template(prints.finger(8))
    assert matcher.compare(finger, finger).parameters == matcher.parameters != ""
    assert matcher.examine(finger.data) is TemplateFinding.NOTHING
    assert TemplateFinding.BROKEN_LENGTH in matcher.examine(b"123")


def test_the_null_engine_finds_nobody() -> None:
    finger = prints.template(prints.finger(8))
    null = NullMatcher().compare(finger, finger)
    assert null.pairs == () and null.score.log10_fmr == 0
    strangers = compare(prints.template(prints.finger(1)), prints.template(prints.finger(2)))
    assert null.score.value < strangers.score.value


@pytest.mark.parametrize("make", SEARCHES)
def test_a_gallery_starts_empty_at_position_zero(make: Callable[[], FingerSearch]) -> None:
    search = make()
    assert len(search) == 0 and search.position == 0


def test_what_prepare_notices_is_said() -> None:
    finger = prints.template(prints.finger(1)).data
    examine = KernelMatcher().examine
    assert examine(finger) is TemplateFinding.NOTHING
    assert examine(finger + b"x") is TemplateFinding.BROKEN_LENGTH
    assert examine(finger + finger[:5]) is TemplateFinding.DUPLICATES
    assert TemplateFinding.TOO_MANY in examine(finger * 5)


def test_the_twin_has_the_kernels_parameters() -> None:
    from openbitmap.biometrics import _matcher
    from openbitmap.biometrics.finger import parameters

    for name, value in _matcher.parameters().items():
        twin = getattr(parameters, name.upper())
        assert twin == (value if isinstance(value, str) else pytest.approx(value, rel=1e-6)), name
    assert len(_matcher.parameters()) == sum(1 for name in vars(parameters) if name.isupper())
