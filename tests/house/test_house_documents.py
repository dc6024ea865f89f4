"""Documents tell the truth that a machine can check: paths, names and commands in them exist, links lead somewhere,
decision records have their parts and stand in the index.
"""

import importlib
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from house.tree import PACKAGE, ROOT, Violation, files, refuse

PATH = re.compile(r"[\w.\-]+(/[\w.\-]+)*(\.(py|pyi|sql|md|html|css|js|cpp|h|cmake|toml|svg|txt|json|ini)|/)")
ROOM_NAME = re.compile(r"([a-z_]+)((?:\.[A-Za-z_]+)+)(\(\))?")
LOOKED_FOR_IN = (ROOT, PACKAGE, PACKAGE / "node", PACKAGE / "biometrics", ROOT / "benchmarks")
"""A path may leave out what every reader knows: `cases/` is `src/openbitmap/node/cases/`."""

NOT_OURS: dict[str, str] = {
    "NNNN-title.md": "the pattern of a decision record's name",
    "NNNN_pre_name.sql": "the pattern of a migration's name",
    "NNNN_post_name.sql": "the pattern of a migration's name",
    "queries.sql": "one in each room",
    "model.py": "one in each room",
    "actions.py": "one in each room",
    "jobs.py": "one in each room",
    "store.py": "one in each room",
    "__init__.py": "one in each package",
    "terms.py": "one in each connector",
    "question.py": "one in each connector",
    "reply.py": "one in each connector",
    "connectors.toml": "in a node's folder, written by whoever runs it",
    "page.py": "one in each page",
    "page.html": "one in each page",
    "words.py": "one in each page",
    "encodings/xml.py": "where the XML encoding would stand; it is not read yet",
}
"""Names in documents that are no path in the repository, each with its reason."""

MADE_WHEN_RUN = (
    "postgres/",
    "cluster/",
    "vault.key",
    "vault/",
    "partner-keys/",
    "drop/",
    "keys/",
    "logs/",
    "var/",
    ".venv/",
    "taken/",
    "in/",
    "answers/",
)
"""Parts of a home folder or of a working copy; the documents may name them, git must not hold them."""

DECISION_PARTS = ("Context", "Decision", "Consequences")
SHELL_BLOCK = re.compile(r"^```(?:sh|bash|console)\n(.*?)^```", re.MULTILINE | re.DOTALL)


def documents() -> list[str]:
    return [path for path in files() if path.endswith(".md")]


def missing_paths(path: str, text: str) -> Iterator[Violation]:
    for number, token in _spans(text):
        if PATH.fullmatch(token) and token not in NOT_OURS and not token.startswith(MADE_WHEN_RUN):
            places = (*LOOKED_FOR_IN, (ROOT / path).parent)
            if not any((place / token).exists() for place in places):
                yield Violation(f"{path}:{number}", f"`{token}` does not exist", "correct the path")


def missing_names(path: str, text: str) -> Iterator[Violation]:
    """`cases.judge` and the like: the name stands in that room or library."""
    for number, token in _spans(text):
        match = ROOM_NAME.fullmatch(token)
        is_path = PATH.fullmatch(token) or token.startswith(MADE_WHEN_RUN)
        if match and match[1] in _packages() and not is_path and not _found(match[1] + match[2]):
            yield Violation(f"{path}:{number}", f"`{token}` does not exist", "correct the name")


def broken_links(path: str, text: str) -> Iterator[Violation]:
    for number, line in enumerate(text.splitlines(), 1):
        for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", line):
            if "://" not in target and not ((ROOT / path).parent / target).exists():
                yield Violation(f"{path}:{number}", f"the link to {target} leads nowhere", "correct it")


def unknown_commands(path: str, text: str) -> Iterator[Violation]:
    """Commands in shell blocks, and `make x` or `openbitmap x` in the text."""
    for number, line in _commands(text):
        words = line.split()
        wrong = _unknown_targets(words[1:]) if words[0] == "make" else _unknown_command(words[1:])
        if wrong:
            yield Violation(f"{path}:{number}", wrong, "see `make help` and docs/reference/cli.md")


def incomplete_decisions(path: str, text: str) -> Iterator[Violation]:
    number = Path(path).name[:4]
    if not re.fullmatch(r"\d{4}-[a-z0-9]+(-[a-z0-9]+)*\.md", Path(path).name):
        yield Violation(path, "a decision record that is not named NNNN-title.md", "rename it")
    if not re.match(rf"# {number}[ :.]", text):
        yield Violation(f"{path}:1", "its title does not begin with its number", f"# {number} ...")
    sections = dict(re.findall(r"^## (\w+)\n+(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL))
    for part in DECISION_PARTS:
        if len(sections.get(part, "").split()) < 8:
            yield Violation(path, f"nothing (or next to nothing) under ## {part}", "write it, honestly")
    if not re.search(r"^\*\*Status\*\*: \w+", text, re.MULTILINE):
        yield Violation(path, "no status", "**Status**: accepted, or what became of it")


def _spans(text: str) -> Iterator[tuple[int, str]]:
    """Line number and text of everything in backticks outside code blocks."""
    inside = False
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("```"):
            inside = not inside
        elif not inside:
            yield from ((number, token) for token in re.findall(r"`([^`]+)`", line))


def _commands(text: str) -> Iterator[tuple[int, str]]:
    for number, line in _shell_lines(text):
        for part in re.split(r"&&|\||;", line.partition(" #")[0]):
            bare = re.sub(r"^(?:\w+=\S+ )+|\.venv/bin/|^\$ ", "", part.strip())
            if re.match(r"(make|openbitmap)( |$)", bare):
                yield number, bare
    for number, token in _spans(text):
        if re.fullmatch(r"(make|openbitmap)( [a-zA-Z0-9_.=\-:/\[\]]+)+", token):
            yield number, token


def _shell_lines(text: str) -> Iterator[tuple[int, str]]:
    for block in SHELL_BLOCK.finditer(text):
        yield from enumerate(block[1].splitlines(), text[: block.start()].count("\n") + 2)


@cache
def _targets() -> frozenset[str]:
    return frozenset(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))


@cache
def _sections() -> dict[str, str]:
    """Text of each command's section in the generated reference, which a test of its own keeps current."""
    text = (ROOT / "docs" / "reference" / "cli.md").read_text("utf-8")
    parts = re.split(r"^### `openbitmap ([^`]+)`$", text, flags=re.MULTILINE)
    return {re.sub(r" \[?[A-Z].*", "", name): body for name, body in zip(parts[1::2], parts[2::2], strict=True)}


def _unknown_targets(words: list[str]) -> str | None:
    targets = [word for word in words if "=" not in word and not word.startswith("-")]
    return next((f"there is no `make {target}`" for target in targets if target not in _targets()), None)


def _unknown_command(words: list[str]) -> str | None:
    known = [name for name in _sections() if words[: len(name.split())] == name.split()]
    if not known:
        groups = {name.split()[0] for name in _sections()}
        is_group = not words or words[0].startswith("-") or (words[0] in groups and len(words) == 1)
        is_placeholder = bool(words) and words[-1] in ("...", "COMMAND")
        return None if is_group or is_placeholder else f"there is no `openbitmap {' '.join(words)}`"
    options = [w.partition("=")[0] for w in words if w.startswith("--")]
    bad = [option for option in options if option != "--help" and option not in _sections()[max(known, key=len)]]
    return f"`openbitmap {max(known, key=len)}` has no {', '.join(bad)}" if bad else None


@cache
def _packages() -> dict[str, str]:
    """Short names of rooms and libraries, with their dotted ones."""
    rooms = {
        folder.parent.name: f"openbitmap.node.{folder.parent.name}" for folder in PACKAGE.glob("node/*/__init__.py")
    }
    libraries = {folder.parent.name: f"openbitmap.{folder.parent.name}" for folder in PACKAGE.glob("*/__init__.py")}
    return libraries | rooms


@cache
def _found(token: str) -> bool:
    first, *rest = token.split(".")
    module = importlib.import_module(_packages()[first])
    value: object = module
    for depth, name in enumerate(rest):
        if hasattr(value, name):
            value = getattr(value, name)
            continue
        try:
            value = importlib.import_module(".".join([_packages()[first], *rest[: depth + 1]]))
        except ImportError:
            return False
    return True


def _check(rule: str) -> None:
    refuse(v for path in documents() for v in globals()[rule](path, (ROOT / path).read_text("utf-8")))


def test_every_path_in_a_document_exists() -> None:
    _check("missing_paths")


def test_every_name_in_a_document_exists() -> None:
    _check("missing_names")


def test_every_link_leads_somewhere() -> None:
    _check("broken_links")


def test_every_command_in_a_document_exists() -> None:
    _check("unknown_commands")


def test_every_decision_has_its_parts() -> None:
    records = [path for path in documents() if re.match(r"docs/decisions/\d", path)]
    assert records, "there are no decision records"
    refuse(v for path in records for v in incomplete_decisions(path, (ROOT / path).read_text("utf-8")))
    numbers = [Path(path).name[:4] for path in records]
    assert sorted({n for n in numbers if numbers.count(n) > 1}) == [], "two decisions of one number"


def test_every_decision_stands_in_the_index() -> None:
    index = (ROOT / "docs" / "decisions" / "README.md").read_text("utf-8")
    listed = set(re.findall(r"\]\((\d{4}-[^)]+\.md)\)", index))
    assert {Path(p).name for p in documents() if re.match(r"docs/decisions/\d", p)} == listed


def test_the_documents_a_project_owes_are_there() -> None:
    owed = ["README.md", "ARCHITECTURE.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md", "LICENSE", "NOTICE"]
    assert [name for name in owed if len((ROOT / name).read_text("utf-8").split()) < 60] == []


def test_the_rules_can_fail() -> None:
    assert list(missing_paths("a.md", "see `src/openbitmap/node/nowhere.py`"))
    assert not list(missing_paths("a.md", "see `src/openbitmap/node/flow.py`, `cases/model.py` and `node/flow.py`"))
    assert list(missing_names("a.md", "then `cases.forget_everything`"))
    assert not list(missing_names("a.md", "then `cases.judge` and `cases.jobs.open_for_candidates`"))
    assert list(broken_links("a.md", "[there](nowhere.md)"))
    assert list(unknown_commands("a.md", "```sh\nmake coffee\n```"))
    assert list(unknown_commands("a.md", "run `openbitmap brew`"))
    assert list(unknown_commands("a.md", "```sh\nopenbitmap submit FILE --sugar\n```"))
    assert not list(unknown_commands("a.md", "```sh\nmake demo EXIT=1\nopenbitmap submit FILE --wait\n```"))
    assert list(incomplete_decisions("docs/decisions/0001-a.md", "# 0001 A\n\n## Context\n\nNone.\n"))
