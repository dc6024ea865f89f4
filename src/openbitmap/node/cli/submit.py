"""`openbitmap submit`: send one transaction file as a station, and wait for its answer if asked to."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from openbitmap.node.cli.reach import answered, doors
from openbitmap.node.client import await_answer, print_card
from openbitmap.node.exchange import card_of
from openbitmap.node.settings import read_settings
from openbitmap.vocabulary import Language
from openbitmap.wire import Receipt, receipt_from_json, to_json

app = typer.Typer(add_completion=False)


@app.command()
def submit(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="An ANSI/NIST-ITL transaction.")],
    *,
    station: Annotated[str | None, typer.Option("--as", help="Station whose kept key is used.")] = None,
    wait: Annotated[bool, typer.Option("--wait", help="Wait for the answer and show its card.")] = False,
    lang: Annotated[Language | None, typer.Option(help="Language of the card.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print receipt or answer as JSON.")] = False,
) -> None:
    """Submit FILE. The same bytes again give the same receipt. With --wait: exit 1 if the file was refused."""
    console = Console()
    with doors(station) as client:
        receipt = receipt_from_json(answered(client.post("/v1/submissions", content=file.read_bytes())).content)
        if not wait:
            _print_receipt(console, receipt, as_json=json)
            return
        with console.status("waiting for the answer"):
            answer = await_answer(client, receipt)
    if json:
        print(to_json(answer))
    else:
        print_card(console, card_of(answer, lang or read_settings().language), title=receipt.submission)
    if answer.refusals:
        raise typer.Exit(1)


def _print_receipt(console: Console, receipt: Receipt, *, as_json: bool) -> None:
    if as_json:
        print(to_json(receipt))
        return
    console.print(f"received as [bold]{receipt.submission}[/], {receipt.size:,} bytes")
    console.print(f"SHA-256 {receipt.digest}", style="bright_black", soft_wrap=True)
