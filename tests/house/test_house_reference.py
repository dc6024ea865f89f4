"""The generated pages of docs/reference say what the program does now."""

import importlib.util
from types import ModuleType

import pytest

from house.tree import ROOT

FOLDER = ROOT / "docs" / "reference"


def _generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("reference_docs", ROOT / "tools" / "reference_docs.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


GENERATOR = _generator()


@pytest.mark.parametrize("name", GENERATOR.PAGES)
def test_page_is_what_its_source_says(name: str) -> None:
    committed = (FOLDER / name).read_text("utf-8")
    assert committed == GENERATOR.PAGES[name](), f"docs/reference/{name} is out of date. Mend: make docs"


def test_no_page_is_left_over() -> None:
    assert {path.name for path in FOLDER.iterdir()} - {"README.md"} == set(GENERATOR.PAGES)


def test_pages_tell_more_than_names() -> None:
    """A page without its rows would be up to date and useless: each names what its source names."""
    page = {name: (FOLDER / name).read_text("utf-8") for name in GENERATOR.PAGES}
    assert all(setting.variable in page["settings.md"] for setting in GENERATOR.SETTINGS)
    assert all(setting.meaning.replace("|", "\\|") in page["settings.md"] for setting in GENERATOR.SETTINGS)
    assert all(f"## {name}\n" in page["events.md"] for name in GENERATOR.EVENTS)
    assert all(problem.code in page["problems.md"] for problem in GENERATOR.PROBLEMS)
    g = GENERATOR
    lives = (
        g.TRANSITIONS,
        g.alerts.TRANSITIONS,
        g.watchlists.ENTRY_TRANSITIONS,
        g.identities.CHANGE_TRANSITIONS,
        g.inquiries.TRANSITIONS,
        g.disclosures.TRANSITIONS,
    )
    assert page["transitions.md"].count("\n| ") == sum(len(life) for life in lives) + 2 * len(lives)
    assert "### `openbitmap submit FILE`" in page["cli.md"]
    assert "## `POST /v1/submissions`" in page["api.md"]
