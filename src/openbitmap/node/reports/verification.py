"""Is this file what a node issued? Every check by itself, with what fails named; no network, no database.

Works on hostile files: what cannot be read is a failed check, never a trace.
"""

import base64
import binascii
import json
import logging
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from pydantic import TypeAdapter, ValidationError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from openbitmap.node import ledger
from openbitmap.node.database import Transaction
from openbitmap.node.events import ReportIssued
from openbitmap.node.reports.model import FORMAT, Report, Signature, SignedReport
from openbitmap.node.reports.signing import ALGORITHM, ATTACHED
from openbitmap.vocabulary import Digest, digest_of
from openbitmap.wire import to_json

_FILE = TypeAdapter(SignedReport)
PDF = b"%PDF-"


class Asked(StrEnum):
    """What is checked, in the order in which it is told."""

    READABLE = "file"
    DOCUMENT = "signature of the PDF"
    SIGNATURE = "signature of the data"
    CONTENT = "content"
    PICTURES = "pictures"
    PROOF = "ledger proof"
    LEDGER = "ledger"
    ISSUE = "issue in the ledger"


@dataclass(frozen=True)
class Check:
    asked: Asked
    holds: bool
    words: str


@dataclass(frozen=True)
class Verdict:
    """All checks, and the report where it could be read."""

    checks: tuple[Check, ...]
    signed: SignedReport | None

    @property
    def holds(self) -> bool:
        return all(check.holds for check in self.checks)


class Unreadable(ValueError):
    """The file is no report; the words say why."""


def verify_file(data: bytes) -> Verdict:
    """Everything that the file can prove by itself."""
    try:
        checks, signed = _document(data) if data.startswith(PDF) else ([], _read(data))
    except Unreadable as trouble:
        return Verdict((Check(Asked.READABLE, False, str(trouble)),), None)
    checks += [_signature(signed), _content(signed.report), _pictures(signed), _proof(signed.report)]
    return Verdict(tuple(checks), signed)


def verify_against(tx: Transaction, verdict: Verdict, data: bytes) -> Verdict:
    """The same, held against the ledger of the node that issued it."""
    if verdict.signed is None:
        return verdict
    report = verdict.signed.report
    checks = (*verdict.checks, _ledger(tx, report), _issue(tx, report, data))
    return Verdict(checks, verdict.signed)


def _document(data: bytes) -> tuple[list[Check], SignedReport]:
    """The check of the PDF's signature, and the report attached, which names the one certificate that may sign it."""
    logging.getLogger("pyhanko").setLevel(logging.CRITICAL)
    try:
        reader = PdfFileReader(BytesIO(data))
        signed = _read(_attachment(reader))
        signatures = list(reader.embedded_signatures)
        if len(signatures) != 1:
            return [Check(Asked.DOCUMENT, False, f"it has {len(signatures)} signatures instead of one")], signed
        return [_document_signature(signatures[0], signed.report.issue.certificate)], signed
    except Unreadable:
        raise
    except Exception as trouble:  # noqa: BLE001  # a hostile PDF makes its reader raise anything; all of it means one
        raise Unreadable(f"the PDF cannot be read: {type(trouble).__name__}") from None


def _document_signature(signature: object, expected: Digest) -> Check:
    try:
        certificate = signature.signer_cert  # type: ignore[attr-defined]  # pyHanko's own embedded signature
        context = ValidationContext(trust_roots=[certificate], allow_fetching=False)
        with ThreadPoolExecutor(1) as aside:  # it starts a loop of its own, which a thread with a loop does not allow
            status = aside.submit(validate_pdf_signature, signature, context).result()  # type: ignore[arg-type]  # the same object
    except SignatureValidationError as trouble:
        return Check(Asked.DOCUMENT, False, str(trouble))
    if not (status.intact and status.valid):
        return Check(Asked.DOCUMENT, False, "the file was changed after it was signed, or the signature is forged")
    untouched = status.coverage is SignatureCoverageLevel.ENTIRE_FILE
    if not untouched or status.modification_level not in (None, ModificationLevel.NONE):
        return Check(Asked.DOCUMENT, False, "something was added to the file after it was signed")
    if digest_of(certificate.dump()) != expected:
        return Check(Asked.DOCUMENT, False, "another certificate signed the pages than the one that the data name")
    return Check(Asked.DOCUMENT, True, "the file is as it was signed")


def _attachment(reader: PdfFileReader) -> bytes:
    names = [thing.get_object() for thing in reader.root["/Names"]["/EmbeddedFiles"]["/Names"]]
    for name, held in zip(names[::2], names[1::2], strict=True):
        if str(name) == ATTACHED:
            return bytes(held["/EF"]["/F"].data)
    raise Unreadable(f"the PDF has no {ATTACHED} attached")


def _read(data: bytes) -> SignedReport:
    try:
        signed = _FILE.validate_json(data)
    except ValidationError as trouble:
        first = trouble.errors()[0]
        raise Unreadable(f"it is no report: {'.'.join(map(str, first['loc']))}: {first['msg']}") from None
    if signed.report.format != FORMAT:
        raise Unreadable(f"it has format {signed.report.format!r}; this program knows {FORMAT}")
    return signed


def _signature(signed: SignedReport) -> Check:
    said, report = signed.signature, signed.report
    try:
        certificate = _certificate(said)
        key = certificate.public_key()
        if said.algorithm != ALGORITHM or not isinstance(key, ec.EllipticCurvePublicKey):
            return Check(Asked.SIGNATURE, False, f"algorithm {said.algorithm!r} is not {ALGORITHM}")
        key.verify(base64.b64decode(said.value, validate=True), to_json(report).encode(), ec.ECDSA(hashes.SHA256()))
    except (ValueError, binascii.Error):
        return Check(Asked.SIGNATURE, False, "certificate or signature cannot be read")
    except InvalidSignature:
        return Check(Asked.SIGNATURE, False, "the data were changed after they were signed, or the signature is forged")
    fingerprint = digest_of(certificate.public_bytes(serialization.Encoding.DER))
    if fingerprint != report.issue.certificate:
        return Check(Asked.SIGNATURE, False, "the report names another certificate than the one that signed it")
    return Check(Asked.SIGNATURE, True, f"signed by {certificate.subject.rfc4514_string()}, SHA-256 {fingerprint}")


def _certificate(signature: Signature) -> x509.Certificate:
    return x509.load_pem_x509_certificate(signature.certificate.encode())


def _content(report: Report) -> Check:
    content, proof = report.content, report.proof
    if content.digest != report.issue.content:
        return Check(Asked.CONTENT, False, "its digest is not the one printed on the pages")
    if content.custody != tuple(entry.seq for entry in proof.entries):
        return Check(Asked.CONTENT, False, "the ledger entries shown are not those that the content rests on")
    return Check(Asked.CONTENT, True, f"SHA-256 {report.issue.content}")


def _pictures(signed: SignedReport) -> Check:
    wrong = list(_wrong_pictures(signed))
    if wrong:
        return Check(Asked.PICTURES, False, "; ".join(wrong))
    count = len(signed.report.content.exhibits)
    return Check(Asked.PICTURES, True, f"{count} exhibits, each with the digest that the report states")


def _wrong_pictures(signed: SignedReport) -> Iterator[str]:
    for exhibit in signed.report.content.exhibits:
        held = signed.pictures.get(exhibit.digest)
        try:
            same = held is not None and digest_of(base64.b64decode(held, validate=True)) == exhibit.digest
        except (ValueError, binascii.Error):
            same = False
        if not same:
            yield f"the picture of exhibit {exhibit.number} is missing or changed"


def _proof(report: Report) -> Check:
    proof = report.proof
    try:
        faults: Sequence[tuple[int, str]] = list(ledger.faults_of(proof))
    except ValueError:
        faults = [(0, "a hash is not hexadecimal")]
    if faults:
        return Check(Asked.PROOF, False, "; ".join(f"entry {seq}: {what}" for seq, what in faults))
    told = [json.loads(entry.leaf).get("seq") for entry in proof.entries]
    if told != [entry.seq for entry in proof.entries]:
        return Check(Asked.PROOF, False, "an entry stands under another number than its own text says")
    return Check(Asked.PROOF, True, f"{len(proof.entries)} entries lead to root {proof.root} at {proof.head.seq}")


def _ledger(tx: Transaction, report: Report) -> Check:
    head, root = ledger.root_at(tx, report.proof.head.seq)
    if (head, root) != (report.proof.head, report.proof.root):
        return Check(Asked.LEDGER, False, f"at entry {report.proof.head.seq} this ledger has other head or root")
    return Check(Asked.LEDGER, True, f"head and root at entry {head.seq} are those of this ledger")


def _issue(tx: Transaction, report: Report, data: bytes) -> Check:
    issued = [e.event for e in ledger.history(tx, report.content.question.case) if isinstance(e.event, ReportIssued)]
    known = next((event for event in issued if event.report == report.issue.report), None)
    if known is None:
        return Check(Asked.ISSUE, False, f"this ledger knows no issue of {report.issue.report}")
    if known.certificate != report.issue.certificate or digest_of(data) not in (known.document, known.machine):
        return Check(Asked.ISSUE, False, "another file, or another certificate, was issued under this number")
    return Check(Asked.ISSUE, True, "this very file was issued, and the ledger says so")
