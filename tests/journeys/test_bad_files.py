"""Every kind of bad file through a real node: a finding with its place, an ERRT, the bytes kept, the node unharmed."""

from collections.abc import Callable
from dataclasses import dataclass

import httpx
import pytest
from tests.asking import conformant, itl_answer, searched_answer, submit
from tests.cast import ARICA, Cast

from openbitmap.node import ledger
from openbitmap.node.running import RunningNode
from openbitmap.synthetic.people import Person
from openbitmap.synthetic.transactions import DEFECTS, Presentation, rapid_query
from openbitmap.vocabulary import Verdict
from openbitmap.wire import Refusal

Shown = Callable[..., Presentation]


@dataclass(frozen=True)
class Place:
    """The finding a kind must give and where it must point; None: the kind has no such place."""

    code: str
    record: int | None = None
    field: str | None = None
    offset: bool = False


# Records count from 0: Type-1, Type-2, then the images.
PLACES: dict[str, Place] = {
    "truncated": Place("record-truncated", record=3, field="14.001", offset=True),
    "oversized_length": Place("record-length-wrong", record=3, field="14.001", offset=True),
    "wrong_length": Place("record-length-wrong", record=1, field="2.001", offset=True),
    "repeated_record": Place("record-unannounced", record=4, offset=True),
    "unknown_record": Place("profile-record-type", record=4, offset=True),
    "size_disagrees": Place("image-size", record=2, field="14.006", offset=True),
    "decompression_bomb": Place("image-too-many-pixels", record=2),
    "wrong_hand_slap": Place("wrong-hand", record=2),
    "same_print_twice": Place("profile-same-image", record=3, field="14.013", offset=True),
    "same_finger_twice": Place("same-print-twice", record=3),
    "future_birth_date": Place("profile-birth-date", record=1, field="2.022", offset=True),
}


def test_every_kind_of_bad_file_has_its_place_here() -> None:
    assert PLACES.keys() == DEFECTS.keys()


@pytest.mark.parametrize("kind", DEFECTS)
def test_a_bad_file_is_refused_at_its_place_and_the_next_one_is_answered(
    shared_node: RunningNode,
    shared_client: httpx.Client,
    shared_cast: Cast,
    strangers: list[Person],
    shown: Shown,
    kind: str,
) -> None:
    number = 10 + 10 * list(DEFECTS).index(kind)
    headers = shared_cast.headers(ARICA)
    data = DEFECTS[kind](shown(strangers[0], ARICA, number))
    bad = submit(shared_client, headers, data)
    good = submit(shared_client, headers, rapid_query(shown(strangers[1], ARICA, number + 1)))

    answer = searched_answer(shared_client, headers, bad)
    assert answer.verdict is Verdict.REFUSED
    expected = PLACES[kind]
    places = [where(r) for r in answer.refusals if r.code == expected.code]
    assert (expected.record, expected.field, expected.offset) in places, answer.refusals
    for refusal in answer.refusals:
        assert refusal.message.count("|") == 2, refusal.message  # what, where, what to do
        assert "<" not in refusal.message and "Traceback" not in refusal.message

    error = itl_answer(shared_client, headers, bad)
    assert error.tot == "ERRT"
    assert error.reference == (answer.control.reference or None)
    text = " ".join(error.messages())
    assert expected.code in text

    assert searched_answer(shared_client, headers, good).verdict in (Verdict.NO_CANDIDATE, Verdict.POSSIBLE_MATCH)
    with shared_node.database() as database, database.transaction() as tx:
        assert shared_node.home.vault().get(tx, bad.digest) == data
        told = [type(entry.event).__name__ for entry in ledger.history(tx, bad.submission)]
        assert ledger.verify(tx).intact
    assert [t for t in told if t != "SubmissionAccepted"] == [
        "SubmissionReceived",
        "SubmissionRefused",
        "AnswerReleased",
    ]


@pytest.mark.parametrize("data", [b"\x00", b"not a transaction at all", b"1.001:999:", b"\xff" * 5000])
def test_bytes_that_are_no_transaction_get_an_error_transaction_too(
    shared_client: httpx.Client, shared_cast: Cast, data: bytes
) -> None:
    headers = shared_cast.headers(ARICA)
    receipt = submit(shared_client, headers, data)
    answer = searched_answer(shared_client, headers, receipt)
    assert answer.verdict is Verdict.REFUSED
    assert answer.refusals
    error = itl_answer(shared_client, headers, receipt)
    assert (error.tot, error.reference) == ("ERRT", answer.control.reference or None)


def test_a_station_may_not_send_under_anothers_name(
    shared_client: httpx.Client, shared_cast: Cast, strangers: list[Person], shown: Shown
) -> None:
    headers = shared_cast.headers(ARICA)
    receipt = submit(shared_client, headers, rapid_query(shown(strangers[2], "brigada", 500)))
    answer = searched_answer(shared_client, headers, receipt)
    (refusal,) = [r for r in answer.refusals if r.code == "originator-mismatch"]
    assert (refusal.record, refusal.field) == (0, "1.008")
    response = shared_client.get(
        f"/v1/submissions/{receipt.submission}/answer", params={"form": "itl"}, headers=headers
    )
    assert conformant(response.content).destination == "SYNARICA1"  # to the station that sent, whatever it claimed


def where(refusal: Refusal) -> tuple[int | None, str | None, bool]:
    return refusal.record, refusal.field, refusal.offset is not None
