"""The answer card in a terminal: icon, word and colour; the same rows as page and bytes."""

from rich.box import ROUNDED
from rich.console import Console, Group
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from openbitmap.node.exchange import Card, Icon, Tone

STYLES = {Tone.NEUTRAL: "bold", Tone.ATTENTION: "bold yellow", Tone.ADVERSE: "bold red"}
BORDERS = {Tone.NEUTRAL: "bright_black", Tone.ATTENTION: "yellow", Tone.ADVERSE: "red"}
GLYPHS = {
    Icon.CIRCLE: "○",
    Icon.HAND: "✋",
    Icon.FINGERPRINT: "◐",
    Icon.HOURGLASS: "…",
    Icon.CROSS: "✕",
    Icon.SIREN: "■",
    Icon.QUESTION: "?",
    Icon.UNDO: "↶",
    Icon.KNOWN: "◉",
    Icon.TROUBLE: "△",
}
WIDTH = 96


def print_card(console: Console, card: Card, *, title: str = "") -> None:
    """One card, at most 96 columns wide; colours only where the terminal has them."""
    rows = Table.grid(padding=(0, 2))
    rows.add_column(style="bright_black", no_wrap=True)
    rows.add_column(overflow="fold")
    for row in card.rows:
        rows.add_row(row.label, row.text)
    head = Text.assemble((f"{GLYPHS[card.icon]}  {card.verdict}", STYLES[card.tone]))
    body = Group(head, Text(card.next_step, style="bold"), Text(), rows)
    panel = Panel(
        body, title=title or None, title_align="left", box=ROUNDED, border_style=BORDERS[card.tone], padding=(0, 1),
        width=min(WIDTH, console.width),
    )  # fmt: skip
    console.print(panel)
