"""`/alerts/delivery`: what has not arrived yet, and the machines that are told."""

import base64
from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request, Response

from openbitmap.node import alerts, views
from openbitmap.node.access import Act
from openbitmap.node.alerts import Channel
from openbitmap.node.console.frame import Page, Viewer, done, fresh_viewer, seen_by, show
from openbitmap.node.console.pages.alerts.words import WORDS
from openbitmap.node.doorway import Context, Here
from openbitmap.node.views import OutboxLine

router = APIRouter(include_in_schema=False)
Officer = Annotated[Viewer, Depends(seen_by(Act.HANDLE_ALERTS))]
FreshOfficer = Annotated[Viewer, Depends(fresh_viewer(Act.HANDLE_ALERTS))]

DELIVERY_WORDS: dict[str, dict[str, str]] = {
    "delivery_title": {"en": "Delivery of alerts", "es": "Avisos de las alertas"},
    "outbox": {"en": "Not arrived yet", "es": "Aún sin llegar"},
    "outbox_empty": {"en": "Everything has arrived.", "es": "Todo ha llegado."},
    "no_mail_server": {
        "en": "No mail server is set (mail_server): mail waits here, as it would be sent. It holds no name, number or"
        " place.",
        "es": "No hay servidor de correo configurado (mail_server): el correo espera aquí, tal como se enviaría. No"
        " lleva"
        " nombre, número ni lugar.",
    },
    "waiting": {"en": "on its way", "es": "en camino"},
    "given_up": {"en": "given up after {n} attempts", "es": "abandonado tras {n} intentos"},
    "letter": {"en": "The letter", "es": "La carta"},
    "machines": {"en": "Machines that are told", "es": "Sistemas que reciben avisos"},
    "machines_empty": {"en": "No machine is told of alerts.", "es": "Ningún sistema recibe avisos."},
    "machine": {"en": "Machine", "es": "Sistema", "pt": "Sistema"},
    "address": {"en": "Address", "es": "Dirección", "pt": "Endereço"},
    "hears_discreet": {"en": "Hears of discreet alerts", "es": "Recibe alertas discretas"},
    "yes": {"en": "yes", "es": "sí", "pt": "sim"},
    "no": {"en": "no", "es": "no", "pt": "não"},
    "registered": {"en": "Registered", "es": "Registrado", "pt": "Registrado"},
    "registered_by": {"en": "{who}, {when}", "es": "{who}, {when}"},
    "remove": {"en": "Remove", "es": "Quitar", "pt": "Remover"},
    "register": {"en": "Register a machine", "es": "Registrar un sistema"},
    "register_means": {
        "en": "From now on this address is told of every alert: its identifier, urgency and state, never who was met or"
        " where. Messages are signed (HMAC-SHA256, headers webhook-id, webhook-timestamp, webhook-signature); one"
        " that is"
        " not taken is sent again under the same webhook-id. Private addresses are refused.",
        "es": "Desde ahora esta dirección recibe cada alerta: su identificador, urgencia y estado, nunca a quién se"
        " halló"
        " ni dónde. Los mensajes van firmados (HMAC-SHA256, cabeceras webhook-id, webhook-timestamp,"
        " webhook-signature);"
        " el que no se recibe se repite con el mismo webhook-id. Las direcciones privadas se rechazan.",
    },
    "name": {"en": "Name", "es": "Nombre", "pt": "Nome"},
    "discreet_too": {
        "en": "May hear of discreet alerts: everybody behind this address may know of them",
        "es": "Puede recibir alertas discretas: todos los que están tras esta dirección pueden conocerlas",
    },
    "secret": {"en": "Secret of {title}: it is shown once, now", "es": "Secreto de {title}: se muestra una vez, ahora"},
    "secret_hint": {
        "en": "Give it to whoever runs the machine. The node keeps it sealed and cannot show it again.",
        "es": "Entréguelo a quien opera el sistema. El nodo lo guarda sellado y no puede mostrarlo de nuevo.",
    },
}


@router.get("/alerts/delivery")
def delivery(request: Request, context: Here, viewer: Officer) -> Response:
    return _page(request, context, viewer)


@router.post("/alerts/delivery/webhooks")
def register(
    request: Request,
    context: Here,
    viewer: FreshOfficer,
    *,
    title: Annotated[str, Form(max_length=80)] = "",
    url: Annotated[str, Form(max_length=500)] = "",
    discreet: Annotated[bool, Form()] = False,
) -> Response:
    """Answers with the page itself, not a redirection: the secret is shown once and stands in no address."""
    private = context.settings.desk.webhook_private == "yes"
    with context.database.transaction() as tx:
        draft = alerts.endpoints.draft(title, url, discreet=discreet, at=datetime.now(UTC))
        made, secret = alerts.endpoints.register(tx, context.vault, draft, by=viewer.principal, private=private)
    shown = "whsec_" + base64.b64encode(secret).decode()
    return _page(request, context, viewer, made=(made.title, shown))


@router.post("/alerts/delivery/webhooks/{webhook}/remove")
def remove(context: Here, viewer: FreshOfficer, webhook: str) -> Response:
    with context.database.transaction() as tx:
        alerts.endpoints.remove(tx, webhook, by=viewer.principal, at=datetime.now(UTC))
    return done("/alerts/delivery")


def _page(request: Request, context: Context, viewer: Viewer, *, made: tuple[str, str] = ("", "")) -> Response:
    with context.database.reading() as tx:
        lines = views.outbox_lines(tx, by=viewer.principal)
        webhooks = alerts.active_webhooks(tx)

    def letter(line: OutboxLine) -> tuple[str, str] | None:
        if line.channel is not Channel.EMAIL:
            return None
        return alerts.mail.written(line.occasion, context.settings.language, node=context.settings.node)

    values = {
        "lines": lines,
        "letter": letter,
        "webhooks": webhooks,
        "mail_is_set": bool(context.settings.desk.mail_server),
        "made": made[0],
        "secret": made[1],
        "may_handle": True,
    }
    return show(request, viewer, Page("pages/alerts/delivery.html", WORDS | DELIVERY_WORDS), **values)
