"""Trials as files of one folder, each named by when it ended."""

from collections.abc import Iterator
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from openbitmap.node.trials.model import Trial, Unreadable

SUFFIX = ".trial.json"
_TRIAL = TypeAdapter(Trial)


def keep(folder: Path, trial: Trial) -> Path:
    """Write it down, whole or not at all; the same trial kept twice is one file."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{trial.ended_at:%Y%m%dT%H%M%S.%f}{SUFFIX}"
    aside = path.with_suffix(".part")
    aside.write_bytes(_TRIAL.dump_json(trial, indent=1) + b"\n")
    return aside.replace(path)


def kept(folder: Path, *, most: int) -> Iterator[Trial | Unreadable]:
    """The newest first. What cannot be read is named with the reason, never left out."""
    paths = sorted(folder.glob(f"*{SUFFIX}"), reverse=True) if folder.is_dir() else []
    for path in paths[:most]:
        try:
            yield _TRIAL.validate_json(path.read_bytes())
        except (ValidationError, OSError) as fault:
            yield Unreadable(path.name, str(fault).splitlines()[0])
