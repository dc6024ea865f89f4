"""What git holds: nothing big, no print of a real person, every licence of others named where it must be."""

import re
import tomllib
from pathlib import Path

from house.tree import PACKAGE, ROOT, files

LARGEST_BYTES = 400_000
PICTURES = (".png", ".jpg", ".jpeg", ".jp2", ".bmp", ".tif", ".tiff", ".gif", ".webp", ".wsq", ".pgm", ".raw", ".svg")
CARRIERS = (
    ".eft",
    ".an2",
    ".ansi",
    ".ebts",
    ".nist",
    ".iso-fmr",
    ".fmr",
    ".xyt",
    ".npz",
    ".npy",
    ".pickle",
    ".pkl",
    ".zip",
)
"""Files that can carry a print or its minutiae."""

ICONS = "src/openbitmap/node/console/parts/icons"
"""Drawn icons of Lucide: every file there is one, and is held to be nothing else."""

ROLE_PICTURES = "docs/roles/pictures/"

ALLOWED: dict[str, str] = {
    "docs/cards/finger-fvc2002.svg": "error rates as curves; no print in it",
    "docs/cards/synthetic-prints.png": "synthetic prints, each labelled so; benchmarks/synthetic_sheet.py makes it",
    "docs/pictures/answer-cards.png": "two cards of the demo, about synthetic people; no print in it",
    **{p: "a page as the browser tests saw it; people synthetic" for p in files() if p.startswith(ROLE_PICTURES)},
    "src/openbitmap/node/console/static/map.svg": "outlines of countries, from Natural Earth",
    **{p: "a drawn icon of Lucide" for p in files() if p.startswith(ICONS) and p.endswith(".svg")},
}
"""Every picture and carrier in the repository: what it shows, and that no real person's print is in it."""

FONTS = PACKAGE / "node" / "console" / "static" / "fonts"
FONT_LICENCES = {"atkinson-hyperlegible": "Atkinson Hyperlegible", "ibm-plex-mono": "IBM Plex Mono"}
REPORT_FONTS = PACKAGE / "node" / "reports" / "fonts"
REPORT_FONT_LICENCES = ("noto-sans",)
COPYLEFT = re.compile(r"\b(A?GPL|GNU (Affero )?General Public)", re.IGNORECASE)


def test_no_file_is_big() -> None:
    big = {path: (ROOT / path).stat().st_size for path in files()}
    assert {path: size for path, size in big.items() if size > LARGEST_BYTES} == {}


def test_every_picture_and_every_carrier_of_prints_is_known() -> None:
    held = {path for path in files() if path.lower().endswith(PICTURES + CARRIERS)}
    assert held - ALLOWED.keys() == set(), "say in ALLOWED what it shows and that no real person's print is in it"
    assert ALLOWED.keys() - held == set(), "no longer there: take it off the list"


def test_no_picture_hides_in_a_text_or_under_another_name() -> None:
    """By their first bytes, whatever they are called; and no long run of base64 in a text."""
    starts = (
        b"\x89PNG",
        b"\xff\xd8\xff",
        b"\xff\xa0",
        b"\xff\x4f\xff\x51",
        b"\x00\x00\x00\x0cjP",
        b"BM6",
        b"FMR\0",
        b"PK\x03\x04",
    )
    hidden = [p for p in files() if p not in ALLOWED and (ROOT / p).read_bytes()[:8].startswith(starts)]
    assert hidden == []
    long = re.compile(rb"[A-Za-z0-9+/]{400,}")
    texts = [p for p in files() if p.endswith((".py", ".md", ".html", ".css", ".js", ".json", ".svg", ".txt"))]
    assert [p for p in texts if long.search((ROOT / p).read_bytes())] == []


def test_others_work_is_named_in_the_notice() -> None:
    notice = (ROOT / "NOTICE").read_text("utf-8")
    for words in ("pyfing", "Cappelli", "MIT", *FONT_LICENCES.values(), "Noto Sans", "SIL Open Font License", "Lucide"):
        assert words in notice, f"NOTICE does not mention {words}"


def test_every_font_comes_with_its_licence() -> None:
    fonts = sorted(path.name for path in FONTS.iterdir() if path.suffix in (".woff2", ".woff", ".ttf", ".otf"))
    assert fonts, "there are no fonts"
    assert [name for name in fonts if not name.startswith(tuple(FONT_LICENCES))] == [], "a font of unknown licence"
    for prefix in FONT_LICENCES:
        licence = (FONTS / f"LICENSE-{prefix}.txt").read_text("utf-8")
        assert "SIL OPEN FONT LICENSE" in licence.upper()


def test_every_font_of_the_report_comes_with_its_licence() -> None:
    fonts = sorted(path.name for path in REPORT_FONTS.glob("*.ttf"))
    assert fonts, "there are no fonts"
    assert [name for name in fonts if not name.startswith(REPORT_FONT_LICENCES)] == [], "a font of unknown licence"
    for prefix in REPORT_FONT_LICENCES:
        licence = (REPORT_FONTS / f"LICENSE-{prefix}.txt").read_text("utf-8")
        assert "SIL OPEN FONT LICENSE" in licence.upper()


def test_an_icon_is_a_few_drawn_lines() -> None:
    for path in (p for p in files() if p.startswith(ICONS) and p.endswith(".svg")):
        drawn = (ROOT / path).read_text("utf-8")
        assert len(drawn) < 2_000, f"{path} is too long for an icon"
        assert re.sub(r"</?(svg|path|circle|rect|line|polyline|polygon|ellipse|g)\b[^<>]*>|\s", "", drawn) == "", path


def test_the_icons_come_with_their_licence() -> None:
    licence = (PACKAGE / "node" / "console" / "parts" / "icons" / "LICENSE-lucide.txt").read_text("utf-8")
    assert "ISC License" in licence


def test_our_own_licence_is_said_once_and_the_same() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["license"] == "Apache-2.0"
    assert {"LICENSE", "NOTICE"} <= set(project["license-files"])
    assert "Apache License" in (ROOT / "LICENSE").read_text("utf-8")


def test_the_version_is_said_the_same_everywhere() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    said = re.search(r'__version__ = "([^"]+)"', (PACKAGE / "__init__.py").read_text("utf-8"))
    assert said
    assert said[1] == project["version"]
    assert f"## {project['version']}" in (ROOT / "CHANGELOG.md").read_text("utf-8")


def test_no_source_is_under_a_copyleft_licence() -> None:
    sources = [
        p for p in files() if p.startswith(("src/", "kernel/")) and Path(p).suffix in (".py", ".cpp", ".h", ".js")
    ]
    assert [p for p in sources if COPYLEFT.search((ROOT / p).read_text("utf-8"))] == []


def test_nothing_built_is_committed() -> None:
    built = re.compile(r"(\.so|\.o|\.a|\.pyc|\.panels|\.whl)$|(^|/)(__pycache__|build|dist|var|\.venv)/")
    assert [path for path in files() if built.search(path)] == []
