"""What an alert rests on may end or be contradicted: the entry it names, the judgement that verified it, the person
subscribed to."""

import pytest
from tests.cast import BRIGADA
from tests.changing_identities import approved as carried_out
from tests.changing_identities import changed, judged, merge, proposed, undone, wish
from tests.discreet_days import arrival_case, identify
from tests.lists import approved, listed_by_prints, nominated, nomination, removed
from tests.rooms import NOON, Met, Rooms, fingers_of
from tests.unit.node.test_alert_pages import signed_in, text_of
from tests.unit.node.test_alerts import (
    acknowledge,
    alerts_of,
    close,
    hand_over,
    report,
    settle,
    standing,
    take_back,
)
from tests.unit.node.test_alerts import raised as met_on_a_list
from tests.unit.node.test_subscriptions import raised_by, subscribe

from openbitmap.node import alerts
from openbitmap.node.alerts import AlertState, Outcome
from openbitmap.node.identities import ChangeKind, Conclusion
from openbitmap.node.problems import Refused
from openbitmap.node.watchlists import Entry, Subject
from openbitmap.vocabulary import EncounterId


def identified(rooms: Rooms) -> tuple[Entry, Met, str]:
    """Somebody met whom examiners identified as the person of an entry."""
    entry = listed_by_prints(rooms, fingers_of(7, 1))
    met = rooms.meet(fingers_of(7, 2))
    assert entry.encounter
    identify(rooms, arrival_case(rooms, met), entry.encounter)
    (alert,) = alerts_of(rooms, met)
    acknowledge(rooms, alert.alert)
    return entry, met, alert.alert


def voices(rooms: Rooms, alert: str) -> list[tuple[str, bool]]:
    with rooms.database.reading() as tx:
        told = [d for d in alerts.deliveries_of(tx, alert) if d.channel == "voice"]
    return [(d.occasion.value, d.told_at is not None) for d in told]


def tell_voices(rooms: Rooms, alert: str) -> None:
    with rooms.database.transaction() as tx:
        for waiting in alerts.outbox.untold_by_voice(tx, alert):
            actor = rooms.principal("vera").actor
            alerts.outbox.retell_by_voice(tx, alert, waiting.delivery, at=NOON, actor=actor)


@pytest.mark.parametrize("outcome", [Outcome.ARREST, Outcome.REFUSED_ENTRY])
def test_nobody_is_arrested_on_an_entry_that_was_removed(rooms: Rooms, outcome: Outcome) -> None:
    entry, _, alert = identified(rooms)
    removed(rooms, entry.entry)
    assert standing(rooms, alert).state is AlertState.VERIFIED
    with pytest.raises(Refused, match="ground-ended"):
        report(rooms, alert, outcome, AlertState.VERIFIED)
    with pytest.raises(Refused, match="ground-ended"):
        hand_over(rooms, alert)
    report(rooms, alert, Outcome.RELEASED, AlertState.VERIFIED)


def test_whoever_acts_is_told_that_the_entry_ended_before_the_alert_closes(rooms: Rooms) -> None:
    entry, _, alert = identified(rooms)
    hand_over(rooms, alert)
    removed(rooms, entry.entry)
    assert rooms.facts(alert).count("AlertGroundEnded") == 1
    assert sorted(voices(rooms, alert)) == [("ended", False), ("handed_over", True)]
    report(rooms, alert, Outcome.RELEASED, AlertState.HANDED_OVER)
    with pytest.raises(Refused, match="not-all-told"):
        close(rooms, alert)
    tell_voices(rooms, alert)
    close(rooms, alert)


def test_an_arrest_made_while_the_entry_was_in_force_may_be_told_in_other_words(rooms: Rooms) -> None:
    entry, _, alert = identified(rooms)
    report(rooms, alert, Outcome.ARREST, AlertState.VERIFIED)
    removed(rooms, entry.entry)
    report(rooms, alert, Outcome.ARREST, AlertState.OUTCOME)
    with pytest.raises(Refused, match="ground-ended"):
        report(rooms, alert, Outcome.REFUSED_ENTRY, AlertState.OUTCOME)


def test_the_page_shows_that_the_entry_ended_and_not_its_instructions(rooms: Rooms) -> None:
    entry, _, alert = identified(rooms)
    before = text_of(signed_in(rooms, "vera").get(f"/alerts/{alert}"))
    assert "Refer the person to the contact below" in before
    assert "Arrest" in before
    removed(rooms, entry.entry)
    page = text_of(signed_in(rooms, "vera").get(f"/alerts/{alert}"))
    assert "The entry was removed." in page
    assert "noted that the entry is over: removed" in page
    for gone in ("Refer the person to the contact below", "may be armed", "Hand over", "Arrest "):
        assert gone not in page


def test_people_verifying_an_alert_is_told_once(rooms: Rooms) -> None:
    listed, met, alert = met_on_a_list(rooms)
    settle(rooms, met, listed.encounter)
    with rooms.database.reading() as tx:
        told = {(d.channel.value, d.recipient) for d in alerts.deliveries_of(tx, alert) if d.occasion == "verified"}
    assert told == {("email", "desk")}
    assert rooms.facts(alert).count("AlertDispatched") == 2  # raised, verified


def test_a_contact_told_wrongly_is_told_again_though_the_alert_would_be_withdrawn(rooms: Rooms) -> None:
    listed, met, alert = met_on_a_list(rooms)
    settle(rooms, met, listed.encounter)
    acknowledge(rooms, alert)
    hand_over(rooms, alert)
    take_back(rooms, met, listed)
    acknowledge(rooms, alert, seen=AlertState.REOPENED)
    settle(rooms, met, conclusion="exclusion")
    assert standing(rooms, alert).state is AlertState.ACKNOWLEDGED
    tell_voices(rooms, alert)
    settle(rooms, met, conclusion="exclusion")
    assert standing(rooms, alert).state is AlertState.WITHDRAWN
    assert all(told for _, told in voices(rooms, alert))


def test_two_people_saying_different_are_not_overruled_by_a_bridge(rooms: Rooms) -> None:
    listed, met, alert = met_on_a_list(rooms)
    settle(rooms, met, listed.encounter)
    take_back(rooms, met, listed)
    third = rooms.enrol(fingers_of(7, 3))
    judged(rooms, third.encounter, listed.encounter)
    judged(rooms, third.encounter, met.encounter)
    rooms.drain()
    assert standing(rooms, alert).verified_by is None
    judged(rooms, met.encounter, listed.encounter)  # people settle it
    rooms.drain()
    assert standing(rooms, alert).verified_by


def test_a_second_entry_does_not_verify_across_what_people_keep_apart(rooms: Rooms) -> None:
    listed, third = rooms.enrol(fingers_of(7, 1), BRIGADA), rooms.enrol(fingers_of(7, 3))
    met = rooms.meet(fingers_of(7, 2))
    settle(rooms, met, listed.encounter)
    take_back(rooms, met, listed)
    name = Subject(nomination().subject.asserted, listed.encounter)
    approved(rooms, nominated(rooms, nomination(name)).entry)
    judged(rooms, third.encounter, listed.encounter)
    judged(rooms, third.encounter, met.encounter)
    rooms.drain()
    assert [a.verified_by for a in alerts_of(rooms, met)] == [None, None]


def test_who_left_the_person_and_comes_back_is_told(rooms: Rooms) -> None:
    a, b, c = rooms.enrol(fingers_of(7, 1)), rooms.enrol(fingers_of(8, 1)), rooms.enrol(fingers_of(8, 2))
    subscription = subscribe(rooms, a.encounter)
    changed(rooms, merge(b.encounter, c.encounter))
    wrong = changed(rooms, merge(a.encounter, b.encounter))
    rooms.drain()
    assert told_of(rooms, subscription) == {c.encounter}
    undone(rooms, wrong)
    rooms.drain()
    carried_out(rooms, proposed(rooms, wish(ChangeKind.SPLIT, [b.encounter], [c.encounter])))
    changed(rooms, merge(a.encounter, b.encounter))
    rooms.drain()
    assert told_of(rooms, subscription) == {b.encounter, c.encounter}


def test_what_was_known_from_the_start_raises_nothing_when_it_comes_back(rooms: Rooms) -> None:
    a, b = rooms.enrol(fingers_of(7, 1)), rooms.enrol(fingers_of(7, 2))
    joined = changed(rooms, merge(a.encounter, b.encounter))
    subscription = subscribe(rooms, a.encounter)
    undone(rooms, joined)
    rooms.drain()
    judged(rooms, a.encounter, b.encounter, Conclusion.SAME)
    rooms.drain()
    assert told_of(rooms, subscription) == set()


def told_of(rooms: Rooms, subscription: str) -> set[EncounterId]:
    return {EncounterId(row[0]) for row in raised_by(rooms, subscription)}
