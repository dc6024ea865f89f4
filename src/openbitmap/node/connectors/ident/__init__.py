"""An IDENT-like repository: rapid answers in red, yellow and green, full ones, and images."""

from openbitmap.node.connectors.ebts import CONTENT_TYPE
from openbitmap.node.connectors.ident.question import write_question
from openbitmap.node.connectors.ident.reply import read_notice, read_reply
from openbitmap.node.connectors.ident.terms import TERMS
from openbitmap.node.connectors.model import Kind

__all__ = ["KIND"]

KIND = Kind("ident", TERMS, CONTENT_TYPE, write_question, read_reply, read_notice)
