"""The matcher takes any bytes: its native fuzz target, built with the address and undefined-behaviour sanitizers,
run briefly."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

KERNEL = Path(__file__).parents[2] / "kernel"
PATH = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not shutil.which("cmake", path=PATH) or not shutil.which("ninja", path=PATH),
        reason="cmake or ninja is absent: the native fuzz target cannot be built",
    ),
]


def test_no_promise_breaks_under_sanitizers(tmp_path: Path) -> None:
    environment = os.environ | {"PATH": PATH}
    configure = [
        "cmake",
        "-S",
        str(KERNEL),
        "-B",
        str(tmp_path),
        "-G",
        "Ninja",
        f"-DPython_EXECUTABLE={sys.executable}",
    ]
    configure += ["-DCMAKE_BUILD_TYPE=Release", "-DOPENBITMAP_NATIVE_TESTS=ON", "-DOPENBITMAP_SANITIZE=ON"]
    subprocess.run(configure, check=True, capture_output=True, env=environment)
    subprocess.run(
        ["cmake", "--build", str(tmp_path), "--target", "matcher_fuzz"],
        check=True,
        capture_output=True,
        env=environment,
    )
    done = subprocess.run([tmp_path / "matcher_fuzz", "3000", "11"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "3000 rounds, no promise broken" in done.stdout
