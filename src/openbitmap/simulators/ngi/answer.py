"""RPIS, TPIS, CAR and IRQ are answered by RPISR, SRT, SRE and IRR."""

from openbitmap.simulators import ebts
from openbitmap.simulators.desk import Desk

TOTS = ("RPIS", "TPIS", "CAR", "IRQ")
REPOSITORY = "6"
"""2.098 NDR by which its rapid file is named."""


def answer(question: bytes, desk: Desk) -> bytes:
    return ebts.answer(question, desk, tots=TOTS, repository=REPOSITORY)
