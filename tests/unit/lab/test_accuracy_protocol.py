"""The protocol on made-up trees: any names, sizes and counts, bad files among them."""

import json
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

import prints_of_chance as prints
from openbitmap.biometrics.finger import Template
from openbitmap.images import encode_png
from openbitmap.lab import Instruments, NoPrints, Report, det_svg, measure_accuracy


@dataclass(frozen=True)
class FakeEnrolment:
    template: Template | None
    failure: str | None


def extract_from_pixels(pixels: npt.NDArray[np.uint8], ppi: float) -> FakeEnrolment:
    """A stand-in extraction: the first two pixels say which finger of chance and which impression the picture shows."""
    finger, impression = int(pixels[0, 0]), int(pixels[0, 1])
    if finger == 255:
        return FakeEnrolment(None, "nothing there")
    minutiae = prints.impression(prints.finger(finger), impression)
    return FakeEnrolment(Template.from_minutiae(minutiae, 800, 800, parameters="chance 1"), None)


def write(path: Path, finger: int, impression: int, *, ppi: float | None = 500.0, size: int = 64) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    pixels = np.full((size, size + 7), 200, np.uint8)
    pixels[0, :2] = finger, impression
    path.write_bytes(encode_png(pixels, ppi=ppi))


def run(folder: Path) -> tuple[Report, list[tuple[str, int, int]]]:
    told: list[tuple[str, int, int]] = []
    ticks = iter(range(10**6))
    tools = Instruments(extract_from_pixels, lambda: float(next(ticks)), lambda *step: told.append(step))
    return measure_accuracy(folder, tools), told


def test_counts_rates_and_cost_of_two_databases(tmp_path: Path) -> None:
    for finger in range(4):
        for impression in range(3):
            write(tmp_path / "A" / f"{finger}_{impression}.png", finger, impression)
    for finger in range(2):
        for impression in range(2):
            write(tmp_path / "B" / f"right-index-{finger}_{impression}.png", 10 + finger, impression, size=90)
    report, told = run(tmp_path)
    body = json.loads(report.to_json())
    assert list(body["databases"]) == ["A", "B"]
    assert (body["databases"]["A"]["genuine"], body["databases"]["A"]["impostor"]) == (12, 54)
    assert (body["databases"]["B"]["genuine"], body["databases"]["B"]["impostor"]) == (2, 4)
    assert (body["pooled"]["genuine"], body["pooled"]["impostor"], body["pooled"]["failures_to_enrol"]) == (14, 58, 0)
    assert body["pooled"]["eer"] == 0 and body["pooled"]["fnmr"] == {"1e-2": 0, "1e-3": 0, "1e-4": 0, "0": 0}
    assert body["pooled"]["ci95"]["eer"] == [0, 0] and set(body["pooled"]["ci95"]["fnmr"]) == {
        "1e-2",
        "1e-3",
        "1e-4",
        "0",
    }
    assert body["cost"]["extract_cpu_ms"] == 1000 and body["cost"]["match_cpu_us"] > 0
    assert body["parameters"]["extraction"] == "chance 1"
    assert told[0] == ("extracting", 1, 16) and told[-1] == ("comparing", 2, 2)


def test_failures_to_enrol_count_against_us(tmp_path: Path) -> None:
    for finger in range(3):
        for impression in range(2):
            write(tmp_path / "A" / f"{finger}_{impression}.png", finger, impression)
    write(tmp_path / "A" / "0_2.png", 255, 0)
    (tmp_path / "A" / "1_2.png").write_bytes(b"\x89PNG\r\n\x1a\n and then nothing")
    (tmp_path / "A" / "notes.png").write_bytes(b"")
    report, _ = run(tmp_path)
    pooled = report.pooled
    # 3 + 3 + 1 genuine pairs; both bad files spoil two each.
    assert (pooled.genuine, pooled.failures_to_enrol) == (7, 2)
    assert pooled.rates is not None and pooled.rates.fnmr[1] == pytest.approx(4 / 7)
    assert any("0_2.png: not enrolled: nothing there" in finding for finding in report.findings)
    assert any("1_2.png: not readable" in finding for finding in report.findings)
    assert any("notes.png: not named" in finding for finding in report.findings)


def test_a_resolution_that_is_absent_is_assumed_aloud(tmp_path: Path) -> None:
    write(tmp_path / "A" / "1_1.png", 1, 1, ppi=None)
    write(tmp_path / "A" / "1_2.png", 1, 2)
    report, _ = run(tmp_path)
    assert report.findings == ("A/1_1.png: no resolution in the file (pHYs chunk), 500 ppi assumed",)
    assert report.pooled.rates is None
    assert json.loads(report.to_json())["pooled"]["eer"] is None


def test_a_folder_without_prints_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NoPrints, match=r"FINGER_IMPRESSION\.png"):
        run(tmp_path)


def test_prints_straight_in_the_folder_are_one_database(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    for finger in range(2):
        for impression in range(2):
            write(folder / f"{finger}_{impression}.png", finger, impression)
    report, _ = run(folder)
    assert list(report.databases) == ["mine"]


def test_the_chart_is_well_formed_and_labelled(tmp_path: Path) -> None:
    for finger in range(3):
        for impression in range(2):
            write(tmp_path / "A<&B" / f"{finger}_{impression}.png", finger, impression)
    report, _ = run(tmp_path)
    assert report.pooled.curve is not None
    root = ET.fromstring(det_svg("Title & more", {"pooled": report.pooled.curve, "A<&B": report.pooled.curve}))
    words = "".join(root.itertext())
    assert "Title & more" in words and "A<&B" in words
    assert "False match rate" in words and "False non-match rate" in words and "EER 0.00 %" in words
