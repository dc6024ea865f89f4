"""The keeper of a node's processes outlives a start that fails, and says what it did."""

import logging
import os
import signal
import time
from multiprocessing.context import ForkServerProcess

import pytest

from openbitmap.node.running import RunningNode

WITHIN_SECONDS = 30.0


def test_a_start_that_fails_is_tried_again_and_logged(
    node: RunningNode, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    start = ForkServerProcess.start
    failures = iter(range(2))

    def start_or_fail(child: ForkServerProcess) -> None:
        if next(failures, None) is not None:
            raise OSError("no process left")
        start(child)

    monkeypatch.setattr(ForkServerProcess, "start", start_or_fail)
    killed = node.process_ids()["folder"]
    os.kill(killed, signal.SIGKILL)
    until = time.monotonic() + WITHIN_SECONDS
    while node.process_ids()["folder"] == killed and time.monotonic() < until:
        time.sleep(0.1)
    assert node.process_ids()["folder"] not in (0, killed)
    assert caplog.text.count("folder could not be started") == 2
    assert "folder ended with status -9" in caplog.text
