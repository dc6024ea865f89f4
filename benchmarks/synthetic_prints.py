"""Are synthetic prints like real ones to our own extractor and matcher? Images against FVC2002 B, template galleries
likewise.

    python benchmarks/synthetic_prints.py --data ../shared/data/fingerprints/fvc2002 --json OUT

Images: 40 fingers (index and middle of both hands, as in FVC2002) x 6 impressions on the optical sensor and 20 x 6 on
the capacitive one, difficulty 1, against the four databases (10 x 8 each). Genuine pairs are all pairs of impressions
of a finger, impostors all pairs of prints of different fingers of one set. Templates: every real print and as many
synthetic ones search a gallery of synthetic fingers; real prints of other databases are the measure.
"""

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from openbitmap.biometrics import FingerGallery
from openbitmap.biometrics.finger import Template, extract
from openbitmap.images import DecoderBox, encode_wsq
from openbitmap.synthetic.galleries import mated_probe, template_gallery
from openbitmap.synthetic.prints import Sensor, impression, impression_with_truth, usual_look
from openbitmap.synthetic.ridges import draw_hands, grow_finger
from openbitmap.vocabulary import Compression, FingerPosition

SEED = 2026
INDEX = FingerPosition.RIGHT_INDEX
AS_FVC = (
    FingerPosition.RIGHT_INDEX,
    FingerPosition.RIGHT_MIDDLE,
    FingerPosition.LEFT_INDEX,
    FingerPosition.LEFT_MIDDLE,
)
DATABASES = ("DB1_B", "DB2_B", "DB3_B", "DB4_B")
EXCEEDED = (1e-2, 1e-3, 1e-4)

Scores = npt.NDArray[np.float64]
Minutiae = npt.NDArray[np.floating]


@dataclass(frozen=True)
class Print:
    """One print after extraction: `finger` counts within its set."""

    finger: int
    template: Template
    quality: int


@dataclass(frozen=True)
class Figures:
    """What one set of images gives; score quantiles by the matcher's score, rates as fractions."""

    prints: int
    failures: int
    minutiae: list[float]
    quality: list[float]
    minutia_quality: list[float]
    nearest: list[float]
    genuine: dict[str, float]
    impostor: dict[str, float]
    eer: float
    fnmr_at_1e_3: float


def real_prints(folder: Path) -> Iterator[tuple[int, npt.NDArray[np.uint8], float]]:
    """Finger, pixels and ppi of every print of one database."""
    with DecoderBox() as box:
        for file in sorted(folder.glob("*.png")):
            raster = box.decode(file.read_bytes(), Compression.PNG)
            yield int(file.stem.split("_")[0]), raster.pixels, raster.ppi or 500.0


def synthetic_prints(
    sensor: Sensor, fingers: int, impressions: int
) -> Iterator[tuple[int, npt.NDArray[np.uint8], float]]:
    """The same for synthetic fingers, one person for every four."""
    for number in range(fingers):
        person, which = divmod(number, len(AS_FVC))
        hands = draw_hands((SEED, person), male=person % 2 == 0)
        finger = grow_finger(hands.fingers[AS_FVC[which]])
        for taken in range(impressions):
            yield number, impression(finger, usual_look(1000 * number + taken, sensor=sensor)), 500.0


def enrol(images: Iterator[tuple[int, npt.NDArray[np.uint8], float]]) -> tuple[list[Print], int]:
    """The prints of a set that gave a template, and how many did not."""
    found, failures = [], 0
    for finger, pixels, ppi in images:
        extraction = extract(pixels, ppi)
        if extraction.template is None:
            failures += 1
            continue
        found.append(Print(finger, extraction.template, extraction.quality.value))
        print(f"\r{len(found)} prints", end="", flush=True)
    print()
    return found, failures


def truth_figures(fingers: int) -> dict[str, float]:
    """How many true minutiae the extractor finds (10 pixels, 29 degrees), how many found ones are true, and what WSQ
    costs.
    """
    found, true, kept, bits = [], [], [], []
    with DecoderBox() as box:
        for number in range(fingers):
            hands = draw_hands((SEED, 500 + number), male=number % 2 == 0)
            pixels, truth = impression_with_truth(grow_finger(hands.fingers[AS_FVC[number % 4]]), usual_look(number))
            packed = encode_wsq(pixels)
            here, again = (extract(p, 500).template for p in (pixels, box.decode(packed, Compression.WSQ).pixels))
            if here is None or again is None:
                continue
            found.append(_alike(truth.minutiae, here.minutiae).any(axis=1).mean())
            true.append(_alike(here.minutiae, truth.minutiae).any(axis=1).mean())
            both = _alike(here.minutiae, again.minutiae, 6, radians=0.2)
            kept.append((both.any(axis=1).sum() + both.any(axis=0).sum()) / sum(both.shape))
            bits.append(8 * len(packed) / pixels.size)
    names = ("true_found", "found_true", "kept_by_wsq", "wsq_bits_a_pixel")
    means = (round(float(np.mean(v)), 3) for v in (found, true, kept, bits))
    return {"prints": len(found), **dict(zip(names, means, strict=True))}


def _alike(a: Minutiae, b: Minutiae, pixels: float = 10, *, radians: float = 0.5) -> npt.NDArray[np.bool_]:
    """Which rows of a and b lie near each other and point the same way."""
    apart = np.hypot(a[:, None, 0] - b[None, :, 0], a[:, None, 1] - b[None, :, 1])
    turned = np.abs(np.mod(a[:, None, 2] - b[None, :, 2] + np.pi, 2 * np.pi) - np.pi)
    return np.asarray((apart < pixels) & (turned < radians))


def scores(probes: Sequence[Template], candidates: Sequence[bytes]) -> Scores:
    """Score of every probe (row) against every candidate (column)."""
    gallery = FingerGallery()
    for row, template in enumerate(candidates):
        gallery.add(row, INDEX, template)
    table = np.zeros((len(probes), len(candidates)))
    for number, probe in enumerate(probes):
        rows, values = gallery.compare(INDEX, probe.data)
        table[number, rows] = values
        print(f"\r{number + 1} of {len(probes)} searches", end="", flush=True)
    print()
    return table


def spread(values: npt.ArrayLike, quantiles: Sequence[float] = (0.05, 0.25, 0.5, 0.75, 0.95)) -> list[float]:
    return [round(float(q), 3) for q in np.quantile(np.asarray(values, dtype=float), quantiles)]


def nearest(template: Template) -> Scores:
    """Distance of each minutia to its nearest neighbour, in pixels."""
    places = template.minutiae[:, :2]
    apart = np.hypot(*(places[:, None] - places[None]).transpose(2, 0, 1)) + 1e9 * np.eye(len(places))
    return np.asarray(apart.min(axis=1))


def figures(prints: Sequence[Print], failures: int) -> Figures:
    """Counts, qualities and score distributions of one set."""
    table = scores([p.template for p in prints], [p.template.data for p in prints])
    finger = np.array([p.finger for p in prints])
    upper = np.triu(np.ones_like(table, dtype=bool), 1)
    same = finger[:, None] == finger[None]
    genuine, impostor = table[same & upper], table[~same & upper]
    steps = np.unique(np.concatenate([genuine, impostor]))
    fnmr = np.searchsorted(np.sort(genuine), steps) / len(genuine)
    fmr = 1 - np.searchsorted(np.sort(impostor), steps) / len(impostor)
    meeting = int(np.argmin(np.abs(fnmr - fmr)))
    return Figures(
        prints=len(prints),
        failures=failures,
        minutiae=spread([len(p.template) for p in prints]),
        quality=spread([p.quality for p in prints]),
        minutia_quality=spread(np.concatenate([p.template.minutiae[:, 4] for p in prints])),
        nearest=spread(np.concatenate([nearest(p.template) for p in prints])),
        genuine=_distribution(genuine, (0.01, 0.1, 0.5)),
        impostor=_distribution(impostor, (0.5, 0.99, 0.999)),
        eer=round(float((fnmr[meeting] + fmr[meeting]) / 2), 5),
        fnmr_at_1e_3=round(float(fnmr[np.argmax(fmr <= 1e-3)]), 5),
    )


def _distribution(values: Scores, quantiles: Sequence[float]) -> dict[str, float]:
    named = {f"q{q:g}": round(float(np.quantile(values, q)), 2) for q in quantiles}
    return {
        "pairs": len(values),
        "mean": round(float(values.mean()), 3),
        **named,
        "most": round(float(values.max()), 2),
    }


def template_figures(real: dict[str, list[Print]], fingers: int) -> dict[str, object]:
    """Real and synthetic probes against a gallery of synthetic templates, real ones of other databases as the
    measure.
    """
    gallery = [data for batch in template_gallery(SEED, fingers, (INDEX,)) for _, _, data in batch]
    probes = [p.template for prints in real.values() for p in prints]
    mates = [mated_probe(SEED, person, INDEX, impression=1) for person in range(len(probes))]
    other = np.concatenate([_to_others(real, name) for name in real])
    to_synthetic = scores(probes, gallery).ravel()
    both = scores(mates, gallery)
    genuine = both[np.arange(len(mates)), np.arange(len(mates))]
    impostor = both[~np.eye(len(mates), len(gallery), dtype=bool)]
    at = {name: float(np.quantile(other, 1 - share)) for share in EXCEEDED for name in [f"{share:g}"]}
    return {
        "synthetic_fingers": fingers,
        "probes": len(probes),
        "real_to_other_databases": _exceeded(other),
        "real_to_synthetic": _exceeded(to_synthetic),
        "synthetic_to_synthetic": _exceeded(impostor),
        "share_of_synthetic_over_the_score_of_real": {k: float((to_synthetic >= v).mean()) for k, v in at.items()},
        "mates": _distribution(genuine, (0.01, 0.1, 0.5)),
        "mates_not_first": float((both.argmax(axis=1) != np.arange(len(mates))).mean()),
        "minutiae": spread([len(t) // 5 for t in gallery]),
    }


def _to_others(real: dict[str, list[Print]], name: str) -> Scores:
    """Scores of one database's prints against those of the databases after it."""
    later = [p.template.data for other in list(real)[list(real).index(name) + 1 :] for p in real[other]]
    return scores([p.template for p in real[name]], later).ravel() if later else np.zeros(0)


def _exceeded(values: Scores) -> dict[str, float]:
    reached = {f"{share:g}": round(float(np.quantile(values, 1 - share)), 2) for share in EXCEEDED}
    return {"pairs": len(values), "mean": round(float(values.mean()), 3), **reached}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--json", type=Path, required=True)
    parser.add_argument("--fingers", type=int, default=40)
    parser.add_argument("--gallery", type=int, default=5000)
    options = parser.parse_args()
    report: dict[str, object] = {}
    real: dict[str, list[Print]] = {}
    for name in DATABASES:
        real[name], failures = enrol(real_prints(options.data / name))
        report[name] = asdict(figures(real[name], failures))
    for sensor, fingers in ((Sensor.OPTICAL, options.fingers), (Sensor.CAPACITIVE, options.fingers // 2)):
        prints, failures = enrol(synthetic_prints(sensor, fingers, 6))
        report[f"synthetic {sensor.value}"] = asdict(figures(prints, failures))
    report["truth"] = truth_figures(options.fingers)
    report["templates"] = template_figures(real, options.gallery)
    options.json.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(report, indent=2))


if __name__ == "__main__":
    main()
