"""Messages between machines: one JSON form, read back as the same value, older and newer senders understood."""

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from tests.answers import answers, times

from openbitmap.vocabulary import ControlNumber, Digest, StationId, SubmissionId, Verdict
from openbitmap.wire import (
    Answer,
    Clock,
    Control,
    NextStep,
    Receipt,
    Status,
    SubmissionState,
    answer_from_json,
    receipt_from_json,
    status_from_json,
    to_json,
)

many = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
names = st.text(st.characters(codec="utf-8"), min_size=1, max_size=40)
receipts = st.builds(
    Receipt,
    submission=names.map(SubmissionId),
    station=names.map(StationId),
    digest=st.text("0123456789abcdef", min_size=64, max_size=64).map(Digest),
    size=st.integers(1, 2**40),
    received_at=times,
)
statuses = st.builds(
    Status,
    submission=names.map(SubmissionId),
    state=st.sampled_from(SubmissionState),
    due_at=times,
    answer_version=st.integers(0, 99),
)


@many
@given(answers())
def test_an_answer_survives_its_json(answer: Answer) -> None:
    assert answer_from_json(to_json(answer)) == answer


@many
@given(receipts)
def test_a_receipt_survives_its_json(receipt: Receipt) -> None:
    assert receipt_from_json(to_json(receipt)) == receipt


@many
@given(statuses)
def test_a_status_survives_its_json(status: Status) -> None:
    assert status_from_json(to_json(status)) == status


@many
@given(receipts)
def test_the_json_form_is_canonical(receipt: Receipt) -> None:
    text = to_json(receipt)
    value = json.loads(text)
    assert text == json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert to_json(receipt_from_json(text)) == text


@many
@given(answers())
def test_a_field_from_a_newer_sender_is_passed_over(answer: Answer) -> None:
    value = json.loads(to_json(answer)) | {"a_field_of_tomorrow": [1, 2, 3]}
    assert answer_from_json(json.dumps(value)) == answer


@many
@given(answers())
def test_an_older_sender_that_leaves_out_later_fields_is_understood(answer: Answer) -> None:
    value = json.loads(to_json(answer))
    for field in ("coverage", "prints", "notes", "refusals"):
        del value[field]
    read = answer_from_json(json.dumps(value))
    assert (read.verdict, read.coverage, read.prints, read.notes, read.refusals) == (answer.verdict, (), (), (), ())


@pytest.mark.parametrize("change", [{"verdict": "clear"}, {"version": "one"}, {"submission": None}, {"clock": {}}])
def test_what_an_answer_cannot_be_is_refused(change: dict[str, object]) -> None:
    value = json.loads(to_json(EXAMPLE)) | change
    with pytest.raises(ValidationError):
        answer_from_json(json.dumps(value))


def test_times_of_another_zone_are_the_same_moment() -> None:
    there = datetime(2026, 11, 24, 9, tzinfo=timezone(timedelta(hours=-3)))
    receipt = Receipt(SubmissionId("sub-1"), StationId("arica"), Digest("0" * 64), 7, there)
    read = receipt_from_json(to_json(receipt))
    assert read.received_at == there
    assert read.received_at.utcoffset() is not None


def _example() -> Answer:
    noon = datetime(2026, 11, 24, 12, tzinfo=UTC)
    control = Control("SYNARICA1", ControlNumber("TCN-000001"), ControlNumber("OB-1-1"), "RPISR")
    return Answer(
        SubmissionId("sub-1"),
        1,
        Verdict.NO_CANDIDATE,
        NextStep.CONTINUE_PROCEDURE,
        control=control,
        clock=Clock(noon, noon, noon, 0),
    )


EXAMPLE = _example()
