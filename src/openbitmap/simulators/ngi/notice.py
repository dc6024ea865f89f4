"""A new record, or an unsolved latent print, that matches prints sent before."""

from openbitmap.simulators import ebts
from openbitmap.simulators.desk import Desk, Told


def notice(told: Told, desk: Desk) -> bytes:
    return ebts.notice(told, desk)
