"""Repositories as the node's `connectors.toml` names them: a real endpoint needs configuration, not code.

Guards that a mistake in the file is told with its line and key, and that nothing is asked under terms nobody wrote: an
unknown key is an error, never ignored.
"""

import hmac
import ipaddress
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

from openbitmap.node.connectors.kinds import KINDS
from openbitmap.node.connectors.model import Access, Gate, Repository, Terms
from openbitmap.node.settings import Settings
from openbitmap.vocabulary import ExchangePurpose, PersonCategory

FILE = "connectors.toml"
AGENCY = re.compile(r"[A-Za-z0-9]{9}")
NAME = re.compile(r"[a-z][a-z0-9_-]{0,39}")

Member = TypeVar("Member", bound=StrEnum)


class UnusableConfiguration(ValueError):
    """What is wrong in `connectors.toml`, with the line and the key."""


@dataclass(frozen=True)
class _Table:
    """One table of the file, with its text so that a mistake can be found in it."""

    path: Path
    text: str
    name: str
    values: Mapping[str, Any]

    def wrong(self, key: str, why: str) -> UnusableConfiguration:
        return UnusableConfiguration(f"{self.path}, line {self._line(key)}: [{self.name}] {key}: {why}")

    def _line(self, key: str) -> int:
        """The line of a key, or of its table where the key is not written."""
        lines = self.text.splitlines()
        header = re.compile(rf"\s*\[\s*{re.escape(self.name)}\s*\]")
        start = next((n for n, line in enumerate(lines) if header.match(line)), 0)
        for n in range(start + 1, len(lines)):
            if lines[n].lstrip().startswith("["):
                break
            if re.match(rf"\s*{re.escape(key)}\s*=", lines[n]):
                return n + 1
        return start + 1

    def allow(self, keys: Iterable[str]) -> None:
        """Raises for a key nobody reads: most often a slip, and the default would be taken in silence."""
        known = sorted(keys)
        for key in self.values:
            if key not in known:
                raise self.wrong(key, f"no such key; there are {', '.join(known)}")

    def word(self, key: str, default: str | None = None) -> str:
        value = self.values.get(key, default)
        if not isinstance(value, str) or (default is None and not value):
            raise self.wrong(key, "a text in quotes is needed here")
        return value

    def number(self, key: str, default: int, *, least: int) -> int:
        value = self.values.get(key, default)
        if isinstance(value, bool) or not isinstance(value, int) or value < least:
            raise self.wrong(key, f"a whole number of {least} or more is needed here, not {value!r}")
        return value

    def members(self, key: str, kind: type[Member], default: frozenset[Member]) -> frozenset[Member]:
        value = self.values.get(key)
        if value is None:
            return default
        known = {m.value: m for m in kind}
        if not isinstance(value, list) or any(v not in known for v in value):
            raise self.wrong(key, f"a list is needed here, of {', '.join(known)}")
        return frozenset(known[v] for v in value)

    def file(self, key: str) -> Path | None:
        """A file named relative to the node's folder."""
        return self.path.parent / self.word(key) if key in self.values else None


def configured(settings: Settings) -> tuple[Repository, ...]:
    """Every repository of the file in the node's folder, in its order, switched off ones included; none without a
    file. Raises UnusableConfiguration naming the key and its line."""
    path = settings.home / FILE
    if not path.exists():
        return ()
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as unread:
        raise UnusableConfiguration(f"{path}: it cannot be read as text: {unread}") from None
    return read_configuration(path, text)


def read_configuration(path: Path, text: str) -> tuple[Repository, ...]:
    """The repositories of a file's text; `path` is where key files are looked for and what errors name."""
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as broken:
        raise UnusableConfiguration(f"{path}: {broken}") from None
    whole = _Table(path, text, "", document)
    whole.allow({"repository"})
    tables = document.get("repository", {})
    if not isinstance(tables, dict):
        raise UnusableConfiguration(f"{path}, line 1: repositories are written [repository.NAME]")
    return tuple(_repository(path, text, (name, values)) for name, values in tables.items())


_KEYS = {"kind", "address", "key_file", "authority_file", "certificate_file", "notice_key_file", "enabled"}
_CLOCKS = {"service_seconds", "civil_seconds", "patience_seconds", "stale_hours"}
_TERMS = _CLOCKS | {"title", "spanish", "per_day", "purposes", "categories"}


def _repository(path: Path, text: str, entry: tuple[str, object]) -> Repository:
    name, values = entry
    table = _Table(path, text, f"repository.{name}", values if isinstance(values, dict) else {})
    if not NAME.fullmatch(name) or not isinstance(values, dict):
        raise table.wrong(name, "a repository is a table whose name is small letters, digits, _ and -")
    table.allow(_KEYS | {"originator", "destination", "terms"})
    kind = KINDS.get(table.word("kind"))
    if kind is None:
        raise table.wrong("kind", f"no such kind; there are {', '.join(KINDS)}")
    enabled = values.get("enabled", True)
    if not isinstance(enabled, bool):
        raise table.wrong("enabled", "true or false is needed here")
    own = values.get("terms", {})
    terms = _terms(_Table(path, text, f"repository.{name}.terms", own if isinstance(own, dict) else {}), kind.terms)
    found = Repository(name, kind.name, _access(table), terms, enabled)
    return replace(found, originator=_agency(table, "originator"), destination=_agency(table, "destination"))


def _access(table: _Table) -> Access:
    address = table.word("address").rstrip("/")
    try:
        parts = urlsplit(address)
    except ValueError as wrong:
        raise table.wrong("address", f"no address can be read here: {wrong}") from None
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment or parts.username:
        raise table.wrong("address", "an address as https://host:port/path is needed here")
    if parts.scheme == "http" and not _is_this_machine(parts.hostname):
        raise table.wrong("address", "http is for this machine only; another host is asked over https")
    files = (table.file(key) for key in ("key_file", "authority_file", "certificate_file", "notice_key_file"))
    key, authority, certificate, notices = files
    return Access(address, key, authority, certificate, notices)


def _is_this_machine(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _agency(table: _Table, key: str) -> str:
    """An agency identifier for 1.007 or 1.008; "" lets the kind's own stand."""
    value = table.word(key, "")
    if value and not AGENCY.fullmatch(value):
        raise table.wrong(key, "nine letters and digits are needed here")
    return value


def _terms(table: _Table, kind: Terms) -> Terms:
    table.allow(_TERMS)
    service = table.number("service_seconds", round(kind.service.total_seconds()), least=1)
    civil = table.number("civil_seconds", round((kind.civil or kind.service).total_seconds()), least=1)
    has_two = kind.civil is not None or "civil_seconds" in table.values
    patience = table.number("patience_seconds", round(kind.patience.total_seconds()), least=0)
    stale = table.number("stale_hours", round(kind.stale_after.total_seconds() / 3600), least=1)
    return Terms(
        title=table.word("title", kind.title),
        spanish=table.word("spanish", kind.spanish),
        format=kind.format,
        service=timedelta(seconds=service),
        civil=timedelta(seconds=civil) if has_two else None,
        patience=timedelta(seconds=patience),
        per_day=table.number("per_day", kind.per_day, least=0),
        stale_after=timedelta(hours=stale),
        gate=Gate(
            table.members("purposes", ExchangePurpose, kind.gate.purposes),
            table.members("categories", PersonCategory, kind.gate.categories),
        ),
    )


def repository_named(settings: Settings, name: str) -> Repository | None:
    return next((r for r in configured(settings) if r.name == name), None)


def knocking(repositories: Sequence[Repository], key: str) -> Repository | None:
    """The repository whose own key this is; compared in constant time with each, so that none tells how near it was."""
    found = None
    for r in repositories:
        path = r.access.notices
        if path is None or not path.exists():
            continue
        if hmac.compare_digest(path.read_bytes().strip(), key.encode()) and key:
            found = r
    return found
