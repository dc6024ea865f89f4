"""`openbitmap cases`: list, show, take and judge, as an examiner, over the node's doors."""

from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from openbitmap.node.cases import Finding
from openbitmap.node.cli.reach import answered, doors
from openbitmap.vocabulary import FingerPosition

app = typer.Typer(no_args_is_help=True, add_completion=False)
As = Annotated[str | None, typer.Option("--as", help="Person whose kept key is used.")]


@app.command("list")
def list_cases(person: As = None) -> None:
    """Cases, undecided ones first, by their clock."""
    with doors(person) as client:
        lines = answered(client.get("/v1/cases")).json()
    table = Table(box=None, padding=(0, 1), header_style="bright_black")
    for heading in ("case", "state", "due", "holder", "candidates"):
        table.add_column(heading)
    for line in lines:
        due = line["due_at"][:16].replace("T", " ")
        table.add_row(line["case"], line["state"], due, line["holder"] or "-", str(line["candidates"]))
    Console().print(table if lines else "no case waits")


@app.command()
def show(case: str, person: As = None) -> None:
    """One case: its candidates by letter, and its opinions once it is decided."""
    console = Console()
    with doors(person) as client:
        sheet = answered(client.get(f"/v1/cases/{case}")).json()
    console.print(f"[bold]{sheet['case']}[/] {sheet['state']}, due {sheet['due_at']}, probe {sheet['encounter']}")
    for candidate in sheet["candidates"]:
        fingers = ", ".join(FingerPosition(n).name.lower().replace("_", " ") for n in candidate["fingers"])
        console.print(f"  candidate [bold]{candidate['letter']}[/]  {candidate['encounter']}  {fingers}")
    for opinion in sheet["opinions"]:
        letters = " ".join(sorted(opinion["letters"]))
        console.print(f"  {opinion['examiner']}: {opinion['finding']} {letters} - {opinion['reason']}")


@app.command()
def take(case: str, person: As = None) -> None:
    """Claim a case; of two examiners at once one wins, the other is told."""
    with doors(person) as client:
        answered(client.post(f"/v1/cases/{case}/claim"))
    Console().print(f"{case} is yours")


@app.command()
def judge(
    case: str,
    finding: Finding,
    reason: Annotated[str, typer.Option(help="What you saw, in words.")],
    *,
    letter: Annotated[list[str] | None, typer.Option(help="A candidate identified; may be repeated.")] = None,
    person: As = None,
) -> None:
    """Give one opinion. It cannot be changed; an identification then waits for a second examiner."""
    given = {"finding": finding.value, "letters": letter or [], "reason": reason}
    with doors(person) as client:
        judged = answered(client.post(f"/v1/cases/{case}/opinions", json=given)).json()
    Console().print(f"{case} is now [bold]{judged['state'].replace('_', ' ')}[/]")
