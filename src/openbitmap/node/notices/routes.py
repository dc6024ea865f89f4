"""Posts ahead on the route: what is verified and not discreet warns those that the person may still come to (R22)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from openbitmap.node import access, alerts, identities, intake, ledger
from openbitmap.node.access import Act, Principal
from openbitmap.node.alerts import OPEN
from openbitmap.node.database import Transaction
from openbitmap.node.events import PostWarned, RouteChanged
from openbitmap.node.identities import Asserted
from openbitmap.node.notices import store
from openbitmap.node.notices.model import Leg, PostWarning, posts_ahead
from openbitmap.node.notices.receiving import NODE
from openbitmap.node.problems import NO_SUCH_ROUTE, NO_SUCH_THING, Refused
from openbitmap.vocabulary import EncounterId, StationId


def set_leg(tx: Transaction, leg: Leg, *, by: Principal) -> None:
    """People who leave `leg.station` reach `leg.ahead` within its time; zero takes the leg away. Raises Refused."""
    by.require(Act.OVERSEE)
    fit = leg.station != leg.ahead and all(access.station_named(tx, s) for s in (leg.station, leg.ahead))
    if not fit or leg.dwell < timedelta():
        raise Refused(NO_SUCH_ROUTE, station=leg.station, ahead=leg.ahead)
    if leg.dwell:
        store.set_leg(tx, leg)
    elif not store.drop_leg(tx, leg.station, leg.ahead):
        raise Refused(NO_SUCH_ROUTE, station=leg.station, ahead=leg.ahead)
    hours = round(leg.dwell / timedelta(hours=1))
    ledger.record(tx, RouteChanged(leg.station, leg.ahead, hours), actor=by.actor)


def legs(tx: Transaction) -> list[Leg]:
    return store.legs(tx)


def warn_ahead(tx: Transaction, alert: str, *, at: datetime) -> list[StationId]:
    """Warn every post that the person of an alert may still come to. Nothing that rests on a score alone, and nothing
    discreet, reaches a post; returns those newly warned."""
    found, standing = alerts.alert_named(tx, alert), alerts.standing_of(tx, alert)
    if found is None or standing is None or standing.discreet or standing.state not in OPEN:
        return []
    if standing.verified_by is None or found.submission is None:
        return []
    sent = intake.submission_of(tx, found.submission)
    met = identities.encounters_named(tx, [found.encounter])
    if sent is None or not met:
        return []
    ahead = posts_ahead(store.legs(tx), sent.station, met[0].enrolled_at, at=at)
    warnings = [PostWarning(alert, e.station, at, e.expected_until) for e in ahead]
    warned = [w for w in warnings if store.warn(tx, w)]
    for w in warned:
        ledger.record(tx, PostWarned(alert, w.station, w.expected_until.isoformat()), actor=NODE)
    return [w.station for w in warned]


def end_warnings(tx: Transaction, alert: str, *, at: datetime) -> None:
    """It was taken back, re-opened as wrong, or closed: no post waits for the person any more."""
    store.end_warnings(tx, alert, at=at)


def posts_warned(tx: Transaction, alert: str) -> list[PostWarning]:
    """Every post that was told of an alert, for whoever may read the alert."""
    return store.warnings_of(tx, alert)


@dataclass(frozen=True)
class Awaited:
    """Somebody a post may still meet: what was asserted where the person was met last, and until when."""

    alert: str
    asserted: Asserted
    met_at: datetime
    expected_until: datetime


def awaited_at(tx: Transaction, station: StationId, *, by: Principal, at: datetime) -> list[Awaited]:
    """For the officers of that post, and whoever reads alerts. Raises Refused."""
    if by.station != station:
        by.require(Act.READ_ALERTS)
    found = []
    for warning in store.warnings_at(tx, station, at=at):
        alert = alerts.alert_named(tx, warning.alert)
        if alert is not None:
            found.append(_awaited(tx, warning, alert.encounter))
    return found


def _awaited(tx: Transaction, warning: PostWarning, encounter: EncounterId) -> Awaited:
    met = identities.encounters_named(tx, [encounter])
    if not met:
        raise Refused(NO_SUCH_THING, kind="encounter", name=encounter)
    asserted = identities.asserted_of(tx, encounter) or Asserted("")
    return Awaited(warning.alert, asserted, met[0].enrolled_at, warning.expected_until)
