"""`openbitmap disclosure national|lift-national`: somebody is a national of a nation the exchange does not cover."""

from datetime import UTC, datetime, timedelta
from typing import Annotated

import typer

from openbitmap.node import disclosures
from openbitmap.node.cli.reach import As, local_database, principal
from openbitmap.node.disclosures import Demand, National, Reason
from openbitmap.node.settings import read_settings
from openbitmap.vocabulary import PartnerId

WHO = "An encounter of the person, a holding, or an entry that was shared."


def add_to(app: typer.Typer) -> None:
    """The commands of this file, among those of the group."""
    app.command("national")(national)
    app.command("lift-national")(lift)


def national(
    encounter: Annotated[str, typer.Argument(help=WHO)],
    nation: Annotated[str, typer.Argument(help="Whose national: this node's name or a partner's.")],
    *,
    basis: Annotated[str, typer.Option(help="How this is known; it travels with the recalls.")],
    person: As = None,
) -> None:
    """Freeze a person found to be a national: nothing more leaves, what was given is called back, what is held goes."""
    demand = Demand(Reason.OWN_NATIONAL, basis, within=timedelta(hours=read_settings().abroad.recall_hours))
    with local_database() as database:
        by = principal(database, person)
        found = National(encounter, PartnerId(nation), basis.strip(), by.name, datetime.now(UTC))
        with database.transaction() as tx:
            ordered = disclosures.say_national(tx, found, by=by, demand=demand)
            held = [h for h in disclosures.of_person(tx, encounter)[1] if h.state is disclosures.HoldingState.KEPT]
    print(f"nothing about {encounter} leaves: national of {nation}")
    print(f"  {len(ordered)} recalls: {', '.join(ordered) or 'nothing was given'}; {len(held)} holdings go")


def lift(
    encounter: Annotated[str, typer.Argument(help=WHO)],
    *,
    reason: Annotated[str, typer.Option(help="Why the finding, or the suspicion, was wrong.")],
    person: As = None,
) -> None:
    """Say that a person is no such national after all; what was called back stays called back."""
    with local_database() as database:
        by = principal(database, person)
        with database.transaction() as tx:
            disclosures.lift_national(tx, encounter, reason, by=by, at=datetime.now(UTC))
    print(f"{encounter} is free again; what was called back stays called back")
