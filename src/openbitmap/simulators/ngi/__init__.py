"""An NGI-like repository."""

from openbitmap.simulators.desk import Kind
from openbitmap.simulators.ebts import CONTENT_TYPE
from openbitmap.simulators.ngi.answer import answer
from openbitmap.simulators.ngi.notice import notice

__all__ = ["KIND"]

KIND = Kind(CONTENT_TYPE, answer, notice)
