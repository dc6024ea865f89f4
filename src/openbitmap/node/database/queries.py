"""A room's SQL lives beside its store in `queries.sql`, each query named and described."""

import re
from collections.abc import Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType

_NAME = re.compile(r"^-- name: ([a-z][a-z0-9_]*)\s*$")


@cache
def named_queries(package: str) -> Mapping[str, str]:
    """Queries of `<package>/queries.sql` by name. Each begins with `-- name: snake_case` and a line of description.

    Raises ValueError with file and line for a name used twice, text before the first name, or a missing description.
    """
    text = (resources.files(package) / "queries.sql").read_text("utf-8")
    queries: dict[str, list[str]] = {}
    current: list[str] | None = None
    for number, line in enumerate(text.splitlines(), 1):
        where = f"{package}/queries.sql line {number}"
        if match := _NAME.match(line):
            if match[1] in queries:
                raise ValueError(f"{where}: query {match[1]} is defined twice; rename one")
            current = queries[match[1]] = []
        elif current is not None:
            if not current and not line.startswith("-- "):
                raise ValueError(f"{where}: the query has no description; add a comment line under its name")
            current.append(line)
        elif line.strip() and not line.startswith("--"):
            raise ValueError(f"{where}: SQL before the first `-- name:` line; give it a name")
    return MappingProxyType({name: "\n".join(lines).strip() for name, lines in queries.items()})
