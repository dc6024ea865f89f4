"""Tells the six stories: a file goes in as a border post would send it, its card comes out, and it is checked."""

import contextlib
import shutil
import threading
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import httpx
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from openbitmap.demo.invitation import invite
from openbitmap.demo.memory import Memory, recall, remember
from openbitmap.demo.populate import import_templates, submit_cards
from openbitmap.demo.staging import set_stage
from openbitmap.demo.verdict import Told, unlike
from openbitmap.demo.world import POST_STATION, furnish
from openbitmap.node import exchange, views
from openbitmap.node.client import await_answer, print_card
from openbitmap.node.database import EmbeddedServer
from openbitmap.node.running import RunningNode
from openbitmap.node.settings import read_settings
from openbitmap.synthetic import Population, population, stories
from openbitmap.wire import Receipt, receipt_from_json

SEED = 20_250_730
WITH_IMAGES = 50
TEMPLATES = 10_000
FRESH_MINUTES = "720"
"""A newcomer comes by one-time link and has no passkey here yet: decisions are taken all day without a second proof."""
SEED_EVERY = "4"


def tell(home: Path, console: Console, *, anew: bool, stay: bool) -> bool:
    """Run the demo in a folder. True if every story came out as told. KeyboardInterrupt before the end of the stories
    stops the node and goes on to the caller; after it, it is the ordinary way to end."""
    if anew:
        _forget(home)
    console.print("[bold]OpenBITMAP[/] demo: one national node, a synthetic nation, six files from a border post")
    node = RunningNode(read_settings(home=str(home), port="0", fresh_minutes=FRESH_MINUTES, seed_every=SEED_EVERY))
    try:
        with console.status("starting the node"):
            node.start()
        memory = _populated(node, home / "demo.json", console)
        # Marked before it is begun: a stage half set by a run that was stopped is still one to work on.
        remember(home / "demo.json", memory.next_round())
        nation = population(SEED, as_of=memory.as_of, with_images=WITH_IMAGES, templates=TEMPLATES)
        if not memory.staged:
            with console.status("the cast goes to work: examiners, watch desk"):
                set_stage(node, nation, dict(memory.submissions))
        failed = _tell_all(node, nation, memory, console=console)
        _say_goodbye(node, console, stays=stay)
        if stay:
            with contextlib.suppress(KeyboardInterrupt):
                threading.Event().wait()
    finally:
        with console.status("stopping the node"):
            node.stop()
    return not failed


def _populated(node: RunningNode, path: Path, console: Console) -> Memory:
    memory = recall(path, datetime.now(UTC).date())
    remember(path, memory)
    with node.database() as database:
        furnish(database, node.home, node.settings.language)
        if memory.populated:
            console.print("  the nation is enrolled already; RESET=1 starts anew", style="bright_black")
            return memory
        nation = population(SEED, as_of=memory.as_of, with_images=WITH_IMAGES, templates=TEMPLATES)
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


def _say_goodbye(node: RunningNode, console: Console, *, stays: bool) -> None:
    console.print()
    if not stays:
        console.print(f"all of it lies in {node.home.folder}; `make demo` shows it again", soft_wrap=True)
        return
    invite(node, console)
    console.print("[bold]In another terminal[/]")
    console.print(f"  export OPENBITMAP_HOME={node.home.folder}", soft_wrap=True, highlight=False)
    for line in (
        ".venv/bin/openbitmap node status",
        ".venv/bin/openbitmap node link aldo      [bright_black]# a link for anybody else of the cast[/]",
        ".venv/bin/openbitmap cases list --as ana",
        ".venv/bin/openbitmap ledger verify",
    ):
        console.print(f"  {line}", soft_wrap=True, highlight=False)
    console.print("Ctrl-C stops the node; what it holds is kept", style="bright_black")


def _forget(home: Path) -> None:
    """Delete the demo's node: its database wherever it lies, then its folder."""
    if (home / "postgres").exists():
        EmbeddedServer(home / "postgres").remove()
    shutil.rmtree(home, ignore_errors=True)
