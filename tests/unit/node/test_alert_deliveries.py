"""How people and machines are told of an alert: who hears of it, what it says, and what proves that it arrived."""

import json
import socket
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from tests.cast import BRIGADA
from tests.rooms import NOON, Rooms, fingers_of

from openbitmap.node import alerts, work
from openbitmap.node.alerts import Moment, Occasion, Rung, Webhook
from openbitmap.node.delivery import Delivery
from openbitmap.node.events import EncounterEnrolled
from openbitmap.node.flow import FLOW
from openbitmap.node.problems import Refused
from openbitmap.vocabulary import digest_of
from openbitmap.wire import BadSignature, signed_headers, verify_signed

PERSONAL = ("Quispe", "R-", "sub-", "alert-", "enc-", "arica", "watchlist")


class Endpoint:
    """A machine that is told: keeps what came, and answers as it is bid."""

    def __init__(self) -> None:
        self.calls: list[tuple[dict[str, str], bytes]] = []
        self.status = 200
        endpoint = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                endpoint.calls.append(({k.lower(): v for k, v in self.headers.items()}, body))
                self.send_response(endpoint.status)
                self.end_headers()
                self.wfile.write(b'{"taken": true}')

            def log_message(self, *_: object) -> None:
                """Silent: the test looks at the calls."""

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}/alerts"


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    made = Endpoint()
    yield made
    made.server.shutdown()
    made.server.server_close()


class Postbox:
    """A mail server of one conversation at a time, as much of SMTP as a client needs."""

    def __init__(self) -> None:
        self.letters: list[str] = []
        self.listening = socket.create_server(("127.0.0.1", 0))
        threading.Thread(target=self._serve, daemon=True).start()

    @property
    def address(self) -> str:
        return f"smtp://127.0.0.1:{self.listening.getsockname()[1]}"

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self.listening.accept()
            except OSError:
                return
            with connection, connection.makefile("rwb") as line:
                self._talk(line)

    def _talk(self, line: object) -> None:
        def say(text: str) -> None:
            line.write(text.encode() + b"\r\n")  # type: ignore[attr-defined]  # a socket's file
            line.flush()  # type: ignore[attr-defined]  # the same

        say("220 ready")
        for raw in line:  # type: ignore[attr-defined]  # the same
            word = raw.decode().strip().upper()
            if word == "DATA":
                say("354 go on")
                letter = b""
                while not letter.endswith(b"\r\n.\r\n"):
                    letter += line.readline()  # type: ignore[attr-defined]  # the same
                self.letters.append(letter.decode())
            say("221 bye" if word == "QUIT" else "250 ok")
            if word == "QUIT":
                return


def raise_alert(rooms: Rooms) -> str:
    rooms.meet(fingers_of(7, 1), BRIGADA)
    met = rooms.meet(fingers_of(7, 2))
    with rooms.database.reading() as tx:
        (alert,) = alerts.alerts_of(tx, met.submission)
    return alert.alert


def register(rooms: Rooms, url: str, *, discreet: bool = False) -> tuple[Webhook, bytes]:
    with rooms.database.transaction() as tx:
        draft = alerts.endpoints.draft("Ministry", url, discreet=discreet, at=NOON)
        return alerts.endpoints.register(tx, rooms.equipment.vault, draft, by=rooms.principal("vera"), private=True)


def with_settings(rooms: Rooms, **desk: str) -> Rooms:
    settings = replace(rooms.equipment.settings, desk=replace(rooms.equipment.settings.desk, **desk))  # type: ignore[arg-type]  # all of these are text
    return replace(rooms, equipment=replace(rooms.equipment, settings=settings))


def deliveries(rooms: Rooms, alert: str, channel: str) -> list[alerts.Delivery]:
    with rooms.database.reading() as tx:
        return [d for d in alerts.deliveries_of(tx, alert) if d.channel == channel]


def test_a_machine_is_told_under_a_signature_it_can_check(rooms: Rooms, endpoint: Endpoint) -> None:
    open_rooms = with_settings(rooms, webhook_private="yes")
    _, secret = register(rooms, endpoint.url)
    alert = raise_alert(open_rooms)
    ((headers, body),) = endpoint.calls
    (told,) = deliveries(rooms, alert, "webhook")
    sent_at = int(headers["webhook-timestamp"])
    assert verify_signed(secret, headers, body, now=sent_at) == told.delivery
    assert json.loads(body) == {
        "type": "alert.raised",
        "id": told.delivery,
        "alert": alert,
        "urgency": "urgent",
        "state": "raised",
        "wrong": False,
    }
    assert told.told_at
    assert rooms.facts(alert).count("AlertDelivered") == 1


def test_the_receipt_is_kept_by_its_digest(rooms: Rooms, endpoint: Endpoint) -> None:
    register(rooms, endpoint.url)
    alert = raise_alert(with_settings(rooms, webhook_private="yes"))
    with rooms.database.reading() as tx:
        row = tx.one("SELECT status, digest FROM alert_delivery WHERE alert = %(a)s AND channel = 'webhook'", a=alert)
    assert row == (200, digest_of(b'{"taken": true}'))


@pytest.mark.parametrize("harm", ["body", "time", "id", "late", "secret"])
def test_a_forged_or_repeated_message_is_refused(harm: str) -> None:
    headers = signed_headers(b"s" * 32, "delivery-1", 1_000_000, body=b"{}")
    body = b"{ }" if harm == "body" else b"{}"
    if harm == "time":
        headers["webhook-timestamp"] = "1000001"
    if harm == "id":
        headers["webhook-id"] = "delivery-2"
    secret = b"t" * 32 if harm == "secret" else b"s" * 32
    with pytest.raises(BadSignature):
        verify_signed(secret, headers, body, now=1_000_000 + (301 if harm == "late" else 0))
    assert verify_signed(b"s" * 32, signed_headers(b"s" * 32, "d", 5, body=b""), b"", now=5) == "d"


def test_what_an_endpoint_does_not_take_is_sent_again_under_the_same_number_until_given_up(
    rooms: Rooms, endpoint: Endpoint
) -> None:
    open_rooms = with_settings(rooms, webhook_private="yes")
    register(rooms, endpoint.url)
    endpoint.status = 503
    rooms.meet(fingers_of(7, 1), BRIGADA)
    met = rooms.enrol(fingers_of(7, 2))
    rooms.state(EncounterEnrolled(met.submission, met.encounter, 0, 0))
    work.drain(rooms.database, Delivery(FLOW, open_rooms.equipment).duties, raising=False)
    numbers = {headers["webhook-id"] for headers, _ in endpoint.calls}
    assert (len(endpoint.calls), len(numbers)) == (8, 1)
    with rooms.database.reading() as tx:
        (alert,) = alerts.alerts_of(tx, met.submission)
    (waiting,) = deliveries(rooms, alert.alert, "webhook")
    assert waiting.told_at is None
    assert "WorkDied" in rooms.facts(alert.alert)
    assert "AlertDelivered" not in rooms.facts(alert.alert)


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org/a",
        "https://127.0.0.1/a",
        "https://[::1]/a",
        "https://[::ffff:10.0.0.1]/a",
        "https://10.1.2.3/a",
        "https://169.254.169.254/latest",
        "https://localhost/a",
        "https://user:word@example.org/",
        "https://100.64.0.1/",
        "ftp://example.org/",
        "https://0/",
    ],
)
def test_no_alert_goes_to_a_private_or_unfit_address(rooms: Rooms, url: str) -> None:
    with pytest.raises(Refused, match="unfit-address"):
        alerts.webhooks.require_fit(url, private=False)


def test_an_address_that_became_private_is_refused_when_something_is_sent(rooms: Rooms, endpoint: Endpoint) -> None:
    register(rooms, endpoint.url)
    rooms.meet(fingers_of(7, 1), BRIGADA)
    with pytest.raises(Refused, match="unfit-address"):
        rooms.meet(fingers_of(7, 2))
    assert endpoint.calls == []


def test_mail_knocks_and_says_nothing(rooms: Rooms) -> None:
    postbox = Postbox()
    mailed = with_settings(rooms, mail_server=postbox.address, alert_mail="desk@example.org")
    alert = raise_alert(mailed)
    postbox.listening.close()
    (letter,) = postbox.letters
    assert "Subject: An alert waits" in letter
    assert not [word for word in PERSONAL if word in letter]
    (told,) = deliveries(rooms, alert, "email")
    assert (told.recipient, told.told_at is not None, told.kept) == ("desk@example.org", True, False)


def test_without_a_mail_server_the_letter_stays_in_the_outbox(rooms: Rooms) -> None:
    alert = raise_alert(rooms)
    (kept,) = deliveries(rooms, alert, "email")
    assert (kept.kept, kept.told_at) == (True, None)


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("occasion", [Occasion.RAISED, Occasion.ESCALATED, Occasion.REOPENED, Occasion.CONCERN])
def test_letters_are_written_in_both_languages_without_a_number_in_them(occasion: Occasion, language: str) -> None:
    subject, body = alerts.mail.written(occasion, language, node="CL")
    assert subject
    assert not any(c.isdigit() for c in subject + body)


def test_a_late_alert_knocks_at_the_next_rung(rooms: Rooms) -> None:
    mailed = with_settings(rooms, alert_mail_supervisor="duty@example.org")
    alert = raise_alert(mailed)
    with rooms.database.transaction() as tx:
        alerts.rota.sign_on(tx, Rung.SUPERVISOR, by=rooms.principal("elsa"), at=NOON)
        for hours in (1, 2):
            alerts.desk.escalate_late(tx, Moment(_due(rooms, alert) + timedelta(hours=hours)))
    mailed.drain()
    escalated = {d.recipient for d in deliveries(rooms, alert, "email") if d.occasion == "escalated"}
    assert escalated == {"duty@example.org"}
    assert "elsa" in {d.recipient for d in deliveries(rooms, alert, "page")}


def _due(rooms: Rooms, alert: str) -> datetime:
    with rooms.database.reading() as tx:
        found = alerts.standing_of(tx, alert)
    assert found and found.due_at
    return found.due_at


def test_a_removed_endpoint_hears_nothing_more(rooms: Rooms, endpoint: Endpoint) -> None:
    webhook, _ = register(rooms, endpoint.url)
    with rooms.database.transaction() as tx:
        alerts.endpoints.remove(tx, webhook.webhook, by=rooms.principal("vera"), at=NOON)
    raise_alert(with_settings(rooms, webhook_private="yes"))
    assert endpoint.calls == []


def test_the_secret_is_nowhere_but_in_the_vault(rooms: Rooms, endpoint: Endpoint) -> None:
    webhook, secret = register(rooms, endpoint.url)
    with rooms.database.transaction() as tx:
        stored = tx.one("SELECT secret FROM webhook WHERE webhook = %(w)s", w=webhook.webhook)
        assert rooms.equipment.vault.get(tx, webhook.secret) == secret
    assert stored == (digest_of(secret),)


@pytest.mark.parametrize("name", ["ana", "elsa", "adela"])
def test_only_the_watch_registers_endpoints(rooms: Rooms, name: str) -> None:
    with rooms.database.transaction() as tx, pytest.raises(Refused, match="not-allowed"):
        draft = alerts.endpoints.draft("x", "https://example.org/", discreet=False, at=NOON)
        alerts.endpoints.register(tx, rooms.equipment.vault, draft, by=rooms.principal(name), private=False)
