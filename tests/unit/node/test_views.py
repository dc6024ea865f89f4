"""Read models: what each reader may see, and when."""

from tests.cast import ARICA, BRIGADA
from tests.rooms import NOON, Met, Rooms, fingers_of

from openbitmap.node import cases, views
from openbitmap.node.cases import CaseState, Finding, Opinion
from openbitmap.node.events import SubmissionRefused, WorkDied
from openbitmap.vocabulary import CaseId


def case_of(rooms: Rooms, met: Met) -> CaseId:
    return cases.case_id_of(rooms.found(met)[0].search)


def judge(rooms: Rooms, case: CaseId, examiner: str, finding: Finding, letters: str = "") -> None:
    opinion = Opinion(examiner, finding, frozenset(letters), reason="the delta lies elsewhere", given_at=NOON)
    with rooms.database.transaction() as tx:
        cases.judge(tx, case, opinion, by=rooms.principal(examiner))


def test_an_examiners_sheet_shows_no_opinion_before_the_decision(rooms: Rooms) -> None:
    known = rooms.meet(fingers_of(7, 1))
    met = rooms.meet(fingers_of(7, 2))
    case = case_of(rooms, met)
    judge(rooms, case, "ana", Finding.IDENTIFICATION, "A")
    with rooms.database.reading() as tx:
        blind = views.case_sheet(tx, case)
        (line,) = views.case_list(tx)
    assert (blind.state, blind.opinions, line.state) == (CaseState.OPEN, (), CaseState.OPEN)
    assert [(c.letter, c.encounter, c.fingers) for c in blind.candidates] == [("A", known.encounter, (2, 7))]
    judge(rooms, case, "bruno", Finding.IDENTIFICATION, "A")
    with rooms.database.reading() as tx:
        open_now = views.case_sheet(tx, case)
    assert [o.examiner for o in open_now.opinions] == ["ana", "bruno"]


def test_a_sheet_tells_neither_score_nor_rank_nor_gallery(rooms: Rooms) -> None:
    rooms.meet(fingers_of(7, 1), BRIGADA)
    met = rooms.meet(fingers_of(7, 2))
    _, candidates, _ = rooms.found(met)
    with rooms.database.reading() as tx:
        text = repr(views.case_sheet(tx, case_of(rooms, met)))
    assert "watchlist" not in text.lower()
    for number in (candidates[0].score, candidates[0].log10_fmr):
        assert f"{number:.2f}" not in text


def test_cases_that_wait_stand_first(rooms: Rooms) -> None:
    rooms.enrol(fingers_of(7, 1))
    met = [rooms.meet(fingers_of(7, n), retained=False) for n in (2, 3, 4)]
    judge(rooms, case_of(rooms, met[0]), "ana", Finding.EXCLUSION)
    with rooms.database.reading() as tx:
        lines = views.case_list(tx)
    assert [line.state for line in lines] == [CaseState.OPEN, CaseState.OPEN, CaseState.DECIDED]
    assert lines[-1].case == case_of(rooms, met[0])
    assert {line.candidates for line in lines} == {1}


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
