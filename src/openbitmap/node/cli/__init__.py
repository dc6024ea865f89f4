"""The command line `openbitmap`: one file per group of commands. The card's printing is lent to the demo."""

from openbitmap.node.cli.application import main
from openbitmap.node.cli.card import print_card
from openbitmap.node.cli.submit import await_answer

__all__ = ["await_answer", "main", "print_card"]
