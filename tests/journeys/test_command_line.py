"""The command line against a running node, as a person at a terminal or a script uses it."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from unittest.mock import patch

import httpx
import pytest
from tests.asking import searched_answer
from tests.cast import ARICA, ORIGINATORS, Cast

from openbitmap.node.cli import main
from openbitmap.node.running import RunningNode
from openbitmap.synthetic.people import Person
from openbitmap.synthetic.transactions import Presentation, rapid_query, truncated
from openbitmap.vocabulary import Verdict
from openbitmap.wire import answer_from_json, receipt_from_json

Shown = Callable[..., Presentation]
ONE_MARK = {"number": 1, "picture": "2", "position": 2, "x": 10, "y": 20, "kind": "ridge_ending"}


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str

    @property
    def said(self) -> str:
        return " ".join((self.out + self.err).split())


class Terminal:
    """`openbitmap ...` on one node's home, in this process: starting Python costs a second each time."""

    def __init__(self, node: RunningNode) -> None:
        self.environment = {k: v for k, v in os.environ.items() if not k.startswith("OPENBITMAP_")} | {
            "OPENBITMAP_HOME": str(node.home.folder),
            "OPENBITMAP_DATABASE_URL": node.settings.database_url,
            "COLUMNS": "200",
            "NO_COLOR": "1",
        }

    def run(self, *words: str, **more: str) -> Ran:
        out, err = StringIO(), StringIO()
        code: object = 0
        with (
            patch.dict(os.environ, self.environment | more, clear=True),
            patch.object(sys, "argv", ["openbitmap", *words]),
            redirect_stdout(out),
            redirect_stderr(err),
        ):
            try:
                main()
            except SystemExit as ended:
                code = ended.code or 0
        assert isinstance(code, int)
        return Ran(code, out.getvalue(), err.getvalue())

    def run_apart(self, *words: str) -> Ran:
        """The same as a process of its own, as a shell starts it."""
        command = [sys.executable, "-m", "openbitmap.node.cli", *words]
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True, timeout=180, check=False)
        return Ran(done.returncode, done.stdout, done.stderr)


@pytest.fixture(scope="module")
def terminal(shared_node: RunningNode, shared_cast: Cast) -> Terminal:
    for name, key in shared_cast.keys.items():
        shared_node.home.keep_key(name, key)
    return Terminal(shared_node)


@pytest.fixture(scope="module")
def met_twice(
    terminal: Terminal,
    shared_client: httpx.Client,
    shared_cast: Cast,
    strangers: list[Person],
    shown: Shown,
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[str, str]:
    """A submission that found an earlier encounter, and its case; sent by the command line itself."""
    folder = tmp_path_factory.mktemp("files")
    for number in (1, 2):
        file = folder / f"{number}.eft"
        file.write_bytes(rapid_query(shown(strangers[0], ARICA, 1100 + number)))
        ran = terminal.run("submit", str(file), "--as", ARICA, "--json")
        assert ran.code == 0, ran
        receipt = receipt_from_json(ran.out)
        answer = searched_answer(shared_client, shared_cast.headers(ARICA), receipt)
    assert answer.verdict is Verdict.POSSIBLE_MATCH
    assert answer.case is not None
    until_listed(terminal, answer.case.case)
    return receipt.submission, answer.case.case


def until_listed(terminal: Terminal, case: str) -> None:
    for _ in range(300):
        time.sleep(0.2)
        if case in terminal.run("cases", "show", case, "--as", "ana").out:
            return
    pytest.fail(f"{case} never came up")


def test_submit_gives_the_receipt_and_gives_it_again(
    terminal: Terminal, tmp_path: Path, strangers: list[Person], shown: Shown
) -> None:
    file = tmp_path / "bad.eft"
    file.write_bytes(truncated(shown(strangers[1], ARICA, 1110)))
    first = terminal.run("submit", str(file), "--as", ARICA, "--json")
    again = terminal.run("submit", str(file), "--as", ARICA, "--json")
    assert (first.code, again.code) == (0, 0)
    assert receipt_from_json(first.out) == receipt_from_json(again.out)
    words = terminal.run("submit", str(file), "--as", ARICA)
    assert receipt_from_json(first.out).submission in words.out


def test_submit_and_wait_exits_with_the_answer(
    terminal: Terminal, tmp_path: Path, strangers: list[Person], shown: Shown
) -> None:
    good, bad = tmp_path / "good.eft", tmp_path / "bad.eft"
    good.write_bytes(rapid_query(shown(strangers[2], ARICA, 1120)))
    bad.write_bytes(truncated(shown(strangers[2], ARICA, 1121)))
    answered = terminal.run("submit", str(good), "--as", ARICA, "--wait", "--json")
    assert answered.code == 0
    assert answer_from_json(answered.out).verdict is not Verdict.REFUSED
    refused = terminal.run("submit", str(bad), "--as", ARICA, "--wait", "--lang", "es")
    assert refused.code == 1
    assert "Archivo rechazado – no se buscó nada" in refused.said
    assert "record-truncated" in refused.said


def test_what_cannot_be_done_ends_with_two_and_says_what_to_do(terminal: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "x.eft"
    file.write_bytes(b"x")
    assert terminal.run("submit", str(tmp_path / "none.eft"), "--as", ARICA).code == 2
    no_key = terminal.run("submit", str(file), "--as", "nobody")
    assert (no_key.code, "no key for 'nobody'" in no_key.said) == (2, True)
    stranger = terminal.run("submit", str(file), "--as", "stranger")
    assert (stranger.code, "Ask the administrator." in stranger.said) == (2, True)
    examiner = terminal.run("submit", str(file), "--as", "ana")
    assert (examiner.code, "may not submit" in examiner.said) == (2, True)
    empty = tmp_path / "empty.eft"
    empty.write_bytes(b"")
    assert terminal.run("submit", str(empty), "--as", ARICA).code == 2


def test_no_node_is_said_with_where_it_was_looked_for(terminal: Terminal, tmp_path: Path) -> None:
    nowhere = terminal.run("node", "status", OPENBITMAP_HOME=str(tmp_path), OPENBITMAP_DATABASE_URL="")
    assert (nowhere.code, str(tmp_path) in nowhere.said, "openbitmap node up" in nowhere.said) == (2, True, True)


def test_a_node_that_does_not_answer_is_said_in_one_line(
    terminal: Terminal, shared_node: RunningNode, tmp_path: Path
) -> None:
    file = tmp_path / "x.eft"
    file.write_bytes(b"x")
    ran = terminal.run("submit", str(file), OPENBITMAP_HOME=str(tmp_path), OPENBITMAP_PORT="9", OPENBITMAP_KEY="any")
    assert ran.code == 2
    assert ran.err.startswith("openbitmap: no node answers at http://127.0.0.1:9 ")
    assert "openbitmap node up" in ran.err


def test_an_unusable_setting_is_named(terminal: Terminal) -> None:
    ran = terminal.run("node", "settings", OPENBITMAP_FPIR="often")
    assert (ran.code, "setting fpir: 'often' is not float" in ran.said) == (2, True)


def test_explain_tells_the_whole_story(terminal: Terminal, met_twice: tuple[str, str]) -> None:
    submission, case = met_twice
    ran = terminal.run("explain", submission)
    assert ran.code == 0
    for fact in (
        "SubmissionReceived",
        "station:arica",
        "SubmissionAccepted",
        "EncounterEnrolled",
        "SearchFinished",
        "FPIR 0.001",
        "CaseOpened",
        case,
        "AnswerReleased",
    ):
        assert fact in ran.said, fact
    unknown = terminal.run("explain", "sub-none")
    assert (unknown.code, "knows no submission sub-none" in unknown.said) == (1, True)


def test_cases_are_listed_shown_taken_analysed_and_judged(
    terminal: Terminal, met_twice: tuple[str, str], tmp_path: Path
) -> None:
    submission, case = met_twice
    shown = terminal.run("cases", "show", case, "--as", "ana")
    assert (shown.code, "for you: claim" in shown.said, "candidate" in shown.said) == (0, True, False)
    waiting = terminal.run("cases", "list", "--as", "ana")
    assert (case in waiting.said, "waits" in waiting.said, "take one with" in waiting.said) == (False, True, True)
    assert terminal.run("cases", "next", "--as", "ana").said.strip() == f"{case} is yours"
    taken = terminal.run("cases", "take", case, "--as", "bruno")
    assert (taken.code, f"Case {case} is in the hands of ana." in taken.said) == (2, True)
    judge = ("cases", "judge", case)
    early = terminal.run(*judge, "exclusion", "--reason", "they differ", "--as", "ana")
    assert (early.code, "candidates come after that" in early.said) == (2, True)
    marks = tmp_path / "marks.json"
    marks.write_text("no json")
    assert terminal.run("cases", "analyse", case, str(marks), "--as", "ana").code == 2
    marks.write_text(json.dumps({"marks": [ONE_MARK]}))
    locked = terminal.run("cases", "analyse", case, str(marks), "--as", "ana")
    assert (locked.code, "1 candidate to compare" in locked.said) == (0, True)
    assert "candidate A" in terminal.run("cases", "show", case, "--as", "ana").said
    opinions_are_given_and_refused(terminal, case, tmp_path)
    assert terminal.run("cases", "list", "--as", ARICA).code == 2
    assert "CaseDecided" in terminal.run("explain", submission).said


def opinions_are_given_and_refused(terminal: Terminal, case: str, tmp_path: Path) -> None:
    judge = ("cases", "judge", case)
    no_letter = terminal.run(*judge, "identification", "--reason", "they agree", "--as", "ana")
    assert (no_letter.code, "Name one of its candidates by letter." in no_letter.said) == (2, True)
    pairs = tmp_path / "pairs.json"
    pairs.write_text(json.dumps([{"letter": "A", "marks": [ONE_MARK], "pairs": [{"probe": 1, "candidate": 1}]}]))
    named = ("identification", "--letter", "A", "--ground", "features_agree")
    alone = terminal.run(*judge, *named, "--reason", "one agrees", "--as", "ana")
    assert (alone.code, "shows its pairs" in alone.said) == (2, True)
    first = terminal.run(*judge, *named, "--pairs", str(pairs), "--reason", "twelve agree", "--as", "ana")
    assert (first.code, "is kept: identification" in first.said, "second" in first.said) == (0, True, False)
    blind = terminal.run("cases", "show", case, "--as", "bruno")
    assert "twelve agree" not in blind.said
    assert terminal.run("cases", "take", case, "--as", "bruno").code == 0
    assert terminal.run("cases", "analyse", case, "--without-marks", "worked_elsewhere", "--as", "bruno").code == 0
    assert terminal.run(*judge, *named, "--reason", "I agree", "--as", "bruno").code == 0
    decided = terminal.run("cases", "show", case, "--as", "bruno")
    assert ("twelve agree" in decided.said, "decided" in decided.said) == (True, True)


def test_the_ledger_is_verified_against_an_anchor_noted_elsewhere(
    terminal: Terminal, met_twice: tuple[str, str]
) -> None:
    head = terminal.run("ledger", "head")
    assert head.code == 0
    seq, _, digest = head.out.strip().partition(":")
    assert int(seq) > 0
    assert len(digest) == 64
    verified = terminal.run("ledger", "verify", "--anchor", head.out.strip())
    assert (verified.code, "entries stand" in verified.said) == (0, True)
    other = terminal.run("ledger", "verify", "--anchor", f"{seq}:{'0' * 64}")
    assert (other.code, "is not the one anchored" in other.said) == (1, True)
    nonsense = terminal.run("ledger", "verify", "--anchor", "nonsense")
    assert nonsense.code == 2


def test_the_node_is_furnished_from_the_command_line(
    terminal: Terminal, shared_node: RunningNode, tmp_path: Path
) -> None:
    assert terminal.run("node", "gallery", "wanted-cli", "wanted", "Wanted", "CL courts").code == 0
    made = terminal.run(
        "node", "station", "colchane", "SYNCOLCH1", "wanted-cli", "--title", "Colchane", "--tot", "RPIS"
    )
    assert (made.code, "colchane" in made.said) == (0, True)
    assert shared_node.home.kept_key("colchane")
    assert terminal.run("node", "key", "examiner", "dora").code == 0
    assert terminal.run("cases", "list", "--as", "dora").code == 0
    file = tmp_path / "x.eft"
    file.write_bytes(b"no transaction")
    assert terminal.run("submit", str(file), "--as", "colchane").code == 0
    status = terminal.run("node", "status")
    assert (status.code, "encounters" in status.said, "open cases" in status.said) == (0, True, True)


def test_settings_are_shown_without_secrets(terminal: Terminal, shared_node: RunningNode) -> None:
    ran = terminal.run("node", "settings", OPENBITMAP_KEY="a secret key", OPENBITMAP_FPIR="0.01")
    assert ran.code == 0
    assert "OPENBITMAP_FPIR" in ran.out and "0.01" in ran.out
    assert "a secret key" not in ran.out
    assert shared_node.settings.database_url not in ran.out


def test_json_is_json_and_nothing_else(terminal: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "x.eft"
    file.write_bytes(b"no transaction at all")
    ran = terminal.run_apart("submit", str(file), "--as", ARICA, "--wait", "--json")
    assert ran.code == 1
    assert json.loads(ran.out)["verdict"] == "refused"
    assert ORIGINATORS[ARICA] in ran.out


def test_an_unknown_command_and_none_at_all_say_what_there_is(terminal: Terminal) -> None:
    unknown = terminal.run("sumbit")
    assert (unknown.code, "no command 'sumbit'" in unknown.said, "submit" in unknown.said) == (2, True, True)
    assert "ledger" in terminal.run().said
