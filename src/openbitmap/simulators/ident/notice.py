"""A later encounter of somebody who was asked about."""

from openbitmap.simulators import ebts
from openbitmap.simulators.desk import Desk, Told


def notice(told: Told, desk: Desk) -> bytes:
    return ebts.notice(told, desk)
