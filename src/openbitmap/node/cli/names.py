"""`openbitmap names`: the index of names of the node on this machine."""

import typer

from openbitmap.node import screening
from openbitmap.node.cli.reach import local_database

app = typer.Typer(no_args_is_help=True)


@app.callback()
def names() -> None:
    """The index by which names are found."""


@app.command()
def rebuild() -> None:
    """File every name anew, in one transaction: searches wait until it is done. After an upgrade that changed how names
    are filed, and whenever in doubt; nothing is lost by it."""
    with local_database() as database, database.transaction() as tx:
        count = screening.rebuild(tx)
    print(f"{count} names filed")
