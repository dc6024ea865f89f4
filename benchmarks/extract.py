"""Finger extraction on real prints: cost and equality against the plain network, and what quality foretells.

    python benchmarks/extract.py --data DIR --json OUT

DIR holds DATABASE/FINGER_IMPRESSION.png, the resolution stands in the files. One process, one thread; the engines take
turns on every print, so that other load on the machine falls on all of them. Needs the test extra (onnx, onnxruntime).
"""

import argparse
import itertools
import json
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from rich.progress import track
from scipy.stats import spearmanr

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from leader_as_onnx import oracle_minutiae
from openbitmap.biometrics import Recording, finger

LEAST_QUALITY = 0.3
PORTABLE_EVERY = 8
LOWEST_SHARE = 0.05
REJECTED = (0.05, 0.1, 0.2)

Pixels = NDArray[np.uint8]
Rows = NDArray[np.float32]


@dataclass
class Tally:
    """What has been measured so far."""

    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    minutiae: int = 0
    differing: int = 0
    portable_differing: int = 0
    quality_difference: float = 0.0
    failures: list[str] = field(default_factory=list)

    def timed(self, name: str, find: Callable[[Pixels, float], Rows], pixels: Pixels) -> Rows:
        start = time.thread_time()
        result = find(pixels, LEAST_QUALITY)
        self.seconds[name].append(time.thread_time() - start)
        return result

    def compare(self, expected: Rows, found: Rows) -> int:
        """Number of minutiae that only one of both has; keeps the largest difference of quality of the others."""
        places = [{(x, y): q for x, y, _, _, q in rows.tolist()} for rows in (expected, found)]
        both = places[0].keys() & places[1].keys()
        differences = [abs(places[0][place] - places[1][place]) for place in both]
        self.quality_difference = max([self.quality_difference, *differences])
        return len(places[0].keys() ^ places[1].keys())


def read_print(path: Path) -> tuple[Pixels, float]:
    with Image.open(path) as image:
        ppi = float(image.info.get("dpi", (500.0, 500.0))[0])
        return np.asarray(image.convert("L"), np.uint8), ppi


def measure(paths: list[Path]) -> tuple[Tally, dict[Path, finger.Extraction]]:
    engine, portable = finger.minutiae_network(), finger.minutiae_network(portable=True)
    tally, extractions = Tally(), {}
    for number, path in enumerate(track(paths, "prints")):
        original, ppi = read_print(path)
        trace = Recording()
        start = time.thread_time()
        extractions[path] = finger.extract(original, ppi, trace=trace)
        tally.seconds["extract"].append(time.thread_time() - start)
        if extractions[path].failure:
            tally.failures.append(f"{path.parent.name}/{path.stem}: {extractions[path].failure}")
        pixels = dict(trace.stages).get("image")
        if not isinstance(pixels, np.ndarray):
            continue  # refused before it was resampled: nothing to compare
        expected = tally.timed("onnxruntime", oracle_minutiae, pixels)
        found = tally.timed("engine", engine.find, pixels)
        tally.minutiae += len(expected)
        tally.differing += tally.compare(expected, found)
        if number % PORTABLE_EVERY == 0:
            found = tally.timed("portable", portable.find, pixels)
            tally.portable_differing += tally.compare(expected, found)
    return tally, extractions


def foretold(extractions: dict[Path, finger.Extraction]) -> dict[str, object]:
    """Mated scores against the lower of both prints' qualities: rank correlation, and how many of the lowest twentieth
    of scores are left when the pairs of lowest quality are rejected."""
    fingers: dict[tuple[str, str], list[finger.Extraction]] = defaultdict(list)
    for path, extraction in extractions.items():
        fingers[path.parent.name, path.stem.split("_")[0]].append(extraction)
    pairs = [
        (finger.compare(a.template, b.template).score.value, min(a.quality.value, b.quality.value))
        for prints in fingers.values()
        for a, b in itertools.combinations(prints, 2)
        if a.template and b.template
    ]
    if not pairs:
        return {"pairs": 0}
    scores, values = np.array(pairs).T
    low = scores <= np.quantile(scores, LOWEST_SHARE)
    left = {}
    for share in REJECTED:
        kept = np.argsort(values, kind="stable")[round(share * len(values)) :]
        left[f"{share:g}"] = round(float(low[kept].mean() / low.mean()), 3)
    rank = round(float(spearmanr(values, scores).statistic), 3)
    return {"pairs": len(pairs), "rank_correlation": rank, "low_scores_left_when_rejecting": left}


def summary(tally: Tally, extractions: dict[Path, finger.Extraction]) -> dict[str, object]:
    milliseconds = {name: round(1000 * float(np.mean(spent)), 1) for name, spent in tally.seconds.items()}
    some = slice(None, None, PORTABLE_EVERY)
    ratio = sum(tally.seconds["portable"]) / sum(tally.seconds["onnxruntime"][some])
    values = [extraction.quality.value for extraction in extractions.values()]
    advice = [extraction.quality.advice.value for extraction in extractions.values()]
    return {
        "prints": len(extractions),
        "failures": tally.failures,
        "cpu_ms": milliseconds,
        "engine_to_onnxruntime": round(milliseconds["engine"] / milliseconds["onnxruntime"], 3),
        "portable_to_onnxruntime": round(ratio, 3),
        "minutiae": tally.minutiae,
        "differing": tally.differing,
        "portable_differing": tally.portable_differing,
        "largest_quality_difference": float(f"{tally.quality_difference:.2g}"),
        "quality_percentiles_0_5_25_50_75_95_100": np.percentile(values, [0, 5, 25, 50, 75, 95, 100]).round(1).tolist(),
        "advice": {word: advice.count(word) for word in sorted(set(advice))},
        "quality_foretells": foretold(extractions),
    }


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--data", type=Path, required=True)
    arguments.add_argument("--json", type=Path, required=True)
    arguments.add_argument("--every", type=int, default=1, help="only every n-th print")
    chosen = arguments.parse_args()
    tally, extractions = measure(sorted(chosen.data.glob("*/*.png"))[:: chosen.every])
    result = summary(tally, extractions)
    chosen.json.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(result, indent=1))


if __name__ == "__main__":
    main()
