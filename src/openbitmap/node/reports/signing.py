"""The node's own key for reports, and what it signs: JSON by ECDSA, PDF by PAdES with the JSON attached.

The certificate is the node's own word about itself: whoever relies on it compares its SHA-256 with the one that the
authority running the node publishes. No time stamping authority is asked, so the time is the node's.
"""

import base64
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path

from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils import embed
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko_certvalidator.registry import SimpleCertificateStore

from openbitmap.node.reports.model import Report, Signature, SignedReport
from openbitmap.vocabulary import Digest, digest_of
from openbitmap.wire import to_json

ALGORITHM = "ecdsa-p256-sha256"
ATTACHED = "report.json"
FIELD = "NodeSignature"
YEARS = 10


@dataclass(frozen=True)
class Signer:
    """A private key with the certificate that vouches for it."""

    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate

    @property
    def pem(self) -> str:
        return self.certificate.public_bytes(serialization.Encoding.PEM).decode("ascii")

    @property
    def fingerprint(self) -> Digest:
        """SHA-256 of the certificate, as PDF readers and openssl show it."""
        return digest_of(self.certificate.public_bytes(serialization.Encoding.DER))


def signer_in(path: Path, *, node: str, at: datetime) -> Signer:
    """The key kept in a file, made on first use with mode 600. Raises PermissionError when others may read it."""
    if not path.exists():
        _make(path, node, at)
    if path.stat().st_mode & 0o077:
        raise PermissionError(f"{path} can be read by others: chmod 600 it, and make a new key if someone could have")
    held = path.read_bytes()
    key = serialization.load_pem_private_key(held, password=None)
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise ValueError(f"{path} holds no elliptic curve key: restore it from its backup")
    return Signer(key, x509.load_pem_x509_certificate(held))


def sign(report: Report, pictures: Mapping[str, str], signer: Signer) -> SignedReport:
    value = signer.key.sign(to_json(report).encode(), ec.ECDSA(hashes.SHA256()))
    signature = Signature(ALGORITHM, signer.pem, base64.b64encode(value).decode("ascii"))
    return SignedReport(report, signature, pictures)


def sealed_pdf(pdf: bytes, attachment: bytes, signer: Signer, *, report: Report) -> bytes:
    """The PDF with the machine-readable report attached, signed as a whole (PAdES baseline B)."""
    issued = report.issue.issued_at
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    held = embed.EmbeddedFileObject.from_file_data(
        writer, attachment, mime_type="application/json",
        params=embed.EmbeddedFileParams(creation_date=issued, modification_date=issued),
    )  # fmt: skip
    embed.embed_file(writer, embed.FileSpec(ATTACHED, file_name=ATTACHED, embedded_data=held))
    wanted = signers.PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        reason=f"Report {report.issue.report} of case {report.content.question.case}",
        location=f"Node {report.issue.node}",
        name=f"OpenBITMAP node {report.issue.node}",
    )
    sealed = BytesIO()
    signers.sign_pdf(writer, wanted, signer=_pdf_signer(signer), output=sealed)
    return sealed.getvalue()


def _pdf_signer(signer: Signer) -> signers.SimpleSigner:
    private = signer.key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    certificate = asn1_x509.Certificate.load(signer.certificate.public_bytes(serialization.Encoding.DER))
    return signers.SimpleSigner(
        signing_cert=certificate,
        signing_key=asn1_keys.PrivateKeyInfo.load(private),
        cert_registry=SimpleCertificateStore(),  # type: ignore[no-untyped-call]  # pyHanko's own constructor
    )


def _make(path: Path, node: str, at: datetime) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"OpenBITMAP node {node}, reports")])
    usage = x509.KeyUsage(
        digital_signature=True, content_commitment=True, key_encipherment=False, data_encipherment=False,
        key_agreement=False, key_cert_sign=False, crl_sign=False, encipher_only=False, decipher_only=False,
    )  # fmt: skip
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(at - timedelta(minutes=5))
        .not_valid_after(at + timedelta(days=365 * YEARS))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    _write_once(path, private + certificate.public_bytes(serialization.Encoding.PEM))


def _write_once(path: Path, content: bytes) -> None:
    """Two processes may want the first report at once: one file wins, whole, and both then read it."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(descriptor)
    try:
        os.link(aside, path)
    except FileExistsError:
        return
    finally:
        aside.unlink()
