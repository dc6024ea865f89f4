"""All simulated repositories of a file in one process: each on its port of 127.0.0.1, galleries loading meanwhile."""

import argparse
import asyncio
import logging
import signal
import socket
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import uvicorn

from openbitmap.simulators.configuration import Simulated, UnusableSimulation, connections, read_simulation
from openbitmap.simulators.gallery import Extractor
from openbitmap.simulators.server import Repository, create_app

HOST = "127.0.0.1"
PATIENCE = 20.0

log = logging.getLogger(__name__)


def main(arguments: Sequence[str] | None = None) -> None:
    """Serve until interrupted or terminated; prints the address of each. Exit 2 for a file that cannot be used."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    parser = argparse.ArgumentParser(prog="python -m openbitmap.simulators", description=__doc__)
    parser.add_argument("--config", type=Path, required=True, help="the file that names the repositories")
    parser.add_argument("--connections", type=Path, help="write the node's connectors.toml for them here")
    given = parser.parse_args(arguments)
    try:
        simulated = read_simulation(given.config)
    except UnusableSimulation as unusable:
        sys.exit(f"{unusable}")
    with running(simulated) as addresses:
        for name, address in addresses.items():
            sys.stdout.write(f"{name} {address}\n")
        sys.stdout.flush()
        if given.connections is not None:
            given.connections.write_text(connections(addresses, simulated), encoding="utf-8")
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            return


@contextmanager
def running(simulated: Sequence[Simulated], *, loaded: bool = False) -> Iterator[dict[str, str]]:
    """Serve in a thread of this process; gives each repository's address. With `loaded`, waits for the galleries."""
    extractor = Extractor()
    repositories = [Repository(s, extractor) for s in simulated]
    sockets = [_bound(s.port) for s in simulated]
    servers = [uvicorn.Server(_quiet(r)) for r in repositories]
    thread = threading.Thread(target=lambda: asyncio.run(_serve(servers, sockets)), name="simulators", daemon=True)
    thread.start()
    loader = threading.Thread(target=_load, args=(repositories,), name="galleries", daemon=True)
    loader.start()
    try:
        if loaded:
            loader.join()
        yield {s.name: f"http://{HOST}:{bound.getsockname()[1]}" for s, bound in zip(simulated, sockets, strict=True)}
    finally:
        for server in servers:
            server.should_exit = True
        thread.join(PATIENCE)
        extractor.close()


async def _serve(servers: Sequence[uvicorn.Server], sockets: Sequence[socket.socket]) -> None:
    await asyncio.gather(*(server.serve([bound]) for server, bound in zip(servers, sockets, strict=True)))


def _load(repositories: Sequence[Repository]) -> None:
    for repository in repositories:
        try:
            repository.gallery.load(repository.simulated)
        except (OSError, ValueError):
            log.exception("the gallery of %s cannot be loaded", repository.simulated.name)


def _bound(port: int) -> socket.socket:
    bound = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    bound.bind((HOST, port))
    bound.listen(128)
    return bound


def _quiet(repository: Repository) -> uvicorn.Config:
    return uvicorn.Config(
        create_app(repository), log_level="warning", access_log=False, lifespan="off", timeout_graceful_shutdown=1
    )
