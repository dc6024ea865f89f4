"""The command line `openbitmap`: one file per group of commands, loaded when it is called."""

from openbitmap.node.cli.application import main

__all__ = ["main"]
