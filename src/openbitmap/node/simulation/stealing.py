"""A nation learns that a key of its partner was copied: what it signed since is frozen, the partner makes new keys and
reads their fingerprint out, and a supervisor settles every letter, by what the partner says it wrote."""

import random
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial

from openbitmap.node import disclosures, envelopes, partners
from openbitmap.node.database import Transaction, named_queries
from openbitmap.node.disclosures import Dispute, Settlement, Word
from openbitmap.node.partners import Revocation
from openbitmap.node.simulation.nation import SIMULATION, Nation, introduced
from openbitmap.node.simulation.plan import Theft
from openbitmap.node.simulation.witnessed import Witnessed
from openbitmap.node.simulation.world import World

_SQL = named_queries(__package__)
WORDS = "The partner's desk was called; of the plan."
AT_ONCE = 3
"""Letters that a supervisor settles in a tick."""


@dataclass
class Stealing:
    """The thefts of one run, each with how far it came."""

    world: World
    thefts: tuple[Theft, ...]
    seen: Witnessed
    dice: random.Random
    _revoked: set[Theft] = field(default_factory=set)
    _renewed: set[Theft] = field(default_factory=set)

    def act(self, now: int) -> bool:
        """What happens in this tick; whether anything did. Nobody does two things in one."""
        moved = False
        for theft in self.thefts:
            nation = self.world.nations[theft.nation]
            partner = self.world.nations[theft.partner]
            if theft.second >= now:
                continue
            moved |= self._next(theft, nation, partner)
        return moved

    def _next(self, theft: Theft, nation: Nation, partner: Nation) -> bool:
        if theft not in self._revoked:
            if nation.surviving(partial(self._revoke, theft, nation, partner)):
                self._revoked.add(theft)
            return True
        if theft not in self._renewed:
            if partner.surviving(partial(_renew, partner)) and nation.surviving(partial(introduced, partner, nation)):
                self._renewed.add(theft)
                self.seen.acts.append(f"{partner.name} has new keys")
            return True
        return self._settle(theft, nation)

    def _revoke(self, theft: Theft, nation: Nation, partner: Nation) -> None:
        since = nation.clock() - timedelta(seconds=nation.clock.now - theft.since)
        with nation.database.transaction() as tx:
            came = envelopes.incoming_of(tx, partner.name, limit=100_000)
            first = min((i.sequence for i in came if i.received_at >= since), default=len(came) + 1)
            (key,) = [span.key for span in partners.keys_of(tx, partner.name) if span.until_sequence is None]
            stolen = Revocation(key, first, "copied, of the plan")
            disputed = envelopes.revoke_key(tx, partner.name, stolen, at=nation.clock(), actor=SIMULATION)
        self.seen.acts.append(f"{nation.name} disputes {len(disputed)} letters of {partner.name}")

    def _settle(self, theft: Theft, nation: Nation) -> bool:
        """Once everything followed that follows by itself, and after it was looked at."""
        with nation.database.transaction() as tx:
            known = disclosures.disputes(tx)
            waiting = [d for d in known if d.outcome is Settlement.OPEN]
            self.seen.heard_anew |= {d.correlation for d in known if d.outcome is Settlement.STANDS}
            if tx.scalar(_SQL["work_waits"]):
                return True
            self.seen.in_use += [(nation.name, what) for d in waiting for what in _in_use(tx, d)]
        for one in sorted(waiting, key=lambda d: d.sequence)[:AT_ONCE]:
            outcome = Settlement.STANDS if self.dice.random() < theft.stands else Settlement.LET_GO
            if nation.surviving(partial(_say, nation, one, outcome)):
                self.seen.settled(one.envelope, one.correlation, stands=outcome is Settlement.STANDS)
                self.seen.acts.append(f"{nation.name} says of number {one.sequence}, a {one.letter}: {outcome.value}")
        return bool(waiting)


def _renew(partner: Nation) -> None:
    with partner.database.transaction() as tx:
        envelopes.rotate_keys(tx, partner.equipment, at=partner.clock(), actor=SIMULATION)


def _say(nation: Nation, one: Dispute, outcome: Settlement) -> None:
    with nation.database.transaction() as tx:
        word = Word(one.envelope, outcome, WORDS)
        disclosures.settle_dispute(tx, nation.equipment, word, by=nation.principal("elsa"), at=nation.clock())


def _in_use(tx: Transaction, one: Dispute) -> list[str]:
    """What of a letter in dispute is used all the same."""
    found = tx.all(_SQL["disputed_in_use"], envelope=one.envelope, inquiry=one.correlation)
    return [f"number {one.sequence}, a {one.letter}, is in dispute, and {row[0]}" for row in found]
