"""A door that closes while a command waits ends in one sentence."""

import socket
from pathlib import Path

import httpx
import pytest

from openbitmap.node.cli.reach import doors
from openbitmap.node.cli.unreachable import Unreachable


@pytest.fixture
def kept_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        free = probe.getsockname()[1]
    monkeypatch.setenv("OPENBITMAP_HOME", str(tmp_path))
    monkeypatch.setenv("OPENBITMAP_PORT", str(free))
    monkeypatch.setenv("OPENBITMAP_KEY", "a key of the tests")


@pytest.mark.usefixtures("kept_home")
def test_a_node_that_went_away_is_named_in_one_line() -> None:
    with pytest.raises(Unreachable, match="no node answers at") as refused, doors(None) as client:
        client.get("/v1/submissions/sub-1/answer")
    assert "\n" not in str(refused.value)


@pytest.mark.usefixtures("kept_home")
def test_a_key_revoked_while_waiting_ends_in_the_words_of_the_problem() -> None:
    words = {"detail": "The key was revoked.", "remedy": "Ask for another."}
    with pytest.raises(Unreachable, match=r"The key was revoked. Ask for another."), doors(None) as client:
        request = client.build_request("GET", "/v1/submissions/sub-1/answer")
        httpx.Response(401, json=words, request=request).raise_for_status()
