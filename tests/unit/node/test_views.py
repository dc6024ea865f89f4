"""Read models: what each reader may see, and when."""

from datetime import UTC, datetime

from tests.cast import ARICA, BRIGADA
from tests.discreet_days import identify
from tests.lists import listed, listed_by_prints
from tests.rooms import NOON, Met, Rooms, fingers_of

from openbitmap.node import alerts, cases, views
from openbitmap.node.cases import Finding
from openbitmap.node.events import SubmissionRefused, WorkDied
from openbitmap.node.views import AlertCase
from openbitmap.node.watchlists import Handling
from openbitmap.vocabulary import CaseId


def case_of(rooms: Rooms, met: Met) -> CaseId:
    return cases.case_id_of(rooms.found(met)[0].search)


def judge(rooms: Rooms, case: CaseId, examiner: str, finding: Finding, letters: str = "") -> None:
    rooms.judge(case, examiner, finding, letters=letters, reason="the delta lies elsewhere")


def test_recent_answers_show_the_newest_version_of_each_and_only_of_the_stations_asked_for(rooms: Rooms) -> None:
    own, other = rooms.meet(fingers_of(7, 1)), rooms.meet(fingers_of(8, 1), BRIGADA)
    rooms.enrol(fingers_of(9, 1))  # not answered yet
    with rooms.database.reading() as tx:
        assert {line.submission for line in views.recent_answers(tx)} == {own.submission, other.submission}
        assert [line.submission for line in views.recent_answers(tx, stations=[ARICA])] == [own.submission]
        assert views.recent_answers(tx, stations=[]) == []
        assert len(views.recent_answers(tx, limit=1)) == 1
        (line,) = views.recent_answers(tx, stations=[ARICA])
    assert (line.version, line.answer.submission) == (1, own.submission)


def test_a_story_has_a_sentence_for_every_fact_in_the_order_of_the_ledger(rooms: Rooms) -> None:
    rooms.meet(fingers_of(7, 1), BRIGADA)
    met = rooms.meet(fingers_of(7, 2))
    judge(rooms, case_of(rooms, met), "ana", Finding.EXCLUSION)
    rooms.drain()
    with rooms.database.reading() as tx:
        story = views.story_of(tx, met.submission)
        assert views.story_of(tx, "sub-none") == []  # type: ignore[arg-type]  # no such submission
    assert [line.event for line in story] == rooms.facts(met.submission)
    assert [line.seq for line in story] == sorted(line.seq for line in story)
    told = {line.event: line.sentence for line in story}
    assert "held to FPIR 0.001 at 1 people with 2 fingers" in told["SearchFinished"]
    assert "ana gave an opinion" in told["CaseJudged"]
    assert "ana locked the analysis" in told["AnalysisLocked"]
    assert "withdrawn" in told["AlertWithdrawn"]
    assert "SHA-256" in told["AnswerReleased"]


def test_a_fact_without_a_sentence_of_its_own_is_told_by_its_fields(rooms: Rooms) -> None:
    rooms.state(WorkDied("sub-9", "identities.jobs.enrol", "killed 3 times"))
    rooms.state(SubmissionRefused("sub-9", ("image-size", "wrong-hand")))
    with rooms.database.reading() as tx:
        died, refused = views.story_of(tx, "sub-9")  # type: ignore[arg-type]  # a submission by text
    assert "killed 3 times" in died.sentence
    assert refused.sentence == "refused for image-size, wrong-hand; the original bytes are kept"


def test_totals_count_what_is_there(rooms: Rooms) -> None:
    with rooms.database.reading() as tx:
        assert set(vars(views.totals(tx)).values()) == {0}
    rooms.meet(fingers_of(7, 1), BRIGADA)
    rooms.meet(fingers_of(7, 2))
    with rooms.database.reading() as tx:
        now = views.totals(tx)
    assert (now.encounters, now.templates, now.submissions, now.answers) == (2, 4, 2, 2)
    assert (now.open_cases, now.open_alerts) == (1, 1)


def case_beside(rooms: Rooms, met: Met, reader: str) -> AlertCase | None:
    """The case that the page of the alert about somebody met shows this reader."""
    by = rooms.principal(reader)
    with rooms.database.reading() as tx:
        raised = [a.alert for a in alerts.alerts_of(tx, met.submission)]
        shown = [line.alert for line in views.alert_list(tx, views.Show.OPEN, by=rooms.principal("elsa"), at=NOON)]
        (alert,) = set(raised) & set(shown)
        return views.alert_sheet(tx, alert, by=by, at=NOON).case


def test_a_question_of_known_truth_is_never_the_case_of_an_alert(rooms: Rooms) -> None:
    entry = listed_by_prints(rooms, fingers_of(7, 1))
    assert entry.encounter
    met = rooms.meet(fingers_of(7, 2))
    case = case_of(rooms, met)
    identify(rooms, case, entry.encounter)
    before = case_beside(rooms, met, "vera")
    assert before
    assert before.case == case
    with rooms.database.transaction() as tx:
        cases.stock_from_case(tx, case, by=rooms.principal("elsa"))
        assert cases.plant_now_and_then(tx, case, every=1, at=datetime.now(UTC))
    assert case_beside(rooms, met, "vera") == before


def test_a_discreet_case_is_the_case_of_an_alert_to_whoever_may_see_it(rooms: Rooms) -> None:
    known = rooms.meet(fingers_of(7, 1))
    listed(rooms, known.encounter)
    met = rooms.meet(fingers_of(7, 2))
    before = case_beside(rooms, met, "elsa")
    assert before
    listed(rooms, known.encounter, handling=Handling.DISCREET)
    assert case_beside(rooms, met, "elsa") == before
    seen = case_beside(rooms, met, "vera")
    assert seen
    assert seen.case != before.case
