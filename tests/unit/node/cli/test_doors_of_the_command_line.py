"""A node that is not there ends a command in one sentence."""

import socket
import sys
from pathlib import Path

import pytest

from openbitmap.node.cli import main


def test_a_node_that_went_away_is_named_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        free = probe.getsockname()[1]
    monkeypatch.setenv("OPENBITMAP_HOME", str(tmp_path))
    monkeypatch.setenv("OPENBITMAP_PORT", str(free))
    monkeypatch.setenv("OPENBITMAP_KEY", "a key of the tests")
    (tmp_path / "file.eft").write_bytes(b"any bytes")
    monkeypatch.setattr(sys, "argv", ["openbitmap", "submit", str(tmp_path / "file.eft"), "--wait"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    told = capsys.readouterr().err.strip()
    assert told.startswith("openbitmap: no node answers at")
    assert "\n" not in told
