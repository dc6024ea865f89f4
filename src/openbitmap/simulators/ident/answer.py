"""RPIS, CAR and IRQ are answered by RPISR, SRE and IRR."""

from openbitmap.simulators import ebts
from openbitmap.simulators.desk import Desk

TOTS = ("RPIS", "CAR", "IRQ")
REPOSITORY = "9"
"""2.098 NDR by which it is named."""


def answer(question: bytes, desk: Desk) -> bytes:
    return ebts.answer(question, desk, tots=TOTS, repository=REPOSITORY)
