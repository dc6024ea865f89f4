"""TPIS and IRQ are answered by SRT and IRR."""

from openbitmap.simulators import ebts
from openbitmap.simulators.desk import Desk

TOTS = ("TPIS", "IRQ")
REPOSITORY = "8"
"""2.098 NDR by which it is named."""


def answer(question: bytes, desk: Desk) -> bytes:
    return ebts.answer(question, desk, tots=TOTS, repository=REPOSITORY)
