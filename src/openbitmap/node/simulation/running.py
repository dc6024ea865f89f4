"""One run: things happen by the plan, links do what links do, processes die; then all must come to rest."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from itertools import permutations
from typing import TypeVar

from openbitmap.node import agreements
from openbitmap.node.problems import Refused
from openbitmap.node.simulation.agreement import agreement_between
from openbitmap.node.simulation.link import Link, What
from openbitmap.node.simulation.losing import Losing
from openbitmap.node.simulation.nation import Nation, originator
from openbitmap.node.simulation.people import Bureau
from openbitmap.node.simulation.plan import HORIZON, TICK, Meeting, Pair, Plan
from openbitmap.node.simulation.prints import NATIONALITY, rapid_query
from openbitmap.node.simulation.stealing import Stealing
from openbitmap.node.simulation.witnessed import Witnessed
from openbitmap.node.simulation.world import World
from openbitmap.vocabulary import Digest, PartnerId, digest_of
from openbitmap.wire import Receipt

T = TypeVar("T")

LOOK_EVERY = 3
REPEAT_EVERY = 3 * TICK
"""What has no receipt goes out again, but not at every tick: it may be under way."""
REST_TICKS = 60
"""So many quiet ticks are plenty; a run that is busy after them never comes to rest."""
QUIET_TICKS = 3
"""In a row: clocks are looked at every third tick, and may have something to say."""
CLOCKS_RUN_OUT = 2 * 3600
"""Longer than any answer may take: what was never answered says by then that it timed out."""


class NeverAtRest(RuntimeError):
    """Links are whole, nobody dies, and still something goes on: work that makes work."""


@dataclass
class Run:
    """A plan under way in a world. `seen` is what the simulation itself witnessed, and the nodes cannot edit."""

    world: World
    plan: Plan
    seen: Witnessed = field(default_factory=Witnessed)

    def __post_init__(self) -> None:
        self.dice = random.Random(f"run {self.plan.seed}")
        self.links = {
            pair: Link(weather, self._dice_of("link" if not between else f"link {between}"))
            for between, (pair, weather) in enumerate(self.plan.weather.items())
        }
        self.bureaus = {name: Bureau(nation, self.seen, self.dice) for name, nation in self.world.nations.items()}
        self.unsent: list[Meeting] = list(self.plan.meetings)
        self.sent_at: dict[Digest, int] = {}
        self.losing = Losing(self.world, self.plan.rare.losses, self.seen, self.links, self._dice_of("losses"))
        self.stealing = Stealing(self.world, self.plan.rare.thefts, self.seen, self._dice_of("thefts"))
        self.now = 0

    def _dice_of(self, what: str) -> random.Random:
        return random.Random(f"{what} {self.plan.seed}")

    def to_its_end(self) -> Witnessed:
        """Until the horizon by the plan, then until nothing moves, then until every clock has run out. Raises
        NeverAtRest."""
        self.world.begin()
        for name, offset in self.plan.offsets:
            self.world.nations[name].clock.offset = offset
        while self.now < HORIZON:
            self._tick()
        for link in self.links.values():
            link.heal()
        for nation in self.world.nations.values():
            nation.executioner.disarm()
        self._rest()
        self.now += CLOCKS_RUN_OUT
        self._rest()
        return self.seen

    def _rest(self) -> None:
        quiet = 0
        for _ in range(REST_TICKS):
            quiet = 0 if self._tick() else quiet + 1
            if quiet == QUIET_TICKS:
                return
        raise NeverAtRest(f"seed {self.plan.seed} is still busy {REST_TICKS} ticks after everything healed")

    def _tick(self) -> bool:
        """A few seconds; whether anything moved."""
        self.now += TICK
        for nation in self.world.nations.values():
            nation.clock.now = self.now
        self._arm()
        moved = self._meet()
        moved |= self._arrive()
        moved |= self.losing.act(self.now)
        moved |= self.stealing.act(self.now)
        for name in self._in_some_order():
            nation, bureau = self.world.nations[name], self.bureaus[name]
            if self.now // TICK % LOOK_EVERY == 0:
                nation.surviving(nation.look)
            for act in bureau.acts():
                nation.surviving(act)
            self._take_out(nation, bureau)
            self._list(nation, bureau)
            self._stop(nation)
            nation.surviving(nation.work)
            moved |= nation.has_moved()
        return self._leave() or moved

    def _in_some_order(self) -> list[PartnerId]:
        return self.dice.sample(self.world.names, len(self.world.names))

    def _arm(self) -> None:
        for death in self.plan.deaths:
            if self.now - TICK <= death.second < self.now <= HORIZON:
                self.world.nations[death.nation].executioner.arm(death.statements)

    def _meet(self) -> bool:
        """Files of the stations go in until a receipt came back; a sender repeats what it is not sure of."""
        moved = False
        for meeting in [m for m in self.unsent if m.second < self.now]:
            nation = self.world.nations[meeting.nation]
            data = self._file(meeting, nation)
            for _ in range(meeting.sent):
                receipts: list[Receipt] = []
                if nation.surviving(_keeping(receipts, partial(nation.receive, data, meeting.station))):
                    self.seen.received(meeting, receipts[0].submission)
                    moved = True
            if self.seen.is_received(meeting):
                self.unsent.remove(meeting)
        return moved

    def _file(self, meeting: Meeting, nation: Nation) -> bytes:
        """The same bytes for the same meeting, however often it is sent: a station writes its file once."""
        at = nation.clock.base + nation.clock.offset
        who = originator(nation.name, meeting.station)
        return rapid_query(meeting.person, meeting.number, originator=who, nationality=NATIONALITY, at=at)

    def _arrive(self) -> bool:
        """What comes out of the wire goes to the nation it is for; a nation that dies under it never had it."""
        moved = False
        for parcel in [parcel for link in self.links.values() for parcel in link.arriving(self.now)]:
            reader = self.world.nations[parcel.reader]
            if parcel.what is What.RECEIPT:
                moved |= reader.surviving(partial(reader.note_receipt, parcel.data))
                continue
            receipts: list[bytes] = []
            if reader.surviving(_keeping(receipts, partial(reader.take, parcel.data))):
                self._send(What.RECEIPT, (reader.name, parcel.sender), receipts[0])
                moved = True
        return moved

    def _leave(self) -> bool:
        """Everything without a receipt goes out again at each tick, and sometimes on a stick, which loses nothing."""
        moved = False
        for sender, reader in permutations(self.world.nations.values(), 2):
            leaving: list[list[bytes]] = []
            if not sender.surviving(_keeping(leaving, partial(sender.leaving, reader.name))):
                continue
            by_stick = self.dice.random() < self.plan.by_stick
            moved |= bool(leaving[0])
            for data in leaving[0]:
                if not self._is_due(data):
                    continue
                self.seen.left(sender.name, data)
                if by_stick:
                    self._hand_over(data, sender, reader)
                else:
                    self._send(What.ENVELOPE, (sender.name, reader.name), data)
        return moved or not all(link.is_quiet for link in self.links.values())

    def _send(self, what: What, between: tuple[PartnerId, PartnerId], data: bytes) -> None:
        self.links[Pair(between)].send(what, between, data, now=self.now)

    def _hand_over(self, data: bytes, sender: Nation, reader: Nation) -> None:
        """A stick carries an envelope, and its receipt on the way back."""
        receipts: list[bytes] = []
        if reader.surviving(_keeping(receipts, partial(reader.take, data))):
            sender.surviving(partial(sender.note_receipt, receipts[0]))

    def _is_due(self, data: bytes) -> bool:
        """Whether an envelope goes onto the wire now: it is new, or its last copy has had its time."""
        last = self.sent_at.get(digest_of(data))
        if last is not None and self.now - last < REPEAT_EVERY:
            return False
        self.sent_at[digest_of(data)] = self.now
        return True

    def _take_out(self, nation: Nation, bureau: Bureau) -> None:
        for recall in self.plan.recalls:
            if recall.nation == nation.name and self.now - TICK <= recall.second < self.now:
                nation.surviving(partial(bureau.take_out, recall.which))

    def _list(self, nation: Nation, bureau: Bureau) -> None:
        """An entry is one act and its sharing another: whoever dies in between shares nothing."""
        for listing in self.plan.rare.listings:
            if listing.nation == nation.name and self.now - TICK <= listing.second < self.now:
                nation.surviving(partial(bureau.put_on_list, listing.partner, listing.person))

    def _stop(self, nation: Nation) -> None:
        for stop in self.plan.stops:
            if stop.nation != nation.name:
                continue
            if self.now - TICK <= stop.second < self.now:
                nation.surviving(partial(self._suspend, nation, stop.partner))
            if stop.resumed is not None and self.now - TICK <= stop.resumed < self.now:
                nation.surviving(partial(self._resume, nation, stop.partner))

    def _suspend(self, nation: Nation, partner: PartnerId) -> None:
        """By the administrator; what is over by this nation's own clock has nothing to suspend."""
        agreement = agreement_between(nation.name, partner)
        try:
            with nation.database.transaction() as tx:
                agreements.suspend(tx, agreement, "of the plan", by=nation.principal("adela"), at=nation.clock())
        except Refused:
            return
        self.seen.suspended(nation.name, partner, nation.clock())

    def _resume(self, nation: Nation, partner: PartnerId) -> None:
        if not self.seen.is_suspended(nation.name, partner):
            return
        agreement = agreement_between(nation.name, partner)
        try:
            with nation.database.transaction() as tx:
                for person in ("adela", "elsa"):
                    agreements.resume(tx, agreement, by=nation.principal(person), at=nation.clock())
        except Refused:
            return
        self.seen.resumed(nation.name, partner, nation.clock())


def _keeping(into: list[T], act: Callable[[], T]) -> Callable[[], None]:
    """The act, with its value kept: what survives a death is only what came back."""

    def kept() -> None:
        into.append(act())

    return kept
