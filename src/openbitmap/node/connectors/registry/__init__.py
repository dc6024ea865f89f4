"""A civil registry: confirms a claimed national identity by prints, one to one or one to many."""

from openbitmap.node.connectors.model import Kind
from openbitmap.node.connectors.papers import CONTENT_TYPE
from openbitmap.node.connectors.registry.question import write_question
from openbitmap.node.connectors.registry.reply import read_notice, read_reply
from openbitmap.node.connectors.registry.terms import TERMS

__all__ = ["KIND"]

KIND = Kind("registry", TERMS, CONTENT_TYPE, write_question, read_reply, read_notice)
