"""What an exchange partner demands beyond the standard, as data; checking gives findings, never a refusal."""

from openbitmap.itl.profiles.checks import check
from openbitmap.itl.profiles.ebts import EBTS
from openbitmap.itl.profiles.profile import Demand, Profile

__all__ = ["EBTS", "Demand", "Profile", "check"]
