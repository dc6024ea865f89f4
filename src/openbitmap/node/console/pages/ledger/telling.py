"""A fact of the ledger in one sentence."""

from openbitmap.node.console.pages.ledger.sentences import SENTENCES
from openbitmap.node.views import Fact

LONG = 40
SHOWN = 16


def sentence(fact: Fact, language: str) -> str:
    """In Spanish or else English. A kind without a sentence is told by its fields, and so is a fact of an older version
    that lacks a field its sentence names."""
    known = SENTENCES.get(fact.kind)
    values = {name: _value(value) for name, value in fact.body.items()}
    if known is None:
        return _plain(fact.kind, values)
    try:
        return " ".join(known[language == "es"].format(**values).split())
    except KeyError:
        return _plain(fact.kind, values)


def _plain(kind: str, values: dict[str, str]) -> str:
    return f"{kind}: " + ", ".join(f"{name} {value}" for name, value in values.items() if value)


def _value(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(_value(v) for v in value)
    text = str(value)
    return f"{text[:SHOWN]}…" if len(text) > LONG else text
