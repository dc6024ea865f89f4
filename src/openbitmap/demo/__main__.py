"""`python -m openbitmap.demo [--exit] [--reset]`: see `make demo`."""

import argparse
import signal
import sys
from pathlib import Path

from rich.console import Console

from openbitmap.demo import tell
from openbitmap.node.database import MigrationRefused, ServerRefused
from openbitmap.node.running import NodeRefused

HOME = Path("var/demo")
STOPPED = 130


def main() -> int:
    """0 if every story came out as told, 1 if one did not, 2 if the node cannot start, 130 if somebody stopped it."""
    words = argparse.ArgumentParser(prog="make demo", description=__doc__)
    words.add_argument("--exit", action="store_true", help="end by itself after the stories")
    words.add_argument("--reset", action="store_true", help="forget the kept node and start anew")
    words.add_argument("--home", type=Path, default=HOME, help="folder of the demo's node (%(default)s)")
    asked = words.parse_args()
    console = Console(width=None if sys.stdout.isatty() else 100)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        return 0 if tell(asked.home.absolute(), console, anew=asked.reset, stay=not asked.exit) else 1
    except KeyboardInterrupt:
        console.print("stopped; `make demo` goes on from what is kept")
        return STOPPED
    except MigrationRefused as refused:
        console.print(f"openbitmap: {refused}\nthe kept node is of another version: make demo RESET=1", soft_wrap=True)
        return 2
    except (ServerRefused, NodeRefused) as refused:
        console.print(f"openbitmap: {refused}", soft_wrap=True)
        return 2


# Guarded: the node's roles import this module again, as forks of a server process.
if __name__ == "__main__":
    sys.exit(main())
