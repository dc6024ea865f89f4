"""Secrets that open something: 256 random bits each, so that a plain SHA-256 is all that need be stored."""

import hashlib
import secrets


def new_token() -> str:
    return secrets.token_urlsafe(32)


def hash_of(token: str) -> str:
    """A random token of 256 bits needs no slow hash, and looking up its hash leaks nothing by timing."""
    return hashlib.sha256(token.encode()).hexdigest()
