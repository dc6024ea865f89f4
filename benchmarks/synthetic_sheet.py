"""A sheet of synthetic prints for docs/cards/synthetic-prints.md: patterns, conditions, sensors, a left hand.

python benchmarks/synthetic_sheet.py docs/cards/synthetic-prints.png
"""

import sys
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

from openbitmap.synthetic.prints import Condition, Kind, Look, Sensor, impression, in_condition, slap, usual_look
from openbitmap.synthetic.ridges import Finger, draw_hands, grow_finger
from openbitmap.synthetic.transactions import png_image
from openbitmap.vocabulary import FingerPosition

Grey = npt.NDArray[np.uint8]
KEY = (2026, 11)
TILE, ROWS = 220, 3
LEVELS = 12
"""Grey levels kept: the sheet stays under 300 kB."""


def tile(pixels: Grey, label: str) -> Grey:
    """The image made to fit a square tile, with its label and the word synthetic under it."""
    scale = (TILE - 4) / max(pixels.shape)
    small = cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    square = np.full((TILE + 18, TILE), 255, np.uint8)
    top, left = (TILE - small.shape[0]) // 2, (TILE - small.shape[1]) // 2
    square[top : top + small.shape[0], left : left + small.shape[1]] = small
    cv2.putText(square, f"{label}, synthetic", (4, TILE + 12), cv2.FONT_HERSHEY_SIMPLEX, 0.38, 60, 1, cv2.LINE_AA)
    return square


def tiles(fingers: dict[FingerPosition, Finger]) -> list[Grey]:
    index = fingers[FingerPosition.RIGHT_INDEX]
    made = [
        tile(impression(f, usual_look(int(p))), f.spec.pattern.name.lower().replace("_", " "))
        for p, f in list(fingers.items())[:5]
    ]
    made += [tile(impression(index, in_condition(Look(seed=5), c)), c.value.replace("_", " ")) for c in Condition]
    made.append(tile(impression(index, usual_look(9, sensor=Sensor.CAPACITIVE)), "capacitive"))
    made.append(tile(impression(index, usual_look(4, Kind.ROLLED, Sensor.INK)), "rolled, ink"))
    made.append(tile(impression(index, usual_look(7, Kind.LATENT)), "latent"))
    made.append(tile(slap(fingers, FingerPosition.PLAIN_LEFT_FOUR, 1).pixels[100:800, 250:1350], "slap, left hand"))
    return made


def main() -> None:
    fingers = {p: grow_finger(spec) for p, spec in draw_hands(KEY, male=True).fingers.items()}
    made = tiles(fingers)
    across = -(-len(made) // ROWS)
    rows = [np.hstack(made[i * across : (i + 1) * across]) for i in range(ROWS)]
    sheet = np.vstack(rows)
    coarse = np.rint(sheet / 255 * (LEVELS - 1)) * (255 / (LEVELS - 1))
    Path(sys.argv[1]).write_bytes(png_image(coarse.astype(np.uint8)).data)


if __name__ == "__main__":
    main()
