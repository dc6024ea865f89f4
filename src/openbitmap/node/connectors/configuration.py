"""Repositories as the node's `connectors.toml` names them."""

from openbitmap.node.connectors.model import Repository
from openbitmap.node.settings import Settings


def configured(settings: Settings) -> tuple[Repository, ...]:
    """Every repository of the file in the node's folder, in its order, switched off ones included; none without a
    file. Raises UnusableConfiguration naming the key and its line."""
    raise NotImplementedError
