"""What the demo says at its end, and what it remembers of the story of two nations."""

import io
from datetime import date
from pathlib import Path

from rich.console import Console

from openbitmap.demo import COMMANDS, COMMANDS_ABROAD, PEOPLE, UNITED_STATES, Memory, Teller, recall, remember
from openbitmap.node.access import Act

TODAY = date(2026, 11, 30)
NEEDED = {"agreement list": Act.READ_AGREEMENTS, "inquiry list": Act.READ_ANSWERS, "cases list": Act.JUDGE}


def test_what_was_told_is_said_again_by_a_later_run(tmp_path: Path) -> None:
    shown = io.StringIO()
    teller = Teller(Console(file=shown, width=40))
    teller.chapter(1, "The letter of intent is over; what it allowed is refused by name")
    teller.say("both hold one hash [and no markup]")
    for line in teller.said:
        assert line in shown.getvalue()
    path = tmp_path / "demo.json"
    remember(path, Memory(TODAY, True, True, 1, partnered=True, told=tuple(teller.said)))
    assert recall(path, TODAY).told == tuple(teller.said)
    path.write_text(path.read_text("utf-8").replace('"told"', '"another"'), "utf-8")
    assert recall(path, TODAY).told == ()


def test_commands_at_the_end_name_people_whose_role_may() -> None:
    for commands, people in ((COMMANDS, PEOPLE), (COMMANDS_ABROAD, UNITED_STATES.people)):
        roles = {account.name: account.principal for account in people}
        for command in commands:
            words, _, name = command.partition(" --as ")
            assert bool(name) == (words in NEEDED), command
            assert not name or roles[name].may(NEEDED[words]), command
