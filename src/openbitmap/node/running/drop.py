"""The watched folder: a door for systems that can only write files.

A station's files lie in `drop/STATION/in/`; one that arrived whole moves to `taken/` with its receipt beside it, its
answers appear in `answers/` as JSON and as ITL bytes. Write under another name and rename, or the age below decides.
"""

import logging
import threading
import time
from datetime import UTC, datetime, timedelta
from glob import escape
from itertools import count
from pathlib import Path

from openbitmap.node import access, intake, views
from openbitmap.node.database import Database
from openbitmap.node.intake import LARGEST, Arrival
from openbitmap.node.problems import TOO_LARGE, Refused
from openbitmap.node.vault import Vault
from openbitmap.vocabulary import StationId
from openbitmap.wire import to_json

log = logging.getLogger(__name__)

LOOK_SECONDS = 0.5
STILL_UNCOMMITTED = timedelta(seconds=60)
"""An answer is stamped before it commits; looking back so far misses none."""
WHOLE_AFTER_SECONDS = 1.0
"""A file that did not change for so long is taken to be whole."""


def watch_drops(database: Database, vault: Vault, folder: Path, *, stop: threading.Event) -> None:
    """Look until `stop` is set. Raises nothing for a bad file: its refusal is written beside it."""
    since = datetime.min.replace(tzinfo=UTC)
    while not stop.is_set():
        began = datetime.now(UTC)
        look_once(database, vault, folder, since=since)
        since = began - STILL_UNCOMMITTED
        stop.wait(LOOK_SECONDS)


def look_once(database: Database, vault: Vault, folder: Path, *, since: datetime) -> int:
    """Take what lies ready and write what was answered since; returns how many files were taken."""
    with database.transaction() as tx:
        stations = access.all_stations(tx)
    taken = 0
    for station in stations:
        own = folder / station.station
        for part in ("in", "taken", "answers"):
            (own / part).mkdir(parents=True, exist_ok=True)
        if station.active:
            taken += sum(_tried(database, vault, station.station, path=path) for path in _ready(own / "in"))
        _write_answers(database, vault, station.station, into=own / "answers", since=since)
    return taken


def _ready(folder: Path) -> list[Path]:
    now = time.time()
    return [
        path
        for path in sorted(folder.iterdir())
        if path.is_file() and not path.name.startswith(".") and now - path.stat().st_mtime >= WHOLE_AFTER_SECONDS
    ]


def _tried(database: Database, vault: Vault, station: StationId, *, path: Path) -> bool:
    """One file that cannot be read must not stop the others; it is tried again at the next look."""
    try:
        return _take(database, vault, station, path=path)
    except OSError:
        log.exception("a file of station %s cannot be taken; trying again", station)
        return False


def _take(database: Database, vault: Vault, station: StationId, *, path: Path) -> bool:
    kept = _unused(path.parent.parent / "taken", path.name)
    try:
        if (size := path.stat().st_size) > LARGEST:
            raise Refused(TOO_LARGE, size=size, limit=LARGEST)
        with database.transaction() as tx:
            receipt = intake.receive(tx, vault, Arrival(path.read_bytes(), station, "folder", datetime.now(UTC)))
        kept.with_name(f"{kept.name}.receipt.json").write_text(to_json(receipt), encoding="utf-8")
    except Refused as refused:
        kept.with_name(f"{kept.name}.refused.txt").write_text(f"{refused}\n", encoding="utf-8")
    # After the receipt: a crash in between takes the same bytes again, and gets the same receipt.
    path.replace(kept)
    return True


def _unused(folder: Path, name: str) -> Path:
    """A place for this name where no earlier file, receipt or refusal is written over."""
    names = (name if n == 1 else f"{name}.{n}" for n in count(1))
    return next(folder / each for each in names if not any(folder.glob(f"{escape(each)}*")))


def _write_answers(database: Database, vault: Vault, station: StationId, *, into: Path, since: datetime) -> None:
    """Every version once; whatever lies there already is not written again."""
    with database.transaction() as tx:
        for released in views.answers_since(tx, station, since):
            name = f"{released.submission}.v{released.version}"
            if not (into / f"{name}.json").exists():
                (into / f"{name}.eft").write_bytes(vault.get(tx, released.itl))
                # Last, and whole: who waits for the JSON form finds the other beside it.
                aside = into / f".{name}.json"
                aside.write_text(released.body, encoding="utf-8")
                aside.replace(into / f"{name}.json")
