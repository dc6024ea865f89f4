"""The partnership that `make demo` plays: Chile and the United States on one machine, with synthetic people only."""

from openbitmap.demo.partnership.chapters import traveller_of
from openbitmap.demo.partnership.nations import CL, TITLES, UNITED_STATES, US
from openbitmap.demo.partnership.pair import NotAsTold, Pair
from openbitmap.demo.partnership.telling import Plot, Teller, partnership, repositories_behind, tell_partnership

__all__ = [
    "CL",
    "TITLES",
    "UNITED_STATES",
    "US",
    "NotAsTold",
    "Pair",
    "Plot",
    "Teller",
    "partnership",
    "repositories_behind",
    "tell_partnership",
    "traveller_of",
]
