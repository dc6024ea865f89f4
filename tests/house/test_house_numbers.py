"""House numbers: module 300 lines, function 40, parameters 5 (keyword-only after 3), fields 10, nesting 3; one
`# type: ignore[code]` and one `# noqa: RULE` have one reason each.
"""

import ast
import re
from collections.abc import Iterator

from house.tree import Module, Violation, docstring_lines, modules, refuse

MODULE_LINES, LONGEST_MODULE = 300, 500
FUNCTION_LINES, PARAMETERS, POSITIONAL, FIELDS, NESTING = 40, 5, 3, 10, 3

LONG_MODULES: dict[str, str] = {}
"""Modules of up to 500 lines, each with its reason."""

CODE = modules("src", "tools", "benchmarks", "kernel")
ALL = CODE + modules("tests")

Function = ast.FunctionDef | ast.AsyncFunctionDef


def is_table(module: Module) -> bool:
    """A table of data: nothing but imports, a docstring and assignments at module level, without logic inside.

    Constructor calls are data; comprehensions, lambdas, conditions and functions are logic.
    """
    plain = (ast.Import, ast.ImportFrom, ast.Assign, ast.AnnAssign, ast.Expr)
    logic = (ast.Lambda, ast.ListComp, ast.DictComp, ast.SetComp, ast.GeneratorExp, ast.IfExp)
    return all(isinstance(node, plain) for node in module.tree.body) and not any(
        isinstance(node, logic) for node in ast.walk(module.tree)
    )


def long_modules(module: Module) -> Iterator[Violation]:
    lines = module.text.count("\n")
    limit = LONGEST_MODULE if module.path in LONG_MODULES else MODULE_LINES
    if lines > limit and not is_table(module):
        yield module.at(lines, f"a module of {lines} lines, more than {limit}", "split it by verb or by state")


def long_functions(module: Module) -> Iterator[Violation]:
    for function in module.functions():
        lines = (function.end_lineno or function.lineno) - function.lineno + 1 - docstring_lines(function)
        if lines > FUNCTION_LINES:
            mend = "name its stages and call them in order"
            yield module.at(function.lineno, f"{function.name} has {lines} lines, more than {FUNCTION_LINES}", mend)


def many_parameters(module: Module) -> Iterator[Violation]:
    for function in module.functions():
        if is_route(function) or is_command(function):
            continue
        given = function.args.posonlyargs + function.args.args
        own = [a.arg for a in given if a.arg not in ("self", "cls")]
        every = len(own) + len(function.args.kwonlyargs)
        if every > PARAMETERS:
            mend = "name the concept that travels together"
            yield module.at(function.lineno, f"{function.name} takes {every} parameters, more than {PARAMETERS}", mend)
        if len(own) > POSITIONAL:
            what = f"{function.name} takes {len(own)} parameters by position, more than {POSITIONAL}"
            yield module.at(function.lineno, what, "put a * after the third")


def is_route(function: Function) -> bool:
    """A function under `@router.get(...)` and the like. It may take more: its parameters are the address, the query,
    the body and what FastAPI injects, and their list is the door's public description."""
    return _decorated_with(function, ("get", "post", "put", "delete", "patch"))


def is_command(function: Function) -> bool:
    """A function under `@app.command()`. It may take more, for the same reason: its parameters are the command's
    arguments and options, and nobody but typer calls it."""
    return _decorated_with(function, ("command",))


def _decorated_with(function: Function, names: tuple[str, ...]) -> bool:
    calls = [d.func for d in function.decorator_list if isinstance(d, ast.Call)]
    return any(isinstance(c, ast.Attribute) and c.attr in names for c in calls)


def many_fields(module: Module) -> Iterator[Violation]:
    for kind in module.classes():
        fields = [n for n in kind.body if isinstance(n, ast.AnnAssign) and "ClassVar" not in ast.unparse(n.annotation)]
        if len(fields) > FIELDS:
            mend = "name the concept some of them make together"
            yield module.at(kind.lineno, f"{kind.name} has {len(fields)} fields, more than {FIELDS}", mend)


def deep_nesting(module: Module) -> Iterator[Violation]:
    for function in module.functions():
        for line in _deeper(function, 0):
            mend = "return early, or name the inner part"
            yield module.at(line, f"{function.name} nests deeper than {NESTING}", mend)


def _deeper(node: ast.AST, depth: int) -> Iterator[int]:
    blocks = (ast.If, ast.For, ast.AsyncFor, ast.While, ast.With, ast.AsyncWith, ast.Try, ast.Match)
    for name, value in ast.iter_fields(node):
        for child in value if isinstance(value, list) else [value]:
            if not isinstance(child, ast.AST) or isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
                continue  # a function inside is measured by itself
            is_elif = isinstance(node, ast.If) and name == "orelse" and isinstance(child, ast.If)
            inner = depth + (isinstance(child, blocks) and not is_elif)
            if inner > NESTING:
                yield child.lineno  # type: ignore[attr-defined]  # every block has a line
            else:
                yield from _deeper(child, inner)


def unreasoned_silences(module: Module) -> Iterator[Violation]:
    for line, comment in module.comments():
        for mark, right in (
            ("type: ignore", r"# type: ignore\[[a-z\-, ]+\]  # \S.*\S"),
            ("noqa", r"# noqa: [A-Z]+[0-9]+(, ?[A-Z]+[0-9]+)*\s+(# |- )?\w.* .*\w"),
        ):
            if re.match(rf"#\s*{mark}", comment, re.IGNORECASE) and not re.match(right, comment):
                yield module.at(
                    line, f"`{comment}` lacks its rule or its reason", "name the rule, then say why in words"
                )


def test_no_module_is_too_long() -> None:
    refuse(v for m in ALL for v in long_modules(m))


def test_every_long_module_is_still_long() -> None:
    """The list of exceptions shrinks when its reasons go."""
    lengths = {m.path: m.text.count("\n") for m in ALL}
    assert [p for p in LONG_MODULES if lengths.get(p, 0) <= MODULE_LINES] == []


def test_no_function_is_too_long() -> None:
    refuse(v for m in ALL for v in long_functions(m))


def test_no_function_takes_too_much() -> None:
    """Tests are left out: what a test function takes are fixtures and cases."""
    refuse(v for m in CODE for v in many_parameters(m))


def test_no_value_has_too_many_fields() -> None:
    refuse(v for m in ALL for v in many_fields(m))


def test_no_code_nests_too_deep() -> None:
    refuse(v for m in ALL for v in deep_nesting(m))


def test_every_silenced_check_has_its_reason() -> None:
    refuse(v for m in ALL for v in unreasoned_silences(m))


def test_the_rules_can_fail() -> None:
    body = "\n".join(f"    x = {n}" for n in range(41))
    assert list(long_functions(Module("a.py", f"def f():\n{body}\n")))
    assert list(long_modules(Module("a.py", "def f(): ...\n" + "\n" * 300)))
    assert not list(long_modules(Module("a.py", "A = (1,)\n" * 301))), "a table of data is exempt"
    assert list(long_modules(Module("a.py", "A = [x for x in ()]\n" * 301))), "a comprehension is logic"
    assert list(many_parameters(Module("a.py", "def f(a, b, c, d): ...")))
    assert list(many_parameters(Module("a.py", "def f(a, *, b, c, d, e, f): ...")))
    assert not list(many_parameters(Module("a.py", "@router.get('/')\ndef f(a, b, c, d, e, f): ...")))
    assert list(many_fields(Module("a.py", "class A:\n" + "".join(f"    f{n}: int\n" for n in range(11)))))
    assert list(deep_nesting(Module("a.py", "def f():\n if a:\n  for b in c:\n   with d:\n    if e: pass")))
    elses = "def f():\n if a: pass\n elif b: pass\n elif c: pass\n elif d: pass\n elif e: pass"
    assert not list(deep_nesting(Module("a.py", elses)))
    assert list(unreasoned_silences(Module("a.py", "x = 1  # type: ignore\n")))
    assert list(unreasoned_silences(Module("a.py", "x = 1  # noqa: B008\n")))
    assert not list(unreasoned_silences(Module("a.py", "x = 1  # noqa: B008  # the framework wants it so\n")))
