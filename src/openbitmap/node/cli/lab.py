"""`openbitmap lab`: accuracy protocols on folders of prints and on pairs of names."""

import json
import time
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from openbitmap.biometrics import finger
from openbitmap.lab import (
    BadPairs,
    Instruments,
    NoPrints,
    PairFigures,
    Report,
    Result,
    det_svg,
    measure_accuracy,
    measure_pairs,
    read_pairs,
)

app = typer.Typer(no_args_is_help=True)


@app.callback()
def lab() -> None:
    """Accuracy protocols on folders of prints and on pairs of names."""


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


@app.command("names")
def measure_names(
    pairs_file: Annotated[
        Path,
        typer.Argument(metavar="PAIRS.csv", help="Columns a, b, same (1 or 0), perhaps kind", show_default=False),
    ],
    json_file: Annotated[Path, typer.Option("--json", help="Where pairs, auc, errors and us_per_pair go")],
) -> None:
    """Score pairs of names and say how well one person's spellings are told from two people's names.

    auc: chance that a pair of one person scores above a pair of two. errors: pairs on the wrong side of the published
    threshold, a score of 0.5 (at or above it: one person). us_per_pair: CPU microseconds of one comparison, parsing
    both names included, in the quickest of several passes, after one in which every word was met once.
    """
    screen = Console(stderr=True)
    try:
        figures = measure_pairs(read_pairs(pairs_file.read_text(encoding="utf-8-sig")), time.process_time)
    except (BadPairs, OSError, UnicodeDecodeError) as bad:
        screen.print(f"openbitmap: {pairs_file}: {_why(bad)}", highlight=False, markup=False, soft_wrap=True)
        raise typer.Exit(2) from None
    body = {"pairs": figures.pairs, "auc": figures.auc, "errors": figures.errors, "us_per_pair": figures.us_per_pair}
    json_file.parent.mkdir(parents=True, exist_ok=True)
    json_file.write_text(json.dumps(body, indent=2) + "\n", encoding="utf-8")
    screen.print(_pairs_sentence(figures), highlight=False, soft_wrap=True)


def _why(bad: Exception) -> str:
    if isinstance(bad, OSError):
        return f"cannot be read: {bad.strerror}"
    if isinstance(bad, UnicodeDecodeError):
        return f"is not UTF-8: byte {bad.start}; save it as UTF-8"
    return str(bad)


def _pairs_sentence(f: PairFigures) -> str:
    area = "no AUC, one sort of pair is missing"
    if f.auc is not None and f.low is not None and f.high is not None:
        area = f"AUC {f.auc:.3f} (95 %: {f.low:.3f} to {f.high:.3f})"
    return f"{f.pairs} pairs: {area}, {f.errors} on the wrong side of 0.5, {f.us_per_pair:.0f} us CPU a pair"
