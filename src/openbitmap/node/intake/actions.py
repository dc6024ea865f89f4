"""Receive, examine, accept or refuse. The order matters: bytes are safe before they are read."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from openbitmap import images, itl
from openbitmap.node import access, ledger
from openbitmap.node.access import Station
from openbitmap.node.database import Transaction, new_id
from openbitmap.node.equipment import Equipment
from openbitmap.node.events import SubmissionAccepted, SubmissionReceived, SubmissionRefused
from openbitmap.node.intake import store
from openbitmap.node.intake.model import (
    Arrival,
    Header,
    Submission,
    conflict_finding,
    finding_of,
    header_from,
    sender_findings,
)
from openbitmap.node.problems import NO_SUCH_THING, Refused
from openbitmap.node.vault import Vault
from openbitmap.vocabulary import Actor, Compression, StationId, SubmissionId
from openbitmap.wire import Receipt, SubmissionState

NODE = Actor("node", "intake")
GREY_AXES = 2
PATIENT = replace(images.LIMITS, seconds=4 * images.LIMITS.seconds)
NO_VERDICT = (images.Refusal.TOO_SLOW, images.Refusal.DECODER_DIED)


def receive(tx: Transaction, vault: Vault, arrival: Arrival) -> Receipt:
    """Take bytes in: new ones become a Submission, known ones give their first receipt again. Raises Refused."""
    arrival.require_size()
    # One station's arrivals of the same bytes take turns here, so that two at once cannot both be new.
    store.lock_arrival(tx, arrival.station, arrival.digest)
    if known := store.submission_by_digest(tx, arrival.station, arrival.digest):
        return _receipt(known)
    submission = arrival.submission(SubmissionId(new_id("sub")))
    vault.put(tx, arrival.data, owner=submission.submission)
    store.insert_submission(tx, submission)
    event = SubmissionReceived(submission.submission, submission.station, submission.digest, submission.size)
    ledger.record(tx, event, actor=Actor("station", submission.station))
    return _receipt(submission)


def examine(tx: Transaction, submission_id: SubmissionId, equipment: Equipment) -> None:
    """Read the bytes and decide whether they may go on: one of SubmissionAccepted, SubmissionRefused follows."""
    submission = store.submission_of(tx, submission_id)
    data = store.original(tx, equipment.vault, submission)
    reading = itl.read(data)
    findings = list(reading.findings)
    header = None
    if reading.transaction is not None:
        header = header_from(reading.transaction)
        findings += itl.check(
            reading.transaction, received=submission.received_at.date(), codestream_size=images.header_size
        )
        findings += _node_findings(tx, submission, header)
        if not reading.errors:
            # Where the structure is broken, a broken image is its consequence and would only hide the cause.
            findings += image_findings(reading.transaction, equipment.decoder)
        _keep_header(tx, submission, header)
    if header is None or any(f.severity is itl.Severity.ERROR for f in findings):
        refuse(tx, submission_id, findings)
        return
    store.insert_findings(tx, submission_id, findings)
    store.advance(tx, submission_id, SubmissionState.ACCEPTED)
    event = SubmissionAccepted(submission_id, header.tot, header.control_number, int(header.priority))
    ledger.record(tx, event, actor=NODE)


def refuse(tx: Transaction, submission_id: SubmissionId, findings: Sequence[itl.Finding]) -> None:
    """End the way of a submission; its findings become the error transaction, its bytes stay in the vault."""
    store.insert_findings(tx, submission_id, findings)
    store.advance(tx, submission_id, SubmissionState.REFUSED)
    codes = tuple(dict.fromkeys(f.code for f in findings if f.severity is itl.Severity.ERROR))
    ledger.record(tx, SubmissionRefused(submission_id, codes), actor=NODE)


def image_findings(transaction: itl.Transaction, decoder: images.DecoderBox) -> list[itl.Finding]:
    """Decode every finger image, inside the box, so that a broken one is refused before it is enrolled.

    Raises ImageRefused where even patience was not enough: the machine may be starved, and the job is tried again.
    """
    images_of_fingers = [f for f in transaction.fingers() if f.image.data and not f.missing]
    return [finding for f in images_of_fingers if (finding := _image_finding(f, decoder))]


def _image_finding(finger: itl.FingerImage, decoder: images.DecoderBox) -> itl.Finding | None:
    encoded = finger.image
    place = f"record {finger.record}, finger position {int(finger.position)}"
    try:
        raster = decode_patiently(encoded, decoder)
    except images.ImageRefused as refused:
        if refused.code is images.Refusal.TOO_SLOW:
            raise
        text = f"image cannot be decoded: {refused.message} | {place} | capture the finger again"
        return finding_of(f"image-{refused.code}", text, record=finger.record)
    if raster.pixels.ndim != GREY_AXES:
        text = f"image has colours | {place} | send prints in 8-bit grey"
        return finding_of("image-not-grey", text, record=finger.record)
    return None


def decode_patiently(encoded: itl.EncodedImage, decoder: images.DecoderBox) -> images.Raster:
    """Decode; a child too slow or killed may be the machine's fault, so it is asked again with four times the limit.

    Raises ImageRefused. Four deaths are the file's own: a bomb that outgrows its memory may die before it says so.
    """
    compression, size = encoded.compression or Compression.NONE, (encoded.width, encoded.height)
    try:
        return decoder.decode(encoded.data, compression, size=size)
    except images.ImageRefused as refused:
        if refused.code not in NO_VERDICT:
            raise
    return decoder.decode(encoded.data, compression, size=size, limits=PATIENT)


def _node_findings(tx: Transaction, submission: Submission, header: Header) -> list[itl.Finding]:
    station = _station(tx, submission.station)
    findings = list(sender_findings(header, station))
    if header.originator != station.originator:
        return findings  # which numbers another station used is not for this one to learn
    if earlier := store.other_use_of_control_number(tx, header, submission.submission):
        findings.append(conflict_finding(header, earlier))
    return findings


def _keep_header(tx: Transaction, submission: Submission, header: Header) -> None:
    due = submission.received_at + timedelta(seconds=header.priority.service_class.clock_seconds)
    store.insert_header(tx, submission.submission, header, due_at=due)


def _station(tx: Transaction, name: StationId) -> Station:
    station = access.station_named(tx, name)
    if station is None:
        raise Refused(NO_SUCH_THING, kind="station", name=name)
    return station


def _receipt(s: Submission) -> Receipt:
    return Receipt(s.submission, s.station, s.digest, s.size, s.received_at)
