"""Waiting for a word from the database: what another process committed wakes us at once instead of at the next look."""

from types import TracebackType
from typing import Self

import psycopg
from psycopg import sql


class Listener:
    """One connection that listens to one channel. A notice may be missed while the connection is away: whoever waits
    looks for himself from time to time."""

    def __init__(self, url: str, channel: str) -> None:
        self._url = url
        self._channel = channel
        self._connection: psycopg.Connection[tuple[object, ...]] | None = None

    def wait(self, seconds: float) -> list[str]:
        """Payloads that came within this time, as soon as there is one. Raises an outage when the server is away."""
        if self._connection is None or self._connection.closed:
            self._connection = psycopg.connect(self._url, autocommit=True, application_name="openbitmap listener")
            self._connection.execute(sql.SQL("LISTEN {}").format(sql.Identifier(self._channel)))
        return [notice.payload for notice in self._connection.notifies(timeout=seconds, stop_after=1)]

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
