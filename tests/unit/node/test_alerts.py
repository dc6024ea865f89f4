"""Who raises an alert, who never does, and how people settle it."""

import pytest
from tests.cast import ADMINISTRATOR, ARICA, BRIGADA, CARCEL
from tests.rooms import NOON, Met, Rooms, fingers_of

from openbitmap.node import access, alerts, cases, identities
from openbitmap.node.access import Station
from openbitmap.node.alerts import AlertState
from openbitmap.node.cases import Finding, Opinion
from openbitmap.node.events import CaseDecided
from openbitmap.vocabulary import StationId

COURTS = StationId("courts")


def settle(rooms: Rooms, met: Met, *candidates: str, conclusion: str = "identification") -> None:
    rooms.state(CaseDecided(met.submission, "case-x", met.encounter, candidates, conclusion))
    rooms.drain()


def alerts_of(rooms: Rooms, met: Met) -> list[alerts.Alert]:
    with rooms.database.reading() as tx:
        return alerts.alerts_of(tx, met.submission)


def enrol_courts(rooms: Rooms) -> None:
    station = Station(COURTS, "Courts", "SYNCOURT1", "wanted", tots=("CAR",), language="en", active=True)
    with rooms.database.transaction() as tx:
        access.enrol_station(tx, station, actor=ADMINISTRATOR)


def test_a_candidate_of_the_watchlist_raises_an_unverified_alert(rooms: Rooms) -> None:
    listed = rooms.meet(fingers_of(7, 1), BRIGADA)
    met = rooms.meet(fingers_of(7, 2))
    (alert,) = alerts_of(rooms, met)
    assert (alert.encounter, alert.listed, alert.gallery) == (met.encounter, listed.encounter, "watchlist")
    assert (alert.state, alert.closed_at) == (AlertState.UNVERIFIED, None)
    assert rooms.facts(met.submission).count("AlertRaised") == 1


@pytest.mark.parametrize("station", [ARICA, CARCEL])
def test_a_candidate_among_encounters_or_prisoners_raises_none(rooms: Rooms, station: StationId) -> None:
    rooms.meet(fingers_of(7, 1), station)
    met = rooms.meet(fingers_of(7, 2))
    assert "CaseOpened" in rooms.facts(met.submission)
    assert alerts_of(rooms, met) == []
    assert "AlertRaised" not in rooms.facts(met.submission)


def test_the_listed_are_those_of_watchlist_and_wanted(rooms: Rooms) -> None:
    met = [rooms.enrol(fingers_of(n, 1), s) for n, s in enumerate((ARICA, CARCEL, BRIGADA), start=1)]
    with rooms.database.reading() as tx:
        assert identities.listed_among(tx, [m.encounter for m in met]) == {met[2].encounter: "watchlist"}


def test_people_confirm_the_entry_they_identify_and_withdraw_the_others(rooms: Rooms) -> None:
    one = rooms.meet(fingers_of(7, 1), BRIGADA)
    other = rooms.enrol(fingers_of(7, 2), BRIGADA)
    met = rooms.meet(fingers_of(7, 3))
    settle(rooms, met, one.encounter)
    states = {a.listed: a.state for a in alerts_of(rooms, met)}
    assert states == {one.encounter: AlertState.CONFIRMED, other.encounter: AlertState.WITHDRAWN}
    assert all(a.closed_at for a in alerts_of(rooms, met))
    facts = rooms.facts(met.submission)
    assert (facts.count("AlertConfirmed"), facts.count("AlertWithdrawn")) == (1, 1)


def test_every_identified_entry_is_confirmed(rooms: Rooms) -> None:
    """A person met before at the border and listed as well: the alert stands whichever of the two is named first."""
    met_before = rooms.meet(fingers_of(7, 1))
    listed = rooms.enrol(fingers_of(7, 2), BRIGADA)
    again = rooms.enrol(fingers_of(7, 3), BRIGADA)
    met = rooms.meet(fingers_of(7, 4))
    settle(rooms, met, met_before.encounter, listed.encounter, again.encounter)
    states = {a.listed: a.state for a in alerts_of(rooms, met)}
    assert states == dict.fromkeys((listed.encounter, again.encounter), AlertState.CONFIRMED)


def test_an_exclusion_withdraws_the_alert(rooms: Rooms) -> None:
    rooms.meet(fingers_of(7, 1), BRIGADA)
    met = rooms.meet(fingers_of(7, 2))
    settle(rooms, met, conclusion="exclusion")
    (alert,) = alerts_of(rooms, met)
    assert alert.state is AlertState.WITHDRAWN
    assert "AlertConfirmed" not in rooms.facts(met.submission)


@pytest.mark.parametrize("conclusion", ["inconclusive", "unsuitable"])
def test_where_people_could_not_decide_the_alert_stays_open(rooms: Rooms, conclusion: str) -> None:
    rooms.meet(fingers_of(7, 1), BRIGADA)
    met = rooms.meet(fingers_of(7, 2))
    before = alerts_of(rooms, met)
    settle(rooms, met, conclusion=conclusion)
    assert alerts_of(rooms, met) == before
    assert [a.state for a in before] == [AlertState.UNVERIFIED]


@pytest.mark.parametrize(
    ("finding", "letters", "state"),
    [
        (Finding.IDENTIFICATION, frozenset("A"), AlertState.CONFIRMED),
        (Finding.EXCLUSION, frozenset(), AlertState.WITHDRAWN),
        (Finding.UNSUITABLE, frozenset(), AlertState.UNVERIFIED),
    ],
)
def test_an_alert_raised_after_the_decision_is_settled_at_once(
    rooms: Rooms, finding: Finding, letters: frozenset[str], state: AlertState
) -> None:
    rooms.meet(fingers_of(7, 1), BRIGADA)
    met = rooms.meet(fingers_of(7, 2))
    search = rooms.found(met)[0].search
    with rooms.database.transaction() as tx:
        tx.run("DELETE FROM alert")  # as if the job that raises it had not come through yet
    for examiner in ("ana", "bruno")[: len(letters) + 1]:
        opinion = Opinion(examiner, finding, letters, reason="I compared them", given_at=NOON)
        with rooms.database.transaction() as tx:
            cases.judge(tx, cases.case_id_of(search), opinion, by=rooms.principal(examiner))
    rooms.drain()
    with rooms.database.transaction() as tx:
        alerts.raise_for_search(tx, search, at=NOON)
    assert [a.state for a in alerts_of(rooms, met)] == [state]


def test_a_settled_alert_stays_settled(rooms: Rooms) -> None:
    listed = rooms.meet(fingers_of(7, 1), BRIGADA)
    met = rooms.meet(fingers_of(7, 2))
    settle(rooms, met, conclusion="exclusion")
    (before,) = alerts_of(rooms, met)
    settle(rooms, met, listed.encounter)
    assert alerts_of(rooms, met) == [before]


def test_the_wanted_raise_alerts_too(rooms: Rooms) -> None:
    enrol_courts(rooms)
    listed = rooms.enrol(fingers_of(7, 1), COURTS)
    met = rooms.meet(fingers_of(7, 2))
    assert [(a.listed, a.gallery) for a in alerts_of(rooms, met)] == [(listed.encounter, "wanted")]
