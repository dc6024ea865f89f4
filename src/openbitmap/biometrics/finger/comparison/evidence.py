"""Step 3: lay the probe on the candidate, take in pairs that no edge reached, and weigh what matched against what
should have matched where the prints overlap."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from openbitmap.biometrics.finger import parameters as P
from openbitmap.biometrics.finger.comparison.edges import HALF_TURN, Print, wrap
from openbitmap.biometrics.finger.comparison.pairing import Pairing
from openbitmap.biometrics.finger.template import Evidence

Floats = npt.NDArray[np.float64]
Points = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Weighing:
    """A score, the terms it is made of, and all pairs, those of the extension included."""

    value: float
    detail: Evidence
    pairs: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class _Overlay:
    """The probe laid on the candidate: rotation and shift as complex numbers, and where each of its minutiae falls."""

    probe: Print
    candidate: Print
    rotation: complex
    shift: complex
    moved: Points

    @property
    def turn(self) -> int:
        """Rotation in 65536ths of a turn."""
        return round(np.angle(self.rotation) * (HALF_TURN / np.pi))


def weigh(probe: Print, candidate: Print, pairing: Pairing) -> Weighing:
    """The score of a pairing; fewer than two pairs have the lowest there is."""
    if len(pairing.pairs) < 2:
        return Weighing(P.NO_PAIRING, Evidence(0.0, 0.0, 0.0, 0.0, 0, 0.0), ())
    on = _lay(probe, candidate, pairing)
    crawled = len(pairing.pairs)
    _extend(on, pairing)
    whole, close = _sum_pairs(on, pairing)
    common_probe, common_candidate = _common_quality(on, pairing)
    small = P.SMALL_PRINT**2
    detail = Evidence(
        share=close / np.sqrt(common_probe * common_candidate + small),
        whole=whole / np.sqrt(probe.qualities.sum() * candidate.qualities.sum() + small),
        support=float(pairing.support),
        overlap=np.sqrt(common_probe * common_candidate),
        crawled=crawled,
        rotation=on.turn * 180 / HALF_TURN,
    )
    return Weighing(_score(detail), detail, tuple(pairing.pairs))


def _score(e: Evidence) -> float:
    """The larger of two readings: the share that matched, and edge support too large for chance whatever the
    share."""
    by_share = (
        P.SHARE_WEIGHT * e.share
        + P.WHOLE_WEIGHT * e.whole
        + P.LOG_SUPPORT_WEIGHT * np.log1p(e.support)
        + P.LOG_OVERLAP_WEIGHT * np.log1p(e.overlap)
        + P.SHARE_BIAS
    )
    by_support = P.SUPPORT_WEIGHT * e.support / (e.overlap + 3) ** 0.25 + P.SUPPORT_BIAS
    return float(max(by_share, by_support))


def _complex(points: Points) -> npt.NDArray[np.complex128]:
    return points[:, 0] + 1j * points[:, 1]


def _unit(print_: Print) -> npt.NDArray[np.complex128]:
    angles = print_.directions * (np.pi / HALF_TURN)
    unit: npt.NDArray[np.complex128] = np.cos(angles) + 1j * np.sin(angles)
    return unit


def _lay(probe: Print, candidate: Print, pairing: Pairing) -> _Overlay:
    """Least squares rotation and shift; directions take part as if each minutia were also seen on a lever."""
    i, j = np.array(pairing.pairs).T
    a, b = _complex(probe.places), _complex(candidate.places)
    from_, to = a[i] - a[i].mean(), b[j] - b[j].mean()
    lever = P.DIRECTION_LEVER**2 * (_unit(probe)[i].conj() * _unit(candidate)[j])
    rotation = (from_.conj() * to + lever).sum()
    rotation /= abs(rotation)
    shift = b[j].mean() - rotation * a[i].mean()
    moved = rotation * a + shift
    return _Overlay(probe, candidate, complex(rotation), complex(shift), np.column_stack([moved.real, moved.imag]))


def _predict(on: _Overlay, pairs: list[tuple[int, int]], i: int) -> Points:
    """Where probe minutia i should lie: its rigid place plus the displacements of pairs, weighted 1 / (distance^2 +
    20^2)."""
    others = np.array([pair for pair in pairs if pair[0] != i]).reshape(-1, 2)
    at = on.moved[others[:, 0]]
    pull = on.candidate.places[others[:, 1]] - at
    weights = 1 / (((at - on.moved[i]) ** 2).sum(1) + P.PULL_RADIUS**2)
    place: Points = on.moved[i] + (weights[:, None] * pull).sum(0) / (weights.sum() + 1e-9)
    return place


def _extend(on: _Overlay, pairing: Pairing) -> None:
    probe, candidate = on.probe, on.candidate
    crawled = list(pairing.pairs)
    for i in range(len(probe)):
        off = np.abs(wrap(candidate.directions - probe.directions[i] - on.turn))
        free = [j for j in range(len(candidate)) if j not in pairing.to_probe and off[j] < P.REACH_ANGLE]
        # The kernel's cheap test, which also bounds how far a prediction may bend: something free within 2.45 times
        # the reach.
        rough = ((candidate.places[free] - on.moved[i]) ** 2).sum(1)
        if i in pairing.to_candidate or not (rough < 6 * P.REACH_PX**2).any():
            continue
        squared = ((candidate.places[free] - _predict(on, crawled, i)) ** 2).sum(1)
        if squared.min() < P.REACH_PX**2:
            pairing.join(i, free[int(squared.argmin())])


def _sum_pairs(on: _Overlay, pairing: Pairing) -> tuple[float, float]:
    """Pairs weighted by quality, less where sure types differ; the second sum also by closeness to the prediction."""
    probe, candidate = on.probe, on.candidate
    whole = close = 0.0
    for i, j in pairing.pairs:
        weight = float(np.sqrt(probe.qualities[i] * candidate.qualities[j]))
        types = int(probe.rows[i, 3] * candidate.rows[j, 3])
        weight *= 1 + (1 - P.TYPE_AGREEMENT) / 9 * min(types, 0)
        squared = ((_predict(on, pairing.pairs, i) - candidate.places[j]) ** 2).sum()
        off = int(wrap(np.array(candidate.directions[j] - probe.directions[i] - on.turn))) * 180 / HALF_TURN
        whole += weight
        close += weight * np.exp(-squared / (2 * P.CLOSE_SIGMA_PX**2) - off**2 / (2 * P.CLOSE_SIGMA_DEGREES**2))
    return whole, float(close)


def _common_quality(on: _Overlay, pairing: Pairing) -> tuple[float, float]:
    """Quality of the minutiae in the common area: those paired, and those that fall into the other print's hull."""
    probe, candidate = on.probe, on.candidate
    back = (_complex(candidate.places) - on.shift) * on.rotation.conjugate()
    in_candidate = _inside(candidate, on.moved)
    in_probe = _inside(probe, np.column_stack([back.real, back.imag]))
    in_candidate[list(pairing.to_candidate)] = True
    in_probe[list(pairing.to_probe)] = True
    return float(probe.qualities[in_candidate].sum()), float(candidate.qualities[in_probe].sum())


def _inside(print_: Print, points: Points) -> npt.NDArray[np.bool_]:
    """Within the 16-sided hull of a print's minutiae, widened by a margin."""
    angles = np.arange(16) * np.pi / 8
    sides = np.stack([np.cos(angles), np.sin(angles)])
    within: npt.NDArray[np.bool_] = (points @ sides <= (print_.places @ sides).max(0) + P.HULL_MARGIN_PX).all(1)
    return within
