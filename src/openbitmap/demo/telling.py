"""Tells the six stories of one nation, then the story of two: each step is checked, and the demo fails by what is not
as told."""

import contextlib
import shutil
import threading
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

import httpx
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from openbitmap.demo.invitation import say_goodbye
from openbitmap.demo.memory import Memory, recall, remember
from openbitmap.demo.partnership import (
    CL,
    TITLES,
    NotAsTold,
    Pair,
    Plot,
    partnership,
    repositories_behind,
    tell_partnership,
    traveller_of,
)
from openbitmap.demo.populate import import_templates, submit_cards
from openbitmap.demo.staging import Stage, set_stage
from openbitmap.demo.verdict import Told, unlike
from openbitmap.demo.world import POST_STATION, furnish
from openbitmap.node import exchange, views
from openbitmap.node.client import await_answer, print_card
from openbitmap.node.database import EmbeddedServer
from openbitmap.node.running import RunningNode, free_port
from openbitmap.node.settings import Settings, read_settings
from openbitmap.synthetic import Population, population, stories
from openbitmap.vocabulary import GalleryKind
from openbitmap.wire import Receipt, receipt_from_json

SEED = 20_250_730
FRESH_MINUTES = "720"
"""A newcomer comes by one-time link and has no passkey here yet: decisions are taken all day without a second proof."""
SEED_EVERY = "4"


@dataclass(frozen=True)
class Census:
    """How many people the synthetic nation knows with images, and how many by templates alone. A kept demo goes on with
    those that it began with."""

    with_images: int = 50
    templates: int = 10_000

    def nation(self, as_of: date) -> Population:
        return population(SEED, as_of=as_of, with_images=self.with_images, templates=self.templates)


def tell(home: Path, console: Console, *, anew: bool, stay: bool, census: Census = Census()) -> bool:
    """Run the demo in a folder. True if every story came out as told. KeyboardInterrupt before the end of the stories
    stops the node and goes on to the caller; after it, it is the ordinary way to end."""
    if anew:
        _forget(home)
    console.print("[bold]OpenBITMAP[/] demo: a synthetic nation, six files from a border post; then two nations")
    node = RunningNode(_settings(home))
    try:
        with console.status("starting the node"):
            node.start()
        memory = _populated(node, home / "demo.json", census, console=console)
        # Marked before it is begun: a stage half set by a run that was stopped is still one to work on.
        remember(home / "demo.json", memory.next_round())
        nation = census.nation(memory.as_of)
        if not memory.staged:
            with console.status("the cast goes to work: examiners, watch desk"):
                set_stage(node, nation, dict(memory.submissions))
        failed = _tell_all(node, nation, memory, console=console)
        with partnership(node, home.with_name(f"{home.name}-us"), console) as pair:
            failed += _both(pair, nation, home / "demo.json", console=console, stay=stay)
    finally:
        with console.status("stopping the node"):
            node.stop()
    return not failed


def _both(pair: Pair, nation: Population, path: Path, *, console: Console, stay: bool) -> list[str]:
    """The story of two nations with the repositories behind them, which stay as long as the nodes do."""
    memory = recall(path, datetime.now(UTC).date())
    traveller = None if memory.partnered else traveller_of(nation, memory.round)
    try:
        with repositories_behind(pair, traveller, console):
            failed = _tell_both(pair, nation, path, console=console)
            say_goodbye(pair, console, stays=stay)
            if stay:
                _stay()
    except NotAsTold as wrong:
        console.print(f"  [bold red]not as told:[/] {wrong}")
        return [str(wrong)]
    return failed


def _stay() -> None:
    with contextlib.suppress(KeyboardInterrupt):
        threading.Event().wait()


def _settings(home: Path) -> Settings:
    return read_settings(
        home=str(home),
        port="0",
        fresh_minutes=FRESH_MINUTES,
        seed_every=SEED_EVERY,
        node_title=TITLES[CL],
        node_country="CL",
        partner_port=str(free_port()),
    )


def _tell_both(pair: Pair, nation: Population, path: Path, *, console: Console) -> list[str]:
    """The story of two nations, once for a kept node: its traveller is known to both afterwards."""
    memory = recall(path, datetime.now(UTC).date())
    if memory.partnered:
        console.rule("[bold]Two nations[/]: as it was told before; RESET=1 tells it anew", align="left")
        for line in memory.told:
            console.print(line, highlight=False, soft_wrap=True, markup=False)
        return []
    stage = Stage(pair.cl, nation, dict(memory.submissions))
    one = stage.of(GalleryKind.WATCHLIST, 0)
    with pair.cl.database() as database, database.reading() as tx:
        listed = stage.encounter(tx, one)
    failed, told = tell_partnership(pair, Plot(nation, memory.round, listed, one.number), console)
    remember(path, replace(memory, partnered=not failed, told=tuple(told)))
    return failed


def _populated(node: RunningNode, path: Path, census: Census, *, console: Console) -> Memory:
    memory = recall(path, datetime.now(UTC).date())
    remember(path, memory)
    with node.database() as database:
        furnish(database, node.home, node.settings.language)
        if memory.populated:
            console.print("  the nation is enrolled already; RESET=1 starts anew", style="bright_black")
            return memory
        nation = census.nation(memory.as_of)
        columns = (TextColumn("  {task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        with Progress(*columns, console=console) as progress:
            # A run that was stopped before has them already; the cards are the same bytes again, so the same receipts.
            with database.reading() as tx:
                imported = views.totals(tx).encounters >= len(nation.as_templates)
            if not imported:
                import_templates(database, nation, progress)
            enrolled = submit_cards(node.address, node.home, nation, progress=progress)
    memory = replace(memory, populated=True, submissions=tuple(enrolled))
    remember(path, memory)
    return memory


def _tell_all(node: RunningNode, nation: Population, memory: Memory, *, console: Console) -> list[str]:
    language = node.settings.language
    with console.status("preparing the post's files"):
        told = stories(nation, datetime.now(UTC), round_number=memory.round)
    headers = {"Authorization": f"Bearer {node.home.kept_key(POST_STATION)}"}
    receipts: dict[str, Receipt] = {}
    failed = []
    with httpx.Client(base_url=node.address, headers=headers, timeout=90) as client, node.database() as database:
        for number, story in enumerate(told, start=1):
            sent = client.post("/v1/submissions", content=story.data).raise_for_status()
            receipt = receipts[story.name] = receipt_from_json(sent.content)
            with console.status(f"{story.titles[language]}: waiting for the answer"):
                answer = await_answer(client, receipt)
            console.print()
            print_card(console, exchange.card_of(answer, language), title=f"{number} · {story.titles[language]}")
            with database.reading() as tx:
                wrong = unlike(tx, Told(story, receipt, answer), receipts, enrolled_by=dict(memory.submissions))
            for sentence in wrong:
                console.print(f"  [bold red]not as told:[/] {sentence}")
            failed += wrong
    return failed


def _forget(home: Path) -> None:
    """Delete the demo's nodes: their databases wherever they lie, then their folders."""
    for folder in (home, home.with_name(f"{home.name}-us")):
        if (folder / "postgres").exists():
            EmbeddedServer(folder / "postgres").remove()
        shutil.rmtree(folder, ignore_errors=True)
