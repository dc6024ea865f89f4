"""Words: no dumping grounds and no titles without meaning among the names, nothing of our machines in the files, no
answer that sounds like a clean bill, and every table of words complete in both languages.
"""

import ast
import importlib
import re
import string
from collections.abc import Iterator, Mapping

import pytest

from house.tree import ROOT, Module, Violation, docstring_lines, files, modules, refuse
from openbitmap.node.console.words import SHARED, Spoken

DUMPING_GROUNDS = {
    *("utils", "util", "helpers", "helper", "common", "misc", "manager", "managers", "service", "services", "base"),
    *("impl", "data", "info", "core", "stuff", "shared", "tools", "lib", "handler", "processor"),
}
"""Not the whole name of a module or a function (a property may be called `data`: it is a value)."""

EMPTY_TITLES = ("Manager", "Service", "Helper", "Util", "Utils", "Impl", "Info", "Base", "Data", "Abstract")
"""Not a part of a class name."""

TRADE_NAMES: dict[str, str] = {
    "ServiceClass": "the class of service by 1.006: how long an answer may take",
    "PersonalDataAsked": "personal data: the term of the law and of every agreement for what follows a match",
    "PersonalDataReleased": "the same",
    "PersonalDataTaken": "the same",
}
"""Class names that the trade gave us although a part of them is banned."""

TEXT_FILES = (".py", ".pyi", ".sql", ".md", ".toml", ".html", ".css", ".cpp", ".h", ".hpp", ".cmake", ".txt", ".js")
UNWORDED = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|HA" + r"CK)\b|#\s*XX" + "X")
MACHINE_PATHS = re.compile(r"(?<![\w.])/(work|root|home/[a-z]+|farm)/[\w.]")
REGISTRY_HOSTS = re.compile(r"\b(pypi\.org|files\.pythonhosted\.org|registry\.npmjs\.org|deb\.debian\.org)\b")

CLEAN_BILL = re.compile(
    r"\b(clear|cleared|clearance|no hits?|not a match|no match|innocent|harmless|all good"
    r"|limpi[oa]|sin coincidencias?|sin antecedentes|inocente|libre de sospecha)\b",
    re.IGNORECASE,
)
"""Words that would make "no candidate" sound as if somebody had been found harmless (R20)."""

VISIBLE: tuple[tuple[str, str], ...] = (
    ("src/openbitmap/node/exchange/words.py", "the answer card, and through it page, JSON and ITL text"),
    ("src/openbitmap/node/exchange/card.py", "the card's rows"),
    ("src/openbitmap/node/exchange/transactions.py", "fields of the answer transactions"),
    ("src/openbitmap/node/console/", "pages"),
    ("src/openbitmap/node/cli/", "the terminal"),
    ("src/openbitmap/node/views/", "the story of a submission"),
    ("src/openbitmap/node/problems/", "refusals at every door"),
    ("src/openbitmap/node/api/", "the descriptions in OpenAPI"),
)
"""Where node/ speaks to people. Every string in these files is checked, docstrings of commands and routes included;
page templates too. Comments and names are not."""

SAID_ABOUT_CARDS: dict[str, str] = {
    "A card never says that anybody is cleared.": "the page says what a card does not say",
    "Ninguna ficha dice que alguien esté libre de sospecha.": "the same in Spanish",
}
"""Sentences that use a banned word to forbid it, each with its reason."""

LANGUAGES = {"en", "es"}
BEGUN = {"pt"}
"""Languages a table may speak besides: what they lack is said in Spanish."""


def empty_names(module: Module) -> Iterator[Violation]:
    mend = "find the noun of the trade that is missing"
    parts = module.path.removesuffix(".py").split("/")[1:] if module.path.startswith("src") else []
    for part in parts:
        if part.strip("_") in DUMPING_GROUNDS:
            yield module.at(1, f"a module or package called {part}", mend)
    for kind in module.classes():
        words = re.findall(r"[A-Z][a-z0-9]*", kind.name)
        for word in words:
            if word in EMPTY_TITLES and kind.name not in TRADE_NAMES:
                yield module.at(kind.lineno, f"class {kind.name}: {word} says nothing", mend)
    for function in module.functions():
        is_value = any(ast.unparse(d).endswith("property") for d in function.decorator_list)
        if function.name.strip("_") in DUMPING_GROUNDS and not is_value:
            yield module.at(function.lineno, f"a function called {function.name}", "name it by its verb")


def unwanted_text(path: str, text: str) -> Iterator[Violation]:
    for number, line in enumerate(text.splitlines(), 1):
        for pattern, what, mend in (
            (UNWORDED, "a naked to-do marker", "do it, or write an issue and say why it is left out"),
            (MACHINE_PATHS, "a path of one machine", "name it relative to the repository or to a setting"),
            (REGISTRY_HOSTS, "the host of a registry", "name the package; its client knows where it comes from"),
        ):
            if found := pattern.search(line):
                yield Violation(f"{path}:{number}", f"{what} ({found[0]})", mend)


def clean_bills(module: Module) -> Iterator[Violation]:
    """Banned answer words in the strings of a module, its own docstring apart: nobody reads that on a screen."""
    own = module.tree.body[0].value if docstring_lines(module.tree) else None  # type: ignore[attr-defined]  # it is one
    for node in ast.walk(module.tree):
        if node is own:
            continue
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value not in SAID_ABOUT_CARDS:
            text = node.value
            for sentence in SAID_ABOUT_CARDS:
                text = text.replace(sentence, "")
            if found := CLEAN_BILL.search(text):
                mend = 'say "no candidate in the galleries that answered"'
                yield module.at(node.lineno, f'"{found[0]}" as a word for an answer', mend)


def clean_bills_in_page(path: str, text: str) -> Iterator[Violation]:
    for number, line in enumerate(re.sub(r"<style.*?</style>", "", text, flags=re.DOTALL).splitlines(), 1):
        if found := CLEAN_BILL.search(line):
            mend = 'say "no candidate in the galleries that answered"'
            yield Violation(f"{path}:{number}", f'"{found[0]}" as a word for an answer', mend)


def incomplete_words(name: str, table: Mapping[object, Mapping[str, str]]) -> Iterator[Violation]:
    for key, words in table.items():
        place = f"{name}[{key!r}]"
        if set(words) - BEGUN != LANGUAGES:
            yield Violation(place, f"has {sorted(words)}", "write it in English and in Spanish")
            continue
        if not all(text.strip() for text in words.values()):
            yield Violation(place, "is empty in one language", "write it")
        fields = {language: placeholders(text) for language, text in words.items()}
        if any(named != fields["en"] for named in fields.values()):
            yield Violation(place, f"fills in {fields}", "say the same things in every language")


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def word_tables(module: Module) -> Iterator[str]:
    """Names of module-level tables whose values are `{"en": ..., "es": ...}`."""
    for node in module.tree.body:
        value = node.value if isinstance(node, ast.Assign | ast.AnnAssign) else None
        inner = value.values if isinstance(value, ast.Dict) else []
        if any(isinstance(d, ast.Dict) and _speaks(d) for d in inner):
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target  # type: ignore[attr-defined]  # value is set
            yield ast.unparse(target)


def _speaks(words: ast.Dict) -> bool:
    return any(isinstance(key, ast.Constant) and key.value in LANGUAGES for key in words.keys)


def test_no_name_is_a_dumping_ground() -> None:
    refuse(v for m in modules("src", "tools", "benchmarks", "kernel") for v in empty_names(m))


def test_no_file_holds_what_does_not_belong_there() -> None:
    own = "tests/house/test_house_words.py"
    texts = [p for p in files() if p.endswith(TEXT_FILES) and p != own]
    refuse(v for p in texts for v in unwanted_text(p, (ROOT / p).read_text("utf-8")))


def test_nothing_a_person_reads_gives_a_clean_bill() -> None:
    places = tuple(place for place, _ in VISIBLE)
    refuse(v for m in modules("src") if m.path.startswith(places) for v in clean_bills(m))
    pages = [p for p in files() if p.startswith("src/openbitmap/node/") and p.endswith(".html")]
    assert pages, "there is no page to check"
    refuse(v for p in pages for v in clean_bills_in_page(p, (ROOT / p).read_text("utf-8")))


def test_every_place_that_speaks_exists() -> None:
    paths = files()
    assert [place for place, _ in VISIBLE if not any(path.startswith(place) for path in paths)] == []


def test_every_word_is_there_in_english_and_in_spanish() -> None:
    tables = [(m.name, name) for m in modules("src") for name in word_tables(m)]
    assert ("openbitmap.node.exchange.words", "VERDICTS") in tables, "the tables of words are not found any more"
    for module, name in tables:
        refuse(incomplete_words(f"{module}.{name}", getattr(importlib.import_module(module), name)))


def test_no_page_hides_a_word_that_all_pages_share() -> None:
    pages = [m for m in modules("src") if m.path.startswith("src/openbitmap/node/console/pages/")]
    tables = [(m.name, name) for m in pages for name in word_tables(m)]
    assert len(tables) > 25, "the tables of words are not found any more"
    for module, name in tables:
        try:
            Spoken("en", SHARED, getattr(importlib.import_module(module), name))
        except ValueError as hidden:
            pytest.fail(f"{module}.{name}: {hidden}. Mend: another key for the page's word.")


def test_the_rules_can_fail() -> None:
    assert list(empty_names(Module("src/openbitmap/node/utils.py", "")))
    assert list(empty_names(Module("src/openbitmap/node/a.py", "class CaseManager: ...")))
    assert list(empty_names(Module("src/openbitmap/node/a.py", "def helper(): ...")))
    assert list(unwanted_text("a.md", "# TO" + "DO later"))
    assert list(unwanted_text("a.md", "read /wor" + "k/main/x"))
    assert not list(unwanted_text("a.md", "GET /v1/submissions, node/work/queue.py"))
    assert list(clean_bills(Module("a.py", 'print("Person cleared")')))
    assert not list(clean_bills(Module("a.py", "cleared = 1")))
    assert list(clean_bills_in_page("a.html", "<p>No hit</p>"))
    assert list(incomplete_words("W", {"a": {"en": "x"}}))
    assert list(incomplete_words("W", {"a": {"en": "{n} x", "es": "x"}}))
    with pytest.raises(ValueError, match="differently: queue"):
        Spoken("en", SHARED, {"queue": {"en": "x", "es": "y"}})
    assert list(word_tables(Module("a.py", 'W = {"a": {"en": "x", "es": "y"}}')))
