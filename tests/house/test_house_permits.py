"""Only `agreements` makes a Permit. Its constructor asks for a token; here is that nobody calls it, takes the token, or
goes round both."""

import ast
from collections.abc import Iterator

from house.tree import Module, Violation, modules, refuse

MAKER = "src/openbitmap/node/agreements/model.py"
ASKER = "src/openbitmap/node/agreements/permits.py"
TRIED = ("tests/unit/node/test_agreements.py",)
"""Tests that show that the constructor refuses."""


def made_elsewhere(module: Module) -> Iterator[Violation]:
    mend = "ask agreements.permit before the act"
    for node in ast.walk(module.tree):
        name = _called(node)
        if name == "Permit":
            yield module.at(node.lineno, "makes a Permit", mend)  # type: ignore[attr-defined]  # a call has a line
        if name == "__new__" and "Permit" in ast.unparse(node):
            yield module.at(node.lineno, "makes a Permit past its constructor", mend)  # type: ignore[attr-defined]  # as above
        if isinstance(node, ast.ImportFrom) and (node.module or "").endswith("agreements.model"):
            taken = {alias.name for alias in node.names} & {"grant", "_TOKEN"}
            if taken and module.path != ASKER:
                yield module.at(node.lineno, f"takes {', '.join(sorted(taken))}", mend)


def _called(node: ast.AST) -> str:
    if not isinstance(node, ast.Call):
        return ""
    return node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")


def test_nobody_else_makes_a_permit() -> None:
    looked = [m for m in modules("src", "tests", "tools") if m.path != MAKER and m.path not in TRIED]
    refuse(v for m in looked for v in made_elsewhere(m))
    maker = next(m for m in modules("src") if m.path == MAKER)
    assert len(list(made_elsewhere(maker))) == 1, "agreements makes it in one place"


def test_the_rule_can_fail() -> None:
    assert list(made_elsewhere(Module("a.py", "x = Permit(1)")))
    assert list(made_elsewhere(Module("a.py", "x = agreements.Permit(1)")))
    assert list(made_elsewhere(Module("a.py", "x = object.__new__(Permit)")))
    assert list(made_elsewhere(Module("a.py", "from openbitmap.node.agreements.model import grant")))
    assert not list(made_elsewhere(Module("a.py", "def f(permit: Permit) -> None: ...")))
