"""A DoD-ABIS-like repository."""

from openbitmap.simulators.abis.answer import answer
from openbitmap.simulators.abis.notice import notice
from openbitmap.simulators.desk import Kind
from openbitmap.simulators.ebts import CONTENT_TYPE

__all__ = ["KIND"]

KIND = Kind(CONTENT_TYPE, answer, notice)
