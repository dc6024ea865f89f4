"""A latent print from a place of conflict that matches prints sent before."""

from openbitmap.simulators import ebts
from openbitmap.simulators.desk import Desk, Told


def notice(told: Told, desk: Desk) -> bytes:
    return ebts.notice(told, desk)
