"""Envelopes as bytes: what is sealed can be opened by its reader only, and one changed bit is refused."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openbitmap.vocabulary import Digest, EnvelopeId, PartnerId
from openbitmap.wire.envelope import (
    BUCKETS,
    Binding,
    Bundle,
    Card,
    Content,
    EnvelopeReceipt,
    Fault,
    Header,
    ReadingKey,
    ReceiptState,
    Route,
    SigningKey,
    Unacceptable,
    card_from,
    fingerprint_of,
    header_from,
    open_content,
    open_frame,
    pack_bundle,
    receipt_from,
    seal_content,
    sign_header,
    signed_by,
    signed_card,
    signed_receipt,
    unpack_bundle,
    write_frame,
)

CL, US = PartnerId("CL"), PartnerId("US")
AT = datetime(2026, 11, 30, 12, tzinfo=UTC)
WRITER, READER = SigningKey.made(), ReadingKey.made()
OTHER = ReadingKey.made()
BINDING = Binding(EnvelopeId("env-1"), CL, US)
letters = st.characters(exclude_characters="\x00", exclude_categories=["Cs"])
texts = st.dictionaries(
    st.text(letters, max_size=20), st.one_of(st.text(letters, max_size=200), st.integers(), st.booleans()), max_size=5
)
files = st.dictionaries(st.text(letters, min_size=1, max_size=20), st.binary(max_size=6000), max_size=3)


def written(content: Content, *, clause: str = "", sequence: int = 1) -> bytes:
    sealed = seal_content(content, BINDING, READER.public)
    header = Header(
        BINDING.envelope, "search", Route(CL, US, sequence), AT, clause, "inq-1", READER.key, sealed.digests
    )  # fmt: skip
    return write_frame(sign_header(header.to_bytes(), WRITER), sealed)


SAMPLE = written(Content({"question": 1}, {"probe": b"ridges"}))


def accepted(data: bytes) -> bool:
    """As a reader would: frame, signature, content."""
    try:
        envelope = open_frame(data)
        if not signed_by(envelope.signed, WRITER.public) or envelope.signed.key != WRITER.key:
            return False
        open_content(envelope.sealed, envelope.binding, READER)
    except Unacceptable:
        return False
    return True


@given(texts, files)
@settings(max_examples=60, deadline=None)
def test_what_is_sealed_is_opened_as_it_was(body: dict[str, object], attachments: dict[str, bytes]) -> None:
    envelope = open_frame(written(Content(body, attachments)))
    assert signed_by(envelope.signed, WRITER.public)
    assert open_content(envelope.sealed, envelope.binding, READER) == Content(body, attachments)


@given(st.integers(0, len(SAMPLE) - 1), st.integers(1, 255))
@settings(max_examples=400, deadline=None)
def test_a_changed_byte_is_never_accepted(place: int, change: int) -> None:
    changed = bytearray(SAMPLE)
    changed[place] ^= change
    assert not accepted(bytes(changed))


def test_every_bit_of_the_signed_header_counts() -> None:
    """The last character of base64 has bits that decode to nothing: they too may not change."""
    end = SAMPLE.index(b".", SAMPLE.index(b".") + 1) + 88
    for place in range(7, end):
        for bit in range(8):
            changed = bytearray(SAMPLE)
            changed[place] ^= 1 << bit
            assert not accepted(bytes(changed)), (place, bit)


@given(st.integers(0, len(SAMPLE) - 1), st.integers(0, 40), st.binary(max_size=40))
@settings(max_examples=200, deadline=None)
def test_bytes_cut_out_or_put_in_are_never_accepted(place: int, gone: int, put: bytes) -> None:
    changed = SAMPLE[:place] + put + SAMPLE[place + gone :]
    assert changed == SAMPLE or not accepted(changed)


@given(st.binary(max_size=300))
@settings(deadline=None)
def test_anything_at_all_is_refused_with_a_word(data: bytes) -> None:
    for prefix in (b"", b"OBENV1\n"):
        with pytest.raises(Unacceptable):
            open_frame(prefix + data)
    with pytest.raises(Unacceptable):
        receipt_from(data.decode("latin-1"))
    with pytest.raises(Unacceptable):
        card_from(data.decode("latin-1"))


def test_nobody_else_opens_it_and_no_part_serves_in_another_envelope() -> None:
    envelope = open_frame(SAMPLE)
    for binding, key in (
        (envelope.binding, OTHER),
        (replace(envelope.binding, envelope=EnvelopeId("env-2")), READER),
        (replace(envelope.binding, sender=PartnerId("MX")), READER),
    ):
        with pytest.raises(Unacceptable) as refused:
            open_content(envelope.sealed, binding, key)
        assert refused.value.fault is Fault.UNREADABLE
    parts = envelope.sealed.parts
    with pytest.raises(Unacceptable):
        open_content(replace(envelope.sealed, parts=parts[::-1]), envelope.binding, READER)
    exchanged = replace(envelope.sealed, key=open_frame(written(Content({}))).sealed.key)
    with pytest.raises(Unacceptable) as altered:
        open_frame(write_frame(envelope.signed.text, exchanged))
    assert altered.value.fault is Fault.ALTERED


def test_size_tells_a_bucket_and_no_more() -> None:
    sizes = {len(written(Content({"hit": "x" * n}), clause="c" * (n % 200))) for n in range(0, 3900, 130)}
    assert len(sizes) == 1
    assert len(written(Content({"hit": "x" * 5000}))) > max(sizes)
    with pytest.raises(ValueError, match="at most"):
        seal_content(Content({}, {"a": bytes(BUCKETS[-1])}), BINDING, READER.public)


def test_a_header_of_a_later_version_of_ours_is_read_and_one_of_another_format_is_not() -> None:
    header = open_frame(SAMPLE).header
    later = header.to_bytes().replace(b'"version":1,', b'"version":1,"added":["later"],')
    assert header_from(later) == header
    with pytest.raises(Unacceptable) as refused:
        header_from(header.to_bytes().replace(b'"version":1', b'"version":2'))
    assert refused.value.fault is Fault.UNKNOWN_VERSION
    assert header_from(replace(header, expires_at=AT).to_bytes()).expires_at == AT


def test_a_signature_is_good_for_one_thing_only() -> None:
    """A receipt's signature cannot be given out as an envelope's."""
    receipt = EnvelopeReceipt(
        EnvelopeId("env-1"), Route(CL, US, 1), ReceiptState.ACCEPTED, "", Digest("d"), Digest("r"), AT
    )  # fmt: skip
    text = signed_receipt(receipt, WRITER)
    signed, again = receipt_from(text)
    assert again == receipt
    assert signed_by(signed, WRITER.public)
    assert not signed_by(signed, SigningKey.made().public)
    with pytest.raises(Unacceptable):
        card_from(text)
    with pytest.raises(Unacceptable):
        open_frame(write_frame(text, open_frame(SAMPLE).sealed))


def test_a_card_speaks_for_its_own_key_and_its_fingerprint_for_all_of_it() -> None:
    card = Card(CL, "Chile", "CL", "https://cl:1", WRITER.public, READER.public, b"certificate", AT)
    signed, again = card_from(signed_card(card, WRITER))
    assert again == card
    spoken = fingerprint_of(signed)
    assert [len(group) for group in spoken.split()] == [4] * 10
    moved, _ = card_from(signed_card(replace(card, address="https://elsewhere:1"), WRITER))
    assert fingerprint_of(moved) != spoken
    with pytest.raises(ValueError, match="own key"):
        signed_card(card, SigningKey.made())


def test_a_bundle_carries_bytes_untouched_and_one_cut_short_what_is_left() -> None:
    bundle = Bundle(CL, US, (SAMPLE, b"damaged", SAMPLE), ("receipt",))
    data = pack_bundle(bundle)
    assert unpack_bundle(data) == bundle
    assert unpack_bundle(data[: -len(SAMPLE) - 3]).envelopes == (SAMPLE, b"dama")
    for broken in (b"", b"OBBUN1\n", data[:20], b"OBBUN1\n\x00\x00\x00\x02[]"):
        with pytest.raises(Unacceptable):
            unpack_bundle(broken)


DEEP: list[object] = []
for _ in range(40):
    DEEP = [DEEP]
UNFIT: dict[str, dict[str, object]] = {
    "nul": {"a": "\x00"},
    "nul in a name": {"\x00": 1},
    "half a character": {"a": [{"b": "\ud800"}]},
    "deep": {"a": DEEP},
}


@pytest.mark.parametrize("what", UNFIT)
def test_what_no_reader_could_keep_is_unreadable(what: str) -> None:
    sealed = seal_content(Content(UNFIT[what]), BINDING, READER.public)
    with pytest.raises(Unacceptable) as caught:
        open_content(sealed, BINDING, READER)
    assert caught.value.fault is Fault.UNREADABLE


@pytest.mark.parametrize("correlation", ["x" * 401, "\x00", "\ud800", "a\nb"])
def test_a_header_names_what_a_register_can_hold(correlation: str) -> None:
    header = Header(BINDING.envelope, "search", Route(CL, US, 1), AT, "", correlation, READER.key, ())
    with pytest.raises(Unacceptable) as caught:
        header_from(header.to_bytes())
    assert caught.value.fault is Fault.NOT_AN_ENVELOPE
