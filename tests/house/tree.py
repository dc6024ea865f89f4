"""What the house tests look at: the repository's files, its Python modules parsed once, and a way to say what is wrong.

Every rule is a function from a module (or a text) to violations, so that each test can also show, on a bad example,
that its rule is able to fail.
"""

import ast
import io
import subprocess
import tokenize
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src"
PACKAGE = SOURCE / "openbitmap"


@dataclass(frozen=True)
class Violation:
    """One broken rule: where, what, and how to mend it."""

    place: str
    what: str
    mend: str

    def __str__(self) -> str:
        return f"{self.place}: {self.what}. Mend: {self.mend}."


@dataclass(frozen=True)
class Module:
    """One Python file, parsed. `name` is dotted for a file of the package and a path for any other."""

    path: str
    text: str

    @property
    def tree(self) -> ast.Module:
        return _parsed(self.text)

    @property
    def name(self) -> str:
        parts = Path(self.path).with_suffix("").parts
        return ".".join(parts[1:]).removesuffix(".__init__") if parts[0] == "src" else self.path

    @property
    def is_door(self) -> bool:
        return Path(self.path).name == "__init__.py"

    def at(self, line: int, what: str, mend: str) -> Violation:
        return Violation(f"{self.path}:{line}", what, mend)

    def comments(self) -> Iterator[tuple[int, str]]:
        """Line number and text of every comment."""
        for token in tokenize.generate_tokens(io.StringIO(self.text).readline):
            if token.type == tokenize.COMMENT:
                yield token.start[0], token.string

    def functions(self) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
        for node in ast.walk(self.tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield node

    def classes(self) -> Iterator[ast.ClassDef]:
        for node in ast.walk(self.tree):
            if isinstance(node, ast.ClassDef):
                yield node


@cache
def _parsed(text: str) -> ast.Module:
    return ast.parse(text)


LEFT_ASIDE = {".git", ".venv", "build", "dist", "var", "__pycache__"}


@cache
def files() -> tuple[str, ...]:
    """Every file of the repository that git knows or would take, as paths relative to its root.

    Where there is no git (an unpacked archive), every file outside the folders that are made when the project runs.
    """
    command = ["git", "-c", f"safe.directory={ROOT}", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    try:
        listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0")
    except (FileNotFoundError, subprocess.CalledProcessError):
        found = (path.relative_to(ROOT) for path in ROOT.rglob("*") if path.suffix not in (".so", ".pyc", ".panels"))
        listed = [str(path) for path in found if not LEFT_ASIDE & set(path.parts) and "_cache" not in str(path)]
    return tuple(sorted(path for path in set(listed) if path and (ROOT / path).is_file()))


@cache
def modules(*folders: str) -> tuple[Module, ...]:
    """Python files under these folders of the repository."""
    return tuple(
        Module(path, (ROOT / path).read_text("utf-8"))
        for path in files()
        if path.endswith(".py") and path.startswith(tuple(f"{folder}/" for folder in folders))
    )


def docstring_lines(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Module) -> int:
    if ast.get_docstring(node, clean=False) is None:
        return 0
    first = node.body[0]
    return (first.end_lineno or first.lineno) - first.lineno + 1


def refuse(violations: Iterable[Violation]) -> None:
    """Fail with every violation on a line of its own."""
    found = sorted({str(v) for v in violations})
    assert not found, f"{len(found)} broken:\n" + "\n".join(found)
