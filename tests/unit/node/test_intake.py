"""What comes in: once and for good, examined in its own time, refused at its place."""

import threading
from dataclasses import replace
from datetime import timedelta

import pytest
from tests.cast import ADMINISTRATOR, ARICA, BRIGADA
from tests.drawn_prints import drawn_print
from tests.rooms import NOON, Rooms

from openbitmap import itl
from openbitmap.images import LIMITS, DecoderBox, ImageRefused, Limits, Raster, Refusal, encode_wsq
from openbitmap.node import access, intake, ledger
from openbitmap.node.access import Station
from openbitmap.node.events import SubmissionRefused
from openbitmap.node.problems import EMPTY, TOO_LARGE, Refused
from openbitmap.vocabulary import (
    Compression,
    ControlNumber,
    FingerPosition,
    Priority,
    ServiceClass,
    StationId,
    digest_of,
)
from openbitmap.wire import Receipt, SubmissionState

DAY = NOON.date()


def query(
    number: str, *, originator: str = "SYNARICA1", tot: str = "RPIS", priority: Priority = Priority.RAPID
) -> bytes:
    """A file without prints: enough to be examined, never enough to be accepted."""
    header = itl.Header(tot, ControlNumber(number), DAY, "SYNNODE01", originator, priority=priority, time=NOON)
    records = itl.compose(header, [itl.type_2({"NAM": "SYNTHETIC, PERSON"})])
    return b"".join(record.encoded() for record in records.records)


def codes(rooms: Rooms, receipt: Receipt) -> set[str]:
    with rooms.database.reading() as tx:
        return {f.code for f in intake.findings_of(tx, receipt.submission)}


def test_the_same_bytes_give_the_same_receipt_and_create_nothing(rooms: Rooms) -> None:
    first = rooms.receive(b"the same bytes")
    before = rooms.facts(first.submission)
    again = rooms.receive(b"the same bytes", at=NOON + timedelta(days=3))
    assert again == first
    assert rooms.facts(first.submission) == before == ["SubmissionReceived"]
    assert (first.digest, first.size, first.received_at) == (digest_of(b"the same bytes"), 14, NOON)


def test_the_same_bytes_from_another_station_are_another_submission(rooms: Rooms) -> None:
    assert rooms.receive(b"the same bytes").submission != rooms.receive(b"the same bytes", BRIGADA).submission


def test_the_same_bytes_at_the_same_moment_are_one_submission(rooms: Rooms) -> None:
    start = threading.Barrier(6)
    receipts: list[Receipt] = []

    def send() -> None:
        start.wait()
        receipts.append(rooms.receive(b"the same bytes"))

    threads = [threading.Thread(target=send) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(receipts) == 6
    assert len(set(receipts)) == 1
    assert rooms.facts(receipts[0].submission) == ["SubmissionReceived"]
    with rooms.database.reading() as tx:
        assert tx.scalar("SELECT count(*) FROM submission") == 1


def test_nothing_and_too_much_are_refused_at_the_door(rooms: Rooms) -> None:
    with rooms.database.reading() as tx:
        before = ledger.head(tx)
    for data, problem in ((b"", EMPTY), (bytes(intake.LARGEST + 1), TOO_LARGE)):
        with pytest.raises(Refused) as refused:
            rooms.receive(data)
        assert refused.value.problem is problem
    with rooms.database.reading() as tx:
        assert tx.scalar("SELECT count(*) FROM submission") == 0
        assert ledger.head(tx) == before


def test_a_receipt_that_is_rolled_back_leaves_nothing(rooms: Rooms) -> None:
    vault = rooms.equipment.vault
    rooms.drain()  # what the cast's enrolment left
    with pytest.raises(RuntimeError), rooms.database.transaction() as tx:
        intake.receive(tx, vault, intake.Arrival(b"lost", ARICA, "test", NOON))
        raise RuntimeError("the power fails before the commit")
    assert rooms.drain() == 0
    with rooms.database.reading() as tx:
        assert tx.scalar("SELECT count(*) FROM submission") == 0
    assert rooms.receive(b"lost").received_at == NOON  # new, as if never seen


def test_until_it_is_read_a_file_runs_on_the_rapid_clock_then_on_its_own(rooms: Rooms) -> None:
    receipt = rooms.receive(query("TCN-CLOCK-1", tot="CAR", priority=Priority.ROUTINE_CRIMINAL))
    with rooms.database.reading() as tx:
        assert intake.submission_of(tx, receipt.submission).due_at == NOON + timedelta(
            seconds=ServiceClass.RAPID.clock_seconds
        )
    rooms.drain()
    with rooms.database.reading() as tx:
        due = intake.submission_of(tx, receipt.submission).due_at
    assert due == NOON + timedelta(seconds=ServiceClass.ROUTINE.clock_seconds)


def test_a_refused_file_keeps_its_bytes_and_names_every_code_once(rooms: Rooms) -> None:
    data = query("TCN-REFUSED-1", originator="SOMEBODY1")
    receipt = rooms.receive(data)
    rooms.drain()
    with rooms.database.transaction() as tx:
        submission = intake.submission_of(tx, receipt.submission)
        assert intake.original(tx, rooms.equipment.vault, submission) == data
        (refused,) = [e.event for e in ledger.history(tx, receipt.submission) if isinstance(e.event, SubmissionRefused)]
    assert submission.state is SubmissionState.REFUSED
    assert "originator-mismatch" in refused.codes
    assert len(set(refused.codes)) == len(refused.codes)
    assert rooms.facts(receipt.submission) == ["SubmissionReceived", "SubmissionRefused", "AnswerReleased"]


def test_a_station_sends_only_the_types_it_may(rooms: Rooms) -> None:
    receipt = rooms.receive(query("TCN-TYPE-1", tot="TPIS"))
    rooms.drain()
    assert "transaction-not-allowed" in codes(rooms, receipt)


def test_a_station_without_types_may_send_nothing(rooms: Rooms) -> None:
    mute = StationId("mute")
    station = Station(mute, "Mute", "SYNMUTE01", "encounters", tots=(), language="en", active=True)
    with rooms.database.transaction() as tx:
        access.enrol_station(tx, station, actor=ADMINISTRATOR)
    receipt = rooms.receive(query("TCN-MUTE-1", originator="SYNMUTE01"), mute)
    rooms.drain()
    assert "transaction-not-allowed" in codes(rooms, receipt)


def test_a_number_used_by_a_refused_file_may_be_used_again(rooms: Rooms) -> None:
    """Correct and send again is what a refusal asks for; the number stays the sender's."""
    first = rooms.receive(query("TCN-MEND-1"))
    rooms.drain()
    assert rooms.facts(first.submission)[1] == "SubmissionRefused"
    mended = rooms.receive(query("TCN-MEND-1") + b" ")
    rooms.drain()
    assert "control-number-conflict" not in codes(rooms, mended)


def test_who_is_past_due_is_still_unanswered_and_nobody_else(rooms: Rooms) -> None:
    waiting = rooms.receive(b"waits")
    with rooms.database.reading() as tx:
        assert intake.past_due(tx, NOON + timedelta(seconds=9)) == []
        assert intake.past_due(tx, NOON + timedelta(seconds=10)) == [waiting.submission]
    rooms.drain()  # refused: bytes that are no transaction
    with rooms.database.reading() as tx:
        assert intake.past_due(tx, NOON + timedelta(days=1)) == []


class StarvedBox(DecoderBox):
    """Gives no verdict until it is allowed `enough` seconds."""

    def __init__(self, code: Refusal, enough: float) -> None:
        super().__init__()
        self.code, self.enough = code, enough

    def decode(
        self, data: bytes, compression: Compression, *, size: tuple[int, int] | None = None, limits: Limits = LIMITS
    ) -> Raster:
        if limits.seconds < self.enough:
            raise ImageRefused(self.code, "the machine is starved")
        return super().decode(data, compression, size=size, limits=limits)


def examined(rooms: Rooms, box: DecoderBox, image: bytes) -> set[str]:
    """Codes of the findings of a file with one finger, examined with this box."""
    header = itl.Header("RPIS", ControlNumber("SLOW-1"), DAY, "SYNNODE01", "SYNARICA1", Priority.RAPID, time=NOON)
    encoded = itl.EncodedImage(image, Compression.WSQ, 256, 288, 500.0)
    text = itl.type_2({"ATN": "OFFICER 7", "CRI": "SYNARICA1", "NDR": ["6"]})
    records = itl.compose(header, [text, itl.type_4(FingerPosition.RIGHT_INDEX, encoded)])
    receipt = rooms.receive(b"".join(record.encoded() for record in records.records))
    with box, rooms.database.transaction() as tx:
        intake.examine(tx, receipt.submission, replace(rooms.equipment, decoder=box))
    return codes(rooms, receipt)


@pytest.mark.parametrize("code", [Refusal.TOO_SLOW, Refusal.DECODER_DIED])
def test_a_good_file_on_a_starved_machine_is_decoded_with_patience(rooms: Rooms, code: Refusal) -> None:
    found = examined(rooms, StarvedBox(code, 2 * LIMITS.seconds), encode_wsq(drawn_print(1)))
    assert not {c for c in found if c.startswith("image-")}


def test_a_file_still_too_slow_is_not_refused_but_tried_again(rooms: Rooms) -> None:
    with pytest.raises(ImageRefused, match="too-slow"):
        examined(rooms, StarvedBox(Refusal.TOO_SLOW, 1000 * LIMITS.seconds), encode_wsq(drawn_print(1)))


def test_a_file_every_decoder_dies_of_is_refused(rooms: Rooms) -> None:
    box = StarvedBox(Refusal.DECODER_DIED, 1000 * LIMITS.seconds)
    assert "image-decoder-died" in examined(rooms, box, encode_wsq(drawn_print(1)))


def test_a_codec_s_own_verdict_refuses(rooms: Rooms) -> None:
    whole = encode_wsq(drawn_print(1))
    assert {c for c in examined(rooms, DecoderBox(), whole[: len(whole) // 2]) if c.startswith("image-")}
