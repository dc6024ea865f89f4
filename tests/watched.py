"""Watches across a border for the tests: a person whom two nations know by a reference, shared, accepted, met again."""

import math
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from tests.discreet_days import arrival_case, identify
from tests.nations import CL, US, Nations
from tests.rooms import Met, Rooms, fingers_of

from openbitmap.node import alerts, identities, notices, work
from openbitmap.node.alerts import Alert
from openbitmap.node.delivery import Delivery
from openbitmap.node.flow import FLOW
from openbitmap.node.identities import ChangeKind, Conclusion, Judgement, Wanted
from openbitmap.node.notices import Notice, Sharing, Watch
from openbitmap.vocabulary import CaseId, EncounterId, ExchangePurpose, PartnerId

NOW = datetime.now(UTC)
REFERENCE = "REF-1"
LEFT_OUT = ("inquiries.", "connectors.", "witness.")
_QUIET = {kind: tuple(s for s in steps if not s.name.startswith(LEFT_OUT)) for kind, steps in FLOW.items()}


class QuietRooms(Rooms):
    """Rooms that ask nobody abroad about who is met: that is another test's matter, and time."""

    def drain(self, *, raising: bool = True) -> int:
        return work.drain(self.database, Delivery(_QUIET, self.equipment).duties, raising=raising)


@dataclass
class Watching:
    """The United States ask Chile to watch for somebody whom both have met: `ours` there, `theirs` in Chile."""

    nations: Nations
    ours: Met
    theirs: Met
    references: Mapping[tuple[str, str], EncounterId] = field(default_factory=dict)

    @property
    def cl(self) -> Rooms:
        return self.nations.cl

    @property
    def us(self) -> Rooms:
        return self.nations.us

    def share(self, *, until: timedelta = timedelta(days=90), by: str = "vera") -> Watch:
        sharing = Sharing(CL, ExchangePurpose.SERIOUS_CRIME, "wanted for fraud", until=NOW + until, reference=REFERENCE)
        with self.us.database.transaction() as tx:
            made = notices.share(tx, self.us.equipment, sharing, by=self.us.principal(by), at=NOW)
        self.nations.carry()
        return made

    def accept(self, watch: str) -> None:
        with self.cl.database.transaction() as tx:
            notices.accept(tx, self.cl.equipment, watch, by=self.cl.principal("vera"), at=NOW)
        self.nations.carry()

    def meet_again(self, impression: int, *, carry: bool = True) -> Met:
        """Met in Chile once more, and two examiners say that it is the person."""
        met = self.cl.meet(fingers_of(7, impression))
        identify(self.cl, arrival_case(self.cl, met), self.theirs.encounter)
        if carry:
            self.nations.carry()
        return met

    def split(self, met: Met) -> None:
        """People take it back."""
        with self.cl.database.transaction() as tx:
            wanted = Wanted(ChangeKind.SPLIT, (met.encounter,), (self.theirs.encounter,), reason="the wrong print")
            change = identities.propose_change(tx, wanted, by=self.cl.principal("elsa"), at=NOW)
        with self.cl.database.transaction() as tx:
            identities.approve_change(tx, change.change, by=self.cl.principal("emilio"), at=NOW)
        self.nations.carry()

    def watches(self, nation: PartnerId, by: str = "vera") -> list[Watch]:
        rooms = self.nations.rooms(nation)
        with rooms.database.reading() as tx:
            return notices.watches_for(tx, by=rooms.principal(by))

    def notices(self, nation: PartnerId, by: str = "vera") -> list[Notice]:
        rooms = self.nations.rooms(nation)
        with rooms.database.reading() as tx:
            return notices.notices_for(tx, by=rooms.principal(by))

    def alerts_abroad(self) -> list[Alert]:
        """Those that notices raised in the United States."""
        with self.us.database.reading() as tx:
            names = [row[0] for row in tx.all("SELECT alert FROM alert WHERE rule = 'foreign' ORDER BY raised_at")]
            return [found for name in names if (found := alerts.alert_named(tx, name))]


def watching(nations: Nations) -> Watching:
    """Before anything is shared; `references` stand for the inquiry from which both know the person."""
    cl, us = (QuietRooms(r.database, r.cast, r.equipment) for r in (nations.cl, nations.us))
    nations = replace(nations, cl=cl, us=us)
    ours, theirs = nations.us.meet(fingers_of(7, 1)), nations.cl.meet(fingers_of(7, 2))
    return Watching(nations, ours, theirs, {(US, REFERENCE): theirs.encounter, (CL, REFERENCE): ours.encounter})


EACH = 10
"""Later encounters of one person in a measurement; nobody is met two hundred times."""


@dataclass(frozen=True)
class Delay:
    """Seconds from people's decision here to the alert there, over `count` notices."""

    count: int
    p50: float
    p99: float
    worst: float


def delay_of(seconds: Sequence[float]) -> Delay:
    """The nearest-rank percentiles."""
    if not seconds:
        raise ValueError("no notice was measured; send some first")
    ordered = sorted(seconds)

    def rank(share: float) -> float:
        return ordered[math.ceil(share * len(ordered)) - 1]

    return Delay(len(ordered), rank(0.5), rank(0.99), ordered[-1])


def measure_delay(watch: Watching, count: int, *, outage: bool = False) -> Delay:
    """Seconds from people's decision in Chile to the alert in the United States, through the rooms of both and the
    bytes between them, for as many later encounters; with `outage`, from the moment a cut link is whole again, while
    all of them wait."""
    people = [_another(watch, 1_000 + n) for n in range(-(-count // EACH))]
    watch.nations.link.cut_now = outage
    seconds = []
    for number in range(count):
        person, known = people[number // EACH]
        met = watch.cl.enrol(fingers_of(person, 100 + number))
        judged = Judgement(met.encounter, known, Conclusion.SAME, CaseId(f"case-{number}"), datetime.now(UTC))
        with watch.cl.database.transaction() as tx:
            identities.judge(tx, [judged])
        began = time.monotonic()
        watch.nations.carry()
        seconds.append(time.monotonic() - began)
    if outage:
        watch.nations.link.cut_now = False
        whole = time.monotonic()
        watch.nations.carry()
        seconds = [time.monotonic() - whole] * count
    assert len(watch.alerts_abroad()) == count
    return delay_of(seconds)


def _another(watch: Watching, person: int) -> tuple[int, EncounterId]:
    """One more person whom both nations know, watched for in Chile."""
    ours, theirs = watch.us.enrol(fingers_of(person, 1)), watch.cl.enrol(fingers_of(person, 2))
    watch.references = {(US, REFERENCE): theirs.encounter, (CL, REFERENCE): ours.encounter}
    watch.accept(watch.share().watch)
    return person, theirs.encounter
