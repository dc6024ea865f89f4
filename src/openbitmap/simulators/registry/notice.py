"""A record that was corrected after the question."""

from openbitmap.simulators import papers
from openbitmap.simulators.desk import Desk, Told


def notice(told: Told, desk: Desk) -> bytes:
    return papers.notice(told, desk, subject="change")
