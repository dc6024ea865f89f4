"""Makes the table of finger/impostors.py: how high chance alone scores, from real prints of different fingers of
one sensor.

    python benchmarks/calibrate_fingers.py --data FOLDER        # DATABASE/FINGER_IMPRESSION.png below it

Three kinds of impostor comparison inside each database: print with print; print with the mirrored print of another
finger (ten fingers give few pairs; a mirrored print is one more finger of the same sensor); a 95 px circle of a
print with whole prints, which gives small probes. The first two count in both directions, because the table goes by
the size of the probe."""

import argparse
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from openbitmap.biometrics import FingerGallery, finger
from openbitmap.biometrics.finger import Template
from openbitmap.lab import EnrolledPrint, enrol_prints, find_prints
from openbitmap.vocabulary import FingerPosition

LEVELS = (0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001)
PARTIAL_BELOW = 20
CROP_RADIUS_PX = 95.0
RESAMPLES = 300
SHELF = FingerPosition.RIGHT_INDEX
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Scored:
    """Impostor comparisons side by side: score, minutiae of the probe, finger of either print."""

    scores: Floats
    minutiae: npt.NDArray[np.int64]
    probe: npt.NDArray[np.int64]
    candidate: npt.NDArray[np.int64]


def mirrored(template: Template) -> Template:
    """The print as its mirror image: another finger to the matcher, from the same sensor."""
    rows = template.minutiae
    rows[:, 0] = template.width - 1 - rows[:, 0]
    rows[:, 2] = np.pi - rows[:, 2]
    return Template.from_minutiae(rows, template.width, template.height)


def cropped(template: Template, rng: np.random.Generator) -> Template:
    """What a circle about one of its minutiae holds of the print."""
    rows = template.minutiae
    centre = rows[rng.integers(len(rows)), :2] + rng.normal(0, 10, 2)
    near = ((rows[:, :2] - centre) ** 2).sum(1) < CROP_RADIUS_PX**2
    return Template.from_minutiae(rows[near], template.width, template.height)


def impostors(prints: list[EnrolledPrint]) -> Scored:
    """Every impostor comparison of one database, in the three kinds."""
    rng = np.random.default_rng(1)
    names = sorted({p.file.finger for p in prints})
    whole = [p.template for p in prints if p.template is not None]
    fingers = [names.index(p.file.finger) for p in prints if p.template is not None]
    kinds = [(whole, whole), (whole, [mirrored(t) for t in whole]), ([mirrored(t) for t in whole], whole)]
    kinds.append(([cropped(t, rng) for t in whole], whole))
    found = [hit for probes, candidates in kinds for hit in strangers(probes, candidates, fingers)]
    scores, minutiae, left, right = zip(*found, strict=True)
    return Scored(np.array(scores), np.array(minutiae), np.array(left), np.array(right))


def strangers(
    probes: list[Template], candidates: list[Template], fingers: list[int]
) -> Iterator[tuple[float, int, int, int]]:
    """(score, minutiae of the probe, its finger, the candidate's) of all pairs of different fingers."""
    gallery = FingerGallery()
    for row, template in enumerate(candidates):
        gallery.add(row, SHELF, template.data)
    for probe, of in zip(probes, fingers, strict=True):
        rows, scores = gallery.compare(SHELF, probe.data, threads=2)
        theirs = np.array(fingers)[rows]
        for score, other in zip(scores[theirs != of].tolist(), theirs[theirs != of].tolist(), strict=True):
            yield score, len(probe), of, other


def table(part: Scored, fingers: int) -> list[str]:
    """One line a level: score, and its 95 % bounds by bootstrap over fingers."""
    order = np.argsort(part.scores)
    scores, rng = part.scores[order], np.random.default_rng(0)
    drawn = []
    for _ in range(RESAMPLES):
        count = np.bincount(rng.integers(0, fingers, fingers), minlength=fingers).astype(float)
        weight = (count[part.probe] * count[part.candidate])[order]
        reached = np.cumsum(weight[::-1])[::-1] / weight.sum()
        drawn.append([scores[np.searchsorted(-reached, -level)] for level in LEVELS])
    low, high = np.percentile(drawn, (2.5, 97.5), axis=0)
    at = [scores[int(len(scores) * (1 - level))] for level in LEVELS]
    return [
        f"    Level({level}, {s:.2f}, {a:.2f}, {b:.2f})," for level, s, a, b in zip(LEVELS, at, low, high, strict=True)
    ]


def tail(part: Scored) -> str:
    """Mean excess above a level, as the score that makes chance ten times rarer if the tail is exponential."""
    scores = np.sort(part.scores)
    lines = []
    for level in (0.005, 0.002, 0.001):
        count = int(len(scores) * level)
        excess = (scores[-count:] - scores[-count - 1]).mean() * np.log(10)
        lines.append(f"decade above {level}: {excess:.2f} +- {excess / np.sqrt(count):.2f}")
    return "; ".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    options = parser.parse_args()
    files = find_prints(options.data).prints
    databases: dict[str, list[EnrolledPrint]] = {}
    for n, print_ in enumerate(enrol_prints(files, finger.extract, time.process_time), 1):
        databases.setdefault(print_.file.database, []).append(print_)
        print(f"\rextracting {n} of {len(files)}", end="", flush=True)
    print()
    parts, fingers = [], 0
    for prints in databases.values():
        part = impostors(prints)
        parts.append(Scored(part.scores, part.minutiae, part.probe + fingers, part.candidate + fingers))
        fingers += len({p.file.finger for p in prints})
    whole = Scored(*(np.concatenate([vars(p)[name] for p in parts]) for name in vars(parts[0])))
    for name, chosen in (("ORDINARY", whole.minutiae >= PARTIAL_BELOW), ("PARTIAL", whole.minutiae < PARTIAL_BELOW)):
        part = Scored(*(values[chosen] for values in vars(whole).values()))
        print(f"{name}: {len(part.scores)} comparisons of {fingers} fingers, highest {part.scores.max():.2f}")
        print("\n".join(table(part, fingers)))
        print(tail(part))


if __name__ == "__main__":
    main()
