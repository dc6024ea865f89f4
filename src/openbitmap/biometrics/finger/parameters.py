"""Every number the comparison was tuned with: the twin of kernel/include/matcher_parameters.h, held to it by a
contract test.

Lengths in pixels at 500 ppi, edge lengths in 16ths of a pixel, angles in 65536ths of a turn unless the name says
degrees.
"""

from typing import Final

VERSION: Final = "edge-graph 1.0"

MOST_MINUTIAE: Final = 120
NEAREST_PX: Final = 4
MOST_DROPPED: Final = 0.25
CROWDED_PX: Final = 30
MOST_SAMENESS: Final = 4.0

NEIGHBOURS: Final = 9
LONGEST_PX: Final = 184
LENGTH_TOLERANCE: Final = 7 * 16
ANGLE_TOLERANCE: Final = 14 * 32768 // 180
ERROR_COST: Final = 0.7

ROOTS: Final = 6
SURE_SUPPORT: Final = 12.0
SUPPORT_A_PAIR: Final = 0.5
TURN_TOLERANCE: Final = 25 * 32768 // 180
MOST_NODES: Final = 8192
MOST_ARCS: Final = 8192

DIRECTION_LEVER: Final = 20.0
PULL_RADIUS: Final = 20.0
REACH_PX: Final = 14.0
REACH_ANGLE: Final = 25 * 32768 // 180
CLOSE_SIGMA_PX: Final = 8.0
CLOSE_SIGMA_DEGREES: Final = 12.0
HULL_MARGIN_PX: Final = 20.0
SMALL_PRINT: Final = 3.0
TYPE_AGREEMENT: Final = 0.7

SHARE_WEIGHT: Final = 9.99
WHOLE_WEIGHT: Final = 12.02
LOG_SUPPORT_WEIGHT: Final = 1.55
LOG_OVERLAP_WEIGHT: Final = -1.78
SHARE_BIAS: Final = -5.87
SUPPORT_WEIGHT: Final = 2.6
SUPPORT_BIAS: Final = -8.65
NO_PAIRING: Final = -10.87
