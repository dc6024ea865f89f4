"""A nation loses its database: it is set back to a backup, goes on as if nothing had happened, and at last its people
notice, state it to the partner and settle what both must have."""

import json
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from itertools import permutations

from openbitmap.node import witness
from openbitmap.node.partners import Keyring
from openbitmap.node.simulation.backups import Backup
from openbitmap.node.simulation.link import Link
from openbitmap.node.simulation.nation import Nation
from openbitmap.node.simulation.plan import TICK, Loss, Pair
from openbitmap.node.simulation.witnessed import Kept, Settled, Witnessed
from openbitmap.node.simulation.world import World
from openbitmap.node.witness import Statement
from openbitmap.vocabulary import PartnerId

WORDS = "The disk was lost; this is the backup, of the plan."


@dataclass
class Losing:
    """The losses of one run, each with how far it came."""

    world: World
    losses: tuple[Loss, ...]
    seen: Witnessed
    links: Mapping[Pair, Link]
    dice: random.Random
    _backups: dict[Loss, tuple[Backup, Kept]] = field(default_factory=dict)
    _settled: set[tuple[Loss, PartnerId]] = field(default_factory=set)

    def act(self, now: int) -> bool:
        """What happens in this tick; whether anything did."""
        moved = False
        for loss in self.losses:
            nation = self.world.nations[loss.nation]
            if now - TICK <= loss.backed_up < now:
                self._backups[loss] = (
                    Backup.taken(nation.place.url, nation.place.folder),
                    self.seen.backed_up(loss.nation),
                )
            if now - TICK <= loss.lost < now:
                self._lose(loss, nation)
            if loss.settled < now and self.world.settles_restores:
                moved |= self._people_settle(loss, nation, now)
        return moved

    def _lose(self, loss: Loss, nation: Nation) -> None:
        backup, kept = self._backups[loss]
        backup.restore(nation.place.url, nation.place.folder)
        nation.restart()
        self.seen.lost(loss.nation, kept, nation.clock())

    def _people_settle(self, loss: Loss, nation: Nation, now: int) -> bool:
        """First the node and each partner, over a link that may cut either way; then a supervisor and an auditor of
        each."""
        partners = [other for other in self.world.nations.values() if other is not nation]
        if waiting := [other for other in partners if (loss, other.name) not in self._settled]:
            for partner in waiting:
                self._state(loss, (nation, partner), now)
            return True
        looked = [self._look_into(one, other) for one, other in permutations(self.world.nations.values(), 2)]
        return any(looked)

    def _state(self, loss: Loss, between: tuple[Nation, Nation], now: int) -> None:
        """`partner settle` there, and what follows of it; again in the next tick where it did not get through."""
        nation, partner = between
        link = self.links[Pair((nation.name, partner.name))]
        statement = Statement(partner.name, WORDS, nation.principal("adela"), nation.clock())
        claim = _made(nation, partial(_claim, nation, statement))
        if claim is None or link.loses(self.dice, now):
            return
        answer = _made(partner, partial(_answer, partner, claim))
        if answer is None or link.loses(self.dice, now):
            return
        if _made(nation, partial(_take, nation, answer, statement)) is None:
            return
        self._settled.add((loss, partner.name))
        self.seen.restores.append(_stated_in(claim, nation, partner))
        self.seen.acts.append(f"{nation.name} settles with {partner.name}")

    def _look_into(self, nation: Nation, partner: Nation) -> bool:
        """A supervisor and an auditor deal with what the restore contradicts."""
        with nation.database.reading() as tx:
            waiting = [b for b in witness.evidence_with(tx, partner.name).breaks if b.is_open]
        for one in waiting:
            for person, said in (("elsa", one.supervisor), ("aldo", one.auditor)):
                if said is None and nation.surviving(partial(_deal_with, nation, one.break_id, person)):
                    self.seen.acts.append(f"{nation.name}: {person} deals with {one.fault.value}")
        return bool(waiting)


def _made(nation: Nation, act: Callable[[], bytes]) -> bytes | None:
    """What an act gives; None where the nation died under it."""
    made: list[bytes] = []
    return made[0] if nation.surviving(lambda: made.append(act())) else None


def _claim(nation: Nation, statement: Statement) -> bytes:
    with nation.database.transaction() as tx:
        return witness.claim_restore(tx, Keyring.of(nation.equipment.settings.home), statement)


def _answer(partner: Nation, claim: bytes) -> bytes:
    with partner.database.transaction() as tx:
        return witness.answer_claim(tx, partner.equipment, claim, at=partner.clock())


def _take(nation: Nation, answer: bytes, statement: Statement) -> bytes:
    with nation.database.transaction() as tx:
        witness.take_answer(tx, nation.equipment, answer, by=statement.by, at=nation.clock())
    return answer


def _deal_with(nation: Nation, break_id: str, person: str) -> None:
    with nation.database.transaction() as tx:
        witness.settle(tx, break_id, WORDS, by=nation.principal(person), at=nation.clock())


def _stated_in(claim: bytes, nation: Nation, partner: Nation) -> Settled:
    stated = json.loads(claim.split(b"\n")[0])
    return Settled(nation.name, partner.name, stated["size"], stated["root"])
