"""Subscriptions to a person: who may, for how long, and what the owner is told."""

from datetime import datetime, timedelta

import pytest
from tests.cast import BRIGADA
from tests.rooms import NOON, TEST, Met, Rooms, fingers_of

from openbitmap.node import alerts, cases, ledger
from openbitmap.node.alerts import AlertState, Mandate, Urgency
from openbitmap.node.database import Transaction
from openbitmap.node.events import CaseDecided, EntryRemoved
from openbitmap.node.problems import Refused
from openbitmap.vocabulary import EncounterId

YEAR_END = NOON + timedelta(days=30)


def mandate(*, until: datetime = YEAR_END, discreet: bool = False) -> Mandate:
    return Mandate(
        "a missing minor", "Family court 417/2026", "call the court's desk", until, Urgency.ROUTINE, discreet
    )


def subscribe(rooms: Rooms, encounter: EncounterId, given: Mandate | None = None, by: str = "vera") -> str:
    with rooms.database.transaction() as tx:
        return alerts.subscriptions.subscribe(tx, encounter, given or mandate(), by=rooms.principal(by), at=NOON)


def identify(rooms: Rooms, met: Met, *others: Met) -> None:
    case = cases.case_id_of(rooms.found(met)[0].search)
    names = tuple(o.encounter for o in others)
    rooms.state(CaseDecided(met.submission, case, met.encounter, names, "identification"))
    rooms.drain()


def raised_by(rooms: Rooms, subscription: str) -> list[tuple[str, str, str]]:
    with rooms.database.reading() as tx:
        return tx.all(
            "SELECT encounter, state, verified_by FROM alert WHERE subscription = %(s)s ORDER BY raised_at, alert",
            s=subscription,
        )


def test_a_score_tells_the_owner_nothing_and_people_do(rooms: Rooms) -> None:
    known = rooms.meet(fingers_of(7, 1))
    subscription = subscribe(rooms, known.encounter)
    met = rooms.meet(fingers_of(7, 2))
    assert raised_by(rooms, subscription) == []
    identify(rooms, met, known)
    case = cases.case_id_of(rooms.found(met)[0].search)
    assert raised_by(rooms, subscription) == [(met.encounter, AlertState.RAISED, case)]


def test_any_encounter_of_the_person_will_do_and_what_is_known_raises_nothing(rooms: Rooms) -> None:
    first, second = rooms.meet(fingers_of(7, 1)), rooms.meet(fingers_of(7, 2))
    identify(rooms, second, first)
    subscription = subscribe(rooms, second.encounter)
    third = rooms.meet(fingers_of(7, 3))
    identify(rooms, third, first)  # joined through another encounter than the one subscribed to
    assert [row[0] for row in raised_by(rooms, subscription)] == [third.encounter]


def test_a_change_that_joins_several_encounters_tells_once(rooms: Rooms) -> None:
    known = rooms.meet(fingers_of(7, 1))
    other, again = rooms.meet(fingers_of(8, 1)), rooms.meet(fingers_of(8, 2))
    identify(rooms, again, other)
    subscription = subscribe(rooms, known.encounter)
    met = rooms.meet(fingers_of(7, 2))
    identify(rooms, met, known, other)
    assert [row[0] for row in raised_by(rooms, subscription)] == [met.encounter]


def test_the_owner_is_to_be_told_and_opening_the_page_is_the_receipt(rooms: Rooms) -> None:
    known = rooms.meet(fingers_of(7, 1))
    subscription = subscribe(rooms, known.encounter)
    met = rooms.meet(fingers_of(7, 2))
    identify(rooms, met, known)
    with rooms.database.transaction() as tx:
        alert = only_alert(tx, subscription)
        waiting = {d.recipient: d.told_at for d in alerts.deliveries_of(tx, alert) if d.channel == "page"}
        assert waiting == {"vera": None}
        for _ in range(2):
            alerts.outbox.seen(tx, alert, "vera", at=NOON, actor=rooms.principal("vera").actor)
        told = {d.recipient: d.told_at for d in alerts.deliveries_of(tx, alert) if d.channel == "page"}
    assert told == {"vera": NOON}
    assert rooms.facts(alert).count("AlertDelivered") == 1


def only_alert(tx: Transaction, subscription: str) -> str:
    return str(tx.scalar("SELECT alert FROM alert WHERE subscription = %(s)s", s=subscription))


@pytest.mark.parametrize("days", [0, 366])
def test_no_subscription_is_open_ended(rooms: Rooms, days: int) -> None:
    known = rooms.meet(fingers_of(7, 1))
    with pytest.raises(Refused, match="unfit-term"):
        subscribe(rooms, known.encounter, mandate(until=NOON + timedelta(days=days)))


@pytest.mark.parametrize("name", ["ana", "elsa", "aldo", "adela"])
def test_only_the_watch_subscribes(rooms: Rooms, name: str) -> None:
    known = rooms.meet(fingers_of(7, 1))
    with pytest.raises(Refused, match="not-allowed"):
        subscribe(rooms, known.encounter, by=name)


def test_purpose_authority_and_instructions_are_said(rooms: Rooms) -> None:
    known = rooms.meet(fingers_of(7, 1))
    for said in (("", "a", "b"), ("a", " ", "b"), ("a", "b", "")):
        with pytest.raises(Refused, match="needs-words"):
            subscribe(rooms, known.encounter, Mandate(*said, YEAR_END))


def test_renewed_ended_and_over(rooms: Rooms) -> None:
    known = rooms.meet(fingers_of(7, 1))
    subscription = subscribe(rooms, known.encounter)
    vera = rooms.principal("vera")
    with rooms.database.transaction() as tx:
        alerts.subscriptions.renew(tx, subscription, until=YEAR_END + timedelta(days=60), by=vera, at=NOON)
        alerts.subscriptions.end(tx, subscription, "the minor was found", by=vera, at=NOON)
        with pytest.raises(Refused, match="subscription-over"):
            alerts.subscriptions.renew(tx, subscription, until=YEAR_END, by=vera, at=NOON)
    met = rooms.meet(fingers_of(7, 2))
    identify(rooms, met, known)
    assert raised_by(rooms, subscription) == []
    assert rooms.facts(subscription) == ["SubscriptionMade", "SubscriptionRenewed", "SubscriptionEnded"]


def test_a_term_that_is_over_ends_by_itself_once(rooms: Rooms) -> None:
    known = rooms.meet(fingers_of(7, 1))
    subscription = subscribe(rooms, known.encounter)
    ended = []
    for days in (29, 31, 32):
        with rooms.database.transaction() as tx:
            ended.append(alerts.subscriptions.end_expired(tx, at=NOON + timedelta(days=days)))
    assert ended == [0, 1, 0]
    assert rooms.facts(subscription)[-1] == "SubscriptionEnded"


def test_two_subscribers_of_one_person_are_told_each(rooms: Rooms) -> None:
    known = rooms.meet(fingers_of(7, 1))
    ones = [subscribe(rooms, known.encounter, by=name) for name in ("vera", "victor")]
    met = rooms.meet(fingers_of(7, 2))
    identify(rooms, met, known)
    assert [len(raised_by(rooms, s)) for s in ones] == [1, 1]


def test_a_bare_place_on_a_list_is_no_entry_whose_end_could_be_told(rooms: Rooms) -> None:
    listed = rooms.meet(fingers_of(7, 1), BRIGADA)
    subscription = subscribe(rooms, listed.encounter)
    with rooms.database.transaction() as tx:
        ledger.record(tx, EntryRemoved("entry-none", "watchlist"), actor=TEST)
    rooms.drain()
    assert raised_by(rooms, subscription) == []
