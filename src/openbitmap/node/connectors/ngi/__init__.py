"""An NGI-like repository: the rapid file of wanted people, investigative searches, full submissions, and images."""

from openbitmap.node.connectors.ebts import CONTENT_TYPE
from openbitmap.node.connectors.model import Kind
from openbitmap.node.connectors.ngi.question import write_question
from openbitmap.node.connectors.ngi.reply import read_notice, read_reply
from openbitmap.node.connectors.ngi.terms import TERMS

__all__ = ["KIND"]

KIND = Kind("ngi", TERMS, CONTENT_TYPE, write_question, read_reply, read_notice)
