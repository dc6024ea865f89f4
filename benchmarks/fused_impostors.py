"""Do the fingers of different people agree independently? The claimed FMR of fused evidence against the share that
reaches it.

    python benchmarks/fused_impostors.py --data FOLDER        # DATABASE/FINGER_IMPRESSION.png below it

People are made of random fingers of one database, so that a sensor's own level of scores, which moves all fingers
of a person together, shows. Not held out where FOLDER is what the calibration was made from."""

import argparse
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from openbitmap.biometrics import FingerGallery, finger, fuse_person
from openbitmap.biometrics.finger import Template
from openbitmap.lab import enrol_prints, find_prints
from openbitmap.vocabulary import TEN_FINGERS, FingerPosition

CLAIMS = (-1.0, -2.0, -3.0)
DRAWS = 4000
Prints = dict[str, list[Template]]
"""Finger to its impressions."""


def scores_between(prints: Sequence[Template]) -> npt.NDArray[np.float32]:
    """All prints of a database against all."""
    gallery = FingerGallery()
    for row, template in enumerate(prints):
        gallery.add(row, FingerPosition.RIGHT_INDEX, template.data)
    scores = np.zeros((len(prints), len(prints)), np.float32)
    for n, template in enumerate(prints):
        rows, found = gallery.compare(FingerPosition.RIGHT_INDEX, template.data, threads=2)
        scores[n, rows] = found
    return scores


def claimed(database: Prints, fingers: int, rng: np.random.Generator) -> npt.NDArray[np.float64]:
    """log10 FMR of the fused evidence of DRAWS pairs of different made-up people."""
    names = sorted(database)
    starts = np.cumsum([0] + [len(database[name]) for name in names])
    prints = [template for name in names for template in database[name]]
    scores = scores_between(prints)
    claims = []
    for _ in range(DRAWS):
        chosen = rng.permutation(len(names))[: 2 * fingers]
        at = [int(starts[f] + rng.integers(starts[f + 1] - starts[f])) for f in chosen]
        pairs = zip(TEN_FINGERS, at[:fingers], at[fingers:], strict=False)
        parts = [(position, len(prints[a]), float(scores[a, b])) for position, a, b in pairs]
        claims.append(fuse_person(0, parts).log10_fmr)
    return np.array(claims)


def tell(databases: dict[str, Prints]) -> None:
    rng = np.random.default_rng(0)
    for fingers in (1, 2, 3, 5):
        each = {name: claimed(database, fingers, rng) for name, database in databases.items()}
        for claim in CLAIMS:
            shares = {name: float((values <= claim).mean()) for name, values in each.items()}
            words = ", ".join(f"{name} {share:.1e}" for name, share in shares.items())
            print(f"{fingers} fingers, claimed 1e{claim:.0f}: {np.mean(list(shares.values())):.1e} ({words})")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    databases: dict[str, Prints] = {}
    for print_ in enrol_prints(find_prints(parser.parse_args().data).prints, finger.extract, time.process_time):
        if print_.template is not None:
            fingers = databases.setdefault(print_.file.database, {})
            fingers.setdefault(print_.file.finger, []).append(print_.template)
    tell(databases)


if __name__ == "__main__":
    main()
