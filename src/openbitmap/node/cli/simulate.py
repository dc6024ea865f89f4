"""`openbitmap simulate`: nations, many seeds, six things that must hold."""

import json
import logging
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from openbitmap import __version__
from openbitmap.node import trials
from openbitmap.node.cli import terminal
from openbitmap.node.home import Home
from openbitmap.node.settings import read_settings
from openbitmap.node.simulation import AS_IT_IS, BREAKS, DEFECTS, NAMES, TWO, Told, simulate
from openbitmap.node.trials import Fault, Made, Trial

app = typer.Typer(add_completion=False)
LONGEST = 8
"""Sentences shown of one seed."""


@app.command()
def run(
    seeds: Annotated[int, typer.Option(help="How many seeds.", min=1)] = 20,
    first: Annotated[int, typer.Option(help="The first one; `--first SEED --seeds 1` replays one.")] = 1,
    nations: Annotated[
        int, typer.Option(help="How many nations, each with an agreement with each other one.", min=2, max=len(NAMES))
    ] = len(TWO),
    json_path: Annotated[
        Path | None, typer.Option("--json", help="Write counts, and how much was done, to it.")
    ] = None,
    defect: Annotated[str, typer.Option(help=f"Put a fault in: {', '.join(DEFECTS)}.")] = "",
    verbose: Annotated[bool, typer.Option(help="Tell everything that happens in each seed.")] = False,
) -> None:
    """Run nations in one process: links cut, double, delay and spoil, clocks are wrong, processes die at any write,
    databases are set back to a backup, keys are stolen.

    Where this machine has a node, its console shows what was found. Exits with 1 if a seed broke an invariant.
    """
    console = terminal.screen()
    logging.getLogger("openbitmap").setLevel(logging.ERROR)  # that workers die is the plan, not a warning
    if defect and defect not in DEFECTS:
        raise typer.BadParameter(f"{defect!r} is none of {', '.join(DEFECTS)}", param_hint="--defect")
    rules = DEFECTS[defect](AS_IT_IS) if defect else AS_IT_IS
    # Both before the run: wrong settings must not cost an hour of it, and the code may change meanwhile.
    home, made = Home(read_settings().home), Made(__version__, trials.code_digest())

    report = simulate(
        range(first, first + seeds), rules, nations=NAMES[:nations], tell=partial(_tell, console, verbose=verbose)
    )
    counts, done = report.counts(), report.done()
    if json_path:
        json_path.write_text(json.dumps(counts | done, indent=1) + "\n", encoding="utf-8")
    console.print(" · ".join(f"{name.replace('_', ' ')} {count}" for name, count in counts.items()))
    console.print("done: " + " · ".join(f"{name} {count:,}" for name, count in done.items()), highlight=False)
    if home.folder.is_dir():
        fault = Fault(defect, BREAKS[defect]) if defect else None
        trial = Trial(datetime.now(UTC), made, nations, first, fault=fault, **report.as_trial())
        _keep(home, trial, console)
    if report.failed:
        raise typer.Exit(1)


def _tell(console: Console, told: Told, *, verbose: bool) -> None:
    for sentence in told.story if verbose else ():
        console.print(f"  {sentence}", style="bright_black", highlight=False)
    state = "[red]broken[/]" if told.violations else "holds"
    console.print(
        f"seed {told.seed}: {state} · {_times(len(told.story), 'act')}, {_times(told.deaths, 'death')}",
        highlight=False,
    )
    for violation in told.violations[: None if verbose else LONGEST]:
        console.print(f"  {violation.kind.value}, {violation.nation}: {violation.what}", highlight=False)


def _keep(home: Home, trial: Trial, console: Console) -> None:
    """Where this machine has a node; that it cannot be kept does not change what the seeds said."""
    try:
        path = trials.keep(home.trials, trial)
    except OSError as fault:
        console.print(f"not kept for the console: {fault}", style="yellow", highlight=False)
    else:
        console.print(f"kept for the console's page Simulation: {path}", highlight=False, soft_wrap=True)


def _times(count: int, thing: str) -> str:
    return f"{count} {thing}{'' if count == 1 else 's'}"
