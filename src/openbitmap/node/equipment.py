"""What a job may use beside its transaction. Built once per process by the role that runs it."""

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

import numpy as np
from numpy.typing import NDArray

from openbitmap.biometrics import FingerGallery, finger
from openbitmap.images import DecoderBox
from openbitmap.node.settings import Settings
from openbitmap.node.vault import Vault

Extractor = Callable[[NDArray[np.uint8], float], finger.Extraction]
"""From the pixels of one finger and their ppi to a template, or why there is none."""


def _own_name() -> str:
    return f"process-{os.getpid()}"


def _utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class Equipment:
    """`fingers` starts empty; the search room fills it from the database up to a position of the ledger. `silent` is
    the shelf of discreet entries, apart from everything that is counted; `process` is what confirms a withdrawal;
    `now` is the clock a job reads, `extract` what makes a template of pixels: a simulation brings its own of both."""

    settings: Settings
    vault: Vault
    decoder: DecoderBox
    fingers: FingerGallery
    silent: FingerGallery = field(default_factory=FingerGallery)
    process: str = field(default_factory=_own_name)
    now: Callable[[], datetime] = _utc_now
    extract: Extractor = finger.extract
