"""Alert mail: a knock on the door, nothing more. Neither subject nor body holds a name, a number or a place, so that a
mailbox never tells who was met where.
"""

import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

from openbitmap.node.alerts.model import Occasion
from openbitmap.vocabulary import Digest, digest_of

PATIENCE_SECONDS = 10.0
ACCEPTED = 250
LOOPBACK = ("localhost", "127.0.0.1", "::1")

SUBJECTS: dict[Occasion, dict[str, str]] = {
    Occasion.RAISED: {"en": "An alert waits", "es": "Una alerta espera"},
    Occasion.ESCALATED: {"en": "An alert is late", "es": "Una alerta está atrasada"},
    Occasion.VERIFIED: {"en": "People have verified an alert", "es": "Una alerta fue verificada por personas"},
    Occasion.REOPENED: {"en": "An alert was wrong or has come back", "es": "Una alerta era errónea o ha vuelto"},
    Occasion.WITHDRAWN: {"en": "An alert was withdrawn", "es": "Una alerta fue retirada"},
    Occasion.CONCERN: {
        "en": "Something between nations needs attention",
        "es": "Algo entre naciones requiere atención",
    },
    Occasion.ENDED: {"en": "What an alert rested on has ended", "es": "Terminó aquello en que se basaba una alerta"},
}
BODY: dict[str, dict[str, str]] = {
    "open": {
        "en": "Open the alert desk of {node} to see it. This message says no more on purpose.",
        "es": "Abra la mesa de alertas de {node} para verla. Este mensaje no dice más a propósito.",
    },
    "concern": {
        "en": "Open the page Attention of {node} to see it. This message says no more on purpose.",
        "es": "Abra la página Atención de {node} para verlo. Este mensaje no dice más a propósito.",
    },
    "mistake": {
        "en": "If you are not on duty, hand it to whoever is. If you do not know this desk, delete this message.",
        "es": "Si no está de turno, avise a quien lo esté. Si no conoce esta mesa, borre este mensaje.",
    },
}


@dataclass(frozen=True)
class Envelope:
    """From whom, to which mailbox, and under which idempotency key."""

    sender: str
    to: str
    delivery: str


class MailRefused(RuntimeError):
    """The mail server would not take it, or offered no encryption; it is tried again."""


def written(occasion: Occasion, language: str, *, node: str) -> tuple[str, str]:
    """Subject and body."""
    tongue = "es" if language == "es" else "en"
    opening = BODY["concern" if occasion is Occasion.CONCERN else "open"]
    lines = (opening[tongue].format(node=node), BODY["mistake"][tongue])
    return SUBJECTS[occasion][tongue], "\n\n".join(lines) + "\n"


def send(server: str, letter: tuple[str, str], envelope: Envelope) -> Digest:
    """Hand one letter to the mail server and return the digest of what it took. Raises MailRefused or OSError."""
    mail = EmailMessage()
    mail["Subject"], body = letter
    mail["From"], mail["To"] = envelope.sender, envelope.to
    # The same letter sent twice after a crash has the same number, so that a mailbox may show it once.
    mail["Message-ID"] = f"<{digest_of(envelope.delivery.encode())}@openbitmap>"
    mail.set_content(body)
    parts = urlsplit(server)
    host = parts.hostname or ""
    try:
        with smtplib.SMTP(host, parts.port or 587, timeout=PATIENCE_SECONDS) as connection:
            _encrypt(connection, host)
            if parts.username:
                connection.login(unquote(parts.username), unquote(parts.password or ""))
            connection.send_message(mail)
    except smtplib.SMTPException as trouble:
        raise MailRefused(type(trouble).__name__) from None
    return digest_of(mail.as_bytes())


def _encrypt(connection: smtplib.SMTP, host: str) -> None:
    """STARTTLS; without it only on the machine itself."""
    connection.ehlo()
    if connection.has_extn("starttls"):
        connection.starttls(context=ssl.create_default_context())
        connection.ehlo()
    elif host not in LOOPBACK:
        raise MailRefused("the server offers no encryption")
