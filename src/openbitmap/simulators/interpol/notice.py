"""A new notice or diffusion, by its colour."""

from openbitmap.simulators import papers
from openbitmap.simulators.desk import Desk, Told


def notice(told: Told, desk: Desk) -> bytes:
    return papers.notice(told, desk, subject="notice")
