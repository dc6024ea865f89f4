"""A portrait, drawn: shoulders, head, hair, eyes, nose, mouth, light; at twice the size, then made smaller."""

from dataclasses import dataclass

import cv2
import numpy as np
from PIL import Image, ImageDraw

from openbitmap.synthetic.arrays import Pixels
from openbitmap.synthetic.faces.features import GREY, Colour, Features

SIZE = (480, 600)
"""Width and height of a portrait in pixels: the 4:5 of a token image (ISO/IEC 39794-5)."""
_SCALE = 2
_GREY_AGE = 55


@dataclass(frozen=True)
class _Sitting:
    """Where the head is in this portrait, and which way it leans."""

    draw: ImageDraw.ImageDraw
    face: Features
    centre: tuple[float, float]
    half: tuple[float, float]

    def at(self, x: float, y: float) -> tuple[float, float]:
        """A place of the head, from -1 to 1 across and down."""
        return self.centre[0] + x * self.half[0], self.centre[1] + y * self.half[1]

    def oval(self, at: tuple[float, float], radii: tuple[float, float], fill: Colour) -> None:
        (cx, cy), dx, dy = self.at(*at), radii[0] * self.half[0], radii[1] * self.half[1]
        self.draw.ellipse((cx - dx, cy - dy, cx + dx, cy + dy), fill=fill)

    def shape(self, points: list[tuple[float, float]], fill: Colour) -> None:
        self.draw.polygon([self.at(x, y) for x, y in points], fill=fill)

    def line(self, points: list[tuple[float, float]], fill: Colour, width: float) -> None:
        self.draw.line([self.at(x, y) for x, y in points], fill=fill, width=round(width * _SCALE), joint="curve")


def portrait(face: Features, *, age: int, rng: np.random.Generator) -> Pixels:
    """Height x width x 3 pixels, uint8. `rng` makes the capture: where the head is, the light, the noise."""
    width, height = (side * _SCALE for side in SIZE)
    canvas = Image.new("RGB", (width, height), (206, 211, 216))
    drift = rng.uniform(-1, 1, 3)
    sitting = _Sitting(
        ImageDraw.Draw(canvas),
        face,
        centre=(width * (0.5 + 0.015 * drift[0]), height * (0.44 + 0.015 * drift[1])),
        half=(width * (0.235 + 0.018 * face.width), height * (0.255 + 0.012 * face.jaw)),
    )
    hair = GREY if age >= _GREY_AGE else face.hair
    _shoulders(sitting, rng)
    _hair_behind(sitting, hair)
    _head(sitting, age)
    _hair_above(sitting, hair)
    _eyes(sitting, hair)
    _nose_and_mouth(sitting)
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), 2.0 * float(drift[2]), 1.0)
    turned = cv2.warpAffine(np.asarray(canvas), turn, (width, height), borderMode=cv2.BORDER_REPLICATE)
    small = cv2.resize(cv2.GaussianBlur(turned, (0, 0), 1.6), SIZE, interpolation=cv2.INTER_AREA)
    return _lit(small.astype(np.uint8), rng)


def _shade(colour: Colour, by: float) -> Colour:
    r, g, b = (min(255, max(0, round(part * by))) for part in colour)
    return r, g, b


def _shoulders(s: _Sitting, rng: np.random.Generator) -> None:
    cloth = _shade((96, 110, 128), float(rng.uniform(0.6, 1.3)))
    s.oval((0, 2.35), (2.3, 1.15), cloth)
    s.shape([(-0.42, 0.6), (0.42, 0.6), (0.52, 1.5), (-0.52, 1.5)], _shade(s.face.skin, 0.86))
    s.oval((0, 1.45), (0.55, 0.22), _shade(s.face.skin, 0.9))


def _hair_behind(s: _Sitting, hair: Colour) -> None:
    if s.face.hair_cut >= 3:
        long = 0.75 + 0.35 * (s.face.hair_cut - 3)
        s.oval((0, -0.2), (1.18, 1.0), hair)
        for side in (-1, 1):
            s.shape([(side * 1.18, -0.2), (side * 0.5, -0.2), (side * 0.62, long), (side * 1.1, long)], hair)


def _head(s: _Sitting, age: int) -> None:
    skin = s.face.skin
    for side in (-1, 1):
        s.oval((side * 1.0, 0.02), (0.14, 0.2), _shade(skin, 0.9))
    s.oval((0, -0.1), (1.0, 0.9), skin)
    jaw = 0.62 + 0.1 * s.face.jaw
    s.shape(
        [(-1.0, 0.0), (1.0, 0.0), (0.93, 0.4), (jaw, 0.8), (0.25, 1.0), (-0.25, 1.0), (-jaw, 0.8), (-0.93, 0.4)], skin
    )
    s.oval((0, 0.86), (0.42, 0.16), skin)
    if s.face.beard:
        edge = [(jaw, 0.85), (0.25, 1.02), (-0.25, 1.02), (-jaw, 0.85)]
        grown = _shade(GREY if age >= _GREY_AGE else s.face.hair, 1.15)
        s.shape([(-0.93, 0.3), (-0.6, 0.5), (0.6, 0.5), (0.93, 0.3), *edge], grown)
        s.oval((0, 0.52), (0.5, 0.2), skin)
    if age >= 45:
        for side in (-1, 1):
            s.line([(side * 0.3, 0.28), (side * 0.45, 0.5)], _shade(skin, 0.82), 2)
        s.line([(-0.4, -0.55), (0.4, -0.55)], _shade(skin, 0.85), 2)


def _hair_above(s: _Sitting, hair: Colour) -> None:
    top = {0: -0.62, 1: -0.5, 2: -0.72}.get(s.face.hair_cut % 3, -0.6)
    s.shape([(-1.02, -0.1), (-1.05, -0.6), (-0.6, -1.05), (0, -1.16), (0.6, -1.05), (1.05, -0.6), (1.02, -0.1),
             (0.9, -0.42), (0.45, top), (-0.3, top + 0.02), (-0.9, -0.4)], hair)  # fmt: skip


def _eyes(s: _Sitting, hair: Colour) -> None:
    apart, size = 0.42 + 0.06 * s.face.eyes[0], 0.17 + 0.03 * s.face.eyes[1]
    for side in (-1, 1):
        x = side * apart
        s.oval((x, -0.08), (size, size * 0.5), (240, 238, 234))
        s.oval((x, -0.08), (size * 0.45, size * 0.45), s.face.iris)
        s.oval((x, -0.08), (size * 0.2, size * 0.2), (12, 12, 12))
        s.oval((x + 0.03, -0.11), (size * 0.08, size * 0.07), (250, 250, 250))
        s.line([(x - size, -0.1), (x, -0.18), (x + size, -0.1)], _shade(s.face.skin, 0.55), 3)
        s.line([(x - size * 1.25, -0.26), (x, -0.33), (x + size * 1.25, -0.27)], _shade(hair, 1.1), 7)


def _nose_and_mouth(s: _Sitting) -> None:
    dark = _shade(s.face.skin, 0.72)
    wide, long = 0.17 + 0.05 * s.face.nose[0], 0.3 + 0.06 * s.face.nose[1]
    s.line([(-0.06, -0.05), (-0.09, long - 0.08), (-wide, long)], _shade(s.face.skin, 0.84), 3)
    s.line([(-wide, long), (-0.06, long + 0.05), (0.06, long + 0.05), (wide, long)], dark, 4)
    broad, full = 0.34 + 0.07 * s.face.mouth[0], 0.07 + 0.025 * s.face.mouth[1]
    lips = tuple((a + b) // 2 for a, b in zip(_shade(s.face.skin, 0.78), (150, 72, 70), strict=True))
    s.oval((0, 0.58), (broad, full), (lips[0], lips[1], lips[2]))
    s.line([(-broad, 0.58), (0, 0.59), (broad, 0.58)], _shade(s.face.skin, 0.45), 3)


def _lit(drawn: Pixels, rng: np.random.Generator) -> Pixels:
    """Light from one side, sensor noise, and the mark that this is nobody."""
    pixels = drawn.astype(np.float32)
    across = np.linspace(-1, 1, SIZE[0], dtype=np.float32)[None, :, None]
    light = 1.0 + float(rng.uniform(-0.10, 0.10)) * across + float(rng.uniform(-0.05, 0.05))
    noisy = pixels * light + 2.5 * rng.standard_normal(pixels.shape, dtype=np.float32)
    made = np.ascontiguousarray(np.clip(noisy, 0, 255).astype(np.uint8))
    cv2.putText(made, "SYNTHETIC", (150, SIZE[1] - 18), cv2.FONT_HERSHEY_SIMPLEX, 1.0, (255, 255, 255), 2, cv2.LINE_AA)
    return made
