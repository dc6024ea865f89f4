"""Ends the demo with one-time links: people of both casts, what waits for each, and where to enter."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from rich.console import Console

from openbitmap.demo.partnership import UNITED_STATES
from openbitmap.demo.world import DEMO, PEOPLE
from openbitmap.node import access
from openbitmap.node.console import SHARED, said
from openbitmap.node.running import RunningNode

WITHIN = timedelta(hours=12)

WAITING: dict[str, dict[str, str]] = {
    "ana": {
        "en": "take the next case, mark the probe, compare, conclude",
        "es": "tome el caso siguiente, marque la muestra, compare y concluya",
    },
    "bruno": {
        "en": "the second opinion, without knowing the first",
        "es": "la segunda opinión, sin conocer la primera",
    },
    "vera": {"en": "the alert desk at night", "es": "la mesa de alertas de noche"},
    "olga": {"en": "the answers of her border post", "es": "las respuestas de su puesto fronterizo"},
    "adela": {"en": "accounts, stations, agreements", "es": "cuentas, puestos, acuerdos"},
    "aldo": {"en": "who saw what, under which clause", "es": "quién vio qué, según qué cláusula"},
}
"""In the order in which a newcomer should try them."""

WAITING_ABROAD: dict[str, dict[str, str]] = {
    "wanda": {"en": "what Chile asked, and what was told", "es": "lo que Chile preguntó y lo que se dijo"},
    "audrey": {"en": "the same ledger, seen from the other side", "es": "el mismo libro de registro, del otro lado"},
}
"""The same at the node of the United States."""


def invite(node: RunningNode, console: Console, waiting: Mapping[str, Mapping[str, str]]) -> None:
    """Print the links. Each opens one session, once; another run of the demo makes new ones."""
    language = node.settings.language
    known = {account.name: account for account in (*PEOPLE, *UNITED_STATES.people)}
    where = node.settings.abroad.channel.node_title
    console.print(f"[bold]In a browser, {where}[/]: each link opens one session, once; use a private window each")
    now = datetime.now(UTC)
    with node.database() as database, database.transaction() as tx:
        for name, waits in waiting.items():
            token = access.make_link(tx, name, at=now, within=WITHIN, actor=DEMO)
            role = said(SHARED[f"role_{known[name].role}"], language)
            console.print(f"  [bold]{known[name].title}[/], {role}: {waits[language]}", highlight=False)
            console.print(
                f"    {node.settings.web.origin}/enter/{token}", soft_wrap=True, highlight=False, style="cyan"
            )
