"""docs/standards is what the tables say, and its hand-written page names clauses and fields that exist."""

import importlib.util
import re
from pathlib import Path

import pytest

from openbitmap.itl import RECORDS

ROOT = Path(__file__).parents[3]
FOLDER = ROOT / "docs" / "standards"


def generated() -> dict[str, str]:
    spec = importlib.util.spec_from_file_location("itl_reference", ROOT / "tools" / "itl_reference.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    pages: dict[str, str] = module.pages()
    return pages


@pytest.mark.parametrize(("name", "text"), sorted(generated().items()), ids=sorted(generated()))
def test_the_generated_pages_are_current(name: str, text: str) -> None:
    page = FOLDER / name
    assert page.exists(), "run: python tools/itl_reference.py"
    assert page.read_text(encoding="utf-8") == text, "run: python tools/itl_reference.py"


def test_nothing_else_pretends_to_be_generated() -> None:
    assert {page.name for page in FOLDER.glob("*.md")} == set(generated()) | {"divergences.md"}


def test_divergences_name_fields_that_exist() -> None:
    text = (FOLDER / "divergences.md").read_text(encoding="utf-8")
    named = {(int(kind), int(number)) for kind, number in re.findall(r"\b(\d{1,2})\.(\d{3})\b", text)}
    assert len(named) > 10
    assert [pair for pair in sorted(named) if RECORDS[pair[0]].field(pair[1]) is None] == []
