"""Telling a machine: where it may be, and one signed request with its receipt.

Guards the node's own network: an address is resolved once, refused if any of its numbers is private, and the request
goes to exactly the number that was looked at, without following a redirection.
"""

import asyncio
import ipaddress
import socket
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import SplitResult, urlsplit, urlunsplit

import httpx

from openbitmap.node.problems import UNFIT_ADDRESS, Refused
from openbitmap.vocabulary import Digest, digest_of
from openbitmap.wire import signed_headers

PATIENCE = httpx.Timeout(10.0, connect=5.0)
LONGEST = 15.0
"""Seconds of one exchange, from connecting to the last byte that is kept."""
LONGEST_RECEIPT = 65_536
UNICAST = ipaddress.ip_network("2000::/3")
"""All that is routed in IPv6 today; site-local, unique-local and whatever comes later stand outside it."""
CARRIES_IPV4 = tuple(map(ipaddress.IPv6Network, ("::/96", "64:ff9b::/96", "64:ff9b:1::/48")))
"""IPv4-compatible addresses and the two prefixes of NAT64: the last 32 bits are the IPv4 address that is reached."""


class EndpointSaidNo(RuntimeError):
    """The other machine answered, and not with a success; the delivery is tried again."""


@dataclass(frozen=True)
class Message:
    """What is sent: the idempotency key, the body, and the time that the signature covers."""

    delivery: str
    body: bytes
    sent_at: datetime


@dataclass(frozen=True)
class Receipt:
    """What the other machine answered: its status and the SHA-256 of its words."""

    status: int
    digest: Digest


def require_fit(url: str, *, private: bool) -> None:
    """Raises Refused for an address where alerts must not go; a name that does not resolve now is looked at again when
    something is sent."""
    parts = _parts(url, private=private)
    try:
        _address_of(parts, private=private)
    except socket.gaierror:
        return


def post(url: str, secret: bytes, message: Message, *, private: bool) -> Receipt:
    """Send one message. Raises Refused for an unfit address, EndpointSaidNo, or what the network raises."""
    parts = _parts(url, private=private)
    address = _address_of(parts, private=private)
    host = parts.hostname or ""
    headers = signed_headers(secret, message.delivery, int(message.sent_at.timestamp()), body=message.body)
    headers |= {"host": parts.netloc, "content-type": "application/json", "user-agent": "openbitmap"}
    # The name stays in Host and in the certificate check; the connection goes to the number that was looked at.
    number = f"[{address}]" if ":" in address else address
    target = urlunsplit(parts._replace(netloc=f"{number}:{parts.port}" if parts.port else number))
    request = httpx.Request("POST", target, content=message.body, headers=headers, extensions={"sni_hostname": host})
    status, receipt = asyncio.run(_exchanged(request))
    if not httpx.codes.is_success(status):
        raise EndpointSaidNo(f"status {status}")
    return Receipt(status, digest_of(receipt))


async def _exchanged(request: httpx.Request) -> tuple[int, bytes]:
    """The status and the first bytes of the answer. Raises EndpointSaidNo when the whole takes longer than `LONGEST`:
    a machine that sends a byte now and then would keep a worker for hours, each byte within `PATIENCE`."""
    try:
        async with asyncio.timeout(LONGEST), httpx.AsyncClient(timeout=PATIENCE, trust_env=False) as client:
            response = await client.send(request, stream=True, follow_redirects=False)
            return response.status_code, await _first_bytes(response)
    except TimeoutError:
        raise EndpointSaidNo(f"no whole answer within {LONGEST} s") from None


async def _first_bytes(response: httpx.Response) -> bytes:
    receipt = b""
    async for part in response.aiter_raw():
        receipt += part
        if len(receipt) >= LONGEST_RECEIPT:
            break
    return receipt[:LONGEST_RECEIPT]


def _parts(url: str, *, private: bool) -> SplitResult:
    parts = urlsplit(url.strip())
    if parts.scheme != "https" and not (private and parts.scheme == "http"):
        raise Refused(UNFIT_ADDRESS, why="https")
    if not parts.hostname or parts.username or parts.fragment:
        raise Refused(UNFIT_ADDRESS, why=parts.hostname or "?")
    try:
        _ = parts.port
    except ValueError:
        raise Refused(UNFIT_ADDRESS, why=parts.netloc) from None
    return parts


def _address_of(parts: SplitResult, *, private: bool) -> str:
    """The first number of the host; all of them must be public unless private ones are allowed."""
    found = socket.getaddrinfo(parts.hostname, parts.port or 443, type=socket.SOCK_STREAM)
    numbers = [str(entry[4][0]).partition("%")[0] for entry in found]
    for number in numbers:
        if not private and not _is_public(number):
            raise Refused(UNFIT_ADDRESS, why=f"{parts.hostname} = {number}")
    return numbers[0]


def _is_public(number: str) -> bool:
    address = ipaddress.ip_address(number)
    if isinstance(address, ipaddress.IPv6Address):
        inner = _carried(address)
        if inner is not None:
            return _is_public(str(inner))
        if address not in UNICAST:
            return False
    return address.is_global and not address.is_multicast


def _carried(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address inside an IPv6 one, if it is only the wrapping of it."""
    if any(address in network for network in CARRIES_IPV4):
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
