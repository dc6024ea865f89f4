"""Signed messages to other machines, as Standard Webhooks defines them: an identifier, a time and a body under
HMAC-SHA256, with headers `webhook-id`, `webhook-timestamp` and `webhook-signature`.

The identifier is the idempotency key: the same message may come several times, and counts once.
"""

import base64
import hashlib
import hmac
from collections.abc import Mapping

REPLAY_SECONDS = 300
"""A message whose time lies further away than this is refused: whoever caught it cannot send it again tomorrow."""


class BadSignature(ValueError):
    """The message is not what the holder of the secret sent, or it is too old."""


def signed_headers(secret: bytes, identifier: str, timestamp: int, *, body: bytes) -> dict[str, str]:
    """The three headers that travel with a body."""
    return {
        "webhook-id": identifier,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": f"v1,{_mac(secret, identifier, str(timestamp), body=body)}",
    }


def verify_signed(secret: bytes, headers: Mapping[str, str], body: bytes, *, now: int) -> str:
    """The identifier of a genuine message, under which it is to be done once. Raises BadSignature."""
    low = {name.lower(): value for name, value in headers.items()}
    identifier, timestamp = low.get("webhook-id", ""), low.get("webhook-timestamp", "")
    if not timestamp.isdigit() or abs(now - int(timestamp)) > REPLAY_SECONDS:
        raise BadSignature("its time is missing or lies outside the window")
    wanted = _mac(secret, identifier, timestamp, body=body)
    given = [part.partition(",") for part in low.get("webhook-signature", "").split()]
    if not any(version == "v1" and hmac.compare_digest(mac, wanted) for version, _, mac in given):
        raise BadSignature("its signature is not that of the secret")
    return identifier


def _mac(secret: bytes, identifier: str, timestamp: str, *, body: bytes) -> str:
    signed = b".".join((identifier.encode(), timestamp.encode(), body))
    return base64.b64encode(hmac.new(secret, signed, hashlib.sha256).digest()).decode()
