"""`openbitmap bench`: speed and scale of a search, measured on synthetic people."""

import json
import os
import time
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from openbitmap.biometrics import threshold
from openbitmap.biometrics.finger import Template
from openbitmap.lab import Clocks, Population, SearchFigures, enrol, figures, search
from openbitmap.node.cli import name_bench
from openbitmap.node.cli.phases import watched
from openbitmap.synthetic import mated_probe, template_gallery
from openbitmap.vocabulary import FingerPosition

app = typer.Typer(no_args_is_help=True)

SEED = 20021
TWO_FINGERS = (FingerPosition.RIGHT_INDEX, FingerPosition.LEFT_INDEX)


@app.callback()
def bench() -> None:
    """Speed and scale, measured on synthetic people."""


@app.command("search")
def measure_search(
    people: Annotated[int, typer.Option("--people", min=1, help="People in the gallery, two fingers each")],
    json_file: Annotated[Path, typer.Option("--json", help="Where the figures go")],
    probes: Annotated[
        int, typer.Option("--probes", min=2, help="Searches: half of enrolled people, half strangers")
    ] = 100,
    threads: Annotated[int, typer.Option("--threads", min=1, help="Threads of a search")] = os.cpu_count() or 1,
) -> None:
    """Enrol N synthetic people with two index fingers, search for known people and strangers, write times and
    rates."""
    screen = Console(stderr=True)
    population = synthetic_population(people, probes)
    with watched(screen, {"enrolling": 2 * people, "searching": probes}) as phases:
        gallery = enrol(population, lambda count: phases.step("enrolling", count))
        phases.step("enrolling", 2 * people)
        clocks = Clocks(time.perf_counter, time.process_time, lambda count: phases.step("searching", count))
        found = list(search(gallery, population, clocks, threads=threads))
    result = figures(gallery, found, people, fingers=len(TWO_FINGERS), threads=threads)
    json_file.parent.mkdir(parents=True, exist_ok=True)
    json_file.write_text(result.to_json(threshold(result.fingers, people, 1e-3)), encoding="utf-8")
    screen.print(_sentence(result), highlight=False, soft_wrap=True)


@app.command("exchange")
def measure_exchange(
    json_file: Annotated[Path, typer.Option("--json", help="Where the figures go")],
    messages: Annotated[int, typer.Option("--messages", min=1, help="Letters that pile up in the outage")] = 100_000,
    cut_every: Annotated[float, typer.Option("--cut-every", min=0.5, help="Seconds between two cuts")] = 5.0,
    alerts: Annotated[int, typer.Option("--alerts", min=1, help="Alerts across the border, one after the other")] = 100,
) -> None:
    """Seal and open envelopes, pass them through the rooms of two nodes, and let a hundred thousand catch up over a
    link that is cut every five seconds, with mutual TLS on loopback.

    Rates are per second of CPU time, the database server's included; wall-clock times depend on what else runs here,
    and `load` says how much that was. `alert_s`: p50 and p99 from the second examiner's word to the alert in the other
    nation, through all rooms of two nodes in this one process.
    """
    from openbitmap.node.cli import exchange_bench
    from openbitmap.node.cli.exchange_link import p50_p99
    from openbitmap.node.simulation import alert_delays

    screen = Console(stderr=True)
    totals = {"rooms": min(messages, 1000), "delays": exchange_bench.delay_runs(messages)}
    totals |= {"queueing": messages, "catching up": messages, "alerts": alerts}
    with watched(screen, totals) as phases:
        found = exchange_bench.measure(messages, cut_every, phases)
        delays = []
        for delay in alert_delays(alerts):
            delays.append(delay)
            phases.step("alerts", len(delays))
        alert_s = p50_p99(delays)
    json_file.parent.mkdir(parents=True, exist_ok=True)
    body = asdict(found) | {"alert_runs": alerts, "alert_s": alert_s}
    json_file.write_text(json.dumps(body, indent=2), encoding="utf-8")
    caught = found.catch_up
    screen.print(
        f"sealed {found.seal_per_cpu_s:,.0f}, opened {found.open_per_cpu_s:,.0f}, through the rooms"
        f" {found.rooms_deliver_per_cpu_s:,.0f} envelopes per CPU second; {caught.messages:,} caught up in"
        f" {caught.wall_s:,.0f} s over {caught.cuts} cuts: {caught.lost} lost, {caught.doubled} doubled;"
        f" an alert within {alert_s[0]:.2f} s (p50) and {alert_s[1]:.2f} s (p99)",
        highlight=False,
        soft_wrap=True,
    )


@app.command("names")
def measure_names(
    people: Annotated[int, typer.Option("--people", min=1, help="Names in the index, one a person")],
    json_file: Annotated[Path, typer.Option("--json", help="Where p50_ms, p95_ms, recall_200 and the rest go")],
    searches: Annotated[int, typer.Option("--searches", min=1, help="Searches, spread over the people")] = 300,
) -> None:
    """Search among N synthetic names, each asked for misspelt, short of a word or turned round.

    The server is one of its own in a temporary folder and is removed afterwards. Times are wall-clock times of whole
    searches on this machine, warm, one after the other; what else runs here is in them, and `load` says how much
    that was. cpu: what this process itself worked for a search. recall_200: the share of searches with the true name
    among the first 200.
    """
    screen = Console(stderr=True)
    with watched(screen, {"enrolling": people, "filing": people, "searching": min(people, searches)}) as phases:
        found = name_bench.measure(people, searches, phases.step)
    body = {"recall_200" if name == "recall" else name: value for name, value in asdict(found).items()}
    json_file.parent.mkdir(parents=True, exist_ok=True)
    json_file.write_text(json.dumps(body, indent=2) + "\n", encoding="utf-8")
    screen.print(
        f"{found.people} names, {found.searches} searches: {found.p50_ms:.0f} ms, 95 % within {found.p95_ms:.0f} ms "
        f"(own CPU {found.cpu_p50_ms:.0f} and {found.cpu_p95_ms:.0f} ms, load {found.load:.1f}); "
        f"the true name among the first 200 in {100 * found.recall:.1f} %",
        highlight=False,
        soft_wrap=True,
    )


def synthetic_population(people: int, probes: int) -> Population:
    """The enrolled people 0 to N - 1, every so many of them once more as a probe, and people after N as strangers."""
    mates = [k * people // (probes - probes // 2) for k in range(probes - probes // 2)]
    return Population(
        _enrolled(people),
        ((row, {p: mated_probe(SEED, row, p, impression=1) for p in TWO_FINGERS}) for row in mates),
        _strangers(people, probes // 2),
    )


def _enrolled(people: int) -> Iterator[tuple[int, FingerPosition, bytes]]:
    for batch in template_gallery(SEED, people, TWO_FINGERS):
        yield from batch


def _strangers(people: int, count: int) -> Iterator[dict[FingerPosition, Template]]:
    prints: dict[FingerPosition, Template] = {}
    for batch in template_gallery(SEED, count, TWO_FINGERS, first=people):
        for _, position, template in batch:
            prints[position] = Template(template, 800, 800)
            if len(prints) == len(TWO_FINGERS):
                yield prints
                prints = {}


def _sentence(f: SearchFigures) -> str:
    rank1 = "-" if f.rank1 is None else f"{100 * f.rank1:.1f} %"
    return (
        f"{f.people} people: {f.time['p50_ms']:.0f} ms a search (95 %: {f.time['p95_ms']:.0f}, {f.threads} threads), "
        f"{f.time['cpu_s_per_search']:.3f} CPU s, {f.bytes_per_person:.0f} bytes a person, rank 1 {rank1}, "
        f"{f.false_alarms} of {f.strangers} strangers over the threshold of FPIR 1e-3"
    )
