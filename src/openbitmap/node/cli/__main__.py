"""`python -m openbitmap.node.cli` is `openbitmap`."""

from openbitmap.node.cli import main

main()
