"""One exchange with a repository's gateway over HTTP: a question posted under its number, or its answer fetched.

Guards the node against the other side: whatever comes is bounded in time and size, no redirection is followed, and
every trouble of the network is one exception with a code.
"""

import asyncio
import ssl
from dataclasses import dataclass

import httpx

from openbitmap.node.connectors.model import Repository

LONGEST = 10.0
"""Seconds of one exchange, from connecting to the last byte."""
CONNECT = 3.0
MOST_BYTES = 16 * 1024 * 1024
LONGEST_REST = 3600


class Silent(RuntimeError):
    """The gateway gave no answer; `code` says how."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Said:
    """What came back: the status, the bytes, and after how many seconds to come again, where it says so."""

    status: int
    data: bytes
    again: float | None = None


@dataclass(frozen=True)
class Question:
    """What travels: the control number, under which a repetition is recognised, and the bytes. `accepted`: the gateway
    has it already, and only the answer is fetched."""

    number: str
    data: bytes
    content_type: str
    accepted: bool = False


def ask(repository: Repository, question: Question, *, longest: float = LONGEST) -> Said:
    """Post a question, or fetch the answer to an accepted one. Raises Silent."""
    base = f"{repository.access.address}/transactions"
    headers = _headers(repository) | {"idempotency-key": question.number}
    if question.accepted:
        return _exchange(repository, httpx.Request("GET", f"{base}/{question.number}", headers=headers), longest)
    headers |= {"content-type": question.content_type}
    return _exchange(repository, httpx.Request("POST", base, headers=headers, content=question.data), longest)


def look(repository: Repository, *, longest: float = LONGEST) -> Said:
    """Whether the gateway answers and takes our key. Raises Silent."""
    return _exchange(
        repository, httpx.Request("GET", f"{repository.access.address}/status", headers=_headers(repository)), longest
    )


def _headers(repository: Repository) -> dict[str, str]:
    headers = {"user-agent": "openbitmap", "accept-encoding": "identity"}
    path = repository.access.key
    if path is not None:
        try:
            headers["authorization"] = f"Bearer {path.read_text(encoding='ascii').strip()}"
        except (OSError, UnicodeDecodeError):
            raise Silent("key_missing") from None
    return headers


def _exchange(repository: Repository, request: httpx.Request, longest: float) -> Said:
    try:
        return asyncio.run(_exchanged(request, _trust(repository), longest))
    except TimeoutError:
        raise Silent("too_slow") from None
    except (httpx.HTTPError, httpx.StreamError, ssl.SSLError, OSError, ValueError) as trouble:
        raise Silent(_code(trouble)) from None


async def _exchanged(request: httpx.Request, trust: ssl.SSLContext | bool, longest: float) -> Said:
    patience = httpx.Timeout(longest, connect=min(CONNECT, longest))
    async with (
        asyncio.timeout(longest),
        httpx.AsyncClient(timeout=patience, trust_env=False, verify=trust) as client,
    ):
        response = await client.send(request, stream=True, follow_redirects=False)
        data = bytearray()
        async for part in response.aiter_raw():
            data += part
            if len(data) > MOST_BYTES:
                raise Silent("too_large")
        return Said(response.status_code, bytes(data), _again(response.headers.get("retry-after", "")))


def _trust(repository: Repository) -> ssl.SSLContext | bool:
    """The public authorities, or the repository's own; with our certificate where one is configured."""
    access = repository.access
    if access.address.startswith("http:"):
        return False  # this machine only (configuration.py): there is no certificate to verify
    if access.authority is None and access.certificate is None:
        return True
    context = ssl.create_default_context(cafile=str(access.authority) if access.authority else None)
    if access.certificate is not None:
        context.load_cert_chain(str(access.certificate))
    return context


def _again(text: str) -> float | None:
    return float(min(int(text), LONGEST_REST)) if text.isascii() and text.isdigit() and len(text) < 9 else None


def _code(trouble: Exception) -> str:
    if isinstance(trouble, httpx.ConnectError | httpx.ConnectTimeout | ConnectionError):
        return "unreachable"
    if isinstance(trouble, httpx.TimeoutException):
        return "too_slow"
    return "broken_off"
