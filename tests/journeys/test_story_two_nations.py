"""What `make demo` tells, of a smaller nation: six stories of one node, then the letter of intent between two with six
repositories behind them. What is left afterwards is read in both databases, not taken from the teller."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from rich.console import Console

from openbitmap.demo import Census, recall, tell
from openbitmap.node import agreements, disclosures, ledger, notices
from openbitmap.node.access import Principal, Role
from openbitmap.node.database import Database, EmbeddedServer, Transaction
from openbitmap.node.disclosures import CopyState, ItemKind
from openbitmap.node.home import Home
from openbitmap.node.notices import Side

pytestmark = pytest.mark.slow

SMALL = Census(with_images=30, templates=300)
CHAPTERS = 7
PILOT = "CL-US-PILOT-2026"
CALLED_BACK = {ItemKind.HIT: "1.2", ItemKind.REFERENCE: "2.1", ItemKind.DATA: "3.1"}
"""What the United States gave of their wrong record, by which clause of the pilot."""


def test_the_demo_comes_out_as_told_and_is_told_again(tmp_path: Path) -> None:
    home, shown = tmp_path / "demo", io.StringIO()
    assert tell(home, Console(file=shown, width=100), anew=False, stay=False, census=SMALL), shown.getvalue()
    memory = recall(home / "demo.json", date.min)
    assert [line.split(" ")[0] for line in memory.told if line[1:4] == " · "] == [str(n + 1) for n in range(CHAPTERS)]
    with _left(tmp_path / "demo-us") as tx:
        given = disclosures.copies_newest(tx, most=100)
        assert {c.kind: c.clause for c in given if c.state is CopyState.ERASED and c.kind in CALLED_BACK} == CALLED_BACK
        assert not [c for c in given if c.state is CopyState.GIVEN and c.kind is not ItemKind.NOTICE]
        assert _in_force(tx) == [PILOT]
        assert ledger.verify(tx).intact
    with _left(home) as tx:
        assert [holding.kind for holding in disclosures.holdings_newest(tx, most=100)] == [ItemKind.NOTICE]
        assert [n.side for n in notices.notices_for(tx, by=Principal(Role.WATCH_OFFICER, "vera", None))] == [Side.TAKEN]
        assert _in_force(tx) == [PILOT]
        assert ledger.verify(tx).intact


@contextmanager
def _left(home: Path) -> Iterator[Transaction]:
    """What lies in a node's database after its node has stopped."""
    server = EmbeddedServer(Home(home).postgres)
    server.start()
    try:
        with Database.open(server.url) as database, database.reading() as tx:
            yield tx
    finally:
        server.remove()


def _in_force(tx: Transaction) -> list[str]:
    return [held.agreement for held in agreements.in_force(tx, datetime.now(UTC))]
