"""What is compiled for a newer processor stays out of the way of older ones: the linker keeps one copy of a weak
symbol, and if that were the newer one, the portable path would end in an illegal instruction."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

OBJECTS = Path(__file__).parents[2] / "kernel" / "CMakeFiles"
# Of the C++ runtime: a pointer, no code.
HARMLESS = "DW.ref.__gxx_personality_v0"

pytestmark = pytest.mark.skipif(not shutil.which("nm"), reason="nm (binutils) is absent: no symbols can be listed")


@pytest.mark.parametrize(("folder", "own"), [("matcher_fast", "matcher::fast"), ("leader_avx2", "leader::avx2")])
def test_no_weak_symbol_is_shared_with_the_portable_path(folder: str, own: str) -> None:
    objects = sorted((OBJECTS / f"{folder}.dir").rglob("*.o"))
    if not objects:
        pytest.skip(f"no objects of {folder}: another processor, or the kernel was not built in place")
    listed = subprocess.run(["nm", "-C", "--defined-only", *objects], capture_output=True, text=True, check=True).stdout
    symbols = re.findall(r"^[0-9a-f]+ (\w) (.+)$", listed, re.MULTILINE)
    assert [name for kind, name in symbols if kind == "T" and f"openbitmap::{own}::" in name]
    shared = [name for kind, name in symbols if kind in "WVuTDB" and f"openbitmap::{own}::" not in name]
    assert set(shared) <= {HARMLESS}
