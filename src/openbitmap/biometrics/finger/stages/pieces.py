"""The pieces of a slap: connected areas of ridges, how they lean, and which of them lie on one finger."""

import math
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from openbitmap.biometrics.finger.stages.foreground import SQUARE_MM_A_BLOCK, Mask
from openbitmap.biometrics.finger.stages.ridges import SIZE, STEP

LEAST_MM2 = 35.0
# Lines of text and pen strokes are flat or thin; fingertips are neither.
LEAST_HEIGHT_MM = 6.0
MOST_ELONGATION = 3.5
# A piece says something of the hand's tilt if it is longer than wide; hands on a platen lean at most this much.
LEAST_ELONGATION = 1.15
MOST_TILT = math.radians(40)
# Two pieces lie on one finger if they share this much of the narrower one's width.
SHARED_WIDTH = 0.5
PX_A_MM = 500 / 25.4
# Fingers that touch are cut at their waist: where it is deep, where they are together wider than any finger, and, while
# fingers are still wanting, where a piece is far wider than the others.
WIDEST_FINGER = 27.0 * PX_A_MM
WIDE_FINGER = 21.0 * PX_A_MM
FAR_WIDER = 1.4
DEEP_WAIST = 0.5
NARROWEST_PART = 3.0 * PX_A_MM
NARROWEST_FINGER = 7.0 * PX_A_MM
# Part of another finger at the image's edge: narrower than this share of the other fingers.
CUT_OFF = 0.65

Points = NDArray[np.float64]
"""Rows (x, y): middles of blocks, in pixels at 500 ppi."""


@dataclass(frozen=True, eq=False)
class Piece:
    """A connected area of ridges."""

    points: Points

    @property
    def mm2(self) -> float:
        return len(self.points) * SQUARE_MM_A_BLOCK


Finger = tuple[Piece, ...]


def pieces_of(mask: Mask) -> tuple[Piece, ...]:
    """Connected areas of at least 35 square millimetres that may be fingers; bridges one block wide are cut."""
    opened = cv2.morphologyEx(mask.astype(np.uint8), cv2.MORPH_OPEN, np.ones((3, 3), np.uint8))
    count, labels = cv2.connectedComponents(opened, connectivity=4)
    pieces = [Piece(_middles(labels == label)) for label in range(1, count)]
    return tuple(piece for piece in pieces if _may_be_finger(piece))


def tilt_of(pieces: tuple[Piece, ...]) -> float:
    """By how much the fingers lean to the right (radians): the middle one of the axes of all elongated pieces, each
    counted by its area. Fingers fan out, and one that is cut badly must not turn the others."""
    leans, weights = [], []
    for piece in pieces:
        lean, elongation = _axis(piece.points)
        if elongation >= LEAST_ELONGATION and abs(lean) <= MOST_TILT:
            leans.append(lean)
            weights.append(piece.mm2)
    if not leans:
        return 0.0
    order = np.argsort(leans)
    reached = np.cumsum(np.array(weights)[order])
    inner = np.array(leans)[order][
        (reached > 0.25 * reached[-1]) & (reached - np.array(weights)[order] < 0.75 * reached[-1])
    ]
    return float(inner.mean())


def upright(points: Points, tilt: float) -> Points:
    """Coordinates in which fingers that lean by `tilt` stand upright; the origin stays."""
    cosine, sine = math.cos(tilt), math.sin(tilt)
    return np.asarray(points @ np.array([[cosine, -sine], [sine, cosine]]), np.float64)


def fingers_of(pieces: tuple[Piece, ...], tilt: float, *, width: int, wanted: int) -> tuple[Finger, ...]:
    """Pieces by finger, left to right, each from the tip down, in an image of this width; a sliver of another finger
    at the image's edge is left out. Touching fingers are cut apart, more readily while fewer than `wanted` are there.
    """
    parts = [part for piece in pieces for part in _parted(piece, tilt)]
    fingers = _grouped(parts, tilt, width)
    while fingers and len(fingers) < wanted:
        widest = max(fingers, key=lambda finger: _width(finger, tilt))
        others = [_width(finger, tilt) for finger in fingers if finger is not widest]
        usual = min(FAR_WIDER * float(np.median(others)), WIDE_FINGER) if others else WIDE_FINGER
        piece = max(widest, key=lambda piece: piece.mm2)
        halves = _halves(piece, tilt, NARROWEST_FINGER)
        if _width(widest, tilt) <= usual or len(halves) < 2:
            break
        parts = [part for part in parts if part is not piece] + halves
        fingers = _grouped(parts, tilt, width)
    return fingers


def _grouped(parts: list[Piece], tilt: float, width: int) -> tuple[Finger, ...]:
    columns: list[list[Piece]] = []
    for piece in sorted(parts, key=lambda piece: upright(piece.points, tilt)[:, 1].min()):
        column = next((column for column in columns if _shares_width(column[0], piece, tilt)), None)
        if column is None:
            columns.append([piece])
        else:
            column.append(piece)
    columns.sort(key=lambda column: float(upright(column[0].points, tilt)[:, 0].mean()))
    fingers = [tuple(column) for column in columns]
    usual = float(np.median([_width(finger, tilt) for finger in fingers])) if fingers else 0.0
    return tuple(finger for finger in fingers if not _is_sliver(finger, tilt, usual=usual, width=width))


def _may_be_finger(piece: Piece) -> bool:
    height = float(np.ptp(piece.points[:, 1])) + STEP
    return piece.mm2 >= LEAST_MM2 and height >= LEAST_HEIGHT_MM * PX_A_MM and _axis(piece.points)[1] <= MOST_ELONGATION


def _width(finger: Finger, tilt: float) -> float:
    left, right = _extent(max(finger, key=lambda piece: piece.mm2), tilt)
    return right - left


def _is_sliver(finger: Finger, tilt: float, *, usual: float, width: int) -> bool:
    x = np.concatenate([piece.points[:, 0] for piece in finger])
    at_edge = x.min() <= SIZE or x.max() >= width - SIZE
    return bool(at_edge) and _width(finger, tilt) < CUT_OFF * usual


def _middles(blocks: Mask) -> Points:
    rows, columns = np.nonzero(blocks)
    return np.column_stack([columns, rows]).astype(np.float64) * STEP + SIZE / 2


def _axis(points: Points) -> tuple[float, float]:
    """Lean of the longer axis to the right of vertical, and how much longer it is."""
    if len(points) < 4:
        return 0.0, 1.0
    values, vectors = np.linalg.eigh(np.cov(points.T))
    x, y = vectors[:, 1] * (-1 if vectors[1, 1] > 0 else 1)
    return math.atan2(x, -y), math.sqrt(values[1] / max(values[0], 1.0))


def _extent(piece: Piece, tilt: float) -> tuple[float, float]:
    x = upright(piece.points, tilt)[:, 0]
    return float(x.min()) - STEP / 2, float(x.max()) + STEP / 2


def _shares_width(tip: Piece, piece: Piece, tilt: float) -> bool:
    (a, b), (c, d) = _extent(tip, tilt), _extent(piece, tilt)
    return min(b, d) - max(a, c) > SHARED_WIDTH * min(b - a, d - c)


def _parted(piece: Piece, tilt: float) -> list[Piece]:
    """The piece, or its parts if it is surely two or more fingers that touch."""
    x = upright(piece.points, tilt)[:, 0]
    surely = float(np.ptp(x)) + STEP > WIDEST_FINGER
    waist = _waist(x, NARROWEST_FINGER if surely else NARROWEST_PART)
    if waist is None or (waist[1] > DEEP_WAIST and not surely):
        return [piece]
    return [
        part
        for half in _halves(piece, tilt, NARROWEST_FINGER if surely else NARROWEST_PART)
        for part in _parted(half, tilt)
    ]


def _halves(piece: Piece, tilt: float, margin: float) -> list[Piece]:
    """The large enough ones of both sides of the waist; the piece alone if it has none."""
    x = upright(piece.points, tilt)[:, 0]
    waist = _waist(x, margin)
    if waist is None:
        return [piece]
    halves = (Piece(piece.points[x < waist[0]]), Piece(piece.points[x >= waist[0]]))
    return [half for half in halves if half.mm2 >= LEAST_MM2]


def _waist(x: NDArray[np.float64], margin: float) -> tuple[float, float] | None:
    """Where fewest blocks lie above each other, and how many compared with the lower of the two sides' most; None if
    there is no room for two parts of at least `margin`."""
    edges = np.arange(x.min() - STEP / 2, x.max() + STEP, STEP)
    profile = np.convolve(np.histogram(x, edges)[0], np.ones(3) / 3, mode="same")
    middles = (edges[:-1] + edges[1:]) / 2
    inside = np.flatnonzero((middles >= edges[0] + margin) & (middles <= edges[-1] - margin))
    if not inside.size:
        return None
    at = inside[np.argmin(profile[inside])]
    return float(middles[at]), float(profile[at] / min(profile[: at + 1].max(), profile[at:].max()))
