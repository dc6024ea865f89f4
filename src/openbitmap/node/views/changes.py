"""A change of who is who, with everything that hangs on it: computed before anybody does it, and shown to who decides.

What is discreet is left out for a role that may not see it, in every list and in every count.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from openbitmap.node import alerts, identities
from openbitmap.node.access import Principal
from openbitmap.node.database import Transaction, named_queries
from openbitmap.node.identities import Asserted, Change, ChangeState, Discrepancy, Edge, Outlook, Wanted
from openbitmap.node.problems import NO_SUCH_THING, Refused
from openbitmap.node.views.persons import Meeting, change_is_seen, listings_seen, meetings_of
from openbitmap.node.watchlists import Entry, Listing
from openbitmap.vocabulary import EncounterId

_SQL = named_queries(__package__)
MOST_ITEMS = 200


@dataclass(frozen=True)
class OpenAlert:
    alert: str
    state: str
    encounter: EncounterId
    listed: EncounterId
    raised_at: datetime


@dataclass(frozen=True)
class OpenSubscription:
    subscription: str
    encounter: EncounterId
    owner: str
    expires_at: datetime


@dataclass(frozen=True)
class Told:
    """The newest answer released about an encounter, and to which station."""

    submission: str
    encounter: EncounterId
    station: str
    version: int
    verdict: str
    released_at: datetime


@dataclass(frozen=True)
class Consequences:
    """What a change touches. `outlook` is what becomes of the persons; the rest hangs on their encounters now."""

    outlook: Outlook
    meetings: tuple[Meeting, ...]
    asserted: dict[EncounterId, Asserted]
    alerts: tuple[OpenAlert, ...]
    subscriptions: tuple[OpenSubscription, ...]
    listings: tuple[tuple[Listing, Entry | None], ...]
    answers: tuple[Told, ...]

    @property
    def stations(self) -> tuple[str, ...]:
        """Who was told something about these encounters."""
        return tuple(dict.fromkeys(a.station for a in self.answers))

    @property
    def owners(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(s.owner for s in self.subscriptions))


@dataclass(frozen=True)
class ChangeSheet:
    """`consequences` are those of now, None for a proposal whose graph moved and for a change that was decided; `made`
    are the judgements that an approved one added. `barred` may not approve, for they had a part in it."""

    change: Change
    consequences: Consequences | None
    made: tuple[Edge, ...]
    barred: frozenset[str]
    reversals: tuple[Change, ...]

    @property
    def is_stale(self) -> bool:
        return self.change.state is ChangeState.PROPOSED and self.consequences is None


def consequences_of(tx: Transaction, wanted: Wanted, viewer: Principal) -> Consequences:
    """What a change would touch, before it is proposed. Raises Refused."""
    _, outlook = identities.foresee(tx, wanted, by=viewer)
    return _hanging_on(tx, outlook, viewer)


def change_sheet(tx: Transaction, change: str, viewer: Principal) -> ChangeSheet:
    """Raises Refused(NO_SUCH_THING), also for what the viewer may not see."""
    found = identities.change_named(tx, change)
    if found is None or not change_is_seen(tx, found, viewer):
        raise Refused(NO_SUCH_THING, kind="change", name=change)
    waits = found.state is ChangeState.PROPOSED
    outlook = identities.present_outlook(tx, found) if waits else None
    return ChangeSheet(
        found,
        _hanging_on(tx, outlook, viewer) if outlook else None,
        made=_made(tx, change, viewer),
        barred=identities.had_part(tx, found),
        reversals=tuple(identities.reversals_of(tx, change)),
    )


def waiting_changes(tx: Transaction, viewer: Principal) -> list[Change]:
    """Proposals that wait for a second person, oldest first."""
    return [c for c in identities.changes_waiting(tx) if change_is_seen(tx, c, viewer)]


def waiting_discrepancies(
    tx: Transaction, viewer: Principal, *, most: int = MOST_ITEMS
) -> tuple[list[tuple[Discrepancy, Asserted, Asserted]], int]:
    """The worklist "same prints, conflicting biographics", oldest first, with what both encounters assert; and how many
    more wait than are given."""
    items = identities.open_discrepancies(tx, blind=identities.is_blind(viewer))
    encounters = list({e for item in items for e in (item.encounter, item.other)})
    hidden = identities.silent_among(tx, encounters) if identities.is_blind(viewer) else frozenset()
    seen = [item for item in items if not {item.encounter, item.other} & hidden]
    given = seen[:most]
    asserted = identities.asserted_of_all(tx, list({e for item in given for e in (item.encounter, item.other)}))
    return [(item, asserted[item.encounter], asserted[item.other]) for item in given], len(seen) - len(given)


def waiting_conflicts(tx: Transaction, viewer: Principal) -> list[Edge]:
    """Judgements "different" between two encounters that other judgements make one person."""
    names = [row[0] for row in tx.all(_SQL["judged_different"])]
    graph = identities.graph_around(tx, names, blind=identities.is_blind(viewer)) if names else None
    return graph.conflicts() if graph else []


def _made(tx: Transaction, change: str, viewer: Principal) -> tuple[Edge, ...]:
    """What a change added, without pairs of which the viewer may not see both."""
    edges = [one.edge for one in identities.made_by(tx, change)]
    everybody = [m for e in edges for m in e.pair]
    hidden = identities.silent_among(tx, everybody) if identities.is_blind(viewer) else frozenset()
    return tuple(e for e in edges if not e.pair & hidden)


def _hanging_on(tx: Transaction, outlook: Outlook, viewer: Principal) -> Consequences:
    blind = identities.is_blind(viewer)
    seen = _as_seen(outlook, identities.silent_among(tx, outlook.encounters)) if blind else outlook
    members = list(seen.encounters)
    open_states = [state.value for state in alerts.OPEN]
    return Consequences(
        seen,
        tuple(meetings_of(tx, members)),
        identities.asserted_of_all(tx, members),
        alerts=tuple(
            tx.all(_SQL["alerts_on"], into=OpenAlert, encounters=members, states=open_states, discreet=not blind)
        ),
        subscriptions=tuple(
            tx.all(_SQL["subscriptions_on"], into=OpenSubscription, encounters=members, discreet=not blind)
        ),
        listings=listings_seen(tx, members, viewer),
        answers=tuple(tx.all(_SQL["answers_about"], into=Told, encounters=members)),
    )


def _as_seen(outlook: Outlook, hidden: frozenset[EncounterId]) -> Outlook:
    """Without the encounters that the viewer may not see."""

    def persons(all_of_them: Sequence[tuple[EncounterId, ...]]) -> tuple[tuple[EncounterId, ...], ...]:
        kept = (tuple(m for m in person if m not in hidden) for person in all_of_them)
        return tuple(person for person in kept if person)

    return replace(
        outlook,
        steps=tuple(s for s in outlook.steps if not s.pair & hidden),
        superseded=tuple(e for e in outlook.superseded if not e.pair & hidden),
        before=persons(outlook.before),
        after=persons(outlook.after),
        conflicts=tuple(e for e in outlook.conflicts if not e.pair & hidden),
    )
