"""A DoD-ABIS-like repository: investigative searches by prints alone, and images."""

from openbitmap.node.connectors.abis.question import write_question
from openbitmap.node.connectors.abis.reply import read_notice, read_reply
from openbitmap.node.connectors.abis.terms import TERMS
from openbitmap.node.connectors.ebts import CONTENT_TYPE
from openbitmap.node.connectors.model import Kind

__all__ = ["KIND"]

KIND = Kind("abis", TERMS, CONTENT_TYPE, write_question, read_reply, read_notice)
