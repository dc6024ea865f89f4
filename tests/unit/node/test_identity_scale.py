"""Who is one person, asked in a graph of a hundred thousand judgements: the cost is that of the persons asked about."""

import json
from time import perf_counter

import psycopg
import pytest
from tests.rooms import Rooms

from openbitmap.node import identities
from openbitmap.node.database import Transaction, named_queries
from openbitmap.vocabulary import EncounterId

JUDGEMENTS = 100_000
ENCOUNTERS = 200_000
MOST_PAGES = 4_000
"""Of 8 KiB, read for fifty encounters; 1,275 when this was written. Times are printed, not judged: a machine that has
others to serve may stand still for a second."""


def fill(tx: Transaction) -> None:
    """Pairs, and chains of three: every second encounter is judged the same as its neighbour, every tenth again."""
    tx.run(
        "INSERT INTO encounter (encounter, gallery, enrolled_at, retained, log_position)"
        " SELECT 'enc-' || n, 'encounters', now(), true, 1 FROM generate_series(1, %(n)s) n",
        n=ENCOUNTERS,
    )
    tx.run(
        "INSERT INTO judgement (judgement, encounter, other, conclusion, case_id, judged_at)"
        " SELECT 'jud-' || n, 'enc-' || 2 * n, 'enc-' || 2 * n - CASE WHEN n %% 10 = 0 THEN 2 ELSE 1 END,"
        " CASE WHEN n %% 7 = 0 THEN 'different' ELSE 'same' END, 'case-x', now() FROM generate_series(2, %(n)s + 1) n"
        " WHERE 2 * n <= %(all)s",
        n=JUDGEMENTS,
        all=ENCOUNTERS,
    )


@pytest.fixture
def crowd(rooms: Rooms) -> Rooms:
    with rooms.database.transaction() as tx:
        fill(tx)
    with psycopg.connect(rooms.equipment.settings.database_url, autocommit=True) as owner:
        owner.execute("ANALYZE encounter, judgement")  # as the owner: the node's role may not, and a vacuum that meets
        # the rows before they are committed leaves the planner with a table of none
    return rooms


def scans(plan: object) -> set[tuple[str, str]]:
    """Kinds of scan and what they read, anywhere in a plan."""
    if isinstance(plan, list):
        return set().union(*map(scans, plan)) if plan else set()
    if not isinstance(plan, dict):
        return set()
    own = {(plan["Node Type"], plan["Relation Name"])} if "Relation Name" in plan else set()
    return own.union(*(scans(value) for value in plan.values() if isinstance(value, list | dict)))


def test_persons_are_found_through_the_indexes_alone(crowd: Rooms) -> None:
    asked = [EncounterId(f"enc-{n}") for n in range(1000, 1050)]
    query = named_queries("openbitmap.node.identities")["persons"]
    with crowd.database.reading() as tx:
        told = tx.scalar(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {query}", encounters=asked)
        found = identities.persons_of(tx, asked)
        begun = perf_counter()
        for _ in range(5):
            identities.persons_of(tx, asked)
        took = (perf_counter() - begun) / 5 * 1000
        begun = perf_counter()
        members = identities.members_of(tx, asked[20])
        one = (perf_counter() - begun) * 1000
    (explained,) = json.loads(told) if isinstance(told, str) else told
    plan = explained["Plan"]
    pages = plan["Shared Hit Blocks"] + plan["Shared Read Blocks"]
    print(f"persons_of 50 encounters: {pages} pages, {took:.1f} ms; members_of one: {one:.1f} ms")
    read = scans(plan)
    assert {relation for _, relation in read} == {"judgement", "encounter"}
    assert not {relation for kind, relation in read if kind == "Seq Scan"}, read
    assert found["enc-1004"] == "enc-1003"
    assert found["enc-1008"] == "enc-1008"  # judged different
    assert [m.encounter for m in members] == ["enc-1017", "enc-1018", "enc-1020"]
    assert pages < MOST_PAGES
