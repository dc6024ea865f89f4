"""A package is used only through its door: `__init__` with a paragraph of what it promises and a sorted `__all__`.

A door's owner is a library package or a room of the node; modules inside it know each other, everybody else comes
through the door. Some packages have several doors, and the flow may take a room's `jobs`.
"""

import ast
import importlib
import re
from collections.abc import Iterator
from functools import cache

from house.tree import PACKAGE, SOURCE, Module, Violation, modules, refuse

LIBRARIES = (
    "vocabulary",
    "instruments",
    "merkle",
    "wire",
    "itl",
    "images",
    "biometrics",
    "names",
    "lab",
    "synthetic",
    "simulators",
)
FURTHER_DOORS: dict[str, str] = {
    "openbitmap.biometrics.finger": "one modality, the same furniture as face and iris will have",
    "openbitmap.names.mrz": "machine-readable zones of travel documents",
    "openbitmap.synthetic.faces": "drawn portraits",
    "openbitmap.synthetic.galleries": "templates without images",
    "openbitmap.synthetic.people": "persons without prints",
    "openbitmap.synthetic.population": "who is enrolled where",
    "openbitmap.synthetic.prints": "impressions of a finger",
    "openbitmap.synthetic.ridges": "master fingers",
    "openbitmap.synthetic.stories": "the demo's six stories",
    "openbitmap.synthetic.transactions": "good and bad files",
    "openbitmap.wire.envelope": "sealed messages between nations",
}
"""Doors beside a package's own, each with what one comes there for; the package's own door names them."""

NODE_MODULES = frozenset(
    f"openbitmap.node.{name}"
    for name in ("delivery", "doorway", "equipment", "events", "flow", "home", "letters", "problems", "settings")
)
"""Modules of the node that stand beside the rooms and are used as they are."""

TEST_EXCEPTIONS: dict[str, tuple[str | tuple[str, ...], str]] = {
    "tests/unit/node/test_views_ledger.py": (
        "openbitmap.node.console.",
        "tables of words: every kind of fact and of read has its own",
    ),
    "tests/unit/node/test_witness_commands.py": (
        "openbitmap.node.cli.",
        "the commands over two nations in one process, which no real process can be given",
    ),
    "tests/unit/node/test_inquiry_attacks.py": (
        "openbitmap.node.inquiries.store",
        "questions in states that no door makes, as a hole in the rules would leave them",
    ),
    "tests/unit/node/test_disputed_letters.py": (
        "openbitmap.node.inquiries.store",
        "lines of repositories as letters left them whose repositories no test runs",
    ),
    "tests/unit/node/test_restored.py": (
        "openbitmap.node.envelopes.taking",
        "the most letters given to the rooms at once, made small",
    ),
    "tests/unit/node/test_partner_attacks.py": (
        ("openbitmap.node.disclosures.recalling", "openbitmap.node.envelopes.sending"),
        "the most items of one recall, made small; our own check of a name, taken away as a hostile node would",
    ),
    "tests/contract/test_finger_engines.py": (
        "openbitmap.biometrics.",
        "twins: one suite over the readable twin and the compiled kernel, which no door shows apart",
    ),
    "tests/contract/test_leader_oracles.py": (
        "openbitmap.biometrics.",
        "the network's maps before they become minutiae, compared with the oracle's",
    ),
}
"""Tests that look inside a package: file, what it may look into, why."""


@cache
def doors() -> frozenset[str]:
    """Every name that stands for a door."""
    found = {"openbitmap", "openbitmap.node", "openbitmap.demo"} | NODE_MODULES | FURTHER_DOORS.keys()
    found |= {f"openbitmap.{name}" for name in LIBRARIES}
    found |= {f"openbitmap.node.{folder.parent.name}" for folder in (PACKAGE / "node").glob("*/__init__.py")}
    return frozenset(found | {f"{door}.{name}" for door in found for name in at_door(door)})


@cache
def at_door(name: str) -> tuple[str, ...]:
    """What the door of this name lets through: functions, values, and modules that are doors of their own by it."""
    path = SOURCE.joinpath(*name.split("."), "__init__.py")
    return (
        tuple(exported(Module(str(path.relative_to(SOURCE.parent)), path.read_text("utf-8")))[0] or ())
        if path.exists()
        else ()
    )


def owner(name: str) -> str:
    """The package whose door guards a module: its library, its room, or the module itself beside the rooms."""
    parts = name.split(".")
    return ".".join(parts[:3] if parts[:2] == ["openbitmap", "node"] else parts[:2])


def imports(module: Module) -> Iterator[tuple[int, str]]:
    """Line and dotted name of every module of ours that is imported; names taken from it do not count."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names if alias.name.startswith("openbitmap"))
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("openbitmap"):
            inner = [f"{node.module}.{alias.name}" for alias in node.names]
            yield from ((node.lineno, name if is_module(name) else str(node.module)) for name in inner)


def is_module(name: str) -> bool:
    path = SOURCE.joinpath(*name.split("."))
    return path.with_suffix(".py").exists() or (path / "__init__.py").exists() or path.with_suffix(".pyi").exists()


def through_walls(module: Module) -> Iterator[Violation]:
    for line, name in imports(module):
        if name in doors() or owner(name) == owner(module.name) or _may_enter(module, name):
            continue
        yield module.at(line, f"imports {name} past the door of {owner(name)}", "use, or widen, that package's __all__")


def _may_enter(module: Module, name: str) -> bool:
    if module.path in ("src/openbitmap/node/flow.py", "src/openbitmap/node/letters.py"):
        return name.startswith("openbitmap.node.") and name.endswith(".jobs")
    if module.path.startswith(("tests/house/", "tools/")):
        return True  # rules and generators of documents read the tables themselves
    inside, _ = TEST_EXCEPTIONS.get(module.path, ("-", ""))
    return name.startswith(inside)


def relative_imports(module: Module) -> Iterator[Violation]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ImportFrom) and node.level:
            yield module.at(node.lineno, "a relative import", "write the whole name, so that it can be searched for")


def bad_doors(module: Module) -> Iterator[Violation]:
    """A door has its paragraph, and a sorted `__all__` that names exactly what it imports from inside."""
    if not (ast.get_docstring(module.tree) or "").strip():
        yield module.at(1, "a package without a word about itself", "say in one paragraph what it promises")
    listed, line = exported(module)
    taken = [name for node in module.tree.body for name in _taken(node, module.name)]
    if listed is None:
        if taken:
            yield module.at(1, "a door without __all__", "list what others may use")
        return
    for name in listed:
        if name not in defined(module):
            yield module.at(line, f"__all__ names {name}, which is not there", "import it or take it off the list")
    used = {node.id for node in ast.walk(module.tree) if isinstance(node, ast.Name)}
    for name in taken:
        if name not in listed and name not in used:
            yield module.at(line, f"{name} is at the door but not in __all__", "list it or take it away")
    if listed != sorted(listed, key=isort_key):
        yield module.at(line, "__all__ is not sorted", "constants, then classes, then functions, each by name")


def exported(module: Module) -> tuple[list[str] | None, int]:
    for node in module.tree.body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            return list(ast.literal_eval(node.value)), node.lineno
    return None, 1


def isort_key(name: str) -> tuple[int, list[tuple[int, str]]]:
    """Constants, classes, functions; numbers inside a name count as numbers (type_4 before type_14)."""
    parts = [(int(part), "") if part.isdigit() else (-1, part) for part in re.split(r"(\d+)", name) if part]
    return (0 if name.isupper() else 1 if name[:1].isupper() else 2, parts)


def defined(module: Module) -> set[str]:
    names: set[str] = set()
    for node in module.tree.body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            names |= {alias.asname or alias.name for alias in node.names}
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names |= {ast.unparse(target) for target in targets}
    return names


def _taken(node: ast.stmt, package: str) -> list[str]:
    """Public names that a door imports from inside its own package."""
    if not isinstance(node, ast.ImportFrom) or not f"{node.module}.".startswith(f"{package}."):
        return []
    return [alias.asname or alias.name for alias in node.names if not (alias.asname or alias.name).startswith("_")]


def packages() -> list[Module]:
    return [m for m in modules("src") if m.is_door]


def test_every_door_says_what_it_promises_and_what_it_lets_through() -> None:
    refuse(v for m in packages() for v in bad_doors(m))


def test_every_name_at_a_door_exists() -> None:
    """Imported for real, so that a name that only a type checker sees is found too."""
    for module in packages():
        loaded = importlib.import_module(module.name)
        listed, _ = exported(module)
        assert [name for name in listed or () if not hasattr(loaded, name)] == [], module.path


def test_nobody_comes_through_a_wall() -> None:
    everywhere = modules("src", "tests", "tools", "benchmarks", "examples")
    refuse(v for m in everywhere for v in through_walls(m))


def test_imports_are_written_whole() -> None:
    refuse(v for m in modules("src") for v in relative_imports(m))


def test_every_exception_is_still_needed() -> None:
    """A list of exceptions that only grows is no rule."""
    present = {m.path: m for m in modules("tests")}
    stale = [p for p, (inside, _) in TEST_EXCEPTIONS.items() if p not in present or not _enters(present[p], inside)]
    assert stale == [], "no longer needed in TEST_EXCEPTIONS"
    assert [name for name in FURTHER_DOORS if not is_module(name)] == []
    assert sorted(name for name in NODE_MODULES if not is_module(name)) == []


def _enters(module: Module, inside: str) -> bool:
    return any(name.startswith(inside) and name not in doors() for _, name in imports(module))


def test_the_rules_can_fail() -> None:
    stranger = "src/openbitmap/node/alerts/jobs.py"
    assert list(through_walls(Module(stranger, "from openbitmap.node.cases.store import case_named")))
    assert list(through_walls(Module(stranger, "from openbitmap.node.cases import store")))
    assert list(through_walls(Module(stranger, "import openbitmap.itl.records")))
    assert not list(through_walls(Module(stranger, "from openbitmap.node.cases import Case")))
    assert not list(through_walls(Module(stranger, "from openbitmap.node.alerts import store")))
    assert not list(through_walls(Module("src/openbitmap/node/flow.py", "from openbitmap.node.cases import jobs")))
    assert list(relative_imports(Module(stranger, "from . import store")))
    door = "src/openbitmap/node/cases/__init__.py"
    assert list(bad_doors(Module(door, "__all__ = []")))
    assert list(bad_doors(Module(door, '"""Cases."""\nfrom openbitmap.node.cases.model import Case\n')))
    assert list(bad_doors(Module(door, '"""Cases."""\n__all__ = ["Case"]\n')))
