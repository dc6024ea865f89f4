"""Properties for all inputs: what is composed reads back the same; any bytes at all can be read."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from itl_examples import CAPTURE, DAY, header
from openbitmap.itl import EncodedImage, Transaction, check, compose, join, read, type_2, type_4, type_14, write
from openbitmap.vocabulary import TEN_FINGERS, Compression, FingerPosition, Impression

words = st.text(st.characters(exclude_categories=("Cc", "Cs", "Co", "Cn")), min_size=3, max_size=30)
images = st.builds(
    EncodedImage,
    data=st.binary(min_size=1, max_size=200),
    compression=st.sampled_from([Compression.WSQ, Compression.JPEG2000, Compression.PNG]),
    width=st.integers(10, 65_535),
    height=st.integers(10, 65_535),
    ppi=st.sampled_from([500.0, 1000.0]),
)
fingers = st.lists(st.tuples(st.sampled_from(TEN_FINGERS), images, st.sampled_from(list(Impression)[:4])), max_size=4)


@st.composite
def transactions(draw: st.DrawFn) -> Transaction:
    """Searches with names in any script and image bytes that may hold any separator."""
    text = type_2(
        {
            "NAM": draw(words),
            "AKA": draw(st.lists(words, min_size=1, max_size=10)),
            "MSG": draw(st.lists(words, min_size=1, max_size=11)),
            "DOB": draw(st.dates(date(1900, 1, 1), date(2026, 1, 1))),
        }
    )
    binary = draw(st.booleans())
    records = [
        type_4(position, image, impression=impression)
        if binary
        else type_14(position, image, CAPTURE, impression=impression)
        for position, image, impression in draw(fingers)
    ]
    return compose(header(ppi=500.0), [text, *records])


@given(transactions())
@settings(deadline=None)
def test_what_is_composed_reads_back_the_same(transaction: Transaction) -> None:
    data = write(transaction)
    reading = read(data)
    assert reading.findings == ()
    back = reading.transaction
    assert back is not None
    assert write(back) == data
    assert back.person() == transaction.person()
    assert back.messages() == transaction.messages()
    assert back.fingers() == transaction.fingers()


@given(st.binary(max_size=2_000))
@settings(deadline=None, max_examples=300)
def test_any_bytes_can_be_read(data: bytes) -> None:
    _is_total(data)


HEADS = (
    b"1.001:120\x1d1.002:0502\x1d1.003:1\x1f3\x1e2\x1f00\x1e4\x1f01\x1e14\x1f02\x1d1.004:RPIS\x1d1.005:20260101\x1c",
    b"1.001:9\x1c2.001:9\x1d2.002:00\x1c",
    b"1.001:x\x1d1.003:1\x1f2\x1e9\x1f00\x1e99\x1f01\x1d",
)
TYPE_4 = b"\x00\x00\x00\x20\x01\x00\x02\xff\xff\xff\xff\xff\x00\x00\x10\x00\x10\x01"
FRAGMENTS = (
    b"\x1c",
    b"\x1d",
    b"\x1e",
    b"\x1f",
    b":",
    b"1",
    b"14.001:30\x1d",
    b"14.999:",
    b"2.001:",
    b"\xff\xa0",
    TYPE_4,
)
MORE_FRAGMENTS = (
    b"14.013:" + b"7" * 4_400,
    "2.098:٣".encode(),
    b"14.021:2\x1f",
    b"9.331:1\x1f2\x1f3\x1fE",
    b"2.084:01\x1fXX",
)
fragments = st.sampled_from(FRAGMENTS + MORE_FRAGMENTS)


@given(st.sampled_from(HEADS), st.lists(st.one_of(fragments, st.binary(max_size=30)), max_size=40).map(b"".join))
@settings(deadline=None, max_examples=400)
def test_anything_that_begins_well_can_be_read(head: bytes, rest: bytes) -> None:
    _is_total(head + rest)


@given(transactions(), st.data())
@settings(deadline=None, max_examples=100)
def test_every_prefix_of_a_file_can_be_read(transaction: Transaction, data: st.DataObject) -> None:
    whole = write(transaction)
    cut = data.draw(st.integers(0, len(whole) - 1))
    assert read(whole[:cut]).findings, "a file that broke off was taken for whole"
    _is_total(whole[:cut])


def _is_total(data: bytes) -> None:
    reading = read(data)
    if reading.transaction is None:
        assert reading.findings
        return
    transaction = reading.transaction
    assert join(transaction.records) == data
    assert write(transaction) == data
    transaction.person()
    transaction.missing_fingers()
    transaction.repositories()
    check(transaction, received=DAY)
    for picture in (*transaction.fingers(), *transaction.faces(), *transaction.latents(), *transaction.palms()):
        assert picture.image.data
        assert isinstance(getattr(picture, "position", FingerPosition.UNKNOWN), FingerPosition)
