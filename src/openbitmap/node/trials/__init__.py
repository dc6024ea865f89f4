"""What simulations found on this machine, kept for whoever asks later what was proved, and by which code. A trial is a
run of `openbitmap simulate` that came to its end.

Promises: a trial is kept whole or not at all; a file that cannot be read is named, never left out; a fault put in
counts as found only by the invariant that it breaks.
"""

from openbitmap.node.trials.code import code_digest
from openbitmap.node.trials.keeping import SUFFIX, Shelf, keep, kept
from openbitmap.node.trials.model import Broken, Fault, Made, Trial, Unreadable, at_most

__all__ = [
    "SUFFIX",
    "Broken",
    "Fault",
    "Made",
    "Shelf",
    "Trial",
    "Unreadable",
    "at_most",
    "code_digest",
    "keep",
    "kept",
]
