"""Puts the command groups together, and translates problems into exit codes: 0 done, 1 no, 2 could not.

A group's module is imported when the group is called: `openbitmap itl check` must not pay for a web server.
"""

import sys
from collections.abc import Callable
from dataclasses import dataclass

import typer

from openbitmap.node.cli.unreachable import Unreachable
from openbitmap.node.problems import Refused
from openbitmap.node.settings import UnusableSetting


def _submit() -> typer.Typer:
    from openbitmap.node.cli import submit

    return submit.app


def _explain() -> typer.Typer:
    from openbitmap.node.cli import explain

    return explain.app


def _node() -> typer.Typer:
    from openbitmap.node.cli import node

    return node.app


def _cases() -> typer.Typer:
    from openbitmap.node.cli import cases

    return cases.app


def _watchlist() -> typer.Typer:
    from openbitmap.node.cli import watchlist

    return watchlist.app


def _partner() -> typer.Typer:
    from openbitmap.node.cli import partner

    return partner.app


def _repository() -> typer.Typer:
    from openbitmap.node.cli import repository

    return repository.app


def _agreement() -> typer.Typer:
    from openbitmap.node.cli import agreement

    return agreement.app


def _protection() -> typer.Typer:
    from openbitmap.node.cli import protection

    return protection.app


def _notice() -> typer.Typer:
    from openbitmap.node.cli import notice

    return notice.app


def _ledger() -> typer.Typer:
    from openbitmap.node.cli import ledger

    return ledger.app


def _report() -> typer.Typer:
    from openbitmap.node.cli import report

    return report.app


def _itl() -> typer.Typer:
    from openbitmap.node.cli import itl

    return itl.app


def _names() -> typer.Typer:
    from openbitmap.node.cli import names

    return names.app


def _lab() -> typer.Typer:
    from openbitmap.node.cli import lab

    return lab.app


def _inquiry() -> typer.Typer:
    from openbitmap.node.cli import inquiry

    return inquiry.app


def _disclosure() -> typer.Typer:
    from openbitmap.node.cli import disclosure

    return disclosure.app


def _recall() -> typer.Typer:
    from openbitmap.node.cli import disclosure

    return disclosure.recalls


def _retention() -> typer.Typer:
    from openbitmap.node.cli import retention

    return retention.app


def _bench() -> typer.Typer:
    from openbitmap.node.cli import bench

    return bench.app


def _simulate() -> typer.Typer:
    from openbitmap.node.cli import simulate

    return simulate.app


@dataclass(frozen=True)
class Group:
    """One word after `openbitmap`, what it is for, and how to load it."""

    name: str
    purpose: str
    load: Callable[[], typer.Typer]


GROUPS: tuple[Group, ...] = (
    Group("submit", "Send a transaction file as a station, and wait for its answer.", _submit),
    Group("explain", "Tell the whole story of a submission, from the ledger.", _explain),
    Group("cases", "Possible matches that wait for an examiner.", _cases),
    Group("disclosure", "Copies in other nations' hands.", _disclosure),
    Group("recall", "Call copies back: order, list, overdue.", _recall),
    Group("retention", "What must be forgotten: plan, run, calendar.", _retention),
    Group("watchlist", "Entries of the watchlists: import a list.", _watchlist),
    Group("node", "Run and administer a node.", _node),
    Group("partner", "Nodes of other nations: cards, keys, envelopes, a stick.", _partner),
    Group("repository", "Repositories outside: list them, knock, ask one.", _repository),
    Group("agreement", "Agreements with other nations: check, explain, sign, suspend.", _agreement),
    Group("inquiry", "Questions between nations: list, show, ask, release.", _inquiry),
    Group("protection", "Who must not be told of, and what was held back from partners.", _protection),
    Group("notice", "Alerts across borders: watches, notices, routes.", _notice),
    Group("ledger", "The node's append-only record of facts.", _ledger),
    Group("report", "Signed reports of decided cases: check one, show the certificate.", _report),
    Group("itl", "ANSI/NIST-ITL files: show, check, convert.", _itl),
    Group("names", "The index by which names are found.", _names),
    Group("lab", "Accuracy protocols on prints and on names.", _lab),
    Group("bench", "Speed and scale, measured.", _bench),
    Group("simulate", "Two nations, many seeds: links, clocks and deaths at their worst.", _simulate),
)


def main() -> None:
    """Run the command line; expected refusals end in one line, not in a trace."""
    word, rest = (sys.argv[1], sys.argv[2:]) if len(sys.argv) > 1 else ("--help", [])
    group = next((group for group in GROUPS if group.name == word), None)
    if group is None:
        _print_help(unknown="" if word in ("--help", "-h") else word)
        return
    try:
        group.load()(args=rest, prog_name=f"openbitmap {word}")
    except (Refused, Unreachable, UnusableSetting) as refused:
        print(f"openbitmap: {refused}", file=sys.stderr)
        sys.exit(2)


def _print_help(*, unknown: str) -> None:
    width = max(len(group.name) for group in GROUPS)
    lines = [f"  {group.name:{width}}  {group.purpose}" for group in GROUPS]
    out = sys.stderr if unknown else sys.stdout
    if unknown:
        print(f"openbitmap: there is no command {unknown!r}; these are:", file=out)
    else:
        print("openbitmap COMMAND ...: biometric identification and migration alerts between nations.\n", file=out)
    print("\n".join(lines), file=out)
    if unknown:
        sys.exit(2)
    print("\n`openbitmap COMMAND --help` says more.", file=out)
