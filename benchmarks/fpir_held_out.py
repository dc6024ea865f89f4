"""Does the threshold for an FPIR keep it? Strangers search synthetic galleries that the calibration never saw.

    python benchmarks/fpir_held_out.py --people 2000 --strangers 1000 --fingers 2 --json OUT

The calibration comes from real prints (finger/impostors.py), the galleries from openbitmap.synthetic, whose
impostors score a little lower than real ones of one sensor: the achieved rate should lie at or under the predicted
one, never far above."""

import argparse
import json
from pathlib import Path

import numpy as np

from openbitmap.biometrics import FingerGallery, FingerScan, fuse_gallery, threshold
from openbitmap.synthetic import template_gallery
from openbitmap.vocabulary import TEN_FINGERS, FingerPosition

SEED = 99
WANTED = (0.5, 0.2, 0.1, 0.05, 0.02, 0.01)
ORDER = (2, 7, 3, 8, 1, 6, 4, 9, 5, 10)


def wilson(hits: int, trials: int) -> tuple[float, float]:
    """95 % interval of a proportion."""
    share, z2 = hits / trials, 1.96**2
    middle = (share + z2 / (2 * trials)) / (1 + z2 / trials)
    half = 1.96 * np.sqrt(share * (1 - share) / trials + z2 / (4 * trials**2)) / (1 + z2 / trials)
    return max(0.0, middle - half), min(1.0, middle + half)


def best_by_chance(people: int, strangers: int, positions: tuple[FingerPosition, ...]) -> list[float]:
    """log10 FMR of the best candidate of each stranger."""
    gallery = FingerGallery()
    for batch in template_gallery(SEED, people, positions):
        for row, position, template in batch:
            gallery.add(row, position, template)
    best: list[float] = []
    scans: list[FingerScan] = []
    for batch in template_gallery(SEED, strangers, positions, first=people):
        for _, position, template in batch:
            scans.append(FingerScan(position, len(template) // 5, *gallery.compare(position, template, threads=2)))
            if len(scans) == len(positions):
                best.append(float(fuse_gallery(scans).log10_fmr.min()))
                scans = []
                print(f"\r{len(best)} of {strangers}", end="", flush=True)
    print()
    return best


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=2000)
    parser.add_argument("--strangers", type=int, default=1000)
    parser.add_argument("--fingers", type=int, default=2)
    parser.add_argument("--json", type=Path, required=True)
    options = parser.parse_args()
    positions = tuple(p for n in ORDER[: options.fingers] for p in TEN_FINGERS if p == n)
    best = np.array(best_by_chance(options.people, options.strangers, positions))
    rows = []
    for fpir in WANTED:
        at = threshold(options.fingers, options.people, fpir)
        hits = int((best <= at.log10_fmr).sum())
        low, high = wilson(hits, len(best))
        rows.append({"predicted": fpir, "achieved": hits / len(best), "ci95": [round(low, 4), round(high, 4)]})
        print(f"FPIR predicted {fpir:.3f}  achieved {hits / len(best):.4f}  [{low:.4f}, {high:.4f}]")
    body = {"people": options.people, "strangers": options.strangers, "fingers": options.fingers, "fpir": rows}
    options.json.write_text(json.dumps(body, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
