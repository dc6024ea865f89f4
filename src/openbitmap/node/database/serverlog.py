"""The server's stderr, in a file that never grows past its bound, with the last lines at hand for error messages."""

import os
import threading
from collections import deque
from pathlib import Path
from typing import IO

_BYTES = 4 << 20
_KEPT_LINES = 40


class ServerLog:
    """Reads one pipe until it closes and writes `path`; at 4 MB the file becomes `path.1`, replacing the one before."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lines: deque[str] = deque(maxlen=_KEPT_LINES)

    def follow(self, pipe: IO[bytes]) -> threading.Thread:
        """Starts reading in a background thread, which ends when the server closes its end."""
        reader = threading.Thread(target=self._read, args=(pipe,), name="postgresql log", daemon=True)
        reader.start()
        return reader

    def last_lines(self) -> str:
        return "\n".join(self._lines)

    def _read(self, pipe: IO[bytes]) -> None:
        with pipe:
            for line in pipe:
                self._lines.append(line.decode("utf-8", "replace").rstrip())
                self._write(line)

    def _write(self, line: bytes) -> None:
        if self._path.exists() and self._path.stat().st_size > _BYTES:
            self._path.replace(self._path.with_name(self._path.name + ".1"))
        try:
            with open(self._path, "ab", opener=_private) as file:
                file.write(line)
        except OSError:
            return  # a full disk must not stop the pipe, or the server would block on its own log


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
