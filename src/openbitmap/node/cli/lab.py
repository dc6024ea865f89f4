"""`openbitmap lab`: accuracy protocols on folders of prints."""

import time
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from openbitmap.biometrics import finger
from openbitmap.lab import Instruments, NoPrints, Report, Result, det_svg, measure_accuracy

app = typer.Typer(no_args_is_help=True)


@app.callback()
def lab() -> None:
    """Accuracy protocols on folders of prints."""


@app.command("finger")
def measure_fingers(
    data: Annotated[
        Path, typer.Option("--data", help="Folder with DATABASE/FINGER_IMPRESSION.png", show_default=False)
    ],
    json_file: Annotated[
        Path, typer.Option("--json", help="Where the figures go; the DET chart goes beside it as .svg")
    ],
) -> None:
    """Enrol every print, compare all pairs inside each database, write error rates with intervals and a DET chart."""
    screen = Console(stderr=True)
    if not data.is_dir():
        screen.print(f"openbitmap: {data}: no such folder; give one that holds DATABASE/FINGER_IMPRESSION.png")
        raise typer.Exit(2)
    try:
        report = _measure(data, screen)
    except NoPrints as none:
        screen.print(f"openbitmap: {none}")
        raise typer.Exit(2) from none
    json_file.parent.mkdir(parents=True, exist_ok=True)
    json_file.write_text(report.to_json(), encoding="utf-8")
    curves = {name: result.curve for name, result in {"pooled": report.pooled, **report.databases}.items()}
    drawn = {name: curve for name, curve in curves.items() if curve is not None}
    json_file.with_suffix(".svg").write_text(det_svg(f"Fingers: {data.name}", drawn), encoding="utf-8")
    _show(report, screen)


def _measure(data: Path, screen: Console) -> Report:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=screen) as bar:
        tasks = {name: bar.add_task(name, total=None) for name in ("extracting", "comparing")}

        def tell(what: str, done: int, total: int) -> None:
            bar.update(tasks[what], completed=done, total=total)

        return measure_accuracy(data, Instruments(finger.extract, time.process_time, tell))


def _show(report: Report, screen: Console) -> None:
    for finding in report.findings[:20]:
        screen.print(f"  {finding}", highlight=False, markup=False, soft_wrap=True)
    if len(report.findings) > 20:
        screen.print(f"  ... and {len(report.findings) - 20} more findings in the JSON")
    for name, result in {**report.databases, "pooled": report.pooled}.items():
        screen.print(f"{name:12s} {_sentence(result)}", highlight=False, markup=False, soft_wrap=True)
    extract, match = report.cost.extract_cpu_ms, report.cost.match_cpu_us
    if extract is not None and match is not None:
        screen.print(
            f"cost         {extract:.0f} ms CPU an extraction, {match:.1f} us CPU a comparison", highlight=False
        )


def _sentence(result: Result) -> str:
    counts = f"{result.genuine} genuine, {result.impostor} impostor, {result.failures_to_enrol} failed to enrol"
    if result.rates is None:
        return f"{counts}: no rates, one kind of comparison is missing"
    eer, at_thousand = 100 * result.rates.equal_error_rate, 100 * result.rates.fnmr[1]
    return f"{counts}: EER {eer:.2f} %, FNMR at FMR 1e-3 {at_thousand:.2f} %"
