"""`openbitmap report`: what holds, what fails, and the exit code."""

import json
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.reported import drawn_report

from openbitmap.node import reports
from openbitmap.node.cli import main
from openbitmap.node.home import Home
from openbitmap.node.reports import Gathered
from openbitmap.wire import to_json

Run = Callable[..., tuple[int, str]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """`openbitmap report ...`: its exit code and what it printed."""

    def report(*words: str) -> tuple[int, str]:
        monkeypatch.setattr(sys, "argv", ["openbitmap", "report", *words])
        with pytest.raises(SystemExit) as ended:
            main()
        return int(ended.value.code or 0), capsys.readouterr().out

    return report


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A signed report as PDF and data. Its ledger is made up, so all but the proof holds."""
    folder = tmp_path_factory.mktemp("report")
    signer = reports.signer_in(Home(folder).report_key, node="CL", at=datetime.now(UTC))
    report, pictures = drawn_report(charted=False, rolled=False)
    report = replace(report, issue=replace(report.issue, certificate=signer.fingerprint))
    pdf, machine = reports.written(report, Gathered(report.content, pictures), signer)
    paths = folder / "report.pdf", folder / "report.json"
    for path, data in zip(paths, (pdf, machine), strict=True):
        path.write_bytes(data)
    return paths


def test_it_names_what_fails_and_what_holds(files: tuple[Path, Path], run: Run) -> None:
    for path, signatures in zip(files, (2, 1), strict=True):
        code, told = run("verify", str(path))
        assert code == 1
        lines = told.splitlines()
        assert [line for line in lines if "FAILS" in line and "ledger proof" in line]
        assert len([line for line in lines if line.strip().startswith("holds") and "signature" in line]) == signatures


def test_another_certificate_than_the_published_one_fails(files: tuple[Path, Path], run: Run) -> None:
    _, told = run("verify", str(files[1]), "--certificate", "00" * 32)
    assert "not the one you named" in told
    known = json.loads(files[1].read_text())["report"]["issue"]["certificate"]
    spaced = ":".join(known[i : i + 2] for i in range(0, 64, 2)).upper()
    assert "not the one" not in run("verify", str(files[1]), "--certificate", spaced)[1]


def test_a_file_that_is_no_report_is_said_in_words(tmp_path: Path, run: Run) -> None:
    path = tmp_path / "letter.json"
    path.write_text(to_json(datetime.now(UTC)))
    code, told = run("verify", str(path))
    assert (code, "it is no report" in told) == (1, True)
