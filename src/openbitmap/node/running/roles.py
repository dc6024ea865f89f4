"""The roles of a node, each a process of its own: web (doors and pages), worker, gallery, folder (watched drops),
partners (their door and the way to them).

A role that crashes takes only itself along; jobs it held are taken over (node/work). The gallery is a worker with one
queue, because whoever searches must hold the templates in memory.
"""

import logging
import multiprocessing
import os
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

import uvicorn

from openbitmap.biometrics import FingerGallery
from openbitmap.images import DecoderBox
from openbitmap.node import search
from openbitmap.node.api import create_app
from openbitmap.node.console import add_console
from openbitmap.node.database import Database
from openbitmap.node.delivery import Delivery
from openbitmap.node.doorway import Context
from openbitmap.node.equipment import Equipment
from openbitmap.node.flow import FLOW
from openbitmap.node.home import Home
from openbitmap.node.running.clocks import watch_clocks
from openbitmap.node.running.drop import watch_drops
from openbitmap.node.running.partners import PartnersRole
from openbitmap.node.settings import Settings
from openbitmap.node.work import Queue, run_worker

log = logging.getLogger(__name__)


class Role(StrEnum):
    WEB = "web"
    WORKER = "worker"
    GALLERY = "gallery"
    FOLDER = "folder"
    PARTNERS = "partners"


def run_role(role: Role, settings: Settings) -> None:
    """Run one role until it is told to stop, or the supervisor that started it is gone. `settings.database_url` must be
    set."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    for talkative in ("httpx", "httpcore"):
        # They log every address asked: a webhook's secret, and a line for each alert delivered, discreet ones too.
        logging.getLogger(talkative).setLevel(logging.WARNING)
    threading.Thread(target=_follow_supervisor, name="supervisor", daemon=True).start()
    _ROLES[role](settings)


def run_role_into(log_file: Path, role: Role, settings: Settings) -> None:
    """`run_role` as a child of a supervisor: a session of its own (Ctrl-C is the supervisor's), output to a file."""
    os.setsid()
    with log_file.open("ab", buffering=0) as output:
        os.dup2(output.fileno(), 1)
        os.dup2(output.fileno(), 2)
    run_role(role, settings)


def equipped(settings: Settings, decoder: DecoderBox) -> Equipment:
    return Equipment(settings, Home(settings.home).vault(), decoder, FingerGallery())


def _web(settings: Settings) -> None:
    with DecoderBox() as decoder, Database.open(settings.database_url) as database:
        app = create_app(Context(database, Home(settings.home).vault(), settings, decoder))
        add_console(app)
        uvicorn.run(app, host=settings.web.host, port=settings.web.port, log_level="warning", access_log=False)


def _worker(settings: Settings) -> None:
    with DecoderBox() as decoder:
        equipment = equipped(settings, decoder)
        threading.Thread(target=watch_clocks, args=(settings, equipment), name="clocks", daemon=True).start()
        _work(settings, equipment, Queue.DEFAULT, Queue.NATIVE)


def _gallery(settings: Settings) -> None:
    with DecoderBox() as decoder:
        equipment = equipped(settings, decoder)
        with Database.open(settings.database_url, connections=1) as database, database.transaction() as tx:
            # Before the first search rather than during it: a rapid query has ten seconds.
            search.refresh_all(tx, equipment, at=datetime.now(UTC))
        _work(settings, equipment, Queue.SEARCH)


def _folder(settings: Settings) -> None:
    with Database.open(settings.database_url) as database:
        home = Home(settings.home)
        watch_drops(database, home.vault(), home.drop, stop=threading.Event())


def _partners(settings: Settings) -> None:
    with DecoderBox() as decoder, Database.open(settings.database_url) as database:
        PartnersRole(database, equipped(settings, decoder)).run()


def _work(settings: Settings, equipment: Equipment, *queues: Queue) -> None:
    run_worker(settings.database_url, queues, Delivery(FLOW, equipment).duties)


def _follow_supervisor() -> None:
    """End with the supervisor, however it ended: an orphan would hold ports and jobs."""
    # Not by the parent's number: that is the fork server, which lives as long as any role does.
    supervisor = multiprocessing.parent_process()
    if supervisor:
        supervisor.join()
        os._exit(3)


_ROLES: dict[Role, Callable[[Settings], None]] = {
    Role.WEB: _web,
    Role.WORKER: _worker,
    Role.GALLERY: _gallery,
    Role.FOLDER: _folder,
    Role.PARTNERS: _partners,
}
