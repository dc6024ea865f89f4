"""A terrorist-screening-like desk."""

from openbitmap.simulators.desk import Kind
from openbitmap.simulators.papers import CONTENT_TYPE
from openbitmap.simulators.screening.answer import answer
from openbitmap.simulators.screening.notice import notice

__all__ = ["KIND"]

KIND = Kind(CONTENT_TYPE, answer, notice)
