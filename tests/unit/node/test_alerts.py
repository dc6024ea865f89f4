"""Who raises an alert, who never does, how people settle it, and what the desk does with it."""

import threading
from datetime import timedelta

import pytest
from tests.cast import ADMINISTRATOR, ARICA, BRIGADA, CARCEL
from tests.rooms import NOON, Met, Rooms, fingers_of

from openbitmap.node import access, alerts, cases, identities
from openbitmap.node.access import Station
from openbitmap.node.alerts import AlertState, Moment, Outcome, Report, Rung, Standing
from openbitmap.node.events import CaseDecided
from openbitmap.node.identities import ChangeKind, Wanted
from openbitmap.node.problems import Refused
from openbitmap.vocabulary import StationId

COURTS = StationId("courts")
NOW = Moment(NOON)


def case_of(rooms: Rooms, met: Met) -> str:
    return cases.case_id_of(rooms.found(met)[0].search)


def settle(rooms: Rooms, met: Met, *candidates: str, conclusion: str = "identification") -> None:
    rooms.state(CaseDecided(met.submission, case_of(rooms, met), met.encounter, candidates, conclusion))
    rooms.drain()


def alerts_of(rooms: Rooms, met: Met) -> list[alerts.Alert]:
    with rooms.database.reading() as tx:
        return alerts.alerts_of(tx, met.submission)


def standing(rooms: Rooms, alert: str) -> Standing:
    with rooms.database.reading() as tx:
        found = alerts.standing_of(tx, alert)
    assert found is not None
    return found


def raised(rooms: Rooms) -> tuple[Met, Met, str]:
    """A listed person, met again: the list's encounter, the new one, the alert."""
    listed = rooms.meet(fingers_of(7, 1), BRIGADA)
    met = rooms.meet(fingers_of(7, 2))
    (alert,) = alerts_of(rooms, met)
    return listed, met, alert.alert


def enrol_courts(rooms: Rooms) -> None:
    station = Station(COURTS, "Courts", "SYNCOURT1", "wanted", tots=("CAR",), language="en", active=True)
    with rooms.database.transaction() as tx:
        access.enrol_station(tx, station, actor=ADMINISTRATOR)


def acknowledge(rooms: Rooms, alert: str, name: str = "vera", *, seen: AlertState = AlertState.RAISED) -> None:
    with rooms.database.transaction() as tx:
        alerts.desk.acknowledge(tx, alert, seen=seen, by=rooms.principal(name), moment=NOW)


def hand_over(rooms: Rooms, alert: str, contact: str = "sergeant on duty, Chacalluta") -> None:
    with rooms.database.transaction() as tx:
        alerts.desk.hand_over(tx, alert, contact, by=rooms.principal("vera"), moment=NOW)


def report(rooms: Rooms, alert: str, outcome: Outcome, seen: AlertState) -> None:
    with rooms.database.transaction() as tx:
        given = Report(outcome, "as the sergeant told", seen)
        alerts.desk.record_outcome(tx, alert, given, by=rooms.principal("vera"), moment=NOW)


def close(rooms: Rooms, alert: str) -> None:
    with rooms.database.transaction() as tx:
        alerts.desk.close(tx, alert, by=rooms.principal("vera"), moment=NOW)


def closed_after_arrest(rooms: Rooms) -> tuple[Met, Met, str]:
    listed, met, alert = raised(rooms)
    settle(rooms, met, listed.encounter)
    acknowledge(rooms, alert)
    hand_over(rooms, alert)
    report(rooms, alert, Outcome.ARREST, AlertState.HANDED_OVER)
    close(rooms, alert)
    return listed, met, alert


def take_back(rooms: Rooms, met: Met, listed: Met) -> None:
    """Two people split what a case had joined."""
    with rooms.database.transaction() as tx:
        wanted = Wanted(ChangeKind.SPLIT, (met.encounter,), (listed.encounter,), reason="another person after all")
        proposed = identities.propose_change(tx, wanted, by=rooms.principal("vera"), at=NOON)
        identities.approve_change(tx, proposed.change, by=rooms.principal("elsa"), at=NOON)
    rooms.drain()


def test_a_candidate_of_the_watchlist_raises_an_unverified_alert(rooms: Rooms) -> None:
    listed, met, _ = raised(rooms)
    (alert,) = alerts_of(rooms, met)
    assert (alert.encounter, alert.listed, alert.gallery) == (met.encounter, listed.encounter, "watchlist")
    assert (alert.state, alert.verified_by, alert.closed_at) == (AlertState.RAISED, None, None)
    assert rooms.facts(met.submission).count("AlertRaised") == 1


@pytest.mark.parametrize("station", [ARICA, CARCEL])
def test_a_candidate_among_encounters_or_prisoners_raises_none(rooms: Rooms, station: StationId) -> None:
    rooms.meet(fingers_of(7, 1), station)
    met = rooms.meet(fingers_of(7, 2))
    assert "CaseOpened" in rooms.facts(met.submission)
    assert alerts_of(rooms, met) == []
    assert "AlertRaised" not in rooms.facts(met.submission)


def test_people_verify_the_entry_they_identify_and_withdraw_the_others(rooms: Rooms) -> None:
    one = rooms.meet(fingers_of(7, 1), BRIGADA)
    other = rooms.enrol(fingers_of(7, 2), BRIGADA)
    met = rooms.meet(fingers_of(7, 3))
    settle(rooms, met, one.encounter)
    verified = {a.listed: (a.state, a.verified_by) for a in alerts_of(rooms, met)}
    assert verified == {
        one.encounter: (AlertState.RAISED, case_of(rooms, met)),
        other.encounter: (AlertState.WITHDRAWN, None),
    }
    facts = rooms.facts(met.submission)
    assert (facts.count("AlertConfirmed"), facts.count("AlertWithdrawn")) == (1, 1)


def test_every_identified_entry_is_verified(rooms: Rooms) -> None:
    """A person met before at the border and listed as well: the alert stands whichever of the two is named first."""
    met_before = rooms.meet(fingers_of(7, 1))
    listed = rooms.enrol(fingers_of(7, 2), BRIGADA)
    again = rooms.enrol(fingers_of(7, 3), BRIGADA)
    met = rooms.meet(fingers_of(7, 4))
    settle(rooms, met, met_before.encounter, listed.encounter, again.encounter)
    found = {a.listed: a.verified_by for a in alerts_of(rooms, met)}
    assert found == dict.fromkeys((listed.encounter, again.encounter), case_of(rooms, met))


def test_an_exclusion_withdraws_the_alert(rooms: Rooms) -> None:
    _, met, _ = raised(rooms)
    settle(rooms, met, conclusion="exclusion")
    (alert,) = alerts_of(rooms, met)
    assert alert.state is AlertState.WITHDRAWN
    assert "AlertConfirmed" not in rooms.facts(met.submission)


@pytest.mark.parametrize("conclusion", ["inconclusive", "unsuitable"])
def test_where_people_could_not_decide_the_alert_stays_open(rooms: Rooms, conclusion: str) -> None:
    _, met, _ = raised(rooms)
    before = alerts_of(rooms, met)
    settle(rooms, met, conclusion=conclusion)
    assert alerts_of(rooms, met) == before
    assert [a.verified_by for a in before] == [None]


def test_an_alert_that_was_withdrawn_comes_back_when_people_identify_after_all(rooms: Rooms) -> None:
    listed, met, alert = raised(rooms)
    settle(rooms, met, conclusion="exclusion")
    settle(rooms, met, listed.encounter)
    found = standing(rooms, alert)
    assert (found.state, found.verified_by, found.wrong) == (AlertState.REOPENED, case_of(rooms, met), False)


def test_the_wanted_raise_alerts_too(rooms: Rooms) -> None:
    enrol_courts(rooms)
    listed = rooms.enrol(fingers_of(7, 1), COURTS)
    met = rooms.meet(fingers_of(7, 2))
    assert [(a.listed, a.gallery) for a in alerts_of(rooms, met)] == [(listed.encounter, "wanted")]


def test_of_two_officers_at_once_one_wins_and_the_other_is_told_who(rooms: Rooms) -> None:
    _, _, alert = raised(rooms)
    acknowledge(rooms, alert, "vera")
    with pytest.raises(Refused, match="alert-moved: vera was faster"):
        acknowledge(rooms, alert, "victor")
    assert rooms.facts(alert).count("AlertAcknowledged") == 1


def test_two_acts_in_the_same_moment_are_one_act_and_one_refusal(rooms: Rooms) -> None:
    _, _, alert = raised(rooms)
    ends: list[str] = []
    start = threading.Barrier(2)

    def act(name: str) -> None:
        start.wait()
        try:
            acknowledge(rooms, alert, name)
            ends.append("done")
        except Refused as refusal:
            ends.append(refusal.problem.code)

    officers = [threading.Thread(target=act, args=(name,)) for name in ("vera", "victor")]
    for officer in officers:
        officer.start()
    for officer in officers:
        officer.join()
    assert sorted(ends) == ["alert-moved", "done"]
    assert rooms.facts(alert).count("AlertAcknowledged") == 1


def test_the_whole_way_of_an_alert(rooms: Rooms) -> None:
    _, _, alert = closed_after_arrest(rooms)
    found = standing(rooms, alert)
    assert (found.state, found.outcome, found.due_at) == (AlertState.CLOSED, Outcome.ARREST, None)
    steps = [f for f in rooms.facts(alert) if f not in ("AlertDispatched", "AlertDelivered")]
    assert steps == ["AlertAcknowledged", "AlertHandedOver", "AlertOutcomeRecorded", "AlertClosed"]


@pytest.mark.parametrize("outcome", [Outcome.ARREST, Outcome.REFUSED_ENTRY])
def test_nobody_is_arrested_or_refused_entry_on_a_score(rooms: Rooms, outcome: Outcome) -> None:
    _, _, alert = raised(rooms)
    acknowledge(rooms, alert)
    with pytest.raises(Refused, match="unverified-outcome"):
        report(rooms, alert, outcome, AlertState.ACKNOWLEDGED)
    report(rooms, alert, Outcome.RELEASED, AlertState.ACKNOWLEDGED)


def test_an_alert_is_not_handed_over_before_people_decided(rooms: Rooms) -> None:
    _, _, alert = raised(rooms)
    acknowledge(rooms, alert)
    with pytest.raises(Refused, match="alert-moved"):
        hand_over(rooms, alert)


def test_an_alert_is_not_closed_without_an_outcome(rooms: Rooms) -> None:
    listed, met, alert = raised(rooms)
    settle(rooms, met, listed.encounter)
    acknowledge(rooms, alert)
    with pytest.raises(Refused, match="alert-moved"):
        close(rooms, alert)


def test_a_judgement_taken_back_reopens_the_alert_and_tells_everybody_who_was_told(rooms: Rooms) -> None:
    listed, met, alert = closed_after_arrest(rooms)
    take_back(rooms, met, listed)
    found = standing(rooms, alert)
    assert (found.state, found.wrong, found.verified_by, found.outcome) == (AlertState.REOPENED, True, None, None)
    with rooms.database.reading() as tx:
        again = {(d.channel, d.recipient) for d in alerts.deliveries_of(tx, alert) if d.occasion == "reopened"}
    assert again == {("page", "vera"), ("email", "desk"), ("voice", "sergeant on duty, Chacalluta")}


def test_a_wrong_alert_closes_only_when_whoever_acted_was_told(rooms: Rooms) -> None:
    listed, met, alert = closed_after_arrest(rooms)
    take_back(rooms, met, listed)
    acknowledge(rooms, alert, seen=AlertState.REOPENED)
    report(rooms, alert, Outcome.FALSE_ALERT, AlertState.ACKNOWLEDGED)
    with pytest.raises(Refused, match="sergeant on duty, Chacalluta was told"):
        close(rooms, alert)
    with rooms.database.transaction() as tx:
        (waiting,) = alerts.outbox.untold_by_voice(tx, alert)
        for _ in range(2):
            alerts.outbox.retell_by_voice(tx, alert, waiting.delivery, at=NOON, actor=rooms.principal("vera").actor)
    close(rooms, alert)
    assert standing(rooms, alert).state is AlertState.CLOSED


def test_a_late_step_climbs_the_ladder_once_a_clock(rooms: Rooms) -> None:
    _, _, alert = raised(rooms)
    due = standing(rooms, alert).due_at
    assert due is not None
    climbed = []
    for minutes in (-1, 0, 1, 10, 11, 20, 30, 40):
        with rooms.database.transaction() as tx:
            climbed.append(alerts.desk.escalate_late(tx, Moment(due + timedelta(minutes=minutes))))
    assert climbed == [0, 1, 0, 1, 0, 0, 0, 0]
    assert standing(rooms, alert).rung is Rung.SUPERVISOR
    assert rooms.facts(alert).count("AlertEscalated") == 2


def test_an_urgent_alert_has_ten_minutes_and_a_routine_one_an_hour() -> None:
    clocks = alerts.Clocks()
    assert clocks.due(AlertState.RAISED, alerts.Urgency.URGENT, NOON) == NOON + timedelta(minutes=10)
    assert clocks.due(AlertState.RAISED, alerts.Urgency.ROUTINE, NOON) == NOON + timedelta(hours=1)
    assert clocks.due(AlertState.CLOSED, alerts.Urgency.URGENT, NOON) is None


def test_only_people_verify_and_every_open_state_has_a_way_to_its_end() -> None:
    verified = {step for (_, step), (after, _) in alerts.TRANSITIONS.items() if after is AlertState.VERIFIED}
    assert verified == {alerts.Step.SAME, alerts.Step.ACKNOWLEDGE_VERIFIED}
    reach = {AlertState.CLOSED}
    for _ in AlertState:
        reach |= {before for (before, _), (after, _) in alerts.TRANSITIONS.items() if after in reach}
    assert reach >= alerts.OPEN


@pytest.mark.parametrize("name", ["ana", "elsa", "aldo", "adela"])
def test_only_the_watch_handles_alerts(rooms: Rooms, name: str) -> None:
    _, _, alert = raised(rooms)
    with pytest.raises(Refused, match="not-allowed"):
        acknowledge(rooms, alert, name)
