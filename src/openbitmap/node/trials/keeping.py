"""Trials as files of one folder, each named by when it ended."""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from openbitmap.node.trials.model import Trial, Unreadable

SUFFIX = ".trial.json"
_TRIAL = TypeAdapter(Trial)


@dataclass(frozen=True)
class Shelf:
    """The newest trials, the newest first; the files among them that are none; how many older ones there are."""

    trials: tuple[Trial, ...]
    unreadable: tuple[Unreadable, ...]
    older: int


def keep(folder: Path, trial: Trial) -> Path:
    """Write it down, whole or not at all; the same trial kept twice is one file. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{trial.ended_at:%Y%m%dT%H%M%S.%f}{SUFFIX}"
    aside = folder / f".{secrets.token_hex(8)}"
    with aside.open("xb") as file:
        file.write(_TRIAL.dump_json(trial, indent=1) + b"\n")
        file.flush()
        os.fsync(file.fileno())
    return aside.replace(path)


def kept(folder: Path, *, most: int) -> Shelf:
    """What is kept there; what cannot be read is named with the reason, never left out."""
    paths = sorted(folder.glob(f"*{SUFFIX}"), reverse=True) if folder.is_dir() else []
    told = [_read(path) for path in paths[:most]]
    return Shelf(
        trials=tuple(t for t in told if isinstance(t, Trial)),
        unreadable=tuple(t for t in told if isinstance(t, Unreadable)),
        older=len(paths[most:]),
    )


def _read(path: Path) -> Trial | Unreadable:
    try:
        return _TRIAL.validate_json(path.read_bytes())
    except ValidationError as fault:
        first = fault.errors()[0]
        return Unreadable(path.name, f"{'.'.join(map(str, first['loc']))}: {first['msg']}".lstrip(": "))
    except OSError as fault:
        return Unreadable(path.name, fault.strerror or str(fault))
