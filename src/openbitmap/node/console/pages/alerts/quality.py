"""`/alerts/quality`: how often alerts proved right, by rule and by list, and how soon the desk took them in hand."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from openbitmap.node import views
from openbitmap.node.access import Act
from openbitmap.node.console.frame import Page, Viewer, seen_by, show
from openbitmap.node.console.pages.alerts.words import WORDS
from openbitmap.node.doorway import Here
from openbitmap.node.views import AlertQuality

router = APIRouter(include_in_schema=False)
Reader = Annotated[Viewer, Depends(seen_by(Act.READ_ALERTS))]
MINUTE = 60

QUALITY_WORDS: dict[str, dict[str, str]] = {
    "quality_title": {"en": "Quality of alerts", "es": "Calidad de las alertas"},
    "by_rule": {"en": "By rule", "es": "Por regla"},
    "by_list": {"en": "By list", "es": "Por lista"},
    "rule": {"en": "Rule", "es": "Regla", "pt": "Regra"},
    "right": {"en": "Right", "es": "Acertadas"},
    "wrong": {"en": "Wrong", "es": "Erróneas"},
    "unknown": {"en": "Not known", "es": "Sin saber"},
    "all": {"en": "All", "es": "Todas"},
    "share": {"en": "Right among decided, 95 % interval", "es": "Acertadas entre las decididas, intervalo 95 %"},
    "share_of": {"en": "{p} % ({low}–{high}) of {n}", "es": "{p} % ({low}–{high}) de {n}"},
    "none_decided": {"en": "none decided", "es": "ninguna decidida"},
    "to_acknowledge": {"en": "Acknowledged after: half, 95 of 100", "es": "Atendidas a los: la mitad, 95 de 100"},
    "spans": {"en": "{p50}, {p95}", "es": "{p50}, {p95}"},
    "never": {"en": "not yet", "es": "aún no"},
    "minutes": {"en": "{n} min", "es": "{n} min"},
    "seconds": {"en": "{n} s", "es": "{n} s"},
    "meaning": {
        "en": "Right: people said that it is the person. Wrong: withdrawn, taken back, or a false alert by its outcome."
        " Not known: everything else, open alerts included. The interval is Wilson's.",
        "es": "Acertada: las personas dijeron que es ella. Errónea: retirada, retractada o falsa alerta según su"
        " resultado. Sin saber: lo demás, también las abiertas. El intervalo es el de Wilson.",
    },
    "quality_empty": {"en": "No alert has been raised yet.", "es": "Aún no se ha emitido ninguna alerta."},
}


@router.get("/alerts/quality")
def quality(request: Request, context: Here, viewer: Reader) -> Response:
    with context.database.reading() as tx:
        found = views.alert_quality(tx, by=viewer.principal)
    values = {
        "groups": [(kind, [q for q in found if q.kind == kind]) for kind in ("rule", "list")],
        "percent": _percent,
        "span": _span,
        "bar": _bar,
        "may_handle": viewer.principal.may(Act.HANDLE_ALERTS),
    }
    return show(request, viewer, Page("pages/alerts/quality.html", WORDS | QUALITY_WORDS), **values)


def _percent(share: float) -> int:
    return round(100 * share)


def _span(seconds: float) -> tuple[str, int]:
    """Word and number of a span."""
    return ("seconds", round(seconds)) if seconds < 2 * MINUTE else ("minutes", round(seconds / MINUTE))


def _bar(line: AlertQuality) -> tuple[float, float, float] | None:
    """Where share and interval stand on a line of 100."""
    interval, share = line.precision.interval, line.precision.share
    return None if interval is None or share is None else (100 * interval[0], 100 * share, 100 * interval[1])
