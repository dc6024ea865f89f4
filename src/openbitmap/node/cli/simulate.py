"""`openbitmap simulate`: two nations, many seeds, five things that must hold."""

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from openbitmap.node.simulation import AS_IT_IS, DEFECTS, Told, simulate

app = typer.Typer(add_completion=False)
LONGEST = 8
"""Sentences shown of one seed."""


@app.command()
def run(
    seeds: Annotated[int, typer.Option(help="How many seeds.", min=1)] = 20,
    first: Annotated[int, typer.Option(help="The first one; `--first SEED --seeds 1` replays one.")] = 1,
    json_path: Annotated[Path | None, typer.Option("--json", help="Write the counts to this file.")] = None,
    defect: Annotated[str, typer.Option(help=f"Put a fault in: {', '.join(DEFECTS)}.")] = "",
    verbose: Annotated[bool, typer.Option(help="Tell everything that happens in each seed.")] = False,
) -> None:
    """Run two nations in one process: links cut, double, delay and spoil, clocks are wrong, processes die at any write.

    Exits with 1 if a seed broke an invariant.
    """
    console = Console()
    if defect and defect not in DEFECTS:
        raise typer.BadParameter(f"{defect!r} is none of {', '.join(DEFECTS)}", param_hint="--defect")
    rules = AS_IT_IS
    if defect:
        rules = DEFECTS[defect](rules)

    def tell(told: Told) -> None:
        if verbose:
            for sentence in told.story:
                console.print(f"  {sentence}", style="bright_black", highlight=False)
        state = "[red]broken[/]" if told.violations else "holds"
        console.print(f"seed {told.seed}: {state} · {len(told.story)} acts, {told.deaths} deaths", highlight=False)
        for violation in told.violations[:LONGEST]:
            console.print(f"  {violation.kind.value}, {violation.nation}: {violation.what}", highlight=False)

    report = simulate(range(first, first + seeds), rules, tell=tell)
    counts = report.counts()
    if json_path:
        json_path.write_text(json.dumps(counts, indent=1) + "\n", encoding="utf-8")
    console.print(" · ".join(f"{name.replace('_', ' ')} {count}" for name, count in counts.items()))
    if report.failed:
        raise typer.Exit(1)
