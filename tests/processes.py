"""Processes as the kernel lists them: who came from whom, who still lives, and whether a node answers."""

from pathlib import Path

import httpx

from openbitmap.node.home import Home


def descendants(process: int) -> set[int]:
    """Processes started by this one, and by those, as they are now."""
    parents = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        parents[int(stat.parent.name)] = int(fields[1])
    found: set[int] = set()
    fresh = {process}
    while fresh:
        fresh = {child for child, parent in parents.items() if parent in fresh} - found
        found |= fresh
    return found


def alive(process: int) -> bool:
    """Neither gone nor a corpse that nobody has collected."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def doors_open(home: Path) -> bool:
    address = Home(home).address
    if not address.exists():
        return False
    try:
        return httpx.get(f"{address.read_text()}/health", timeout=2).status_code == 200
    except httpx.HTTPError:
        return False
