"""`openbitmap explain`: the whole story of a submission, from the ledger."""

from typing import Annotated

import typer

from openbitmap.node import views
from openbitmap.node.cli import terminal
from openbitmap.node.cli.reach import local_database
from openbitmap.vocabulary import SubmissionId

app = typer.Typer(add_completion=False)


@app.command()
def explain(submission: Annotated[str, typer.Argument(help="Number on the receipt, sub-...")]) -> None:
    """Tell what happened to SUBMISSION: when, by whom, under which versions. Exit 1 if the ledger knows nothing."""
    with local_database() as database, database.reading() as tx:
        story = views.story_of(tx, SubmissionId(submission))
    if not story:
        print(f"the ledger knows no submission {submission}")
        raise typer.Exit(1)
    table = terminal.plain("entry", "time (UTC)", "actor", "fact", whole=("entry", "time (UTC)", "actor"))
    for line in story:
        time = line.at.strftime("%Y-%m-%d %H:%M:%S.%f")[:-3]
        table.add_row(str(line.seq), time, line.actor, f"[bold]{line.event}[/] {line.sentence}")
    terminal.show(table)
