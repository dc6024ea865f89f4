"""Arrays to templates, templates to scores, scores to one answer about a person: a library of pure functions.

Promises: no clock, no database, no network, no environment; every score carries the version of its parameters;
every threshold names the error rate it stands for and the data behind it.
"""

from openbitmap.biometrics import finger

__all__ = ["finger"]
