"""What a job may use beside its transaction. Built once per process by the role that runs it."""

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from openbitmap.biometrics import FingerGallery
from openbitmap.images import DecoderBox
from openbitmap.node.settings import Settings
from openbitmap.node.vault import Vault


def _own_name() -> str:
    return f"process-{os.getpid()}"


def _utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class Equipment:
    """`fingers` starts empty; the search room fills it from the database up to a position of the ledger. `silent` is
    the shelf of discreet entries, apart from everything that is counted; `process` is what confirms a withdrawal;
    `now` is the clock a job reads: a simulation's own."""

    settings: Settings
    vault: Vault
    decoder: DecoderBox
    fingers: FingerGallery
    silent: FingerGallery = field(default_factory=FingerGallery)
    process: str = field(default_factory=_own_name)
    now: Callable[[], datetime] = _utc_now
