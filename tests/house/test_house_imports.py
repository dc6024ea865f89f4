"""Who may import whom: the contract file holds, and what it cannot say is held here (packages of others, and what a
library may not ask of the world).
"""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from house.tree import ROOT, Module, Violation, modules, refuse

FIELD = {
    "vocabulary": (),
    "instruments": ("cryptography",),
    "wire": ("cryptography", "joserfc", "pydantic"),
    "itl": (),
    "images": ("PIL", "_wsq", "cv2", "numpy", "wsq"),
    "biometrics": ("cv2", "numpy", "scipy"),
    "names": ("anyascii", "rapidfuzz"),
    "lab": ("numpy", "scipy"),
    "synthetic": ("PIL", "cv2", "numpy", "scipy"),
}
"""What each library may use beside the standard library and ours: its field's libraries."""

WORLD = {
    "os.environ": "the environment",
    "os.getenv": "the environment",
    "datetime.now": "the clock",
    "datetime.today": "the clock",
    "datetime.utcnow": "the clock",
    "date.today": "the clock",
    "time.time": "the clock",
    "time.time_ns": "the clock",
    "time.monotonic": "the clock",
    "time.perf_counter": "the clock",
    "time.process_time": "the clock",
}
NETWORK = {"socket", "urllib.request", "http.client", "ssl", "asyncio", "sqlite3", "ftplib", "smtplib"}

WORLDLY: dict[tuple[str, str], str] = {
    (
        "src/openbitmap/images/box.py",
        "time.monotonic",
    ): "a codec that runs too long is killed; no value of it leaves",
}
"""What a library asks of the world after all: file and name, with the reason."""

ENVIRONMENT_READERS = {"src/openbitmap/node/settings/reading.py"}


def foreign_imports(module: Module) -> Iterator[Violation]:
    library = module.name.split(".")[1] if module.name.count(".") else ""
    for line, name in _imported(module):
        top = name.split(".")[0]
        if library in FIELD and top not in sys.stdlib_module_names and top not in ("openbitmap", *FIELD[library]):
            yield module.at(line, f"{library} imports {top}", "keep it out of the library, or argue for it in FIELD")


def worldly(module: Module) -> Iterator[Violation]:
    library = module.name.split(".")[1] if module.name.count(".") else ""
    if library not in FIELD:
        return
    for line, name in _imported(module):
        if name in NETWORK and (module.path, name) not in WORLDLY:
            yield module.at(line, f"{library} imports {name}", "a library is told, it does not ask")
    for line, name in _asked(module):
        if (module.path, name) not in WORLDLY:
            yield module.at(line, f"{library} asks {WORLD[name]} ({name})", "take the value as an argument")


def environment_reads(module: Module) -> Iterator[Violation]:
    for line, name in _asked(module):
        if WORLD[name] == "the environment" and module.path not in ENVIRONMENT_READERS:
            yield module.at(line, "reads the environment", "add a setting to node/settings and take its value")


def naive_times(module: Module) -> Iterator[Violation]:
    for node in ast.walk(module.tree):
        if not isinstance(node, ast.Call) or node.args or node.keywords:
            continue
        if ast.unparse(node.func).endswith(("datetime.now", "datetime.utcnow")):
            yield module.at(node.lineno, "a time without its zone", "datetime.now(UTC)")


def _imported(module: Module) -> Iterator[tuple[int, str]]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.lineno, node.module


def _asked(module: Module) -> Iterator[tuple[int, str]]:
    for node in ast.walk(module.tree):
        name = ast.unparse(node) if isinstance(node, ast.Attribute) else ""
        found = next((asked for asked in WORLD if f".{name}".endswith(f".{asked}")), None)
        if found:
            yield node.lineno, found  # type: ignore[attr-defined]  # an attribute has a line


@pytest.fixture(autouse=True)
def _in_the_repository(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def lint_imports(*options: str) -> subprocess.CompletedProcess[str]:
    """As a process of its own: within ours it would switch off every logger made before it."""
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-logo", *options]
    return subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)


def test_the_contract_holds() -> None:
    found = lint_imports()
    assert found.returncode == 0, found.stdout


def test_the_contract_can_fail(tmp_path: Path) -> None:
    """The same file with the layers of the package turned round."""
    text = (ROOT / ".importlinter").read_text("utf-8")
    above, below = "    node\n", "    (simulators)\n    lab | synthetic\n"
    turned = text.replace(above + below, below + above)
    assert turned != text
    contract = tmp_path / "turned.importlinter"
    contract.write_text(turned, "utf-8")
    found = lint_imports("--config", str(contract), "--contract", "package")
    assert (found.returncode, "BROKEN" in found.stdout) == (1, True)


def test_libraries_use_only_their_fields_libraries() -> None:
    refuse(v for m in modules("src") for v in foreign_imports(m))


def test_libraries_ask_nothing_of_the_world() -> None:
    refuse(v for m in modules("src") for v in worldly(m))


def test_every_worldly_exception_is_still_needed() -> None:
    asked = {(m.path, name) for m in modules("src") for _, name in (*_asked(m), *_imported(m))}
    assert WORLDLY.keys() - asked == set()


def test_only_settings_read_the_environment() -> None:
    refuse(v for m in modules("src") for v in environment_reads(m))


def test_every_time_has_its_zone() -> None:
    refuse(v for m in modules("src", "tools", "benchmarks") for v in naive_times(m))


def test_the_rules_can_fail() -> None:
    path = "src/openbitmap/itl/a.py"
    assert list(foreign_imports(Module(path, "import numpy")))
    assert not list(foreign_imports(Module("src/openbitmap/biometrics/a.py", "import numpy")))
    assert list(worldly(Module(path, "import time\nnow = time.time()")))
    assert list(worldly(Module(path, "import socket")))
    assert list(environment_reads(Module("src/openbitmap/node/search/a.py", "import os\nx = os.environ['A']")))
    assert list(naive_times(Module(path, "from datetime import datetime\nx = datetime.now()")))
