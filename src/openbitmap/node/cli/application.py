"""Puts the command groups together, and translates problems into exit codes: 0 done, 1 no, 2 could not."""

import sys

import typer

from openbitmap.node.cli import bench, cases, explain, itl, lab, ledger, node, submit
from openbitmap.node.cli.reach import Unreachable
from openbitmap.node.problems import Refused
from openbitmap.node.settings import UnusableSetting

application = typer.Typer(
    name="openbitmap",
    help="Biometric identification and migration alerts between nations.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
application.command("submit")(submit.submit)
application.command("explain")(explain.explain)
application.add_typer(node.app, name="node", help="Run and administer a node.")
application.add_typer(cases.app, name="cases", help="Possible matches that wait for an examiner.")
application.add_typer(ledger.app, name="ledger", help="The node's append-only record of facts.")
application.add_typer(itl.app, name="itl", help="ANSI/NIST-ITL files: show, check, convert.")
application.add_typer(lab.app, name="lab", help="Accuracy protocols on folders of prints.")
application.add_typer(bench.app, name="bench", help="Speed and scale, measured.")


def main() -> None:
    """Run the command line; expected refusals end in one line, not in a trace."""
    try:
        application()
    except (Refused, Unreachable, UnusableSetting) as refused:
        print(f"openbitmap: {refused}", file=sys.stderr)
        sys.exit(2)
