"""Ask repositories, take what they answer, and state what became of every question."""

from collections.abc import Sequence
from datetime import datetime

from openbitmap.node.connectors.model import Consultation, Consulted
from openbitmap.node.database import Transaction
from openbitmap.node.equipment import Equipment
from openbitmap.node.vault import Vault


def consult(tx: Transaction, equipment: Equipment, asked: Sequence[Consultation], *, at: datetime) -> None:
    """Record these questions; each is sent once the caller has committed. Call it before the caller's own first fact:
    it takes the rows of all quotas first, in order, and records last. Raises Refused(NO_SUCH_REPOSITORY)."""
    raise NotImplementedError


def outcomes_of(tx: Transaction, inquiry: str) -> list[Consulted]:
    """Where every consultation of an inquiry stands, in the order in which they were recorded."""
    raise NotImplementedError


def expire(tx: Transaction, *, at: datetime) -> int:
    """State TIMED_OUT for every question whose clock has run out; how many there were."""
    raise NotImplementedError


def forget(tx: Transaction, vault: Vault, inquiry: str, *, reason: str) -> int:
    """Erase the questions and replies of an inquiry and ask no more for it; outcomes stay. How many objects went."""
    raise NotImplementedError


def reply_of(tx: Transaction, vault: Vault, consultation: str) -> bytes | None:
    """The reply's original bytes (of State.IMAGES, a transaction with the images); None where none is kept."""
    raise NotImplementedError
