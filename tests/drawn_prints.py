"""Ridge patterns drawn from a formula: enough of a print for the network, nobody's finger."""

import numpy as np
from numpy.typing import NDArray


def drawn_print(seed: int, width: int = 256, height: int = 288, *, minutiae: int = 24) -> NDArray[np.uint8]:
    """A whorl of 9-pixel ridges with spirals of phase added: every one is a minutia. White around an oval."""
    chance = np.random.default_rng(seed)
    y, x = np.mgrid[:height, :width].astype(float)
    phase = 2 * np.pi * np.hypot(x - width / 2, 1.2 * (y - height / 2)) / 9
    for _ in range(minutiae):
        cx, cy = chance.uniform(0.2, 0.8) * width, chance.uniform(0.2, 0.8) * height
        phase += chance.choice((-1, 1)) * np.arctan2(y - cy, x - cx)
    ridges = 128 + 90 * np.sin(phase) + chance.normal(0, 8, phase.shape)
    inside = np.hypot((x - width / 2) / (0.45 * width), (y - height / 2) / (0.47 * height)) < 1
    return np.clip(np.where(inside, ridges, 235), 0, 255).astype(np.uint8)


def regular_print(step: int, width: int = 400, height: int = 500) -> NDArray[np.uint8]:
    """Ridges with a minutia at every `step` pixels, as in a forged template: no finger has them in rows."""
    y, x = np.mgrid[:height, :width].astype(float)
    phase = 2 * np.pi * y / 9
    for column, cx in enumerate(range(step, width - step // 2, step)):
        for row, cy in enumerate(range(step, height - step // 2, step)):
            phase += np.arctan2(y - cy, x - cx) * (1 if (column + row) % 2 else -1)
    return np.clip(128 + 90 * np.sin(phase), 0, 255).astype(np.uint8)


def noise(seed: int, width: int = 200, height: int = 200) -> NDArray[np.uint8]:
    return np.random.default_rng(seed).integers(0, 256, (height, width), dtype=np.uint8)
