"""Ends the demo with one-time links: five people of the cast, what waits for each, and where to enter."""

from datetime import UTC, datetime, timedelta

from rich.console import Console

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
    "adela": {"en": "accounts, stations, keys", "es": "cuentas, puestos, claves"},
}
"""In the order in which a newcomer should try them."""


def invite(node: RunningNode, console: Console) -> None:
    """Print the links. Each opens one session, once; another run of the demo makes new ones."""
    language = node.settings.language
    known = {account.name: account for account in PEOPLE}
    console.print("[bold]Work a case in a browser[/]: each link opens one session, once; use a private window each")
    now = datetime.now(UTC)
    with node.database() as database, database.transaction() as tx:
        for name, waits in WAITING.items():
            token = access.make_link(tx, name, at=now, within=WITHIN, actor=DEMO)
            role = said(SHARED[f"role_{known[name].role}"], language)
            console.print(f"  [bold]{known[name].title}[/], {role}: {waits[language]}", highlight=False)
            console.print(
                f"    {node.settings.web.origin}/enter/{token}", soft_wrap=True, highlight=False, style="cyan"
            )
