"""The role `partners`: the door for other nations' nodes, if it has a port, and one drain to each partner that can be
reached. Without partners it only looks now and then whether there are any.
"""

import logging
import ssl
import threading
import time
from dataclasses import dataclass, field

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from openbitmap.node import partners
from openbitmap.node.api import CERTIFICATE, create_partner_app
from openbitmap.node.database import OUTAGES, Database, Listener
from openbitmap.node.envelopes import channel, pushing
from openbitmap.node.equipment import Equipment
from openbitmap.node.partners import Keyring, Partner
from openbitmap.vocabulary import PartnerId

_log = logging.getLogger(__name__)

LOOK_SECONDS = 2.0
"""How soon a partner introduced or stopped counts on this side of the channel."""
IDLE_SECONDS = 30
GRACE_SECONDS = 5
AFTER_OUTAGE_SECONDS = 1.0


class CertifiedProtocol(H11Protocol):
    """Puts the certificate that a connection was opened with into the scope of its requests. uvicorn does not show it
    otherwise; tests/journeys/test_two_nations_link.py fails if a new version of it breaks this."""

    def connection_made(self, transport: object) -> None:
        super().connection_made(transport)  # type: ignore[arg-type]  # the base class's own narrower type
        tls = self.transport.get_extra_info("ssl_object")
        certificate = tls.getpeercert(binary_form=True) if tls else b""
        inner = self.app

        async def with_certificate(scope, receive, send):  # type: ignore[no-untyped-def]  # the ASGI types of the server
            scope.setdefault("extensions", {})[CERTIFICATE] = certificate
            await inner(scope, receive, send)

        self.app = with_certificate


class _Server(uvicorn.Server):
    """In a thread: signals are the role's."""

    def install_signal_handlers(self) -> None:
        return


@dataclass
class PartnersRole:
    """Runs until `stop` is set."""

    database: Database
    equipment: Equipment
    stop: threading.Event = field(default_factory=threading.Event)
    _drains: "dict[PartnerId, _Running]" = field(default_factory=dict)
    _door: "_Door | None" = None

    def run(self) -> None:
        # One line for each letter both ways would hide everything else in the log.
        logging.getLogger("procrastinate.jobs").setLevel(logging.WARNING)
        waker = threading.Thread(target=self._listen, name="outbox", daemon=True)
        waker.start()
        while not self.stop.is_set():
            try:
                self._look()
            except OUTAGES:
                _log.warning("the database is away")
            self.stop.wait(LOOK_SECONDS)
        for running in self._drains.values():
            running.end()
        if self._door:
            self._door.close()

    def _look(self) -> None:
        """Drains and door as the partners are now."""
        with self.database.reading() as tx:
            known = partners.all_partners(tx)
            own = partners.me(tx)
            reachable = {p.partner: p for p in partners.active_partners(tx) if p.address}
        for name, running in list(self._drains.items()):
            if reachable.get(name) != running.drain.partner:
                running.end()
                del self._drains[name]
        for name in reachable.keys() - self._drains.keys():
            self._drains[name] = _Running.begun(self.database, self.equipment, reachable[name])
        self._open_door(own, known)

    def _open_door(self, own: PartnerId, known: list[Partner]) -> None:
        port = self.equipment.settings.abroad.channel.port
        if port is None or (self._door and self._door.known == known and self._door.is_open):
            return
        if self._door:
            self._door.close()
        keyring = Keyring.of(self.equipment.settings.home)
        context = channel.server_context(keyring.certificate_file(own), known)
        self._door = _Door(self.database, self.equipment, known=known, context=context)

    def _listen(self) -> None:
        """Wake the drain of whoever a letter was queued for."""
        with Listener(self.database.url, "envelope_queued") as listener:
            while not self.stop.is_set():
                self._wake(_heard(listener))

    def _wake(self, names: list[str]) -> None:
        for name in names:
            running = self._drains.get(PartnerId(name))
            if running:
                running.drain.wake.set()


def _heard(listener: Listener) -> list[str]:
    """Whom letters were queued for within a moment; nobody while the database is away."""
    try:
        return listener.wait(LOOK_SECONDS)
    except OUTAGES:
        time.sleep(AFTER_OUTAGE_SECONDS)
        return []


@dataclass
class _Running:
    drain: pushing.Drain
    thread: threading.Thread

    @classmethod
    def begun(cls, database: Database, equipment: Equipment, partner: Partner) -> "_Running":
        drain = pushing.Drain(database, equipment, partner, threading.Event())
        thread = threading.Thread(target=drain.run, name=f"drain {partner.partner}", daemon=True)
        thread.start()
        return cls(drain, thread)

    def end(self) -> None:
        self.drain.stop.set()
        self.drain.wake.set()


class _Door:
    """The server, in a thread of its own. Whom it lets in is fixed when it opens; it is opened anew for others."""

    def __init__(
        self, database: Database, equipment: Equipment, *, known: list[Partner], context: ssl.SSLContext
    ) -> None:
        self.known = known
        settings = equipment.settings.abroad.channel
        config = uvicorn.Config(
            create_partner_app(database, equipment),
            host=settings.partner_host,
            port=settings.port or 0,
            http=CertifiedProtocol,
            ssl_context_factory=lambda _config, _default: context,
            log_level="warning",
            access_log=False,
            timeout_keep_alive=IDLE_SECONDS,
            timeout_graceful_shutdown=GRACE_SECONDS,
        )
        self._server = _Server(config)
        self._thread = threading.Thread(target=self._serve, name="partner door", daemon=True)
        self._thread.start()

    @property
    def is_open(self) -> bool:
        return self._thread.is_alive()

    def close(self) -> None:
        self._server.should_exit = True
        self._thread.join(GRACE_SECONDS + 2)

    def _serve(self) -> None:
        try:
            self._server.run()
        except SystemExit:
            _log.error("the door for partners could not open; its port is taken, perhaps")
