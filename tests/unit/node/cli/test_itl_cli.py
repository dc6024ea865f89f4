"""`openbitmap itl`: what a person sees, what a script gets, and the three exit codes."""

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from itl_examples import CAPTURE, arrest, header, picture, rapid_search
from openbitmap.images import encode_png
from openbitmap.itl import EncodedImage, compose, type_2, type_14, write
from openbitmap.node.cli import main
from openbitmap.vocabulary import Compression, FingerPosition


@dataclass(frozen=True)
class Result:
    exit_code: int
    output: str


Run = Callable[..., Result]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs `openbitmap itl WORDS` as a person would, in a terminal of 160 columns."""

    def run(*words: object) -> Result:
        monkeypatch.setenv("COLUMNS", "160")
        monkeypatch.setattr(sys, "argv", ["openbitmap", "itl", *(str(word) for word in words)])
        with pytest.raises(SystemExit) as ended:
            main()
        return Result(int(ended.value.code or 0), capsys.readouterr().out)

    return run


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "search.eft"
    path.write_bytes(write(rapid_search()))
    return path


def test_show_tells_who_asks_what_and_what_each_record_holds(file: Path, run: Run) -> None:
    result = run("show", file)
    assert result.exit_code == 0
    for words in (
        "RPIS  rapid fingerprint identification search",
        "POST00001 → NODE00001  2026-03-14  priority 1 rapid",
        "QUISPE MAMANI,ANA",
        "right index · live plain · WSQ20 · 400 × 500 px · 500 ppi",
        "9  DHS IDENT",
        "05 · UP  right little",
        "conformant",
    ):
        assert words in result.output


def test_show_names_findings_with_place_and_remedy(file: Path, run: Run) -> None:
    file.write_bytes(file.read_bytes().replace(b"14.013:2\x1d", b"14.013:x\x1d"))
    result = run("show", file)
    assert "must be digits: x." in result.output
    assert "record 2 (Type-14), field 14.013" in result.output


def test_show_exports_images_as_png(tmp_path: Path, run: Run) -> None:
    import numpy as np

    pixels = np.arange(2_000, dtype=np.uint8).reshape(50, 40)
    image = EncodedImage(encode_png(pixels), Compression.PNG, 40, 50, 500.0)
    text = type_2({"ATN": "A B"})
    file, folder = tmp_path / "one.eft", tmp_path / "images"
    fingers = [
        type_14(FingerPosition.LEFT_RING, image, CAPTURE),
        type_14(FingerPosition.LEFT_THUMB, picture(), CAPTURE),
    ]
    file.write_bytes(write(compose(header(), [text, *fingers])))
    result = run("show", file, "--images", folder)
    assert result.exit_code == 0
    assert [path.name for path in folder.iterdir()] == ["02-left-ring.png"]
    assert "03-left-thumb" in result.output


def test_check_exit_codes(file: Path, tmp_path: Path, run: Run) -> None:
    assert run("check", file, "--received", "2026-03-14").exit_code == 0
    file.write_bytes(write(rapid_search()).replace(b"1.006:1", b"1.006:0"))
    assert run("check", file, "--received", "2026-03-14").exit_code == 1
    file.write_bytes(b"no transaction")
    assert run("check", file).exit_code == 2
    missing = run("check", tmp_path / "missing.eft")
    assert missing.exit_code == 2
    assert "missing.eft" in missing.output


def test_check_as_json(file: Path, run: Run) -> None:
    file.write_bytes(write(arrest(DOB="20991231")))
    result = run("check", file, "--json", "--received", "2026-03-14")
    report = json.loads(result.output)
    assert result.exit_code == 1
    assert (report["conformant"], report["transaction"], report["records"]) == (False, "CAR", [1, 2, 14, 10])
    (error,) = [finding for finding in report["findings"] if finding["severity"] == "error"]
    assert (error["code"], error["field"], error["record"]) == ("profile-birth-date", "2.022", 1)
    assert error["offset"] == file.read_bytes().index(b"2.022")


def test_check_applies_the_standard_alone_where_the_profile_is_not_meant(tmp_path: Path, run: Run) -> None:
    file = tmp_path / "own.eft"
    file.write_bytes(write(compose(header("OURS"), [type_2({"ATN": "A B"})])))
    assert run("check", file).exit_code == 0
    assert run("check", file, "--rules", "ebts").exit_code == 1


def test_convert_writes_the_same_bytes_quirks_included(file: Path, tmp_path: Path, run: Run) -> None:
    odd = file.read_bytes().replace(b"2.001:137", b"2.001:999") + b"\r\n"
    file.write_bytes(odd)
    output = tmp_path / "out.eft"
    result = run("convert", file, "-o", output)
    assert result.exit_code == 0
    assert output.read_bytes() == odd
    assert "the same bytes" in result.output


def test_convert_refuses_what_is_no_transaction(tmp_path: Path, run: Run) -> None:
    file = tmp_path / "x"
    file.write_bytes(b"%PDF")
    assert run("convert", file, "-o", tmp_path / "y").exit_code == 2
    assert not (tmp_path / "y").exists()


def test_a_result_that_cannot_be_written_ends_in_one_line(file: Path, tmp_path: Path, run: Run) -> None:
    result = run("convert", file, "-o", tmp_path / "nowhere" / "search.eft")
    assert (result.exit_code, "nowhere" in result.output) == (2, True)
    assert "Traceback" not in result.output
    assert run("show", file, "--images", file).exit_code == 2


def test_a_value_that_holds_the_separator_of_messages_stays_in_its_part(file: Path, run: Run) -> None:
    file.write_bytes(file.read_bytes().replace(b"14.013:2\x1d", b"14.013: | \x1d"))
    assert "record 2 (Type-14), field 14.013" in run("show", file).output
