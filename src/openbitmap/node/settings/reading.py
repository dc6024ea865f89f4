"""From the environment, or from what is given, to typed values."""

import os
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import TypeVar

from openbitmap.node.settings.groups import Settings
from openbitmap.node.settings.ranges import UnusableSetting, require_ranges
from openbitmap.node.settings.table import SETTINGS, Setting

Group = TypeVar("Group")


def read_settings(environment: Mapping[str, str] = os.environ, **given: str) -> Settings:
    """Values from `given`, else from OPENBITMAP_<NAME>, else from the file named by OPENBITMAP_<NAME>_FILE, else the
    default. Raises UnusableSetting."""
    text = {s.name: given.get(s.name) or _from_environment(s, environment) for s in SETTINGS}
    text["home"] = text["home"] or str(_default_home(environment))
    settings = _group(Settings, text)
    require_ranges(settings)
    return settings


def _group(kind: type[Group], text: Mapping[str, str]) -> Group:
    """The fields of a group from the texts of their names; a group among them is made the same way."""
    made: dict[str, object] = {}
    for f in fields(kind):  # type: ignore[arg-type]  # every group is a dataclass
        is_group = isinstance(f.type, type) and is_dataclass(f.type)
        made[f.name] = _group(f.type, text) if is_group else _typed(f.name, text[f.name], f.type)  # type: ignore[arg-type]  # a class, as just asked
    return kind(**made)


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
