"""Every setting of a node: name, default, meaning. Read once, in `main`; a function gets the value it needs, not the
table."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path

HIGHEST_PORT = 65_535
LANGUAGES = ("en", "es")


@dataclass(frozen=True)
class Setting:
    name: str
    default: str
    meaning: str

    @property
    def variable(self) -> str:
        return f"OPENBITMAP_{self.name.upper()}"


SETTINGS: tuple[Setting, ...] = (
    Setting("home", "", "Folder of the node's state; empty: openbitmap under $XDG_DATA_HOME or ~/.local/share."),
    Setting("database_url", "", "PostgreSQL URL; empty: an embedded server inside home."),
    Setting("host", "127.0.0.1", "Address the machine doors and the pages listen on."),
    Setting("port", "8750", "Port of the same; 0 lets the system choose one."),
    Setting("node", "CL", "Short name of the node, used in control numbers and in the ledger's first entry."),
    Setting("fpir", "0.001", "False positive identification rate at which a candidate becomes a possible match."),
    Setting("cores", "2", "Cores the node may use: that many workers, and threads of one gallery scan."),
    Setting("language", "en", "Language of cards and pages where the reader states none: en or es."),
    Setting("key", "", "Key of the station or person on whose behalf the command line talks to a node."),
    Setting("case_minutes", "30", "Minutes within which an examiner's first opinion is due."),
)


@dataclass(frozen=True)
class Settings:
    """The table above, typed. `home` exists only after the node was founded."""

    home: Path
    database_url: str
    host: str
    port: int
    node: str
    fpir: float
    cores: int
    language: str
    key: str
    case_minutes: int


class UnusableSetting(ValueError):
    """A setting that cannot be used: its name, its text, what was expected."""


def read_settings(environment: Mapping[str, str] = os.environ, **given: str) -> Settings:
    """Values from `given`, else from OPENBITMAP_<NAME>, else from the file named by OPENBITMAP_<NAME>_FILE, else the
    default. Raises UnusableSetting."""
    text = {s.name: given.get(s.name) or _from_environment(s, environment) for s in SETTINGS}
    text["home"] = text["home"] or str(_default_home(environment))
    kinds = {f.name: f.type for f in fields(Settings)}
    settings = Settings(**{name: _typed(name, value, kinds[name]) for name, value in text.items()})  # type: ignore[arg-type]  # kinds come from the dataclass itself
    _require_ranges(settings)
    return settings


def _require_ranges(settings: Settings) -> None:
    ranges = (
        ("fpir", 0 < settings.fpir < 1, "between 0 and 1"),
        ("cores", settings.cores >= 1, "1 or more"),
        ("case_minutes", settings.case_minutes >= 1, "1 or more"),
        ("port", 0 <= settings.port <= HIGHEST_PORT, f"from 0 to {HIGHEST_PORT}"),
        ("language", settings.language in LANGUAGES, " or ".join(LANGUAGES)),
    )
    for name, belongs, wanted in ranges:
        if not belongs:
            value = getattr(settings, name)
            raise UnusableSetting(f"setting {name}: {value!r} is not {wanted}; see `openbitmap node settings`")


def _from_environment(setting: Setting, environment: Mapping[str, str]) -> str:
    if secret := environment.get(f"{setting.variable}_FILE"):
        return Path(secret).read_text(encoding="utf-8").strip()
    return environment.get(setting.variable, setting.default)


def _default_home(environment: Mapping[str, str]) -> Path:
    base = environment.get("XDG_DATA_HOME") or Path(environment.get("HOME", "/")) / ".local" / "share"
    return Path(base) / "openbitmap"


def _typed(name: str, text: str, kind: object) -> object:
    try:
        if kind is Path:
            return Path(text).absolute()
        return {int: int, float: float, str: str}[kind](text)  # type: ignore[index]  # the table above lists every kind
    except ValueError:
        wanted = getattr(kind, "__name__", kind)
        raise UnusableSetting(f"setting {name}: {text!r} is not {wanted}; see `openbitmap node settings`") from None
