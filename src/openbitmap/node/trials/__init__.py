"""What simulations found on this machine, kept for whoever asks later what was proved, and by which version. A trial is
a run of `openbitmap simulate` that came to its end.

Promises: a trial is kept whole or not at all; a file that cannot be read is named, never left out.
"""

from openbitmap.node.trials.keeping import SUFFIX, keep, kept
from openbitmap.node.trials.model import Broken, Trial, Unreadable, at_most

__all__ = ["SUFFIX", "Broken", "Trial", "Unreadable", "at_most", "keep", "kept"]
