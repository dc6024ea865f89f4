"""Our engine against the network as published: the plain ONNX graph everywhere, and pyfing itself on real prints.

Stated tolerance, for minutiae of quality 0.3 and better: the same pixels; quality within 1e-4, type within 1e-3,
direction within 2e-3 radians.
"""

import importlib.util
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from importlib import resources
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from drawn_prints import drawn_print, noise
from leader_as_onnx import oracle_minutiae
from openbitmap.biometrics._leader import Engine

SHARED = Path(__file__).parents[3] / "shared" / "data" / "fingerprints" / "fvc2002"
LEAST_QUALITY = 0.3
Rows = NDArray[np.floating[Any]]
needs_keras = pytest.mark.skipif(
    importlib.util.find_spec("keras") is None or importlib.util.find_spec("jax") is None,
    reason="needs keras and jax (about 400 MB): pip install -e '.[oracle]'",
)


@pytest.fixture(scope="module", params=[False, True], ids=["best", "portable"])
def engine(request: pytest.FixtureRequest) -> Engine:
    return Engine(panels(), portable=request.param)


def panels() -> bytes:
    return (resources.files("openbitmap.biometrics") / "leader.panels").read_bytes()


def real_prints(every: int) -> dict[str, NDArray[np.uint8]]:
    if not SHARED.is_dir():
        pytest.skip(f"needs the FVC2002 B prints in {SHARED}, which are not here")
    prints = {}
    for path in sorted(SHARED.glob("DB*_B/*.png"))[::every]:
        pixels = cv2.imread(str(path), cv2.IMREAD_GRAYSCALE)
        assert pixels is not None
        scale = 500 / 569 if path.parent.name == "DB2_B" else 1.0
        resized = cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)
        prints[f"{path.parent.name}-{path.stem}"] = np.asarray(resized, np.uint8)
    return prints


def assert_same(found: Rows, expected: Rows, *, types: bool = True) -> None:
    assert np.array_equal(found[:, :2], expected[:, :2])
    turn = np.mod(found[:, 2] - expected[:, 2] + np.pi, 2 * np.pi) - np.pi
    assert np.abs(turn).max(initial=0) < 2e-3
    assert np.abs(found[:, 4] - expected[:, 4]).max(initial=0) < 1e-4
    if types:
        assert np.abs(found[:, 3] - expected[:, 3]).max(initial=0) < 1e-3


@pytest.mark.parametrize("seed", range(3))
def test_drawn_prints_give_the_published_networks_minutiae(engine: Engine, seed: int) -> None:
    pixels = drawn_print(seed)
    expected = oracle_minutiae(pixels, LEAST_QUALITY)
    assert len(expected) >= 10
    assert_same(engine.find(pixels, LEAST_QUALITY), expected)


@pytest.mark.parametrize(("width", "height"), [(33, 31), (64, 64), (97, 200), (1, 1), (40, 7)])
def test_odd_sizes_are_padded_as_published(engine: Engine, width: int, height: int) -> None:
    pixels = np.ascontiguousarray(drawn_print(5)[80 : 80 + height, 60 : 60 + width])
    assert_same(engine.find(pixels, 0.1), oracle_minutiae(pixels, 0.1))


def test_noise_and_flat_images_give_the_published_networks_minutiae(engine: Engine) -> None:
    for pixels in (noise(1), np.zeros((100, 90), np.uint8), np.full((100, 90), 255, np.uint8)):
        assert_same(engine.find(pixels, LEAST_QUALITY), oracle_minutiae(pixels, LEAST_QUALITY))


@pytest.mark.real_prints
def test_real_prints_give_the_published_networks_minutiae(engine: Engine) -> None:
    total = 0
    for pixels in real_prints(every=32).values():
        expected = oracle_minutiae(pixels, LEAST_QUALITY)
        total += len(expected)
        assert_same(engine.find(pixels, LEAST_QUALITY), expected)
    assert total > 200


@pytest.fixture(scope="module")
def pyfings_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, tuple[NDArray[np.uint8], Rows]]]:
    """Real prints of two sizes (each costs half a minute of compilation) and what pyfing finds in them."""
    prints = {name: pixels for name, pixels in real_prints(every=10).items() if name[:3] in ("DB3", "DB4")}
    folder = tmp_path_factory.mktemp("pyfing")
    np.savez(folder / "images.npz", allow_pickle=False, **prints)
    script = str(Path(__file__).parents[1] / "pyfing_oracle.py")
    arguments = [str(folder / "images.npz"), str(folder / "found.npz"), str(LEAST_QUALITY)]
    subprocess.run([sys.executable, script, *arguments], check=True, timeout=1500)
    with np.load(folder / "found.npz") as found:
        yield {name: (pixels, found[name]) for name, pixels in prints.items()}


@pytest.mark.real_prints
@pytest.mark.slow
@pytest.mark.timeout(1600)
@needs_keras
def test_real_prints_give_pyfings_own_minutiae(
    engine: Engine, pyfings_own: dict[str, tuple[NDArray[np.uint8], Rows]]
) -> None:
    assert len(pyfings_own) == 16
    for pixels, expected in pyfings_own.values():
        found = engine.find(pixels, LEAST_QUALITY)
        assert_same(found, expected, types=False)
        unsure = np.abs(found[:, 3] - 0.5) < 1e-3
        assert np.array_equal((found[:, 3] >= 0.5) | unsure, (expected[:, 3] == 1) | unsure)


def test_threads_share_one_engine() -> None:
    engine = Engine(panels())
    prints = [drawn_print(seed, 128 + 16 * seed, 160) for seed in range(6)]
    alone = [engine.find(pixels, LEAST_QUALITY) for pixels in prints]
    with ThreadPoolExecutor(4) as threads:
        together = list(threads.map(lambda pixels: engine.find(pixels, LEAST_QUALITY), prints * 3))
    for found, expected in zip(together, alone * 3, strict=True):
        assert np.array_equal(found, expected)


def test_impossible_images_and_files_are_refused() -> None:
    engine = Engine(panels())
    with pytest.raises(ValueError, match="empty"):
        engine.find(np.zeros((0, 10), np.uint8), LEAST_QUALITY)
    with pytest.raises(ValueError, match="16 million"):
        engine.find(np.zeros((5000, 5000), np.uint8), LEAST_QUALITY)
    with pytest.raises(ValueError, match="16 million"):
        engine.find(np.zeros((1, 1 << 20), np.uint8), LEAST_QUALITY)  # 32 rows of it once padded
    for file in (b"", b"LEADER01", b"something else altogether", panels()[:-70_000], panels()[:2000]):
        with pytest.raises(RuntimeError, match=r"LEADER|leader\.panels"):
            Engine(file)
