"""Which repositories are simulated, where, with whom in their galleries, and how they behave: one TOML file."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from openbitmap.simulators.conduct import Conduct, UnfitConduct

KINDS = ("ident", "ngi", "abis", "screening", "interpol", "registry")
REFERENCE = re.compile(r"[A-Z0-9]{1,9}")
HIGHEST_PORT = 65_535


class UnusableSimulation(ValueError):
    """What is wrong in the file, with the table and the key."""


@dataclass(frozen=True)
class Known:
    """Somebody on record: by a transaction in a file, or by number of a synthetic person whose card is then drawn.
    `standing` is "listed" or "known" (and "unsure" at a desk); `notice` is a colour at the hub."""

    reference: str
    file: Path | None = None
    person: int | None = None
    names: tuple[str, ...] = ()
    born: str = ""
    nationality: str = ""
    document: str = ""
    standing: str = "listed"
    handling: str = ""
    notice: str = "red"


@dataclass(frozen=True)
class Simulated:
    """One repository. `port` 0 takes a free one; callers show `key` ("" lets anybody ask); notices are pushed to
    `node`, opened with `notice_key`."""

    name: str
    kind: str
    port: int = 0
    key: str = ""
    seed: int = 2026
    strangers: int = 200
    known: tuple[Known, ...] = ()
    conduct: Conduct = field(default_factory=Conduct)
    node: str = ""
    notice_key: str = ""


def read_simulation(path: Path) -> tuple[Simulated, ...]:
    """The repositories of a file. Raises UnusableSimulation."""
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, OSError) as broken:
        raise UnusableSimulation(f"{path}: {broken}") from None
    tables = document.get("simulator", {})
    if set(document) - {"simulator"} or not isinstance(tables, dict) or not tables:
        raise UnusableSimulation(f"{path}: repositories are written [simulator.NAME]")
    return tuple(_simulated(path, name, values) for name, values in tables.items())


_WORDS = ("kind", "key", "node", "notice_key")
_NUMBERS = ("port", "seed", "strangers")
_PERSON_WORDS = ("reference", "born", "nationality", "document", "standing", "handling", "notice")


def _simulated(path: Path, name: str, values: Any) -> Simulated:
    place = f"{path}: [simulator.{name}]"
    if not isinstance(values, dict):
        raise UnusableSimulation(f"{place}: a table is needed here")
    own = dict(values)
    known, conduct = own.pop("known", []), own.pop("conduct", {})
    given = _given(place, own, words=_WORDS, numbers=_NUMBERS)
    if given.get("kind") not in KINDS:
        raise UnusableSimulation(f"{place} kind: one of {', '.join(KINDS)} is needed here")
    if not 0 <= given.get("port", 0) <= HIGHEST_PORT:
        raise UnusableSimulation(f"{place} port: 0 to {HIGHEST_PORT}")
    if not isinstance(known, list) or not isinstance(conduct, dict):
        raise UnusableSimulation(f"{place}: known is [[simulator.{name}.known]], conduct [simulator.{name}.conduct]")
    try:
        behaves = Conduct().changed(conduct)
    except UnfitConduct as unfit:
        raise UnusableSimulation(f"{place} conduct {unfit}") from None
    return Simulated(name, **given, known=tuple(_known(path, place, person) for person in known), conduct=behaves)


def _known(path: Path, place: str, values: Any) -> Known:
    own = dict(values)
    names, file = own.pop("names", []), own.pop("file", None)
    given = _given(f"{place} known", own, words=_PERSON_WORDS, numbers=("person",))
    if not REFERENCE.fullmatch(given.get("reference", "")):
        raise UnusableSimulation(f"{place} known reference: up to nine capital letters and digits are needed here")
    if not isinstance(names, list) or any(not isinstance(n, str) for n in names):
        raise UnusableSimulation(f"{place} known names: a list of texts is needed here")
    return Known(**given, names=tuple(names), file=path.parent / file if file else None)


def _given(place: str, values: Mapping[str, Any], *, words: Sequence[str], numbers: Sequence[str]) -> dict[str, Any]:
    for key, value in values.items():
        if key not in (*words, *numbers):
            raise UnusableSimulation(f"{place} {key}: no such key; there are {', '.join((*words, *numbers))}")
        wanted = str if key in words else int
        if not isinstance(value, wanted) or isinstance(value, bool):
            raise UnusableSimulation(f"{place} {key}: a {wanted.__name__} is needed here")
    return dict(values)


def connections(addresses: Mapping[str, str], simulated: Sequence[Simulated]) -> str:
    """The `connectors.toml` of a node that asks these repositories; keys are expected in `keys/<name>.repository`."""
    tables = []
    for s in simulated:
        lines = [f"[repository.{s.name}]", f'kind = "{s.kind}"', f'address = "{addresses[s.name]}"']
        if s.key:
            lines.append(f'key_file = "keys/{s.name}.repository"')
        if s.notice_key:
            lines.append(f'notice_key_file = "keys/{s.name}.notices"')
        tables.append("\n".join(lines))
    return "\n\n".join(tables) + "\n"
