"""Extraction through its door: drawn prints give templates, everything else a stated failure."""

import numpy as np
import pytest
from numpy.typing import NDArray

from drawn_prints import drawn_print, noise
from openbitmap.biometrics import Recording, finger
from openbitmap.biometrics.finger import Advice, Failure

STAGES = ["image", "ridges", "foreground", "minutiae", "quality", "template"]


def shaded() -> NDArray[np.uint8]:
    return np.tile(np.linspace(0, 255, 300).astype(np.uint8), (300, 1))


def test_drawn_print_gives_a_template() -> None:
    extraction = finger.extract(drawn_print(1), 500)
    assert extraction.failure is None
    template = extraction.template
    assert template is not None
    assert (template.width, template.height) == (256, 288)
    assert template.parameters == finger.EXTRACTION
    assert len(template) >= 12
    assert extraction.quality.value > 20
    assert extraction.quality.measure


def test_same_print_gives_the_same_template_and_matches_itself() -> None:
    first, second = (finger.extract(drawn_print(2), 500).template for _ in range(2))
    assert first is not None
    assert first == second
    stranger = finger.extract(drawn_print(3), 500).template
    assert stranger is not None
    assert finger.compare(first, first).score.value > finger.compare(first, stranger).score.value + 5


def test_resolution_is_brought_to_500_ppi() -> None:
    pixels = drawn_print(1)
    at_500 = finger.extract(pixels, 500).template
    doubled = finger.extract(np.kron(pixels, np.ones((2, 2), np.uint8)), 1000).template
    assert at_500 is not None
    assert doubled is not None
    assert (doubled.width, doubled.height) == (256, 288)
    assert finger.compare(at_500, doubled).score.log10_fmr < -3


@pytest.mark.parametrize(
    ("pixels", "ppi", "failure"),
    [
        (np.zeros((300, 300), np.uint8), 500, Failure.BLANK),
        (np.full((300, 300), 255, np.uint8), 500, Failure.BLANK),
        (noise(1, 300, 300), 500, Failure.NO_RIDGES),
        (shaded(), 500, Failure.NO_RIDGES),
        (drawn_print(1)[:60, :200], 500, Failure.TOO_SMALL),
        (np.zeros((0, 0), np.uint8), 500, Failure.TOO_SMALL),
        (noise(1, 20, 20), 500, Failure.TOO_SMALL),
        (drawn_print(1), 19.7, Failure.RESOLUTION),
        (drawn_print(1), float("nan"), Failure.RESOLUTION),
        (noise(1, 5000, 5000), 500, Failure.TOO_LARGE),
        (noise(1, 1500, 1500), 500, Failure.TOO_LARGE),
        (noise(1, 600, 600), 200, Failure.TOO_LARGE),
        (noise(1, 100, 30_000), 500, Failure.TOO_LARGE),
    ],
)
def test_what_is_no_print_is_a_stated_failure(pixels: NDArray[np.uint8], ppi: float, failure: Failure) -> None:
    extraction = finger.extract(pixels, ppi)
    assert extraction.template is None
    assert extraction.failure is failure
    assert failure.message.endswith("again") or ";" in failure.message
    assert (extraction.quality.value, extraction.quality.advice) == (0, Advice.EMPTY)


def test_parallel_lines_have_ridges_but_no_minutiae() -> None:
    lines = np.tile((128 + 100 * np.sin(np.arange(300) * 2 * np.pi / 9)).astype(np.uint8), (300, 1))
    extraction = finger.extract(lines, 500)
    assert extraction.failure is Failure.TOO_FEW_MINUTIAE
    assert extraction.quality.value < 20


def test_colour_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(TypeError, match="grey"):
        finger.extract(np.zeros((300, 300, 3), np.uint8), 500)


def test_every_stage_can_be_watched() -> None:
    trace = Recording()
    finger.extract(drawn_print(1), 500, trace=trace)
    assert [name for name, _ in trace.stages] == STAGES


def test_text_beside_the_print_gives_no_minutiae() -> None:
    pixels = np.full((320, 600), 255, np.uint8)
    pixels[10:298, 10:266] = drawn_print(4)
    pixels[100:104, 420:560] = pixels[140:144, 420:500] = 0  # ruled lines of a card
    pixels[60:100, 430:434] = pixels[60:100, 450:454] = 0
    template = finger.extract(pixels, 500).template
    assert template is not None
    assert template.minutiae[:, 0].max() < 320


def test_small_and_weak_prints_are_advised() -> None:
    small = np.full((288, 256), 235, np.uint8)
    small[90:190, 80:180] = drawn_print(1)[90:190, 80:180]
    assert finger.extract(small, 500).quality.advice is Advice.SMALL_AREA
    whole = finger.extract(drawn_print(1, minutiae=60), 500).quality
    assert whole.value > finger.extract(small, 500).quality.value
