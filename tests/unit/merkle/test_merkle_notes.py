"""Signed notes and cosignatures, against the vectors of the Go checksum database and of C2SP, and against forgers."""

import base64
from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from hypothesis import given, settings
from hypothesis import strategies as st

from openbitmap.merkle import (
    Checkpoint,
    Note,
    NoteUnreadable,
    SignatureKind,
    cosign,
    cosigned_at,
    is_signed,
    key_id,
    read_checkpoint,
    read_note,
    sign,
    sign_checkpoint,
)

# From the tests of golang.org/x/mod/sumdb/note.
PETER = Ed25519PrivateKey.from_private_bytes(base64.b64decode("AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz")[1:])
PETER_PUBLIC = base64.b64decode("ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")[1:]
PETER_TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
PETER_NOTE = (
    PETER_TEXT + "\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6"
    "RyyBwJnAM=\n"
)
# The example of C2SP tlog-cosignature: its keys are not published, its form is.
C2SP = (
    "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n"
    "— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xe"
    "McTOAYQ8=\n"
    "— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+"
    "mbIUBkBIfZ+qnA==\n"
)
LOG = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
WITNESS = Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33)))
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
STATE = Checkpoint("openbitmap/CL", 4711, bytes(range(32)))


def test_the_go_vector_is_signed_and_read_byte_for_byte() -> None:
    assert PETER.public_key().public_bytes_raw() == PETER_PUBLIC
    assert key_id("PeterNeumann", PETER.public_key()).hex() == "c74f20a3"
    assert sign(PETER_TEXT, "PeterNeumann", PETER).render() == PETER_NOTE
    note = read_note(PETER_NOTE)
    assert note.text == PETER_TEXT
    assert is_signed(note, "PeterNeumann", Ed25519PublicKey.from_public_bytes(PETER_PUBLIC))


def test_the_example_of_c2sp_is_read() -> None:
    note = read_note(C2SP)
    state = read_checkpoint(note)
    assert (state.origin, state.size, state.root[:2].hex()) == ("example.com/behind-the-sofa", 20852163, "0ac5")
    assert state.text() == note.text
    assert note.render() == C2SP
    assert [s.name for s in note.signatures] == ["example.com/behind-the-sofa", "witness.example.com/w1"]
    assert [len(s.blob) for s in note.signatures] == [4 + 64, 4 + 8 + 64]


def test_a_checkpoint_is_signed_and_attested() -> None:
    note = sign_checkpoint(STATE, "openbitmap/CL", LOG)
    both = read_note(note.with_line(cosign(note, "openbitmap/US", WITNESS, at=NOON)).render())
    assert read_checkpoint(both) == STATE
    assert is_signed(both, "openbitmap/CL", LOG.public_key())
    assert cosigned_at(both, "openbitmap/US", WITNESS.public_key()) == NOON
    assert cosigned_at(note, "openbitmap/US", WITNESS.public_key()) is None
    assert cosigned_at(both, "openbitmap/CL", WITNESS.public_key()) is None
    # A plain signature is no attestation, nor the other way round, even of the same key.
    assert not is_signed(both, "openbitmap/US", WITNESS.public_key())
    assert key_id("a", LOG.public_key()) != key_id("a", LOG.public_key(), SignatureKind.COSIGNATURE)


def test_attested_again_is_one_line() -> None:
    note = sign_checkpoint(STATE, "openbitmap/CL", LOG)
    later = datetime(2026, 11, 24, 13, tzinfo=UTC)
    twice = note.with_line(cosign(note, "w", WITNESS, at=NOON))
    twice = twice.with_line(cosign(twice, "w", WITNESS, at=later))
    assert len(twice.signatures) == 2
    assert cosigned_at(twice, "w", WITNESS.public_key()) == later


@settings(max_examples=200)
@given(st.data())
def test_no_altered_note_is_signed(data: st.DataObject) -> None:
    note = sign_checkpoint(STATE, "openbitmap/CL", LOG)
    text = note.with_line(cosign(note, "openbitmap/US", WITNESS, at=NOON)).render()
    at = data.draw(st.integers(0, len(text) - 1))
    character = data.draw(st.characters(codec="utf-8").filter(lambda c: c != text[at]))
    try:
        changed = read_note(text[:at] + character + text[at + 1 :])
    except NoteUnreadable:
        return
    signed = is_signed(changed, "openbitmap/CL", LOG.public_key())
    attested = cosigned_at(changed, "openbitmap/US", WITNESS.public_key()) == NOON
    assert not (signed and attested)
    if changed.text != note.text:
        assert not signed and not attested


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "no empty line"),
        ("a\n", "no empty line"),
        ("a\n\n", "no empty line"),
        (PETER_NOTE[:-1], "no empty line"),
        (PETER_TEXT + "\n- PeterNeumann x08go/ZJ\n", "names no signer"),
        (PETER_TEXT + "\n— Peter+Neumann x08go/ZJ\n", "names no signer"),
        (PETER_TEXT + "\n— PeterNeumann !!!!\n", "not base64"),
        (PETER_TEXT + "\n— PeterNeumann x08goA==\n", "too short"),
        (PETER_NOTE.replace("you", "y\tu", 1), "control characters"),
        (PETER_NOTE + PETER_NOTE.rpartition("\n\n")[2] * 100, "101 signatures"),
    ],
)
def test_what_is_no_note_is_refused(text: str, why: str) -> None:
    with pytest.raises(NoteUnreadable, match=why):
        read_note(text)


@pytest.mark.parametrize(
    "text", ["o\n", "o\n07\nAAAA\n", "o\n-1\nAAAA\n", "o\n7\nAAAA\n", "o\n7\n!\n", "\n7\n" + "A" * 43 + "=\n"]
)
def test_what_is_no_checkpoint_is_refused(text: str) -> None:
    with pytest.raises(NoteUnreadable):
        read_checkpoint(Note(text, ()))


def test_what_cannot_be_signed_is_refused() -> None:
    with pytest.raises(ValueError, match="line end"):
        sign("no end", "name", LOG)
    with pytest.raises(ValueError, match="name of a key"):
        sign("text\n", "two words", LOG)
