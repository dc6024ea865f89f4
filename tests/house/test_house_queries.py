"""Every room's queries.sql: each query named, described and used, each use there, parameters by name only, and no table
of another room's.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from house.tree import ROOT, Module, Violation, files, modules, refuse

NAME = re.compile(r"^-- name: (\S+)$", re.MULTILINE)
SNAKE = re.compile(r"[a-z][a-z0-9_]*")
PARAMETER = re.compile(r"%\((\w+)\)s")


SPOILS = {"simulation": {"disclosure_copy", "envelope_out", "search_coverage"}}
"""Folders that write into tables of rooms, and which: the seeded defects of the simulation are exactly that, somebody
writing past a room, and show that the invariants notice it. Nothing of a running node imports them."""


def sql_files() -> list[str]:
    return [path for path in files() if path.endswith("/queries.sql")]


def queries(text: str) -> dict[str, str]:
    """Query texts by name, description included."""
    parts = NAME.split(text)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def bad_queries(path: str, text: str) -> Iterator[Violation]:
    names = NAME.findall(text)
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield _at(path, text, name, "two queries of this name", "rename one")
    for name, body in queries(text).items():
        lines = body.strip("\n").splitlines()
        if not SNAKE.fullmatch(name):
            yield _at(path, text, name, "a name that is not snake_case", "rename it")
        if not lines or not re.match(r"-- \S.*\w", lines[0]):
            yield _at(path, text, name, "a query without a description", "say in a comment what it is for")
        if re.search(r"%s|%\(\w+\)(?!s)|\$\d|\?", _code(body)):
            yield _at(path, text, name, "a parameter without a name", "write %(name)s")
        if "%" in PARAMETER.sub("", _code(body)).replace("%%", ""):
            yield _at(path, text, name, "a bare %", "double it, or name the parameter")
        if re.search(r"\bselect\s+(\w+\.)?\*", _code(body), re.IGNORECASE):
            yield _at(path, text, name, "columns that are not listed", "list the columns")
        if not _code(body).rstrip().endswith(";"):
            yield _at(path, text, name, "a query without its semicolon", "end it")


def _code(body: str) -> str:
    return re.sub(r"--.*", "", body)


def _at(path: str, text: str, name: str, what: str, mend: str) -> Violation:
    line = text[: text.index(f"-- name: {name}")].count("\n") + 1
    return Violation(f"{path}:{line}", f"{name}: {what}", mend)


def used(module: Module) -> Iterator[tuple[int, str, ast.Call | None]]:
    """Line and name of every `_SQL["name"]`, with the call it is the first or second argument of."""
    calls = {
        id(argument): node for node in ast.walk(module.tree) if isinstance(node, ast.Call) for argument in node.args
    }
    for node in ast.walk(module.tree):
        if (
            isinstance(node, ast.Subscript)
            and ast.unparse(node.value) == "_SQL"
            and isinstance(node.slice, ast.Constant)
        ):
            yield node.lineno, str(node.slice.value), calls.get(id(node))


def unlike(path: str, text: str, package: list[Module]) -> Iterator[Violation]:
    """Names used and not there, there and not used, and parameters that a call does not give or gives in vain."""
    known = queries(text)
    seen = set()
    for module in package:
        for line, name, call in used(module):
            seen.add(name)
            if name not in known:
                yield module.at(line, f'_SQL["{name}"] is not in {path}', "write the query, or correct the name")
            elif call is not None:
                yield from _wrong_parameters(module, call, (name, known[name]))
    for name in sorted(known.keys() - seen):
        yield _at(path, text, name, "nobody uses this query", "take it out")


def _wrong_parameters(module: Module, call: ast.Call, query: tuple[str, str]) -> Iterator[Violation]:
    """Only for calls whose parameters are all written out: `**values` may hold anything."""
    name, body = query
    wanted = set(PARAMETER.findall(_code(body)))
    given = {k.arg for k in call.keywords if k.arg not in ("into", None)}
    open_ended = any(k.arg is None for k in call.keywords)
    for parameter in sorted(wanted - given) if not open_ended else ():
        yield module.at(call.lineno, f"{name} needs {parameter}", "give it")
    for parameter in sorted(given - wanted):
        yield module.at(call.lineno, f"{name} has no parameter {parameter}", "take it out")


def package_of(path: str) -> list[Module]:
    folder = str(Path(path).parent)
    return [m for m in modules("src") if str(Path(m.path).parent) == folder]


def writes(text: str) -> set[str]:
    found = re.findall(r"\b(?:insert\s+into|update|delete\s+from|copy)\s+([a-z_]+)", _code(text), re.IGNORECASE)
    return {table for table in found if table.lower() not in ("set", "skip", "nowait")}


def test_every_query_is_named_described_and_complete() -> None:
    assert sql_files(), "there are no queries to check"
    refuse(v for path in sql_files() for v in bad_queries(path, _read(path)))


def test_every_query_is_used_and_every_use_is_there() -> None:
    refuse(v for path in sql_files() for v in unlike(path, _read(path), package_of(path)))


def test_a_table_is_written_by_one_room() -> None:
    owners: dict[str, set[str]] = {}
    for path in sql_files():
        for table in writes(_read(path)):
            folder = Path(path).parent.name
            if table not in SPOILS.get(folder, ()):
                owners.setdefault(table, set()).add(folder)
    assert {table: rooms for table, rooms in owners.items() if len(rooms) > 1} == {}


def test_only_the_simulation_knows_its_defects() -> None:
    """What spoils tables is imported by its own folder and the commands that run it."""
    commands = {"src/openbitmap/node/cli/simulate.py", "src/openbitmap/node/cli/bench.py"}
    for folder, tables in SPOILS.items():
        assert tables <= writes(_read(f"src/openbitmap/node/{folder}/queries.sql")), "take out what is written no more"
        importers = {m.path for m in modules("src") if f"openbitmap.node.{folder}" in m.text}
        assert {p for p in importers if f"/node/{folder}/" not in p} == commands


def test_views_write_nothing() -> None:
    assert writes(_read("src/openbitmap/node/views/queries.sql")) == set()


def _read(path: str) -> str:
    return (ROOT / path).read_text("utf-8")


def test_the_rules_can_fail() -> None:
    good = "-- name: one\n-- One.\nSELECT a FROM b WHERE c = %(c)s;\n"
    assert not list(bad_queries("q.sql", good))
    assert list(bad_queries("q.sql", good.replace("-- One.\n", "")))
    assert list(bad_queries("q.sql", good.replace("%(c)s", "%s")))
    assert list(bad_queries("q.sql", good.replace("SELECT a", "SELECT *")))
    assert list(bad_queries("q.sql", good + good))
    call = 'def f(tx, c):\n    return tx.one(_SQL["one"], into=B, c=c)\n'
    assert not list(unlike("q.sql", good, [Module("store.py", call)]))
    assert list(unlike("q.sql", good, [Module("store.py", call.replace('"one"', '"two"'))]))
    assert list(unlike("q.sql", good, [Module("store.py", call.replace("c=c", "d=c"))]))
    assert list(unlike("q.sql", good, []))
    assert writes("insert into a (b) values (1); UPDATE c SET d = 1") == {"a", "c"}
