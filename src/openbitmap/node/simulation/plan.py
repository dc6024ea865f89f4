"""What a seed decides before anything happens: clocks, links, deaths, who meets whom. The same seed, the same plan."""

import random
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import combinations

from openbitmap.node.simulation.link import Weather
from openbitmap.vocabulary import PartnerId, StationId

HORIZON = 300
"""Seconds in which things happen; then links heal, nobody dies any more, and all must come to rest."""
TICK = 15
SHARE = 1 / 6
"""Of the runs that have what is rare."""
LISTING = 2 / 5
"""Of the runs that list somebody."""
PEOPLE = 6
"""So few that several nations meet the same ones."""
MORE_MEET = 3
"""More meetings for each nation beyond two: so many that one is asked about whom another has told it of."""
_STATIONS = (StationId("post"), StationId("post"), StationId("police"), StationId("jail"))
_TEN_YEARS = timedelta(days=3652)
Pair = frozenset[PartnerId]
"""Two nations, in no order."""


@dataclass(frozen=True)
class Meeting:
    """Somebody is met at a station, and its file is sent until a receipt comes back; `sent` times at least."""

    second: int
    nation: PartnerId
    station: StationId
    person: int
    number: int
    sent: int


@dataclass(frozen=True)
class Death:
    """At this second or after it, the nation's process dies before its n-th statement."""

    second: int
    nation: PartnerId
    statements: int


@dataclass(frozen=True)
class Stop:
    """A nation suspends what was agreed with a partner, and perhaps takes it up again."""

    second: int
    nation: PartnerId
    partner: PartnerId
    resumed: int | None


@dataclass(frozen=True)
class Recall:
    """A nation finds an encounter of its own to be wrong and takes it out; `which` chooses among those it met."""

    second: int
    nation: PartnerId
    which: float


@dataclass(frozen=True)
class Loss:
    """A nation's database is lost at `lost` and set back to the backup of `backed_up`; it goes on, knowing nothing of
    it, until its people notice and settle it, from `settled` on."""

    nation: PartnerId
    backed_up: int
    lost: int
    settled: int


@dataclass(frozen=True)
class Theft:
    """At `second` a nation learns that a partner's key has been in other hands since `since`; `stands` is the share
    of the letters since then that the partner says it wrote."""

    nation: PartnerId
    partner: PartnerId
    since: int
    second: int
    stands: float


@dataclass(frozen=True)
class Listing:
    """A nation puts somebody it met on its list, and has a partner watch for the person, whom that one meets later."""

    second: int
    nation: PartnerId
    partner: PartnerId
    person: int


@dataclass(frozen=True)
class Rare:
    """What some runs have, each kind drawn by dice of its own, so that whatever else a seed decides stays as it was."""

    losses: tuple[Loss, ...] = ()
    thefts: tuple[Theft, ...] = ()
    listings: tuple[Listing, ...] = ()


@dataclass(frozen=True)
class Plan:
    seed: int
    offsets: tuple[tuple[PartnerId, timedelta], ...]
    weather: Mapping[Pair, Weather]
    meetings: tuple[Meeting, ...]
    deaths: tuple[Death, ...]
    stops: tuple[Stop, ...]
    recalls: tuple[Recall, ...]
    by_stick: float
    """Share of ticks in which envelopes travel as a bundle on a stick."""
    rare: Rare


def plan_of(seed: int, nations: tuple[PartnerId, ...]) -> Plan:
    """Half of all runs have calm weather and few deaths, so that long stories come to their end as well."""
    dice = random.Random(seed)
    rough = dice.random() < 0.5
    plan = Plan(
        seed,
        offsets=tuple((n, _offset(dice)) for n in nations),
        weather=_weathers(dice, seed, nations, rough=rough),
        meetings=_meetings(dice, nations),
        deaths=_deaths(dice, nations, most=4 if rough else 1),
        stops=_stops(dice, nations),
        recalls=_recalls(dice, nations),
        by_stick=dice.choice((0.0, 0.0, 0.3)),
        rare=_rare(random.Random(f"rare {seed}"), nations),
    )
    return _with_listing(plan, random.Random(f"listings {seed}"), nations)


def _offset(dice: random.Random) -> timedelta:
    """Most clocks are right to seconds; one in ten is years off."""
    if dice.random() < 0.9:
        return timedelta(seconds=dice.uniform(-5, 5))
    return dice.uniform(-1, 1) * _TEN_YEARS


def _weathers(dice: random.Random, seed: int, nations: tuple[PartnerId, ...], *, rough: bool) -> Mapping[Pair, Weather]:
    """The first two nations have the run's own; any other two have dice of their own."""
    first, *more = (Pair(pair) for pair in combinations(nations, 2))
    weathers = {first: _weather(dice, rough=rough)}
    for pair in more:
        own = random.Random(f"weather {seed} {sorted(pair)}")
        weathers[pair] = _weather(own, rough=own.random() < 0.5)
    return weathers


def _weather(dice: random.Random, *, rough: bool) -> Weather:
    if not rough:
        return Weather(slowest=3)
    outages = []
    for _ in range(dice.randint(0, 2)):
        begin = dice.randrange(HORIZON)
        outages.append((begin, begin + dice.randint(10, 120)))
    return Weather(
        cut=dice.uniform(0, 0.4),
        doubled=dice.uniform(0, 0.4),
        corrupted=dice.uniform(0, 0.2),
        slowest=dice.randint(1, 40),
        outages=tuple(outages),
    )


def _meetings(dice: random.Random, nations: tuple[PartnerId, ...]) -> tuple[Meeting, ...]:
    """The first ones come together, so that nations know somebody before anybody asks."""
    meetings = []
    for number in range(1, dice.choice((2, 2, 2, 3, 4)) + 1 + MORE_MEET * (len(nations) - 2)):
        second = 0 if number <= len(nations) else dice.randrange(HORIZON - 60)
        nation, station = dice.choice(nations), dice.choice(_STATIONS)
        meetings.append(Meeting(second, nation, station, dice.randrange(PEOPLE), number, dice.choice((1, 1, 2))))
    return tuple(sorted(meetings, key=lambda m: (m.second, m.number)))


def _deaths(dice: random.Random, nations: tuple[PartnerId, ...], *, most: int) -> tuple[Death, ...]:
    deaths = [
        Death(dice.randrange(HORIZON), dice.choice(nations), dice.randint(1, 160)) for _ in range(dice.randint(0, most))
    ]
    return tuple(sorted(deaths, key=lambda d: d.second))


def _stops(dice: random.Random, nations: tuple[PartnerId, ...]) -> tuple[Stop, ...]:
    if dice.random() < 0.7:
        return ()
    second = dice.randrange(30, HORIZON)
    resumed = second + dice.randint(10, 60) if dice.random() < 0.6 else None
    nation = dice.choice(nations)
    return (Stop(second, nation, _partner(dice, nation, nations), resumed),)


def _recalls(dice: random.Random, nations: tuple[PartnerId, ...]) -> tuple[Recall, ...]:
    if dice.random() < 0.5:
        return ()
    return (Recall(dice.randrange(60, HORIZON), dice.choice(nations), dice.random()),)


def _with_listing(plan: Plan, dice: random.Random, nations: tuple[PartnerId, ...]) -> Plan:
    """Two runs in five list somebody, whom the partner meets when it may have agreed to watch."""
    if dice.random() >= LISTING:
        return plan
    met = dice.choice(plan.meetings)
    second = min(met.second + dice.randrange(2 * TICK, 4 * TICK), HORIZON - 2 * TICK)
    listing = Listing(second, met.nation, _partner(dice, met.nation, nations), met.person)
    later = min(second + dice.randrange(6 * TICK, 12 * TICK), HORIZON - 1)
    again = Meeting(later, listing.partner, _STATIONS[0], met.person, len(plan.meetings) + 1, 1)
    return replace(plan, meetings=(*plan.meetings, again), rare=replace(plan.rare, listings=(listing,)))


def _rare(dice: random.Random, nations: tuple[PartnerId, ...]) -> Rare:
    """One run in six loses a database, another one in six learns of a stolen key."""
    chance, nation = dice.random(), dice.choice(nations)
    if chance < SHARE:
        backed_up = dice.randrange(2 * TICK, HORIZON - 120)
        lost = backed_up + dice.randrange(2 * TICK, 90)
        return Rare(losses=(Loss(nation, backed_up, lost, lost + dice.randrange(TICK, 3 * TICK)),))
    if chance < 2 * SHARE:
        second = dice.randrange(6 * TICK, HORIZON)
        since = max(0, second - dice.randrange(2 * TICK, 120))
        stands = dice.choice((0.0, 0.5, 1.0))
        return Rare(thefts=(Theft(nation, _partner(dice, nation, nations), since, second, stands),))
    return Rare()


def _partner(dice: random.Random, nation: PartnerId, nations: tuple[PartnerId, ...]) -> PartnerId:
    """One of the others, drawn only where there is a choice."""
    others = [other for other in nations if other != nation]
    return others[0] if len(others) == 1 else dice.choice(others)
