"""Answers to senders: waiting words when the clock runs out, versions, and what the card never says."""

from datetime import datetime, timedelta

import pytest
from tests.asking import conformant
from tests.cast import ARICA, BRIGADA
from tests.rooms import NOON, Met, Rooms, fingers_of

from openbitmap import itl
from openbitmap.node import exchange, identities, intake, ledger
from openbitmap.node.events import AnswerReleased, CaseDecided, EncounterEnrolled, SearchFinished, WorkDied
from openbitmap.node.exchange import Icon, Tone
from openbitmap.node.flow import FLOW
from openbitmap.node.identities import Gallery
from openbitmap.vocabulary import ControlNumber, Coverage, GalleryKind, Priority, SubmissionId, Verdict, digest_of
from openbitmap.wire import Answer, NextStep, SubmissionState, to_json

LATE = NOON + timedelta(seconds=11)
BADLY_NUMBERED = ["", "ABC", "X" * 60, "TCN\x1fWITH\x1fUNITS", "TCN <b>markup</b>", "ÑANDÚ-000001"]


def overdue(rooms: Rooms, at: datetime = LATE) -> int:
    """Give the words of waiting that are due; says how many."""
    with rooms.database.transaction() as tx:
        late = exchange.overdue(tx, at=at)
        for submission in late:
            exchange.release_waiting(tx, rooms.equipment, submission, at=at)
    return len(late)


def answer_of(rooms: Rooms, met: Met) -> Answer:
    answer = rooms.answer(met.submission)
    assert answer is not None
    return answer


def bytes_of(rooms: Rooms, submission: SubmissionId) -> bytes:
    with rooms.database.transaction() as tx:
        released = exchange.latest_released(tx, submission)
        assert released is not None
        return rooms.equipment.vault.get(tx, released.itl)


def decide(rooms: Rooms, met: Met, candidates: tuple[str, ...], conclusion: str) -> Answer:
    rooms.state(CaseDecided(met.submission, "case-x", met.encounter, candidates, conclusion))
    rooms.drain()
    return answer_of(rooms, met)


def test_when_the_clock_runs_out_a_word_of_waiting_comes_first_and_the_search_follows(rooms: Rooms) -> None:
    met = rooms.enrol(fingers_of(7, 1))
    assert overdue(rooms, at=NOON - timedelta(seconds=1)) == 0
    assert overdue(rooms) == 1
    waiting = answer_of(rooms, met)
    assert (waiting.version, waiting.verdict, waiting.next_step) == (1, Verdict.PENDING, NextStep.WAIT)
    with rooms.database.reading() as tx:
        titles = [g.title for g in identities.all_galleries(tx)]
    assert [(g.name, g.state) for g in waiting.coverage] == [(title, Coverage.PENDING) for title in titles]
    written = conformant(bytes_of(rooms, met.submission)) if waiting.control.tot == "ERRT" else None
    assert written is None  # a word of waiting answers in the question's own type
    rooms.state(EncounterEnrolled(met.submission, met.encounter, 2, 0))
    rooms.drain()
    searched = answer_of(rooms, met)
    assert (searched.version, searched.verdict) == (2, Verdict.NO_CANDIDATE)
    assert {g.state for g in searched.coverage if g.kind} == {Coverage.SEARCHED}
    assert rooms.facts(met.submission).count("AnswerReleased") == 2


def test_a_word_of_waiting_is_said_once_and_never_after_an_answer(rooms: Rooms) -> None:
    waiting, answered = rooms.enrol(fingers_of(7, 1)), rooms.meet(fingers_of(8, 1))
    assert [overdue(rooms), overdue(rooms), overdue(rooms)] == [1, 0, 0]
    assert answer_of(rooms, waiting).version == 1
    assert answer_of(rooms, answered).verdict is Verdict.NO_CANDIDATE


def test_a_file_that_waits_to_be_examined_gets_its_word_in_its_own_type(rooms: Rooms) -> None:
    header = itl.Header(
        "RPIS", ControlNumber("TCN-0000001"), NOON.date(), "SYNNODE01", "SYNARICA1", priority=Priority.RAPID, time=NOON
    )
    receipt = rooms.receive(
        itl.write(itl.compose(header, [itl.type_2({"ATN": "A", "CRI": "SYNARICA1", "NDR": ["6"]})]))
    )
    assert overdue(rooms) == 1
    waiting = rooms.answer(receipt.submission)
    assert waiting is not None
    assert (waiting.verdict, waiting.control.tot, waiting.control.reference) == (
        Verdict.PENDING,
        "RPISR",
        "TCN-0000001",
    )
    assert conformant(bytes_of(rooms, receipt.submission)).tot == "RPISR"


@pytest.mark.parametrize("conclusion", ["exclusion", "inconclusive", "unsuitable"])
def test_a_provisional_answer_that_comes_late_does_not_replace_peoples_word(rooms: Rooms, conclusion: str) -> None:
    rooms.meet(fingers_of(7, 1))
    met = rooms.meet(fingers_of(7, 2))
    decided = decide(rooms, met, (), conclusion)
    done, candidates, _ = rooms.found(met)
    event = SearchFinished(met.submission, done.search, met.encounter, done.verdict.value, len(candidates))
    with rooms.database.transaction() as tx:
        FLOW[SearchFinished][0].job(tx, event, rooms.equipment)
    assert answer_of(rooms, met) == decided


def test_what_is_recorded_is_the_digest_of_what_was_released(rooms: Rooms) -> None:
    met = rooms.meet(fingers_of(7, 1))
    with rooms.database.reading() as tx:
        (released,) = [e.event for e in ledger.history(tx, met.submission) if isinstance(e.event, AnswerReleased)]
    assert released.digest == digest_of(to_json(answer_of(rooms, met)).encode())


def test_a_machines_candidate_is_never_red_and_never_an_identification(rooms: Rooms) -> None:
    rooms.meet(fingers_of(7, 1), BRIGADA)
    answer = answer_of(rooms, rooms.meet(fingers_of(7, 2)))
    assert (answer.verdict, answer.next_step) == (Verdict.POSSIBLE_MATCH, NextStep.HOLD_FOR_CONFIRMATION)
    for language in ("en", "es"):
        card = exchange.card_of(answer, language)
        assert card.tone is Tone.ATTENTION
        assert "watchlist" not in (card.verdict + card.next_step).lower()


@pytest.mark.parametrize(
    ("listed", "conclusion", "verdict", "tone"),
    [
        (True, "identification", Verdict.CONFIRMED, Tone.ADVERSE),
        (False, "identification", Verdict.CONFIRMED, Tone.ATTENTION),
        (True, "exclusion", Verdict.NOT_CONFIRMED, Tone.NEUTRAL),
        (True, "inconclusive", Verdict.INCONCLUSIVE, Tone.ATTENTION),
        (True, "unsuitable", Verdict.QUALITY, Tone.ATTENTION),
    ],
)
def test_red_follows_a_human_identification_with_a_listed_person_only(
    rooms: Rooms, listed: bool, conclusion: str, verdict: Verdict, tone: Tone
) -> None:
    known = rooms.meet(fingers_of(7, 1), BRIGADA if listed else ARICA)
    met = rooms.meet(fingers_of(7, 2))
    identified = conclusion == "identification"
    answer = decide(rooms, met, (known.encounter,) if identified else (), conclusion)
    assert (answer.version, answer.verdict) == (2, verdict)
    card = exchange.card_of(answer, "en")
    assert card.tone is tone
    assert (card.icon is Icon.SIREN) == (tone is Tone.ADVERSE), "an ordinary confirmed match shows no siren"
    assert answer.case
    assert answer.case.due_at is None, "nobody waits for an opinion any more"
    assert answer.case.case in [row.text for row in card.rows], "the card names the case"


def test_red_follows_when_one_of_several_identified_entries_is_listed(rooms: Rooms) -> None:
    before, listed = rooms.meet(fingers_of(7, 1)), rooms.enrol(fingers_of(7, 2), BRIGADA)
    met = rooms.meet(fingers_of(7, 3))
    answer = decide(rooms, met, (before.encounter, listed.encounter), "identification")
    assert (answer.verdict, answer.next_step) == (Verdict.CONFIRMED, NextStep.FOLLOW_HANDLING)


@pytest.mark.parametrize(
    ("conclusion", "next_step"),
    [
        ("exclusion", NextStep.CONTINUE_PROCEDURE),
        ("inconclusive", NextStep.CALL_DUTY_DESK),
        ("unsuitable", NextStep.CAPTURE_AGAIN),
    ],
)
def test_could_not_decide_is_kept_apart_from_no(rooms: Rooms, conclusion: str, next_step: NextStep) -> None:
    rooms.meet(fingers_of(7, 1), BRIGADA)
    met = rooms.meet(fingers_of(7, 2))
    assert decide(rooms, met, (), conclusion).next_step is next_step


def test_the_final_answer_names_no_candidate_and_keeps_the_coverage(rooms: Rooms) -> None:
    known = rooms.meet(fingers_of(7, 1), BRIGADA)
    met = rooms.meet(fingers_of(7, 2))
    before = answer_of(rooms, met)
    after = decide(rooms, met, (known.encounter,), "identification")
    assert after.coverage == before.coverage
    assert after.prints == before.prints
    assert known.encounter not in to_json(after)
    assert known.submission not in to_json(after)


def test_no_form_of_an_answer_holds_a_score(rooms: Rooms) -> None:
    rooms.meet(fingers_of(7, 1))
    met = rooms.meet(fingers_of(7, 2))
    done, candidates, _ = rooms.found(met)
    answer = answer_of(rooms, met)
    forms = to_json(answer) + "\n".join(exchange.card_lines(exchange.card_of(answer, "en")))
    for number in (candidates[0].score, candidates[0].log10_fmr, done.held.threshold):
        assert f"{abs(number):.2f}"[:5] not in forms
    assert candidates[0].encounter not in forms


@pytest.mark.parametrize("number", BADLY_NUMBERED)
def test_a_file_with_an_impossible_control_number_still_gets_an_error_transaction(rooms: Rooms, number: str) -> None:
    header = itl.Header(
        "RPIS", ControlNumber("PLACEHOLDER"), NOON.date(), "SYNNODE01", "SYNARICA1", priority=Priority.RAPID, time=NOON
    )
    made = itl.assemble(itl.compose(header, [itl.type_2({"NAM": "SYNTHETIC, PERSON"})]))
    data = b"".join(record.encoded() for record in made.records).replace(b"PLACEHOLDER", number.encode(), 1)
    receipt = rooms.receive(data)
    rooms.drain()
    answer = rooms.answer(receipt.submission)
    assert answer is not None
    assert answer.verdict is Verdict.REFUSED
    reading = itl.read(bytes_of(rooms, receipt.submission))
    assert reading.transaction is not None
    assert reading.transaction.tot == "ERRT"
    assert not reading.errors
    with rooms.database.reading() as tx:
        assert intake.findings_of(tx, receipt.submission)


@pytest.mark.parametrize("job", ["search.jobs.search_encounter", "exchange.jobs.answer_search", "deliver"])
def test_a_dead_job_tells_its_sender_and_a_late_search_still_answers(rooms: Rooms, job: str) -> None:
    met = rooms.enrol(fingers_of(7, 1))
    rooms.state(WorkDied(met.submission, job, "killed 3 times"))
    rooms.drain()
    answer = answer_of(rooms, met)
    assert (answer.verdict, answer.next_step) == (Verdict.FAILED, NextStep.SEND_AGAIN_OR_CALL)
    assert answer.control.tot == "ERRT"
    with rooms.database.reading() as tx:
        assert intake.submission_of(tx, met.submission).state is SubmissionState.FAILED
    rooms.search(met)
    assert answer_of(rooms, met).verdict is Verdict.NO_CANDIDATE


@pytest.mark.parametrize("job", ["alerts.jobs.check_watchlists", "search.jobs.search_silently", "cases.jobs.open"])
def test_the_death_of_a_job_that_nobody_waits_for_shows_nobody_anything(rooms: Rooms, job: str) -> None:
    waiting, answered = rooms.enrol(fingers_of(7, 1)), rooms.meet(fingers_of(8, 1))
    before = rooms.answer(answered.submission)
    for met in (waiting, answered):
        rooms.state(WorkDied(met.submission, job, "killed 3 times"))
    rooms.state(WorkDied(answered.submission, "exchange.jobs.answer_search", "killed 3 times"))
    rooms.drain()
    assert rooms.answer(waiting.submission) is None
    assert rooms.answer(answered.submission) == before, "who has an answer keeps it"


def test_galleries_of_one_kind_are_told_apart_by_name(rooms: Rooms) -> None:
    met = rooms.meet(fingers_of(7, 1))
    answer = answer_of(rooms, met)
    assert "Watchlist 0" in card_text(answer)
    with rooms.database.transaction() as tx:
        identities.found_gallery(tx, Gallery("interpol", GalleryKind.WATCHLIST, "INTERPOL", "CL"))
    again = card_text(answer_of(rooms, rooms.meet(fingers_of(8, 1))))
    assert "Watchlist INTERPOL 0" in again
    assert "Watchlist 0" in again
    assert "Watchlist Watchlist" not in again
    assert "Prison 0" in again


def card_text(answer: Answer) -> str:
    return "\n".join(exchange.card_lines(exchange.card_of(answer, "en")))
