"""Numbers of the template generator, fitted on aligned pairs of real impressions (FVC2002 DB1_B to DB4_B, minutiae of
the LEADER network).

Lengths in pixels at 500 ppi, angles in degrees. The four capture kinds are the four sensors of that set.
"""

import numpy as np

KIND_HALF_WIDTH = np.array([121.0, 120.0, 105.0, 105.0], np.float32)
KIND_HALF_HEIGHT = np.array([184.0, 206.0, 130.0, 153.0], np.float32)
KIND_DENSITY = np.array([6.5, 6.4, 6.1, 6.3], np.float32)
"""Minutiae per 10,000 square pixels."""
KIND_DENSITY_SPREAD = np.array([0.27, 0.22, 0.20, 0.13], np.float32)

FINGER_TO_WINDOW = 1.2
"""A finger is this much larger than the window that a usual impression shows of it."""

CANDIDATES = 128
"""Places drawn before the hard core thins them; a multiple of two."""
MOST_IN_FINGER = 104
MOST_IN_TEMPLATE = 64

DEVIATION = 3.0
DIRECTION_NOISE = 3.0
POLARITY_STRENGTH = 2.4
POLARITY_COHERENCE = 0.30
POLARITY_WAVE = 140.0
PARTNERS = 20
"""One candidate in this many gets a close partner of opposed direction."""
CORE_RADIUS = 8.5
CORE_RADIUS_SPREAD = 6.0

ROTATIONS = ((0.65, 3.5), (0.35, 15.0))
SHIFTS = (21.0, 37.0)
SIZE_SPREAD = 0.10
BADLY_PLACED = 0.05
"""Share of impressions whose shift is doubled: without them the mates of synthetic fingers overlap too well."""
WARP = 1.9
PLACE_NOISE, PLACE_TAIL = 0.85, (0.06, 3.0)
TURN_NOISE, TURN_TAIL = 2.2, (0.06, 8.0)
SPURIOUS = 0.025

ENDINGS = 0.69
TYPE_STRENGTH, TYPE_OF_FINGER, TYPE_OF_PRINT = 2.6, 1.6, 1.5
"""Graded type of a print: strength * sign + spread of the finger + spread of the print, in steps of the template (-3
to 3).
"""

QUALITY_AT = np.array([-2.6, -1.645, -0.674, 0.0, 0.674, 1.645, 3.0])
QUALITY_IS = np.array([0.30, 0.41, 0.81, 0.928, 0.954, 0.967, 0.98])
MISSED_AT = np.array([-2.5, -1.5, -0.7, 0.0, 1.0])
MISSED_IS = np.array([0.4, 0.15, 0.04, 0.012, 0.006])
