"""Names compared by ours and by peers, in one run: AUC with its interval, errors, cost, on each set of pairs.

    python benchmarks/names.py --data ../shared/data/names --json benchmarks/results/names.json

Peers: rapidfuzz (a dependency of ours) and jellyfish 1.3.0 (`pip install jellyfish`, for this file only), on text in
Latin letters; each with the threshold that suits it best on the very pairs it is measured on.
"""

import argparse
import json
import time
import zlib
from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import date
from functools import partial
from pathlib import Path

import jellyfish
import numpy as np
from anyascii import anyascii
from rapidfuzz import fuzz
from rapidfuzz.distance import JaroWinkler

from openbitmap import names
from openbitmap.lab import NamePair, PairFigures, measure_pairs, read_pairs
from openbitmap.synthetic.people import GIVEN_NAMES, SURNAMES, Culture, Person, people

OWN = Path(__file__).parents[1] / "tests" / "data" / "names"
AS_OF = date(2026, 11, 24)


def sets(data: Path) -> dict[str, list[NamePair]]:
    """The pairs by name of the set. Halves go by a checksum of the pair, fixed before anything was tuned."""
    own = read_pairs((OWN / "adversarial.csv").read_text("utf-8"))
    return {
        "given": read_pairs((data / "pairs.csv").read_text("utf-8")),
        "own-tuned": [p for p in own if half(p) == 0],
        "own-held": [p for p in own if half(p) == 1],
        "fresh": read_pairs((OWN / "fresh.csv").read_text("utf-8")),
        "generated": list(generated(600)),
    }


def half(pair: NamePair) -> int:
    return zlib.crc32((pair.a + pair.b).encode()) % 2


def generated(count: int) -> Iterator[NamePair]:
    """By rule, from the synthetic people and their table of spellings, which was not made for this: a person under a
    recorded alias, and the same name with one word replaced by the most alike other word of the same list. Aliases
    that only turn surnames round are left out: by our rule they are for people to look at."""
    made = 0
    for person in people(77, 20 * count, as_of=AS_OF):
        own = str(person.identity.name)
        for alias in person.identity.aliases[:1]:
            if sorted(own.split()) != sorted(str(alias).split()):
                yield NamePair(own, str(alias), True, "alias")
                yield NamePair(own, replaced(person), False, "one word")
                made += 2
        if made >= count:
            return


def replaced(person: Person) -> str:
    words = str(person.identity.name).split()
    lists = [w for c in Culture for w in (*SURNAMES[c], *(n for s in GIVEN_NAMES[c].values() for n in s))]
    place = person.number % len(words)
    own = words[place]
    near = sorted(set(lists), key=lambda w: JaroWinkler.similarity(w, own), reverse=True)
    words[place] = next(w for w in near if names.compare(w, own).pairs[0].kind in CONFLICTS)
    return " ".join(words)


CONFLICTS = (names.Kind.LOOK_ALIKE, names.Kind.GENDER, names.Kind.DIFFERENT)


def jaro_metaphone(a: str, b: str) -> float:
    """Mean over the words of the shorter name of the best Jaro-Winkler of spelling and metaphone."""
    one, other = sorted((anyascii(a).lower().split(), anyascii(b).lower().split()), key=len)
    if not one:
        return 0.0

    def best(word: str) -> float:
        return max(
            (jellyfish.jaro_winkler_similarity(word, w)
             + jellyfish.jaro_winkler_similarity(jellyfish.metaphone(word), jellyfish.metaphone(w))) / 2
            for w in other
        )  # fmt: skip

    return sum(map(best, one)) / len(one)


def latin(scorer: Callable[[str, str], float], a: str, b: str) -> float:
    return scorer(anyascii(a).lower(), anyascii(b).lower()) / 100


PEERS: dict[str, Callable[[str, str], float]] = {
    "rapidfuzz token_set_ratio": partial(latin, fuzz.token_set_ratio),
    "rapidfuzz WRatio": partial(latin, fuzz.WRatio),
    "jellyfish Jaro-Winkler + metaphone": jaro_metaphone,
}


def best_threshold(pairs: list[NamePair], scorer: Callable[[str, str], float]) -> float:
    scores = np.array([scorer(p.a, p.b) for p in pairs])
    same = np.array([p.same for p in pairs])
    bars = np.append(np.unique(scores), scores.max() + 1)
    return float(bars[np.argmin([np.count_nonzero((scores >= bar) != same) for bar in bars])])


def calibration(pairs: list[NamePair]) -> list[dict[str, float]]:
    """Of the pairs in each band of scores, the share that is one person's."""
    scored = [(names.compare(p.a, p.b).score, p.same) for p in pairs]
    rows = []
    for low, high in ((0, 0.2), (0.2, 0.5), (0.5, 0.7), (0.7, 0.9), (0.9, 1.01)):
        inside = [same for score, same in scored if low <= score < high]
        mean = sum(score for score, _ in scored if low <= score < high) / max(len(inside), 1)
        rows.append({"from": low, "pairs": len(inside), "mean": mean, "same": sum(inside) / max(len(inside), 1)})
    return rows


def plain(figures: PairFigures) -> dict[str, float | None]:
    return {k: v if v is None or isinstance(v, int) else round(v, 4) for k, v in asdict(figures).items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--json", type=Path, required=True)
    given = parser.parse_args()
    report: dict[str, object] = {}
    every = sets(given.data)
    for name, pairs in every.items():
        rows = {"openbitmap": plain(measure_pairs(pairs, time.process_time))}
        for peer, scorer in PEERS.items():
            bar = best_threshold(pairs, scorer)
            rows[peer] = plain(measure_pairs(pairs, time.process_time, score=scorer, threshold=bar))
        report[name] = rows
        print(name, json.dumps(rows, indent=1))
    report["calibration"] = calibration([p for name in ("own-held", "fresh", "generated") for p in every[name]])
    given.json.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
