"""The recipe of a master finger: orientation, period, ridges, true minutiae, surface."""

from dataclasses import dataclass

import numpy as np

from openbitmap.synthetic.arrays import Floats
from openbitmap.synthetic.raster import one_path
from openbitmap.synthetic.ridges.dislocations import true_minutiae
from openbitmap.synthetic.ridges.flow import Flow, draw_flow
from openbitmap.synthetic.ridges.growth import full_size, grow_ridges
from openbitmap.synthetic.ridges.hand import FingerSpec
from openbitmap.synthetic.ridges.spacing import draw_spacing
from openbitmap.synthetic.ridges.surface import creases, finish_ridges, pores
from openbitmap.synthetic.seeds import Stream, generator


@dataclass(frozen=True)
class Finger:
    """A master finger: 800 x 800 pixels at 500 ppi, from which any number of impressions can be taken."""

    spec: FingerSpec
    texture: Floats
    """Height x width x 3: ridge (-1.15 valley .. 1.15 ridge), pore, crease."""
    flow: Flow
    period: Floats
    """At half size, in full-size pixels."""
    minutiae: Floats
    """Rows (x, y, direction, type) in full-size pixels, as `true_minutiae` gives them."""


def grow_finger(spec: FingerSpec) -> Finger:
    """The master of this finger, always the same; about 0.4 s of one core."""
    rng = generator(Stream.MASTER, *spec.key, int(spec.position.finger))
    with one_path():
        flow = draw_flow(rng, spec.pattern, spec.scale)
        period = draw_spacing(rng, flow.angle, spec.period, scale=spec.scale)
        signal = grow_ridges(rng, flow.angle, period)
        minutiae = true_minutiae(signal, flow.angle, period)
        minutiae[:, :2] = minutiae[:, :2] * 2 + 0.5
        ridges = finish_ridges(rng, full_size(signal))
        texture = np.dstack([ridges, pores(rng, ridges), creases(rng, spec.scale, spec.wrinkles)])
    return Finger(spec, texture, flow, period * 2, minutiae)
