"""Advisory locks: one table of what stands in their statements, so that no two rooms take the same one unawares."""

import re
from collections.abc import Iterator, Mapping

from house.tree import ROOT, modules

LOCKS: Mapping[str, str] = {
    "0x0B17_4A90_0001": "database: one migration at a time",
    "0x0B17_4A90_0002": "ledger: one writer at its end",
    "hashtextextended(%(station)s || %(digest)s, 0)": "intake: the same bytes of a station",
    "hashtextextended(%(originator)s || chr(31) || %(control_number)s, 1)": "intake: the same control number",
    "hashtextextended(%(submission)s, 2)": "exchange: answers to one submission",
    "hashtextextended('identities', 3)": "identities: changes of who is who",
    "hashtextextended('watchlist nominations', 6)": "watchlists: nominations of the same content",
    "hashtextextended(%(digest)s, 7)": "watchlists: one import of the same file",
    "7235938": "screening: arrivals are filed side by side, an entry alone",
    "8000001": "alerts: raising and rechecking",
    "hashtext('openbitmap.agreements')": "agreements: the register, and permits with their quotas",
    "12970367210061": "partners: this node's own identity",
    "15000001": "witness: checkpoints of and for a partner",
    "hashtextextended('disclosures ' || %(partner)s, 16)": "disclosures: all that one partner gave",
    "hashtextextended('disclosures ' || %(partner)s || ' ' || %(reference)s, 16)": "disclosures: one reference of it",
    "hashtextextended('disclosures over', 16)": "disclosures: what the clock calls back in a day",
    "hashtextextended('retention', 17)": "retention: one plan at a time",
    "hashtextextended('fishing', 18)": "inquiries: one count of unusual questions",
    "21000001": "notices: what people decide and what is watched for",
}
"""What a statement locks, and what it keeps apart; to the end of its transaction, the migration's to the end of its
connection. A number among them, or the second argument of a hash, belongs to one room."""

TAKEN = re.compile(r"\bpg_advisory\w*lock\w*\(")
NUMBER = re.compile(r"^_LOCK = (0x[0-9A-F_]+)", re.MULTILINE)


def taken(text: str) -> Iterator[str]:
    """The argument of each lock in a file of queries."""
    for found in TAKEN.finditer(text):
        depth, end = 1, found.end()
        while depth:
            depth += {"(": 1, ")": -1}.get(text[end], 0)
            end += 1
        yield text[found.end() : end - 1]


def test_every_lock_stands_in_the_table() -> None:
    queries = (ROOT / "src").rglob("queries.sql")
    locks = {lock for path in queries for lock in taken(path.read_text("utf-8"))}
    locks |= {number for module in modules("src") for number in NUMBER.findall(module.text)}
    assert locks == set(LOCKS)


def test_the_rule_can_fail() -> None:
    assert list(taken("SELECT pg_advisory_xact_lock_shared(hashtext('a' || b(c)));")) == ["hashtext('a' || b(c))"]
    assert NUMBER.findall("_LOCK = 0x0B17_4A90_0001  # why") == ["0x0B17_4A90_0001"]
