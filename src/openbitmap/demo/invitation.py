"""Ends the demo with one-time links: people of both casts, what waits for each, and where to enter."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

from rich.console import Console

from openbitmap.demo.partnership import UNITED_STATES, Pair
from openbitmap.demo.world import DEMO, PEOPLE
from openbitmap.node import access
from openbitmap.node.access import Account, Role
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
    "elsa": {"en": "what needs a second person: entries, recalls", "es": "lo que pide dos personas: entradas, retiros"},
    "adela": {"en": "accounts, stations, agreements", "es": "cuentas, puestos, acuerdos"},
    "aldo": {"en": "who saw what, under which clause", "es": "quién vio qué, según qué cláusula"},
}
"""In the order in which a newcomer should try them."""

WAITING_ABROAD: dict[str, dict[str, str]] = {
    "wanda": {"en": "what Chile asked, and what was told", "es": "lo que Chile preguntó y lo que se dijo"},
    "sam": {"en": "the supervisor over there", "es": "el supervisor de allá"},
    "audrey": {"en": "the same ledger, seen from the other side", "es": "el mismo libro de registro, del otro lado"},
}
"""The same at the node of the United States."""

COMMANDS = (
    "node status",
    "node link carla      [bright_black]# a link for anybody else of the cast[/]",
    "cases list --as ana",
    "agreement list --as adela",
    "inquiry list --as vera",
    "repository list",
    "ledger verify --against US",
)
COMMANDS_ABROAD = ("inquiry list --as wanda", "recall list", "ledger verify --against CL")


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


def say_goodbye(pair: Pair, console: Console, *, stays: bool) -> None:
    """Who there is and how to go on; where the demo ends by itself, where it all lies."""
    console.print()
    if not stays:
        console.print(f"all of it lies in {pair.cl.home.folder}; `make demo` shows it again", soft_wrap=True)
        return
    invite(pair.cl, console, WAITING)
    _name_the_cast(pair.cl, console, PEOPLE)
    invite(pair.us, console, WAITING_ABROAD)
    _name_the_cast(pair.us, console, UNITED_STATES.people)
    console.print("[bold]In another terminal[/], as people of Chile")
    console.print(f"  export OPENBITMAP_HOME={pair.cl.home.folder}", soft_wrap=True, highlight=False)
    for line in COMMANDS:
        console.print(f"  .venv/bin/openbitmap {line}", soft_wrap=True, highlight=False)
    console.print("and as people of the United States")
    console.print(f"  export OPENBITMAP_HOME={pair.us.home.folder} OPENBITMAP_NODE=US", soft_wrap=True, highlight=False)
    for line in COMMANDS_ABROAD:
        console.print(f"  .venv/bin/openbitmap {line}", soft_wrap=True, highlight=False)
    console.print("Ctrl-C stops both nodes and what is behind them; what they hold is kept", style="bright_black")


def _name_the_cast(node: RunningNode, console: Console, people: Sequence[Account]) -> None:
    """Everybody of a nation by role, as `--as` and `node link` know them."""
    language = node.settings.language
    by_role = [(role, [a.name for a in people if a.role is role]) for role in Role]
    named = [f"{said(SHARED[f'role_{role}'], language)}: {', '.join(names)}" for role, names in by_role if names]
    console.print(f"  [bright_black]{'; '.join(named)}[/]", soft_wrap=True, highlight=False)
