"""How long it takes from a later encounter, decided by people, to the alert at the desk of the nation that asked:
through the rooms of two nations in one process, over a link that is good."""

import time
from collections.abc import Iterator
from itertools import permutations
from pathlib import Path
from tempfile import TemporaryDirectory

from openbitmap.node import identities, notices
from openbitmap.node.database import named_queries
from openbitmap.node.notices import Side
from openbitmap.node.simulation.listing import put_on_list, share
from openbitmap.node.simulation.nation import Nation, originator
from openbitmap.node.simulation.people import EXAMINERS, Waiting, judge
from openbitmap.node.simulation.prints import NATIONALITY, rapid_query
from openbitmap.node.simulation.world import AS_IT_IS, World
from openbitmap.vocabulary import EncounterId, StationId

_SQL = named_queries(__package__)
FIRST_PERSON = 1_000
POLICE, POST = StationId("police"), StationId("post")


def alert_delays(count: int) -> Iterator[float]:
    """Seconds of one alert each, `count` times: somebody on one nation's list, watched for by the other, met there."""
    with TemporaryDirectory(prefix="openbitmap-alerts-") as folder, World(Path(folder), AS_IT_IS) as world:
        world.begin()
        asking, watching = world.nations.values()
        for number in range(count):
            person = FIRST_PERSON + number
            known = _meet(asking, person, POLICE, number=1)
            _share(asking, known, watching)
            _carry(world)
            _accept(watching)
            _carry(world)
            _meet(watching, person, POST, number=2)
            yield _time_alert(world, watching, asking)


def _meet(nation: Nation, person: int, station: StationId, *, number: int) -> EncounterId:
    who = originator(nation.name, station)
    stamp = 10 * person + number
    data = rapid_query(person, stamp, originator=who, nationality=NATIONALITY, at=nation.clock())
    receipt = nation.receive(data, station)
    nation.work()
    with nation.database.reading() as tx:
        enrolled = identities.encounter_of(tx, receipt.submission)
    if enrolled is None:
        raise RuntimeError(f"person {person} was not enrolled in {nation.name}")
    return enrolled.encounter


def _share(nation: Nation, encounter: EncounterId, partner: Nation) -> None:
    with nation.database.transaction() as tx:
        entry = put_on_list(tx, nation, encounter)
    nation.work()
    with nation.database.transaction() as tx:
        share(tx, nation, entry, partner=partner.name)


def _accept(nation: Nation) -> None:
    vera, at = nation.principal("vera"), nation.clock()
    with nation.database.transaction() as tx:
        for watch in notices.watches_for(tx, by=vera):
            if watch.side is Side.TAKEN and watch.state is notices.WatchState.WAITING:
                notices.accept(tx, nation.equipment, watch.watch, by=vera, at=at)


def _time_alert(world: World, watching: Nation, asking: Nation) -> float:
    """From the second examiner's word to the alert."""
    before = _alerts(asking)
    with watching.database.reading() as tx:
        waiting = tx.all(_SQL["open_cases"], into=Waiting)
    for examiner in EXAMINERS:
        for one in waiting:
            began = time.perf_counter()
            with watching.database.transaction() as tx:
                judge(tx, watching, one.case, examiner=examiner, same=frozenset(one.letters))
    _carry(world)
    if _alerts(asking) == before:
        raise RuntimeError("two examiners identified somebody who was watched for, and nobody was told")
    return time.perf_counter() - began


def _alerts(nation: Nation) -> int:
    with nation.database.reading() as tx:
        return int(tx.scalar(_SQL["alerts_from_abroad"]))


def _carry(world: World) -> None:
    """Work and letters, until nothing moves."""
    moved = True
    while moved:
        moved = False
        for nation in world.nations.values():
            nation.work()
        for sender, reader in permutations(world.nations.values(), 2):
            for data in sender.leaving(reader.name):
                sender.note_receipt(reader.take(data))
                moved = True
