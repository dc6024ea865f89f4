"""Synthetic prints: the same to the byte, many impressions of a finger, true minutiae, hands the right way round."""

import hashlib
import math
import os
import platform
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import cv2
import numpy as np
import pytest

from openbitmap.biometrics import finger
from openbitmap.synthetic.prints import (
    Condition,
    Kind,
    Look,
    Placement,
    Sensor,
    impression,
    impression_with_truth,
    in_condition,
    slap,
    usual_look,
)
from openbitmap.synthetic.ridges import Finger, FingerSpec, draw_hands, grow_finger
from openbitmap.vocabulary import SLAP_FINGERS, TEN_FINGERS, FingerPosition

KEY = (2026, 7)
INDEX = FingerPosition.RIGHT_INDEX


@pytest.fixture(scope="module")
def fingers() -> dict[FingerPosition, Finger]:
    return {p: grow_finger(spec) for p, spec in draw_hands(KEY, male=True).fingers.items()}


def _digest(pixels: np.ndarray[tuple[int, ...], np.dtype[np.uint8]]) -> str:
    return hashlib.sha256(pixels.tobytes()).hexdigest()[:16]


LOOKS = {
    "plain": usual_look(1),
    "capacitive": usual_look(2, sensor=Sensor.CAPACITIVE),
    "rolled": usual_look(3, Kind.ROLLED),
    "ink": usual_look(4, Kind.ROLLED, Sensor.INK),
    "latent": usual_look(5, Kind.LATENT),
    **{
        c.value: in_condition(usual_look(6), c)
        for c in (Condition.DRY, Condition.WET, Condition.WORN, Condition.SCARRED)
    },
}
DIGESTS = {
    "plain": "5451454855961ea1",
    "capacitive": "362707c80b6b73b6",
    "rolled": "325ffc6d324ea71d",
    "ink": "86a315027b570fc1",
    "latent": "e2dfba6558b544d0",
    "dry": "bc98ecf034158513",
    "wet": "b88a6eeeb3942fc4",
    "worn": "9819d25412516768",
    "scarred": "5d7b63b6222606c1",
}
SLAP_DIGESTS = {
    FingerPosition.PLAIN_RIGHT_FOUR: "3c24d4cbc9dd2fd3",
    FingerPosition.PLAIN_LEFT_FOUR: "88710a7f9c6c20ec",
    FingerPosition.PLAIN_THUMBS: "78d1d8875aa78a89",
}


@pytest.mark.parametrize("name", LOOKS)
def test_impressions_are_the_pinned_ones(name: str, fingers: dict[FingerPosition, Finger]) -> None:
    assert _digest(impression(fingers[INDEX], LOOKS[name])) == DIGESTS[name]


@pytest.mark.parametrize("position", SLAP_FINGERS)
def test_slaps_are_the_pinned_ones(position: FingerPosition, fingers: dict[FingerPosition, Finger]) -> None:
    assert _digest(slap(fingers, position, 1).pixels) == SLAP_DIGESTS[position]


def test_settings_of_opencv_neither_matter_nor_change(fingers: dict[FingerPosition, Finger]) -> None:
    before = cv2.getNumThreads()
    try:
        cv2.setNumThreads(2)
        again = grow_finger(fingers[INDEX].spec)
        assert cv2.getNumThreads() == 2
        assert cv2.useOptimized()
    finally:
        cv2.setNumThreads(before)
    assert np.array_equal(again.texture, fingers[INDEX].texture)
    assert np.array_equal(again.minutiae, fingers[INDEX].minutiae)


def test_impressions_of_one_finger_are_alike_and_those_of_others_are_not(fingers: dict[FingerPosition, Finger]) -> None:
    still = [Look(seed=n, placement=Placement(warp=0.0)) for n in (1, 2)]
    one, two = (impression(fingers[INDEX], look).astype(float) for look in still)
    other = impression(fingers[FingerPosition.LEFT_LITTLE], still[0]).astype(float)
    middle = np.s_[100:250, 120:260]
    assert not np.array_equal(one, two)
    assert np.corrcoef(one[middle].ravel(), two[middle].ravel())[0, 1] > 0.25
    assert abs(np.corrcoef(one[middle].ravel(), other[middle].ravel())[0, 1]) < 0.15


def test_conditions_change_the_print_as_they_say(fingers: dict[FingerPosition, Finger]) -> None:
    look = Look(seed=3)
    grey = {c: impression(fingers[INDEX], in_condition(look, c)) for c in Condition}
    dark = {c: float((grey[c] < 128).mean()) for c in Condition}
    assert dark[Condition.DRY] < dark[Condition.USUAL] < dark[Condition.WET]
    assert all(not np.array_equal(grey[c], grey[Condition.USUAL]) for c in (Condition.WORN, Condition.SCARRED))


def test_sizes_and_grounds(fingers: dict[FingerPosition, Finger]) -> None:
    shapes = {name: impression(fingers[INDEX], look).shape for name, look in LOOKS.items()}
    assert shapes["plain"] == (374, 388)
    assert shapes["capacitive"] == (300, 300)
    assert shapes["rolled"] == shapes["ink"] == (750, 800)
    plain = impression(fingers[INDEX], replace(LOOKS["plain"], placement=Placement()))
    assert np.median(plain[:8]) > 240


def test_true_minutiae_move_with_the_finger(fingers: dict[FingerPosition, Finger]) -> None:
    """Turned by a quarter of a radian and shifted, the same minutiae are where turning and shifting puts them."""
    upright = Look(seed=1, placement=Placement(warp=0.0))
    turned = replace(upright, placement=Placement(rotation=0.25, shift=(20.0, -10.0), warp=0.0))
    _, a = impression_with_truth(fingers[INDEX], upright)
    _, b = impression_with_truth(fingers[INDEX], turned)
    assert len(a.minutiae) > 20
    middle = np.array([388 / 2, 374 * 0.47])
    cosine, sine = math.cos(0.25), math.sin(0.25)
    away = a.minutiae[:, :2] - middle
    moved = np.stack([cosine * away[:, 0] + sine * away[:, 1], -sine * away[:, 0] + cosine * away[:, 1]], axis=1)
    moved += middle + np.array([20, -10])
    distance = np.hypot(*(moved[:, None] - b.minutiae[None, :, :2]).transpose(2, 0, 1))
    found = distance.min(axis=1) < 8
    assert found.mean() > 0.8
    partner = distance.argmin(axis=1)[found]
    off = np.angle(np.exp(1j * (b.minutiae[partner, 2] - a.minutiae[found, 2] - 0.25)))
    assert np.median(np.abs(off)) < 0.05


def test_true_minutiae_lie_where_ridges_end_or_fork(fingers: dict[FingerPosition, Finger]) -> None:
    """A dislocation has one ridge more on the side that its direction points to: two sign changes across."""
    finger = fingers[INDEX]
    ridges = finger.texture[..., 0]
    inner = finger.minutiae[(np.abs(finger.minutiae[:, :2] - 400) < 250).all(axis=1)]
    counts = []
    for x, y, direction, _ in inner:
        across = np.array([math.sin(direction), math.cos(direction)])
        along = np.array([math.cos(direction), -math.sin(direction)])
        steps = np.arange(-26, 27)[:, None] * across
        crossings = []
        for side in (10, -10):
            at = np.rint(np.array([x, y]) + side * along + steps).astype(int)
            line = ridges[at[:, 1], at[:, 0]]
            crossings.append(int((np.diff(np.sign(line)) != 0).sum()))
        counts.append(crossings[0] - crossings[1])
    assert np.mean(counts) > 0.6


@pytest.mark.parametrize("position", SLAP_FINGERS)
def test_fingers_of_a_slap_lie_in_the_order_of_the_standard(
    position: FingerPosition, fingers: dict[FingerPosition, Finger]
) -> None:
    taken = slap(fingers, position, 4)
    lefts = [taken.boxes[p][0] for p in SLAP_FINGERS[position]]
    assert lefts == sorted(lefts)
    for left, top, right, bottom in taken.boxes.values():
        assert right - left > 120
        assert bottom - top > 200
        assert (taken.pixels[top:bottom, left:right] < 128).mean() > 0.05


def test_little_fingers_lie_outermost_and_lowest(fingers: dict[FingerPosition, Finger]) -> None:
    right = slap(fingers, FingerPosition.PLAIN_RIGHT_FOUR, 2).boxes
    left = slap(fingers, FingerPosition.PLAIN_LEFT_FOUR, 2).boxes
    assert max(right, key=lambda p: right[p][0]) is FingerPosition.RIGHT_LITTLE
    assert min(left, key=lambda p: left[p][0]) is FingerPosition.LEFT_LITTLE
    assert max(right, key=lambda p: right[p][1]) is FingerPosition.RIGHT_LITTLE
    assert max(left, key=lambda p: left[p][1]) is FingerPosition.LEFT_LITTLE


def test_a_missing_finger_leaves_its_seat_empty(fingers: dict[FingerPosition, Finger]) -> None:
    without: dict[FingerPosition, Finger] = {p: f for p, f in fingers.items() if p is not FingerPosition.RIGHT_MIDDLE}
    taken = slap(without, FingerPosition.PLAIN_RIGHT_FOUR, 1)
    assert set(taken.boxes) == {FingerPosition.RIGHT_INDEX, FingerPosition.RIGHT_RING, FingerPosition.RIGHT_LITTLE}
    gap = taken.pixels[:, taken.boxes[INDEX][2] + 10 : taken.boxes[FingerPosition.RIGHT_RING][0] - 10]
    assert gap.shape[1] > 150
    assert (gap < 128).mean() < 0.002


def test_what_is_no_slap_is_refused(fingers: dict[FingerPosition, Finger]) -> None:
    with pytest.raises(ValueError, match="no slap"):
        slap(fingers, INDEX, 1)
    with pytest.raises(ValueError, match="none of the fingers"):
        slap({}, FingerPosition.PLAIN_THUMBS, 1)


def test_hands_mirror_their_loops_and_repeat() -> None:
    hands = draw_hands(KEY, male=False)
    assert hands == draw_hands(KEY, male=False)
    assert tuple(hands.fingers) == TEN_FINGERS
    patterns = [draw_hands((1, n), male=True).fingers for n in range(200)]
    right = sum(f[FingerPosition.RIGHT_LITTLE].pattern.name == "RIGHT_LOOP" for f in patterns)
    left = sum(f[FingerPosition.LEFT_LITTLE].pattern.name == "LEFT_LOOP" for f in patterns)
    assert right > 120
    assert left > 120


def test_some_people_lack_a_finger() -> None:
    lacking = [n for n in range(600) if draw_hands((5, n), male=True).missing]
    assert 1 <= len(lacking) <= 30


def test_a_spec_alone_makes_the_finger() -> None:
    spec = FingerSpec((1, 1), INDEX, draw_hands((1, 1), male=True).fingers[INDEX].pattern, 1.0, 9.0)
    assert grow_finger(spec).spec == spec


DIGEST_OF_ONE = """
from openbitmap.synthetic.prints import impression, usual_look
from openbitmap.synthetic.ridges import draw_hands, grow_finger
from openbitmap.vocabulary import FingerPosition
import hashlib
finger = grow_finger(draw_hands((2026, 7), male=True).fingers[FingerPosition.RIGHT_INDEX])
print(hashlib.sha256(impression(finger, usual_look(1)).tobytes()).hexdigest()[:16])
"""


@pytest.mark.skipif(platform.machine() != "x86_64", reason="only x86 instruction sets can be switched off here")
@pytest.mark.parametrize("without", ["X86_V4 AVX512_ICL AVX512_SPR", "X86_V3 X86_V4 AVX512_ICL AVX512_SPR"])
def test_bytes_do_not_hang_on_the_instruction_set(without: str) -> None:
    """The same print by a NumPy that must do without AVX-512, and without AVX2 and fused multiplication."""
    environment = {**os.environ, "NPY_DISABLE_CPU_FEATURES": without}
    done = subprocess.run(
        [sys.executable, "-c", DIGEST_OF_ONE], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.split()[-1] == DIGESTS["plain"]


def test_the_extractor_finds_the_true_minutiae_again(fingers: dict[FingerPosition, Finger]) -> None:
    """Nine in ten are found on average (docs/cards/synthetic-prints.md); a single easy print must reach eight."""
    pixels, truth = impression_with_truth(fingers[INDEX], usual_look(11, difficulty=0.5))
    template = finger.extract(pixels, 500).template
    assert template is not None
    apart = np.hypot(*(truth.minutiae[:, None, :2] - template.minutiae[None, :, :2]).transpose(2, 0, 1))
    turned = np.abs(np.angle(np.exp(1j * (truth.minutiae[:, None, 2] - template.minutiae[None, :, 2]))))
    assert ((apart < 10) & (turned < 0.5)).any(axis=1).mean() > 0.8


def test_threads_that_draw_together_draw_the_same_bytes_and_leave_opencv_as_it_was(
    fingers: dict[FingerPosition, Finger],
) -> None:
    settings = cv2.getNumThreads(), cv2.useOptimized()
    looks = [usual_look(seed) for seed in range(12)]
    alone = [_digest(impression(fingers[INDEX], look)) for look in looks]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda look: _digest(impression(fingers[INDEX], look)), looks))
    assert together == alone
    assert (cv2.getNumThreads(), cv2.useOptimized()) == settings
