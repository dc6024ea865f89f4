"""The sender's side of a node's doors: wait for an answer, show its card in a terminal. Used by commands and demo."""

from openbitmap.node.client.card import print_card
from openbitmap.node.client.waiting import await_answer

__all__ = ["await_answer", "print_card"]
