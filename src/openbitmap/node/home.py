"""Where a node keeps what it keeps: one folder, named parts."""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from openbitmap.node.database import EmbeddedServer
from openbitmap.node.settings import Settings
from openbitmap.node.vault import Vault, vault_key


@dataclass(frozen=True)
class Home:
    """The folder of one node. Parts appear when they are first needed; keys are readable by their owner only."""

    folder: Path

    @property
    def postgres(self) -> Path:
        return self.folder / "postgres"

    @property
    def logs(self) -> Path:
        return self.folder / "logs"

    @property
    def drop(self) -> Path:
        """Watched folders, one a station."""
        return self.folder / "drop"

    @property
    def address(self) -> Path:
        """Holds the address of the running node's doors."""
        return self.folder / "address"

    @property
    def trials(self) -> Path:
        """What simulations found on this machine."""
        return self.folder / "trials"

    @property
    def report_key(self) -> Path:
        """The key and certificate that sign reports; made when the first one is issued."""
        return self.folder / "report-key.pem"

    def vault(self) -> Vault:
        """The vault, with its key made on first use."""
        return Vault(self.folder / "vault", vault_key(self.folder / "vault.key"))

    def keep_key(self, name: str, key: str) -> Path:
        """Keep a person's or station's key for the command line on this machine."""
        path = self.folder / "keys" / name
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_private(path, key.encode())
        return path

    def kept_key(self, name: str) -> str | None:
        path = self.folder / "keys" / name
        return path.read_text(encoding="ascii").strip() if path.exists() else None

    def kept_names(self) -> list[str]:
        """People and stations whose keys are kept here, in their order; keys for repositories are nobody's."""
        folder = self.folder / "keys"
        files = [p for p in folder.iterdir() if p.is_file()] if folder.is_dir() else []
        return sorted(p.name for p in files if p.suffix not in (".repository", ".notices") and p.name[0] != ".")

    def database_url(self, settings: Settings) -> str | None:
        """The URL of the node's database as it runs now; None if the embedded one does not run."""
        return settings.database_url or EmbeddedServer.running_url(self.postgres)


def write_private(path: Path, data: bytes) -> None:
    """Write a file that only its owner can read, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    aside.replace(path)
