"""How one impression was taken: kind, sensor, placing, state of the skin; and the draw of usual impressions."""

import math
from dataclasses import dataclass, field, replace
from enum import StrEnum

import numpy as np

from openbitmap.synthetic.seeds import Stream, generator


class Kind(StrEnum):
    PLAIN = "plain"
    ROLLED = "rolled"
    SLAP = "slap"
    LATENT = "latent"


class Sensor(StrEnum):
    OPTICAL = "optical"
    CAPACITIVE = "capacitive"
    INK = "ink"
    LATENT = "latent"


class Ground(StrEnum):
    """What a latent print was found on."""

    GLASS = "glass"
    BRUSHED = "brushed"
    PAPER = "paper"


class Condition(StrEnum):
    """A state of the skin to ask for by name."""

    USUAL = "usual"
    DRY = "dry"
    WET = "wet"
    WORN = "worn"
    SCARRED = "scarred"
    WORN_OUT = "worn_out"
    """Hardly a ridge left, as after years with lime, acid or rope: no print to search with."""


@dataclass(frozen=True)
class Placement:
    """Where the finger lies: rotation in radians, shift of its origin and centre of the contact in pixels."""

    rotation: float = 0.0
    shift: tuple[float, float] = (0.0, 0.0)
    centre: tuple[float, float] = (0.0, 0.0)
    warp: float = 1.0
    """Plastic distortion of the skin; 1 is usual."""
    growth: float = 1.0
    """Size of the hand as a share of the grown one: children's prints are smaller, ridges closer."""


@dataclass(frozen=True)
class Skin:
    """The skin while it touches."""

    pressure: float = 0.0
    """-1 light to 1 heavy: size and darkness of the contact."""
    wet: float = 0.0
    """-1 dry to 1 wet: width of the ridges, breaks, filled valleys."""
    noise: float = 0.3
    worn: float = 0.0
    """0 to 1: ridges flattened in patches; beyond 1 everywhere, at 2 none are left."""
    scratches: int = 0
    scars: int = 0


@dataclass(frozen=True)
class Look:
    """Everything that makes one impression differ from another of the same finger; sizes in pixels at 500 ppi."""

    kind: Kind = Kind.PLAIN
    sensor: Sensor = Sensor.OPTICAL
    size: tuple[int, int] = (388, 374)
    """Width and height."""
    placement: Placement = field(default_factory=Placement)
    skin: Skin = field(default_factory=Skin)
    ghost: float = 0.0
    """Residue of an earlier print on the plate, 0 to 1."""
    ground: Ground = Ground.GLASS
    seed: int = 0


def usual_look(seed: int, kind: Kind = Kind.PLAIN, sensor: Sensor = Sensor.OPTICAL, *, difficulty: float = 1.0) -> Look:
    """A usual impression of this kind, drawn at random; `difficulty` scales how far it strays from an easy one."""
    rng = generator(Stream.LOOK, seed)
    skin = _usual_skin(rng, difficulty)
    if kind is Kind.ROLLED:
        placement = Placement(_normal(rng, 0.06), (_normal(rng, 15), _normal(rng, 20)), warp=_warp(rng, difficulty))
        return Look(kind, sensor, (800, 750), placement, skin, seed=seed)
    if kind is Kind.LATENT:
        return _latent(rng, skin, seed)
    if kind is Kind.SLAP:
        return Look(kind, sensor, (420, 560), Placement(warp=_warp(rng, difficulty)), skin, seed=seed)
    far = 1.8 if rng.random() < 0.12 else 1.0  # now and then a badly placed finger
    if sensor is Sensor.CAPACITIVE:
        return _capacitive(rng, skin, (difficulty, far), seed=seed)
    shift = _normal(rng, 30 * difficulty * far), _normal(rng, 34 * difficulty * far)
    centre = _normal(rng, 24 * difficulty), _normal(rng, 32 * difficulty)
    placement = Placement(_normal(rng, 0.20 * difficulty), shift, centre, _warp(rng, difficulty))
    return Look(kind, sensor, (388, 374), placement, skin, ghost=max(0.0, _normal(rng, 0.25)), seed=seed)


def in_condition(look: Look, condition: Condition) -> Look:
    """The same impression with skin in this condition."""
    skin = look.skin
    changed = {
        Condition.USUAL: skin,
        Condition.DRY: replace(skin, wet=-0.85, pressure=min(skin.pressure, -0.2)),
        Condition.WET: replace(skin, wet=0.85, pressure=max(skin.pressure, 0.2)),
        Condition.WORN: replace(skin, worn=0.85, wet=min(skin.wet, -0.1), noise=max(skin.noise, 0.6), scratches=3),
        Condition.SCARRED: replace(skin, scars=2),
        Condition.WORN_OUT: replace(skin, worn=1.97, wet=0.25, noise=0.9, scratches=5),
    }[condition]
    return replace(look, skin=changed)


def on_skin(look: Look, *, wet: float = 0.0, worn: float = 0.0, growth: float = 1.0) -> Look:
    """The same impression by a person whose skin is wetter (+) or drier (-) and more worn than usual, at this size."""
    skin = look.skin
    shifted = replace(skin, wet=_clipped(skin.wet + wet, -1, 1), worn=_clipped(skin.worn + worn, 0, 1))
    return replace(look, skin=shifted, placement=replace(look.placement, growth=growth))


def _normal(rng: np.random.Generator, spread: float) -> float:
    return float(rng.normal(0, spread))


def _clipped(value: float, low: float, high: float) -> float:
    return float(min(max(value, low), high))


def _warp(rng: np.random.Generator, difficulty: float) -> float:
    return abs(_normal(rng, 0.9)) * difficulty


def _usual_skin(rng: np.random.Generator, difficulty: float) -> Skin:
    return Skin(
        pressure=_clipped(_normal(rng, 0.42), -1, 1),
        wet=_clipped(_normal(rng, 0.38 * difficulty), -1, 1),
        noise=_clipped(float(rng.gamma(1.6, 0.20 * difficulty)), 0.03, 1.3),
        worn=_clipped(float(rng.exponential(0.14 * difficulty)), 0, 0.8),
        scratches=int(rng.poisson(0.5 * difficulty)),
    )


def _capacitive(rng: np.random.Generator, skin: Skin, strays: tuple[float, float], *, seed: int) -> Look:
    """A small dry plate."""
    difficulty, far = strays
    skin = replace(skin, wet=_clipped(skin.wet - 0.28, -1, 1), noise=skin.noise + 0.15)
    shift = _normal(rng, 22 * difficulty), _normal(rng, 30 * difficulty)
    centre = _normal(rng, 22 * difficulty * far), _normal(rng, 34 * difficulty * far)
    placement = Placement(_normal(rng, 0.17 * difficulty), shift, centre, _warp(rng, difficulty))
    return Look(Kind.PLAIN, Sensor.CAPACITIVE, (300, 300), placement, skin, seed=seed)


def _latent(rng: np.random.Generator, skin: Skin, seed: int) -> Look:
    skin = replace(skin, noise=float(rng.uniform(0.4, 0.9)), wet=_clipped(_normal(rng, 0.35), -0.6, 0.6))
    turn, centre = _normal(rng, 0.5), (_normal(rng, 50), _normal(rng, 60))
    cosine, sine = math.cos(turn), math.sin(turn)
    shift = (
        _normal(rng, 20) - cosine * centre[0] - sine * centre[1],
        _normal(rng, 20) + sine * centre[0] - cosine * centre[1],
    )
    ground = tuple(Ground)[int(rng.integers(len(Ground)))]
    placement = Placement(turn, shift, centre, 1.3)
    return Look(Kind.LATENT, Sensor.LATENT, (420, 420), placement, skin, ground=ground, seed=seed)
