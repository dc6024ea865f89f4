"""An INTERPOL-like hub."""

from openbitmap.simulators.desk import Kind
from openbitmap.simulators.interpol.answer import answer
from openbitmap.simulators.interpol.notice import notice
from openbitmap.simulators.papers import CONTENT_TYPE

__all__ = ["KIND"]

KIND = Kind(CONTENT_TYPE, answer, notice)
