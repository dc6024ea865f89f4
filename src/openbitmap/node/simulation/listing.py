"""Somebody whom a simulated nation met goes on its list, by two people; a partner is asked to watch for the person."""

from datetime import timedelta

from openbitmap.node import notices, watchlists
from openbitmap.node.database import Transaction
from openbitmap.node.identities import Asserted
from openbitmap.node.notices import Sharing
from openbitmap.node.simulation.nation import Nation
from openbitmap.node.watchlists import (
    Category,
    Claim,
    EntryId,
    Evidence,
    Grounds,
    Handling,
    Instructions,
    Nomination,
    Reliability,
    Standard,
    Subject,
    clocks_for,
)
from openbitmap.vocabulary import EncounterId, ExchangePurpose, PartnerId

TERM = timedelta(days=30)
WORDS = "Wanted by the court of the simulation; simulated grounds."


def put_on_list(tx: Transaction, nation: Nation, encounter: EncounterId) -> EntryId:
    """One nominates, another approves. Raises Refused."""
    at = nation.clock()
    claim = Claim(Evidence.WARRANT, "Court of the simulation", Reliability.PROBABLE, "Invented; no real person.")
    grounds = Grounds(Category.WANTED, (claim,), "Act of the simulation, article 1", Standard.JUDICIAL_ORDER)
    told = Instructions(Handling.REFER, "Desk of the simulation", "Invented", tell_subject=True)
    subject = Subject(Asserted(name=f"SIMULATED,{encounter}"), encounter)
    nomination = Nomination("wanted", "Court", subject, grounds, told, clocks_for(grounds, at=at))
    entry = watchlists.nominate(tx, nomination, by=nation.principal("victor"), at=at).entry
    watchlists.approve(tx, entry, by=nation.principal("vera"), at=at)
    return entry


def share(tx: Transaction, nation: Nation, entry: EntryId, *, partner: PartnerId) -> None:
    """Once the entry's prints are enrolled. Raises Refused."""
    at = nation.clock()
    sharing = Sharing(partner, ExchangePurpose.SERIOUS_CRIME, WORDS, at + TERM, entry=entry)
    notices.share(tx, nation.equipment, sharing, by=nation.principal("vera"), at=at)
