"""An INTERPOL-like hub: hit or no hit by name, document and prints, with the colour of the notice."""

from openbitmap.node.connectors.interpol.question import write_question
from openbitmap.node.connectors.interpol.reply import read_notice, read_reply
from openbitmap.node.connectors.interpol.terms import TERMS
from openbitmap.node.connectors.model import Kind
from openbitmap.node.connectors.papers import CONTENT_TYPE

__all__ = ["KIND"]

KIND = Kind("interpol", TERMS, CONTENT_TYPE, write_question, read_reply, read_notice)
