"""The partnership that `make demo` plays: Chile and the United States on one machine, with synthetic people only."""

from openbitmap.demo.partnership.nations import CL, TITLES, UNITED_STATES, US
from openbitmap.demo.partnership.pair import Pair
from openbitmap.demo.partnership.telling import Plot, partnership, tell_partnership

__all__ = ["CL", "TITLES", "UNITED_STATES", "US", "Pair", "Plot", "partnership", "tell_partnership"]
