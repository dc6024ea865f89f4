"""A terrorist-screening-like desk: people who answer positive, negative or inconclusive, some minutes later."""

from openbitmap.node.connectors.model import Kind
from openbitmap.node.connectors.papers import CONTENT_TYPE
from openbitmap.node.connectors.screening.question import write_question
from openbitmap.node.connectors.screening.reply import read_notice, read_reply
from openbitmap.node.connectors.screening.terms import TERMS

__all__ = ["KIND"]

KIND = Kind("screening", TERMS, CONTENT_TYPE, write_question, read_reply, read_notice)
