"""TLS to and from partners: version 1.3, a certificate on both ends, each pinned to the card of a partner.

The channel hides what passes and keeps strangers out; it proves nothing afterwards. That is the signature's part.
"""

import ssl
from collections.abc import Sequence
from pathlib import Path

from openbitmap.node.partners import Partner, PartnerState
from openbitmap.vocabulary import PartnerId, digest_of


def server_context(own: Path, known: Sequence[Partner]) -> ssl.SSLContext:
    """For the door: nobody comes in whose certificate is not one of these partners'."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    _strict(context, own)
    for partner in known:
        if partner.state is PartnerState.ACTIVE:
            context.load_verify_locations(cadata=bytes(partner.certificate))
    return context


def client_context(own: Path, partner: Partner) -> ssl.SSLContext:
    """For the way out: the only certificate believed is the partner's own, so its host name need not be."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    _strict(context, own)
    context.load_verify_locations(cadata=bytes(partner.certificate))
    return context


def holder_of(certificate: bytes, known: Sequence[Partner]) -> PartnerId | None:
    """The partner whose pinned certificate this is (DER)."""
    shown = digest_of(certificate)
    return next((p.partner for p in known if p.state is PartnerState.ACTIVE and p.certificate_digest == shown), None)


def _strict(context: ssl.SSLContext, own: Path) -> None:
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    context.verify_mode = ssl.CERT_REQUIRED
    context.load_cert_chain(own)
