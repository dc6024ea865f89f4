"""Tells the partnership: a letter that is over, a pilot that both sign, a question in stages, an alert, a recall, and
two auditors over two ledgers."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from rich.console import Console

from openbitmap.demo.partnership import chapters
from openbitmap.demo.partnership.chapters import Traveller
from openbitmap.demo.partnership.nations import TITLES, US
from openbitmap.demo.partnership.pair import NotAsTold, Pair, united_states
from openbitmap.demo.partnership.repositories import repositories
from openbitmap.node import exchange
from openbitmap.node.client import print_card
from openbitmap.node.running import RunningNode
from openbitmap.synthetic import Population
from openbitmap.vocabulary import Coverage, EncounterId, Verdict, counted
from openbitmap.wire import Answer


@contextmanager
def partnership(chile: RunningNode, home: Path, console: Console) -> Iterator[Pair]:
    """Both nodes, introduced to each other, while the block lasts."""
    with console.status("starting the node of the United States"):
        other = united_states(home)
        us = other.__enter__()
    try:
        pair = Pair(chile, us)
        pair.introduce()
        yield pair
    finally:
        other.__exit__(None, None, None)


@dataclass(frozen=True)
class Plot:
    """Whom the story is about: the synthetic nation, which telling this is, and somebody on Chile's list."""

    nation: Population
    round: int
    listed: EncounterId
    listed_person: int


@dataclass(frozen=True)
class Teller:
    """Says what happens, and keeps each sentence, so that a later run can say it again."""

    console: Console
    said: list[str] = field(default_factory=list)

    def chapter(self, number: int, title: str) -> None:
        self.console.print()
        self._line(f"{number} · {title}", style="bold")

    def say(self, sentence: str) -> None:
        self._line(f"  {sentence}")

    def show(self, answer: Answer, language: str) -> None:
        print_card(self.console, exchange.card_of(answer, language), title=f"Colchane · {TITLES[US]}")

    def _line(self, line: str, *, style: str = "") -> None:
        self.said.append(line)
        self.console.print(line, highlight=False, soft_wrap=True, markup=False, style=style or None)


@contextmanager
def repositories_behind(pair: Pair, traveller: Traveller | None, console: Console) -> Iterator[None]:
    """The simulated repositories of both nations, while the block lasts: homeland security knows the traveller, or
    whom it knew before. Raises NotAsTold."""
    with console.status("six repositories behind the two nodes"):
        behind = repositories(pair, chapters.card_of(traveller) if traveller else None)
        behind.__enter__()
    try:
        yield
    finally:
        behind.__exit__(None, None, None)


def tell_partnership(pair: Pair, plot: Plot, console: Console) -> tuple[list[str], list[str]]:
    """Every chapter in its order: what did not come out as told, in sentences, and what was told."""
    teller = Teller(console)
    try:
        _tell(pair, plot, chapters.traveller_of(plot.nation, plot.round), teller=teller)
    except NotAsTold as wrong:
        console.print(f"  [bold red]not as told:[/] {wrong}")
        return [str(wrong)], teller.said
    return [], teller.said


def _tell(pair: Pair, plot: Plot, traveller: chapters.Traveller, *, teller: Teller) -> None:
    language = pair.cl.settings.language
    teller.console.rule("[bold]Two nations[/]: the story of the letter of intent", align="left")

    known = chapters.met_before(pair, traveller)
    _agreed(pair, traveller, teller)

    teller.chapter(3, "The same traveller again, under the pilot: known to the United States, by another name")
    submission, answer = chapters.asked(pair, traveller, 20, state=Coverage.SEARCHED)
    teller.show(answer, language)
    _require(answer.verdict is Verdict.POSSIBLE_MATCH, f"the answer is {answer.verdict}")
    inquiry = chapters.question_about(pair, submission).inquiry

    teller.chapter(4, "Images on request, two blind examiners in Chile, then personal data on a justified request")
    chapters.compared(pair, inquiry)
    fields = chapters.told_who(pair, inquiry)
    teller.say(f"identified by two; told: {', '.join(fields)}; nothing else left")

    teller.chapter(5, "Somebody on Chile's list is met at Nogales; the post learns nothing, Chile's desk does")
    watch = chapters.watched(pair, plot.listed)
    other = chapters.Traveller(plot.nation.person(plot.listed_person), traveller.as_of, traveller.number + 30)
    delay = chapters.met_later(pair, other, watch)
    teller.say(f"from the second examiner's word to the alert in Santiago: {delay:.1f} s")

    teller.chapter(6, "The United States find that their record was wrong: every copy is called back, with receipts")
    copies = chapters.called_back(pair, known, inquiry)
    teller.say(f"{counted(copies, 'copy', 'copies')} called back; both hold the receipt; what rested on them is undone")

    teller.chapter(7, "Two auditors, one truth: each verifies the other's ledger")
    for node, against in ((pair.cl, US), (pair.us, pair.cl.settings.node)):
        _verify(node, against, teller)


def _agreed(pair: Pair, traveller: chapters.Traveller, teller: Teller) -> None:
    """From nothing in force to a pilot in force."""
    if pair.is_agreed():
        teller.say("CL-US-PILOT-2026 is in force since an earlier telling")
        return
    teller.chapter(1, "The letter of intent is over; what it allowed is refused by name")
    pair.register_letter()
    _, barred = chapters.asked(pair, traveller, 10, state=Coverage.BARRED)
    teller.show(barred, pair.cl.settings.language)

    teller.chapter(2, "Chile proposes a pilot and signs; the United States sign; both hold one hash")
    pair.agree()
    teller.say("CL-US-PILOT-2026 is in force; `openbitmap agreement show CL-US-PILOT-2026 --as adela` prints it")


def _verify(node: RunningNode, against: str, teller: Teller) -> None:
    """As an auditor would type it."""
    where = ["env", f"OPENBITMAP_HOME={node.settings.home}", f"OPENBITMAP_NODE={node.settings.node}"]
    command = [str(Path(sys.executable).with_name("openbitmap")), "ledger", "verify", "--against", against]
    done = subprocess.run([*where, *command], capture_output=True, text=True, check=False, timeout=120)
    for line in done.stdout.splitlines():
        teller.say(f"{node.settings.node}: {line}")
    _require(done.returncode == 0, f"the ledger of {node.settings.node} does not verify: {done.stderr.strip()}")


def _require(holds: bool, otherwise: str) -> None:
    if not holds:
        raise NotAsTold(otherwise)
