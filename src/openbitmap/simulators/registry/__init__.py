"""A civil registry."""

from openbitmap.simulators.desk import Kind
from openbitmap.simulators.papers import CONTENT_TYPE
from openbitmap.simulators.registry.answer import answer
from openbitmap.simulators.registry.notice import notice

__all__ = ["KIND"]

KIND = Kind(CONTENT_TYPE, answer, notice)
