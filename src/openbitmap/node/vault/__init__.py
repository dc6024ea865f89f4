"""Sealed bytes by digest: what comes in is encrypted under its own key, what goes out is verified, erased is gone.

Promises: a committed `put` is on disk; the same bytes from the same owner are stored once; `get` returns exactly the
bytes of that digest or raises; after `erase` nobody can read them, whatever copies of the files exist.
"""

from openbitmap.node.vault.keys import vault_key
from openbitmap.node.vault.vault import Corrupted, Erased, Unknown, Vault

__all__ = ["Corrupted", "Erased", "Unknown", "Vault", "vault_key"]
