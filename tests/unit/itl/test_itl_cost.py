"""Cost grows with size, not faster, also for files made to hurt; memory of what is kept is bounded by caps."""

import time

import pytest

from itl_examples import DAY, noise
from openbitmap.itl import Capture, EncodedImage, Header, compose, join, read, type_2, type_4, type_14, write
from openbitmap.vocabulary import Compression, FingerPosition

HEAD = b"1.001:100\x1d1.002:0502\x1d1.003:1\x1f1\x1e2\x1f00\x1d1.004:RPIS\x1c"
TYPE_4 = b"\x00\x00\x00\x12\x00\x00\x01\xff\xff\xff\xff\xff\x00\x00\x10\x00\x10\x01"


def far_lengths(size: int) -> bytes:
    """Every record's length points behind the same far FS, where no record begins before the file's last one."""
    count = size // 40_000
    start = len(HEAD) + 38 * count
    small = b"".join(
        b"99.001:%08d\x1d99.002:01\x1d99.999:abcd\x1c" % (start + 60 - len(HEAD) - 38 * n) for n in range(count)
    )
    return (HEAD + small).ljust(start + 59, b"A") + b"\x1c" + b"\xff" * size + b"\x1c99.001:20\x1d99.002:02\x1c"


HOSTILE = {
    "group separators": lambda n: HEAD + b"2.001:5\x1d2.002:00\x1d" + b"\x1d" * n,
    "unit separators": lambda n: HEAD + b"2.001:5\x1d2.002:00\x1d2.047:" + b"\x1f" * n,
    "record separators": lambda n: HEAD + b"2.001:5\x1d2.002:00\x1d2.047:" + b"\x1e" * n,
    "file separators": lambda n: HEAD + b"\x1c" * n,
    "small records": lambda n: HEAD + b"2.001:8\x1c" * (n // 8),
    "many fields": lambda n: HEAD + (b"2.001:99\x1d" + b"2.9:a\x1d" * 9_990 + b"\x1c") * (n // 60_000),
    "long contents": lambda n: b"1.001:9\x1d1.002:0502\x1d1.003:1\x1f1" + b"\x1e2\x1f00" * (n // 5),
    "announced binary": lambda n: b"1.001:9\x1d1.003:1\x1f1" + b"\x1e4\x1f00" * 3_000 + b"\x1c" + TYPE_4 * (n // 18),
    "zeros": lambda n: HEAD + bytes(n),
    "lying lengths": lambda n: HEAD + b"14.001:20\x1d14.999:aaa" * (n // 21),
    "far lengths": far_lengths,
}


def cpu_seconds(data: bytes) -> float:
    begin = time.process_time()
    reading = read(data)
    spent = time.process_time() - begin
    assert reading.transaction is not None
    assert join(reading.transaction.records) == data
    return spent


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_cost_no_more_than_their_size(name: str) -> None:
    """Four times the bytes take at most ten times the CPU time; quadratic reading would take sixteen."""
    size = 1_000_000
    cpu_seconds(HOSTILE[name](size))
    small = min(cpu_seconds(HOSTILE[name](size)) for _ in range(2))
    large = min(cpu_seconds(HOSTILE[name](4 * size)) for _ in range(2))
    assert large < 10 * small + 0.05


def test_a_card_of_one_megabyte_reads_in_milliseconds() -> None:
    """Fourteen WSQ images of 75 kB: reading copies each byte once, so it stays within a few copies of the file."""
    image = EncodedImage(noise(1, 75_000), Compression.WSQ, 800, 750, 500.0)
    capture = Capture("POST00001", DAY)
    fingers = [type_14(FingerPosition(1 + n % 10), image, capture) for n in range(14)]
    header = Header("CAR", "POST00001-000001", DAY, "NODE00001", "POST00001")
    data = write(compose(header, [type_2({"NAM": "DOE,JOHN"}), *fingers]))
    assert len(data) > 1_000_000
    assert min(cpu_seconds(data) for _ in range(5)) < 0.1


def test_records_do_not_copy_the_rest_of_the_file() -> None:
    """Eight times the records in the same number of bytes must not cost eight times as much (nistitl's flaw)."""

    def file(records: int) -> bytes:
        image = EncodedImage(noise(2, 8_000_000 // records), Compression.WSQ, 800, 750, 500.0)
        header = Header("CAR", "POST00001-000001", DAY, "NODE00001", "POST00001")
        return write(compose(header, [type_4(FingerPosition.RIGHT_THUMB, image) for _ in range(records)]))

    few, many = file(10), file(80)
    cpu_seconds(few)
    assert min(cpu_seconds(many) for _ in range(3)) < 4 * min(cpu_seconds(few) for _ in range(3)) + 0.05
