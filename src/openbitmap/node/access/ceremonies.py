"""Proofs of who somebody is take two requests: one hands out a challenge, the next answers it. Between them the
challenge waits here, for five minutes, and is taken once, whatever the answer was worth.
"""

import secrets
from datetime import datetime, timedelta

from openbitmap.node.access import proof_store
from openbitmap.node.access.proofs import Ceremony, Purpose
from openbitmap.node.access.tokens import hash_of, new_token
from openbitmap.node.database import Transaction
from openbitmap.node.problems import CEREMONY_SPENT, Refused

LASTS = timedelta(minutes=5)


def begin_ceremony(tx: Transaction, purpose: Purpose, *, session: str | None = None, at: datetime) -> Ceremony:
    """A new challenge. Those that nobody answered in time are swept out on the way."""
    begun = Ceremony(new_token(), purpose, session, secrets.token_bytes(32), new_token(), at)
    proof_store.forget_ceremonies(tx, at)
    proof_store.insert_ceremony(tx, hash_of(begun.token), begun, expires_at=at + LASTS)
    return begun


def take_ceremony(tx: Transaction, token: str, *purposes: Purpose, at: datetime) -> Ceremony:
    """The ceremony that this token answers. Commit before judging the answer: a wrong one uses it up too. Raises
    Refused(CEREMONY_SPENT)."""
    taken = proof_store.take_ceremony(tx, token, hash_of(token), at=at)
    if taken is None or taken.purpose not in purposes:
        raise Refused(CEREMONY_SPENT)
    return taken
