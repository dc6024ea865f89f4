"""Which code runs: a version may stand for many states of it, and an installed package knows no commit."""

import hashlib
from functools import cache
from importlib.resources import files
from pathlib import Path

DIGITS = 12


@cache
def code_digest() -> str:
    """The first hexadecimal digits of a SHA-256 over name and bytes of every file of the package that runs: sources,
    statements, compiled kernels, models. Equal digests are equal code."""
    package = Path(str(files("openbitmap")))
    digest = hashlib.sha256()
    for path in sorted(p for p in package.rglob("*") if p.is_file() and p.parent.name != "__pycache__"):
        digest.update(f"{path.relative_to(package).as_posix()}\0".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:DIGITS]
