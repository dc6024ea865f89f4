"""Slaps cut into fingers: drawn ones, and a real card whose rolled prints tell which finger is which."""

from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from drawn_prints import drawn_print, noise
from openbitmap import itl
from openbitmap.biometrics import finger
from openbitmap.biometrics.finger import Failure, SlapFinding
from openbitmap.images import DecoderBox
from openbitmap.vocabulary import SLAP_FINGERS, TEN_FINGERS, FingerPosition

CARD = Path(__file__).parents[4] / "shared" / "data" / "nist" / "ansi-nist" / "nist-type-14-tpcard.eft"
THUMBS = CARD.with_name("nist-type-4-14-flats.eft")
RIGHT, LEFT = FingerPosition.PLAIN_RIGHT_FOUR, FingerPosition.PLAIN_LEFT_FOUR
# Left edge and top of each finger of a right hand, index to little.
SEATS = ((120, 250), (470, 90), (820, 170), (1180, 480))


def drawn_slap(*, tilt: float = 0, seats: tuple[tuple[int, int], ...] = SEATS) -> NDArray[np.uint8]:
    """A right hand of drawn fingers on white; `tilt` turns it, in degrees."""
    slap = np.full((1000, 1600), 250, np.uint8)
    for seed, (left, top) in enumerate(seats):
        print_ = drawn_print(seed, 270, 400)
        slap[top : top + 400, left : left + 270] = np.minimum(slap[top : top + 400, left : left + 270], print_)
    turn = cv2.getRotationMatrix2D((800, 500), -tilt, 0.85)
    return np.asarray(cv2.warpAffine(slap, turn, (1600, 1000), flags=cv2.INTER_CUBIC, borderValue=(250,)), np.uint8)


@pytest.mark.parametrize("tilt", [-20, 0, 15])
def test_drawn_right_hand_is_cut_into_its_fingers(tilt: float) -> None:
    segmentation = finger.segment(drawn_slap(tilt=tilt), 500, RIGHT)
    assert segmentation.findings == ()
    assert [segment.position for segment in segmentation.segments] == list(SLAP_FINGERS[RIGHT])
    lefts = [segment.box[0] for segment in segmentation.segments]
    assert lefts == sorted(lefts)
    for segment in segmentation.segments:
        assert segment.angle == pytest.approx(tilt, abs=8)
        assert segment.pixels.dtype == np.uint8
        assert finger.extract(segment.pixels, 500).failure is None


def test_box_is_in_the_pixels_of_the_slap_as_it_came() -> None:
    slap = drawn_slap()
    doubled = np.kron(slap, np.ones((2, 2), np.uint8))
    at_500 = finger.segment(slap, 500, RIGHT).segments
    at_1000 = finger.segment(doubled, 1000, RIGHT).segments
    assert len(at_1000) == 4
    for low, high in zip(at_500, at_1000, strict=True):
        assert np.array(high.box) == pytest.approx(2 * np.array(low.box), abs=64)
        assert high.pixels.shape == pytest.approx(low.pixels.shape, abs=34)


def test_a_slap_may_be_larger_than_any_finger() -> None:
    platen = np.full((1600, 1600), 250, np.uint8)
    platen[300:1300] = drawn_slap()
    assert finger.extract(platen, 500).failure is Failure.TOO_LARGE
    assert finger.segment(platen, 500, RIGHT).findings == ()


def test_mirrored_hand_is_the_wrong_hand() -> None:
    mirrored = np.ascontiguousarray(drawn_slap()[:, ::-1])
    wrong = finger.segment(mirrored, 500, RIGHT)
    assert wrong.findings == (SlapFinding.WRONG_HAND,)
    assert {segment.position for segment in wrong.segments} == {FingerPosition.UNKNOWN}
    assert finger.segment(mirrored, 500, LEFT).findings == ()


def test_missing_finger_must_be_told() -> None:
    slap = drawn_slap(seats=SEATS[:2] + SEATS[3:])
    untold = finger.segment(slap, 500, RIGHT)
    assert untold.findings == (SlapFinding.FINGER_COUNT,)
    assert {segment.position for segment in untold.segments} == {FingerPosition.UNKNOWN}
    told = finger.segment(slap, 500, RIGHT, missing=frozenset({FingerPosition.RIGHT_RING}))
    assert told.findings == ()
    assert [int(segment.position) for segment in told.segments] == [2, 3, 5]


def test_fingers_that_touch_are_cut_apart() -> None:
    touching = ((300, 200), (540, 90), (780, 150), (1020, 420))
    segmentation = finger.segment(drawn_slap(seats=touching), 500, RIGHT)
    assert segmentation.findings == ()
    assert len(segmentation.segments) == 4


@pytest.mark.parametrize(
    "pixels", [np.full((1000, 1600), 255, np.uint8), noise(3, 900, 700), np.zeros((0, 0), np.uint8)]
)
def test_nothing_on_the_plate(pixels: NDArray[np.uint8]) -> None:
    segmentation = finger.segment(pixels, 500, LEFT)
    assert segmentation.segments == ()
    assert segmentation.findings == (SlapFinding.NO_FINGERS,)


def test_single_finger_is_no_slap() -> None:
    with pytest.raises(ValueError, match="no slap"):
        finger.segment(drawn_print(1), 500, FingerPosition.RIGHT_THUMB)


def real_images(path: Path) -> dict[FingerPosition, NDArray[np.uint8]]:
    if not path.exists():
        pytest.skip(f"needs {path}, which is not here")
    transaction = itl.read(path.read_bytes()).transaction
    assert transaction is not None
    images = {}
    with DecoderBox() as box:
        for print_ in transaction.fingers():
            assert print_.image.compression is not None
            images[print_.position] = box.decode(print_.image.data, print_.image.compression).pixels
    return images


@pytest.mark.real_prints
def test_fingers_of_a_real_card_match_their_own_rolled_prints() -> None:
    images = real_images(CARD)
    rolled = {position: finger.extract(images[position], 500).template for position in TEN_FINGERS}
    segments = [segment for slap in (RIGHT, LEFT) for segment in finger.segment(images[slap], 500, slap).segments]
    assert len(segments) == 8
    for segment in segments:
        template = finger.extract(segment.pixels, 500).template
        assert template is not None
        scores = {
            position: finger.compare(template, other).score.value
            for position, other in rolled.items()
            if other is not None
        }
        best = max(scores, key=lambda position: scores[position])
        if segment.position is FingerPosition.RIGHT_LITTLE:
            assert scores[best] < 0  # matches none of the ten, however it is cut: known, and told in the card
        else:
            assert best is segment.position
            assert scores[best] > 3


@pytest.mark.real_prints
def test_real_slap_labelled_as_the_other_hand() -> None:
    images = real_images(CARD)
    assert finger.segment(images[LEFT], 500, RIGHT).findings == (SlapFinding.WRONG_HAND,)
    assert finger.segment(images[RIGHT], 500, LEFT).findings == (SlapFinding.WRONG_HAND,)


@pytest.mark.real_prints
def test_real_thumbs_taken_together() -> None:
    segmentation = finger.segment(real_images(THUMBS)[FingerPosition.PLAIN_THUMBS], 500, FingerPosition.PLAIN_THUMBS)
    assert segmentation.findings == ()
    assert [int(segment.position) for segment in segmentation.segments] == [6, 1]
