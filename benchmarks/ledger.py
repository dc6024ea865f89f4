"""What the ledger costs: recording a fact, proving one, stating the state of the whole, as the ledger grows.

    .venv/bin/python benchmarks/ledger.py --entries 200000

A database of its own with fsync, as a node has it. Facts before the measured ones are put in by COPY, chained and with
their subtrees as `record` would have, so that a million costs a minute. Times are medians and 95th percentiles in
milliseconds; `record` is one transaction with one fact, the commit apart from it.
"""

import argparse
import json
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from openbitmap.merkle import Growing
from openbitmap.node import ledger
from openbitmap.node.database import Database, EmbeddedServer, Transaction, migrate
from openbitmap.node.events import SubmissionReceived
from openbitmap.node.ledger import GENESIS, Leaf, chain_hash
from openbitmap.vocabulary import Actor

POST = Actor("station", "post-1")
ROUNDS = 400


def fact(number: int) -> SubmissionReceived:
    return SubmissionReceived(f"sub-{number:010d}", "post-1", f"{number:064x}", number)


def fill(tx: Transaction, entries: int) -> None:
    """`entries` facts, as if they had been recorded one by one."""
    previous, now, tree = GENESIS, datetime.now(UTC), Growing()
    rows, nodes = [], []
    for number in range(1, entries + 1):
        event = fact(number)
        text = Leaf(number, now, event, POST).text()
        own = chain_hash(previous, text)
        rows.append((number, now, type(event).__name__, event.subject, str(POST), text, previous, own))
        nodes += [(node.level, node.number, value) for node, value in tree.append(own)]
        previous = own
    tx.copy("COPY ledger_entries (seq, recorded_at, kind, subject, actor, leaf, previous, hash) FROM STDIN", rows)
    tx.copy("COPY ledger_nodes (level, number, hash) FROM STDIN", nodes)


def timed(act: Callable[[], object]) -> float:
    begun = time.perf_counter()
    act()
    return (time.perf_counter() - begun) * 1000


def spread(times: list[float]) -> dict[str, float]:
    cuts = statistics.quantiles(times, n=20)
    return {"p50_ms": round(statistics.median(times), 3), "p95_ms": round(cuts[18], 3)}


def recording(database: Database, first: int) -> dict[str, object]:
    """A fact a transaction: the call, and the call with its commit."""
    calls, wholes = [], []

    def one(number: int) -> None:
        with database.transaction() as tx:
            calls.append(timed(lambda: ledger.record(tx, fact(number), actor=POST)))

    for number in range(ROUNDS):
        wholes.append(timed(partial(one, first + number)))
    return {"call": spread(calls[20:]), "with_commit": spread(wholes[20:])}


def proving(database: Database, entries: int) -> dict[str, object]:
    def prove(seq: int) -> None:
        with database.reading() as tx:
            ledger.prove(tx, [seq])

    return {"one_entry": spread([timed(partial(prove, 1 + n * 7919 % entries)) for n in range(30)])}


def measured(url: str, entries: int) -> dict[str, object]:
    with Database.open(url) as database:
        migrate(database)
        with database.transaction() as tx:
            fill(tx, entries)
        found: dict[str, object] = {"entries": entries}
        found["record"] = [recording(database, entries + round_ * ROUNDS) for round_ in range(3)]
        found["prove"] = proving(database, entries)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=200_000)
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        server = EmbeddedServer(Path(folder) / "postgresql", database="bench")
        server.start()
        try:
            found = measured(server.url, asked.entries)
        finally:
            server.remove()
    text = json.dumps(found, indent=1)
    print(text)
    if asked.json:
        asked.json.write_text(text + "\n")


if __name__ == "__main__":
    main()
