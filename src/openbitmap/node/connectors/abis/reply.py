"""What comes back: SRT or IRR, an error transaction, and notices of a latent print that matches later."""

from openbitmap.node.connectors import ebts
from openbitmap.node.connectors.model import Advice, Reply


def read_reply(data: bytes) -> Reply:
    return ebts.read_reply(data)


def read_notice(data: bytes) -> Advice:
    return ebts.read_notice(data)
