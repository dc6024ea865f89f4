"""NBIS on the prints and protocol of `openbitmap lab finger`: mindtct with bozorth3, and mindtct with our matcher.

    pip install --target FOLDER --no-deps nbis-py==0.1.3
    PYTHONPATH=FOLDER python benchmarks/peers/nbis_bozorth3.py --data DATA --json OUT

nbis-py binds NIST's own code (NBIS 5.0.0, public domain). bozorth3 is not symmetric: the larger score of both
directions counts, and its cost is that of both.
"""

import argparse
import json
import time
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import nbis
import numpy as np
import numpy.typing as npt

from openbitmap.biometrics.finger import Template
from openbitmap.images import encode_png
from openbitmap.lab import Instruments, Trials, measure_accuracy, rates

LEAST_QUALITY = 0.1
"""Reliability below which a mindtct minutia is left out of our template (0.02 and 0.2 were worse on these data)."""


@dataclass(frozen=True)
class Enrolled:
    template: Template | None
    failure: str | None = None


@dataclass
class Mindtct:
    """Extraction by mindtct. Keeps what it found, in order, for bozorth3."""

    found: list[nbis.Minutiae]

    def __call__(self, pixels: npt.NDArray[np.uint8], ppi: float) -> Enrolled:
        settings = nbis.NbisExtractorSettings(
            min_quality=0.0, get_center=False, check_fingerprint=False, compute_nfiq2=False, ppi=ppi
        )
        minutiae = nbis.new_nbis_extractor(settings).extract_minutiae(encode_png(pixels, ppi=ppi))
        self.found.append(minutiae)
        scale = 500 / ppi
        rows = [
            (m.x() * scale, m.y() * scale, np.radians(m.angle()), m.kind() == nbis.MinutiaKind.RIDGE_ENDING, quality)
            for m in minutiae.get()
            if (quality := m.reliability()) >= LEAST_QUALITY
        ]
        # Our template leaves out what is under 0.2: mindtct's scale is its own, so it is moved above that.
        lifted = [(x, y, turn, kind, 0.2 + 0.8 * quality) for x, y, turn, kind, quality in rows]
        height, width = (round(side * scale) for side in pixels.shape)
        return Enrolled(Template.from_minutiae(lifted, width, height, parameters="mindtct, NBIS 5.0.0, nbis-py 0.1.3"))


def bozorth3(found: list[nbis.Minutiae], names: list[tuple[str, str]]) -> tuple[Trials, float]:
    """Scores of all pairs of a database, and CPU microseconds a pair."""
    numbers = {name: n for n, name in enumerate(sorted(set(names)))}
    rows, start = [], time.process_time()
    for (a, first), (b, second) in combinations(zip(found, names, strict=True), 2):
        if first[0] == second[0]:
            rows.append((max(a.compare(b), b.compare(a)), numbers[first], numbers[second]))
    spent = time.process_time() - start
    scores, left, right = (np.array(column) for column in zip(*rows, strict=True))
    return Trials(scores.astype(float), left == right, left, right), 1e6 * spent / len(rows)


def summary(trials: Trials) -> dict[str, object]:
    found = rates(trials, resamples=300)
    assert found is not None
    names = ("eer", "fnmr 1e-2", "fnmr 1e-3", "fnmr 1e-4", "fnmr 0")
    values = zip((found.equal_error_rate, *found.fnmr), found.low, found.high, strict=True)
    return {name: [round(v, 5) for v in value] for name, value in zip(names, values, strict=True)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--json", type=Path, required=True)
    options = parser.parse_args()
    mindtct = Mindtct([])
    report = measure_accuracy(options.data, Instruments(mindtct, time.process_time, lambda *_: None))
    files = sorted(p for p in options.data.rglob("*.png"))
    names = [(p.parent.name, p.stem.rpartition("_")[0]) for p in files]
    trials, cost = bozorth3(mindtct.found, names)
    body = {
        "values": "rate, 95 % interval low, high; one threshold over all databases",
        "genuine": int(trials.genuine.sum()),
        "impostor": int((~trials.genuine).sum()),
        "NBIS mindtct + bozorth3": summary(trials),
        "bozorth3_cpu_us_both_directions": round(cost, 1),
        "mindtct + openbitmap matcher": json.loads(report.to_json())["pooled"],
        "openbitmap_match_cpu_us": json.loads(report.to_json())["cost"]["match_cpu_us"],
        "mindtct_cpu_ms": json.loads(report.to_json())["cost"]["extract_cpu_ms"],
    }
    options.json.write_text(json.dumps(body, indent=2) + "\n", encoding="utf-8")
    print(options.json.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
