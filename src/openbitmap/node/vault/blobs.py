"""Files named by the SHA-256 of what is in them, two levels deep, written so that a name never holds half a file."""

import hashlib
import os
import secrets
import time
from collections.abc import Iterator
from pathlib import Path

_UNFINISHED = ".new"


class Blobs:
    """`<folder>/blobs/ab/cd/abcd...`. Files are never changed: a name stands for one content."""

    def __init__(self, folder: Path) -> None:
        self._root = folder / "blobs"

    def write(self, content: bytes) -> str:
        """Durable when it returns: temporary file, fsync, rename, fsync of the folder. Gives the name."""
        name = hashlib.sha256(content).hexdigest()
        path = self._path(name)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        beside = path.with_name(f"{name}.{secrets.token_hex(4)}{_UNFINISHED}")
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(handle)
        beside.rename(path)
        # A new file is only as durable as each new folder on the way to it.
        for folder in (path.parent, path.parent.parent, self._root):
            _sync_folder(folder)
        return name

    def read(self, name: str) -> bytes | None:
        """The content, or None where the file is missing or is not what its name says."""
        try:
            content = self._path(name).read_bytes()
        except FileNotFoundError:
            return None
        return content if hashlib.sha256(content).hexdigest() == name else None

    def delete(self, name: str) -> None:
        self._path(name).unlink(missing_ok=True)

    def names_older_than(self, seconds: float) -> Iterator[str]:
        """Files last written that long ago; leftovers of writes that never finished are deleted on the way."""
        limit = time.time() - seconds
        for path in self._root.glob("??/??/*"):
            if path.stat().st_mtime > limit:
                continue
            if path.name.endswith(_UNFINISHED):
                path.unlink(missing_ok=True)
            else:
                yield path.name

    def _path(self, name: str) -> Path:
        return self._root / name[:2] / name[2:4] / name


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
