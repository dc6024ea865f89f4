"""One way out: a letter that discloses something about somebody leaves by `disclosures.disclose` alone.

`envelopes.send` refuses such a letter without a clause as it runs; this holds that nobody but the room of disclosures
gives it one.
"""

import ast
from collections.abc import Iterator

from house.tree import Module, Violation, modules, refuse
from openbitmap.wire import LetterKind

THE_WAY_OUT = "src/openbitmap/node/disclosures/giving.py"
EXEMPT: dict[str, str] = {
    "src/openbitmap/node/simulation/defects.py": "the seeded defects of the simulation, one of which is this",
}
"""Modules that may break the rule, each with its reason."""


def ways_round(module: Module) -> Iterator[Violation]:
    """Letters sent with a clause by a function that does not say that their kind discloses nothing."""
    if module.path == THE_WAY_OUT or module.path in EXEMPT or "/envelopes/" in module.path:
        return
    for function in module.functions():
        kinds = {node.attr for node in ast.walk(function) if _is_kind(node)}
        for call in (node for node in ast.walk(function) if _sends_with_clause(node)):
            where, mend = call.lineno, "call disclosures.disclose with the permit"
            disclosing = sorted(k for k in kinds if k in LetterKind.__members__ and LetterKind[k].discloses)
            if disclosing:
                yield module.at(where, f"{function.name} sends {', '.join(disclosing)} past disclosures", mend)
            elif not kinds:
                what = f"{function.name} sends under a clause a letter whose kind it does not name"
                yield module.at(where, what, "name the LetterKind in this function, or " + mend)


def _is_kind(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "LetterKind"


def _sends_with_clause(node: ast.AST) -> bool:
    if not isinstance(node, ast.Call) or ast.unparse(node.func) not in ("envelopes.send", "send"):
        return False
    clauses = [k.value for k in node.keywords if k.arg == "permit_clause"]
    return any(not (isinstance(c, ast.Constant) and c.value == "") for c in clauses)


def test_what_discloses_leaves_by_disclosures_alone() -> None:
    refuse(v for module in modules("src") for v in ways_round(module))


def test_the_rule_can_fail() -> None:
    send = "    envelopes.send(tx, letter, permit_clause=clause, at=at, actor=actor, key=key)\n"
    past = "def f(tx):\n    letter = Letter(partner, LetterKind.DATA, {})\n" + send
    unnamed = "def f(tx, letter):\n" + send
    fit = "def f(tx):\n    letter = Letter(partner, LetterKind.DATA_REQUEST, {})\n" + send
    found = [len(list(ways_round(Module("src/openbitmap/node/x.py", text)))) for text in (past, unnamed, fit)]
    assert found == [1, 1, 0]
    assert THE_WAY_OUT in {m.path for m in modules("src")}, "the way out moved: name its new place"
