"""Sentences of the report in the reader's language."""

from openbitmap.node.reports.drawing.words import COLUMNS, FINGERS, PLACE, REPORT


def say(key: str, language: str, **values: object) -> str:
    return REPORT[key][language].format(**values)


def column(key: str, language: str) -> str:
    return COLUMNS[key][language]


def finger(position: int, language: str) -> str:
    known = FINGERS.get(position)
    return known[language] if known else PLACE[language].format(position=position)


def many(key: str, count: int, language: str) -> str:
    """`key_one` or `key_many`, with the count."""
    return say(f"{key}_one" if count == 1 else f"{key}_many", language, count=count)
