"""`openbitmap cases`: take, analyse and judge, as an examiner, over the node's doors."""

import json
from pathlib import Path
from typing import Annotated

import typer

from openbitmap.node.cases import Finding, Ground, Unmarked
from openbitmap.node.cli import terminal
from openbitmap.node.cli.reach import As, answered, doors
from openbitmap.vocabulary import FingerPosition, counted

app = typer.Typer(no_args_is_help=True, add_completion=False)


@app.command("list")
def list_cases(person: As = None) -> None:
    """Your queue: cases in your hands, what waits and by which clocks, your last opinions."""
    with doors(person) as client:
        queue = answered(client.get("/v1/cases")).json()
    table = terminal.plain("case", "due", "what", whole=("case",))
    for line in queue["held"]:
        table.add_row(line["case"], _due(line), "in your hands" + (", analysed" if line["analysed"] else ""))
    for line in queue["waiting"]:
        table.add_row("-", _due(line), "waits")
    for line in queue["given"]:
        table.add_row(line["case"], "", f"you said {line['finding']} at {line['given_at'][:16].replace('T', ' ')}")
    terminal.show(table, otherwise="no case waits")
    if queue["waits"]:
        terminal.screen().print(
            f"{queue['waits']} wait, {queue['late']} of them late; take one with"
            f" `openbitmap cases next{f' --as {person}' if person else ''}`",
            soft_wrap=True,
        )


@app.command("next")
def next_case(person: As = None) -> None:
    """Take the next case, or go on with the one in your hands."""
    with doors(person) as client:
        sheet = answered(client.post("/v1/cases/next")).json()
    terminal.screen().print(f"{sheet['case']} is yours" if sheet else "no case waits")


@app.command()
def show(case: str, person: As = None) -> None:
    """One case: candidates by letter once your analysis is locked, opinions once it is decided."""
    console = terminal.screen()
    with doors(person) as client:
        sheet = answered(client.get(f"/v1/cases/{case}")).json()
    state = "decided" if sheet["decided"] else "open"
    console.print(f"[bold]{sheet['case']}[/] {state}, due {sheet['due_at']}, for you: {sheet['stage']}")
    if sheet["fingers"]:
        console.print(f"  probe  {_fingers(sheet['fingers'])}")
    for candidate in sheet["candidates"]:
        console.print(f"  candidate [bold]{candidate['letter']}[/]  {_fingers(candidate['fingers'])}")
    for opinion in sheet["opinions"]:
        letters = " ".join(sorted(opinion["letters"]))
        console.print(f"  {opinion['examiner']}: {opinion['finding']} {letters} - {opinion['reason']}")


@app.command()
def take(case: str, person: As = None) -> None:
    """Claim a case; of two examiners at once one wins, the other is told."""
    with doors(person) as client:
        answered(client.post(f"/v1/cases/{case}/claim"))
    terminal.screen().print(f"{case} is yours")


@app.command("release")
def release_case(case: str, person: As = None) -> None:
    """Give a case back without an opinion; your marks are kept."""
    with doors(person) as client:
        answered(client.post(f"/v1/cases/{case}/release"))
    terminal.screen().print(f"{case} is given back")


@app.command()
def analyse(
    case: str,
    marks: Annotated[Path | None, typer.Argument(help="JSON file: marks, and suitability of the pictures.")] = None,
    *,
    without_marks: Annotated[Unmarked | None, typer.Option(help="Why nothing is marked.")] = None,
    person: As = None,
) -> None:
    """Lock your analysis of the probe, for good; candidates are shown after it."""
    given = _json_in(marks) if marks else {}
    if without_marks:
        given = {"unmarked": without_marks.value}
    with doors(person) as client:
        sheet = answered(client.post(f"/v1/cases/{case}/analysis", json=given)).json()
    terminal.screen().print(f"locked; {counted(len(sheet['candidates']), 'candidate')} to compare")


@app.command()
def judge(
    case: str,
    finding: Finding,
    reason: Annotated[str, typer.Option(help="What you saw, in words.")],
    *,
    letter: Annotated[list[str] | None, typer.Option(help="A candidate identified; may be repeated.")] = None,
    ground: Annotated[Ground, typer.Option(help="The coded reason.")] = Ground.OTHER,
    pairs: Annotated[Path | None, typer.Option(help="JSON file: the comparisons, with their marks and pairs.")] = None,
    supersede: Annotated[bool, typer.Option(help="Replace your own earlier opinion.")] = False,
    person: As = None,
) -> None:
    """Give one opinion. It stays; an identification also needs a second examiner."""
    given = {"finding": finding.value, "letters": letter or [], "reason": reason, "ground": ground.value}
    compared = _json_in(pairs) if pairs else []
    with doors(person) as client:
        body = given | {"comparisons": compared, "supersede": supersede}
        answered(client.post(f"/v1/cases/{case}/opinions", json=body))
    terminal.screen().print(f"your opinion on {case} is kept: [bold]{finding.value}[/]")


@app.command()
def question(
    probe: Annotated[str, typer.Argument(help="Encounter asked about.")],
    candidate: Annotated[list[str], typer.Option(help="Encounter shown beside it; may be repeated.")],
    mate: Annotated[list[str] | None, typer.Option(help="A candidate who is the same person.")] = None,
    *,
    person: As = None,
) -> None:
    """Lay in a question of known truth (synthetic people), as a supervisor."""
    given = {"probe": probe, "candidates": candidate, "mates": mate or []}
    with doors(person) as client:
        laid = answered(client.post("/v1/cases/questions", json=given)).json()
    terminal.screen().print(f"{laid['seed']} is laid in" if laid["seed"] else "this question was there already")


def _json_in(path: Path) -> object:
    try:
        return json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as trouble:
        raise typer.BadParameter(f"{path} is no JSON that can be read: {trouble}") from None


def _due(line: dict[str, str]) -> str:
    return line["due_at"][:16].replace("T", " ") + (" urgent" if line["urgent"] else "")


def _fingers(positions: list[int]) -> str:
    return ", ".join(FingerPosition(n).name.lower().replace("_", " ") for n in positions)
