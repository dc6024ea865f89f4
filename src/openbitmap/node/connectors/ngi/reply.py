"""What comes back: RPISR, SRT, SRE or IRR, an error transaction, and notices of new records or unsolved cases."""

from openbitmap.node.connectors import ebts
from openbitmap.node.connectors.model import Advice, Reply


def read_reply(data: bytes) -> Reply:
    return ebts.read_reply(data)


def read_notice(data: bytes) -> Advice:
    return ebts.read_notice(data)
