"""`python -m openbitmap.demo [--exit] [--reset]`: see `make demo`."""

import argparse
import signal
import sys
import threading
from pathlib import Path

from rich.console import Console

from openbitmap.demo import tell

HOME = Path("var/demo")


def main() -> int:
    """0 if every story came out as told, 1 if one did not."""
    words = argparse.ArgumentParser(prog="make demo", description=__doc__)
    words.add_argument("--exit", action="store_true", help="end by itself after the stories")
    words.add_argument("--reset", action="store_true", help="forget the kept node and start anew")
    words.add_argument("--home", type=Path, default=HOME, help="folder of the demo's node (%(default)s)")
    asked = words.parse_args()
    console = Console(width=None if sys.stdout.isatty() else 100)
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    if asked.exit:
        stop.set()
    return 0 if tell(asked.home.absolute(), console, anew=asked.reset, stay_until=stop) else 1


# Guarded: the node's roles import this module again, as forks of a server process.
if __name__ == "__main__":
    sys.exit(main())
