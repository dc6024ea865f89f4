"""The watched folder: files in, receipts and answers out, for systems that can only write files."""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.asking import conformant
from tests.cast import ADMINISTRATOR, ARICA, Cast

from openbitmap.node import access, ledger
from openbitmap.node.access import Station
from openbitmap.node.running import RunningNode
from openbitmap.synthetic.people import Person
from openbitmap.synthetic.transactions import Presentation, rapid_query, truncated
from openbitmap.vocabulary import StationId, Verdict, digest_of
from openbitmap.wire import Answer, Receipt, answer_from_json, receipt_from_json

Shown = Callable[..., Presentation]
PATIENCE = 90.0


@pytest.fixture
def folder(shared_node: RunningNode, shared_cast: Cast) -> Path:
    """Arica's folder, once the node has made it."""
    assert ARICA in shared_cast.keys
    own = shared_node.home.drop / ARICA
    eventually((own / "in").is_dir)
    return own


def eventually(happened: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < until, "it did not happen"
        time.sleep(0.1)


def put(folder: Path, name: str, data: bytes) -> None:
    """Write aside and rename, as the folder's rule asks; a dot hides a file from the node."""
    hidden = folder / "in" / f".{name}"
    hidden.write_bytes(data)
    hidden.rename(folder / "in" / name)


def receipt_of(folder: Path, name: str) -> Receipt:
    path = folder / "taken" / f"{name}.receipt.json"
    eventually(lambda: path.exists() and bool(path.read_bytes()) and not (folder / "in" / name).exists())
    return receipt_from_json(path.read_bytes())


def answer_in(folder: Path, receipt: Receipt) -> Answer:
    """The first answer that is more than a word of waiting."""
    read: list[Answer] = []

    def answered() -> bool:
        for path in (folder / "answers").glob(f"{receipt.submission}.v*.json"):
            if path.read_bytes() and (answer := answer_from_json(path.read_bytes())).verdict is not Verdict.PENDING:
                read.append(answer)
        return bool(read)

    eventually(answered)
    return read[0]


def test_a_good_file_is_taken_receipted_and_answered_as_json_and_as_a_transaction(
    folder: Path, strangers: list[Person], shown: Shown
) -> None:
    data = rapid_query(shown(strangers[0], ARICA, 1001))
    put(folder, "good.eft", data)
    receipt = receipt_of(folder, "good.eft")
    assert (receipt.station, receipt.digest, receipt.size) == (ARICA, digest_of(data), len(data))
    assert (folder / "taken" / "good.eft").read_bytes() == data
    answer = answer_in(folder, receipt)
    assert answer.verdict in (Verdict.NO_CANDIDATE, Verdict.POSSIBLE_MATCH)
    written = conformant((folder / "answers" / f"{receipt.submission}.v{answer.version}.eft").read_bytes())
    assert (written.tot, written.reference) == ("RPISR", answer.control.reference)


def test_a_bad_file_is_answered_by_an_error_transaction(folder: Path, strangers: list[Person], shown: Shown) -> None:
    put(folder, "bad.eft", truncated(shown(strangers[0], ARICA, 1002)))
    answer = answer_in(folder, receipt_of(folder, "bad.eft"))
    assert answer.verdict is Verdict.REFUSED
    assert "record-truncated" in [r.code for r in answer.refusals]


def test_the_same_bytes_under_another_name_give_the_same_receipt(
    shared_node: RunningNode, folder: Path, strangers: list[Person], shown: Shown
) -> None:
    data = truncated(shown(strangers[0], ARICA, 1003))
    put(folder, "once.eft", data)
    first = receipt_of(folder, "once.eft")
    answer_in(folder, first)
    with shared_node.database() as database, database.reading() as tx:
        before = ledger.head(tx)
    put(folder, "twice.eft", data)
    assert receipt_of(folder, "twice.eft") == first
    with shared_node.database() as database, database.reading() as tx:
        assert ledger.head(tx) == before


def test_an_empty_file_is_refused_beside_its_bytes(folder: Path) -> None:
    put(folder, "empty.eft", b"")
    refusal = folder / "taken" / "empty.eft.refused.txt"
    eventually(lambda: refusal.exists() and bool(refusal.read_text()))
    assert refusal.read_text() == "empty: The submission holds no bytes. Send the transaction file itself.\n"
    assert not (folder / "taken" / "empty.eft.receipt.json").exists()


def test_a_file_that_still_grows_and_a_hidden_one_are_left_alone(folder: Path) -> None:
    hidden = folder / "in" / ".hidden.eft"
    hidden.write_bytes(b"written aside")
    growing = folder / "in" / "growing.eft"
    written = b""
    for _ in range(12):
        written += b"more "
        growing.write_bytes(written)
        time.sleep(0.2)
    receipt = receipt_of(folder, "growing.eft")
    assert receipt.digest == digest_of(written)  # taken once, whole
    assert hidden.exists()


def test_a_folder_inside_disturbs_nothing(folder: Path) -> None:
    (folder / "in" / "a folder").mkdir(exist_ok=True)
    put(folder, "beside.eft", b"beside a folder")
    receipt_of(folder, "beside.eft")
    assert (folder / "in" / "a folder").is_dir()


def test_a_switched_off_station_is_not_listened_to(shared_node: RunningNode, folder: Path) -> None:
    name = StationId("asleep")
    station = Station(name, "Asleep", "SYNSLEEP1", "encounters", tots=("RPIS",), language="en", active=False)
    with shared_node.database() as database, database.transaction() as tx:
        access.enrol_station(tx, station, actor=ADMINISTRATOR)
    own = shared_node.home.drop / name
    eventually((own / "in").is_dir)
    put(own, "unheard.eft", b"a file of nobody's")
    time.sleep(2)
    put(folder, "heard.eft", f"a file of somebody's, {datetime.now(UTC)}".encode())
    receipt_of(folder, "heard.eft")
    assert (own / "in" / "unheard.eft").exists()


def test_two_files_of_one_name_are_both_accounted_for(folder: Path) -> None:
    receipts = []
    for data in (b"the first of the name", b"the second of the name"):
        put(folder, "same.eft", data)
        receipts.append(receipt_of(folder, "same.eft"))
    kept = {receipt_from_json(path.read_bytes()) for path in (folder / "taken").glob("*.receipt.json")}
    assert set(receipts) <= kept
