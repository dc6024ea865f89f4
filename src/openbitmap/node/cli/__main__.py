"""`python -m openbitmap.node.cli` is `openbitmap`."""

from openbitmap.node.cli import main

# Guarded: a node's roles import this module again when it was their supervisor's.
if __name__ == "__main__":
    main()
