"""What a job may use beside its transaction. Built once per process by the role that runs it."""

from dataclasses import dataclass

from openbitmap.biometrics import FingerGallery
from openbitmap.images import DecoderBox
from openbitmap.node.settings import Settings
from openbitmap.node.vault import Vault


@dataclass(frozen=True)
class Equipment:
    """`fingers` starts empty; the search room fills it from the database up to a position of the ledger."""

    settings: Settings
    vault: Vault
    decoder: DecoderBox
    fingers: FingerGallery
