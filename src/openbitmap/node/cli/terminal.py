"""Tables and lines on a terminal, or in a file: names that the next command asks for stay whole."""

import sys
from collections.abc import Collection

from rich.console import Console
from rich.table import Table

WIDE = 400
"""Columns where nobody looks: a file or another program folds for itself."""


def screen() -> Console:
    """Where commands print: as wide as the terminal, and wide enough for every line where there is none."""
    return Console(width=None if sys.stdout.isatty() else WIDE)


def plain(*headings: str, whole: Collection[str] = ()) -> Table:
    """A table in the house's manner: no lines, grey headings, nothing cut off. Columns of `whole` are never folded,
    the others no narrower than the longest word of their heading."""
    table = Table(box=None, padding=(0, 1), header_style="bright_black")
    for heading in headings:
        width = max((len(word) for word in heading.split()), default=0)
        table.add_column(heading, overflow="fold", no_wrap=heading in whole, min_width=width)
    return table


def show(table: Table, *, otherwise: str = "") -> None:
    """Print a table; `otherwise` says in a sentence that it is empty. A line longer than the terminal runs on."""
    console = screen()
    if otherwise and not table.row_count:
        console.print(otherwise, highlight=False)
        return
    for column in table.columns:
        if column.no_wrap:
            column.min_width = max(console.measure(cell).maximum for cell in (column.header, *column.cells))
    console.print(table, crop=False, no_wrap=False)
