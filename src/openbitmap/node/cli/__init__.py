"""The command line `openbitmap`: one file per group of commands."""

from openbitmap.node.cli.application import main

__all__ = ["main"]
