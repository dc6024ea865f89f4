"""Entries of a watchlist for the tests: a nomination that has substance, and one put in force by two people."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from tests.rooms import NOON, TEST, Fingers, Rooms

from openbitmap.node import identities, watchlists
from openbitmap.node.identities import Asserted, ImportedTemplate
from openbitmap.node.watchlists import (
    Category,
    Claim,
    Clocks,
    Entry,
    EntryId,
    Evidence,
    Grounds,
    Handling,
    Instructions,
    Nomination,
    Reliability,
    Standard,
    Subject,
)
from openbitmap.vocabulary import EncounterId

NAMED = Asserted("SYNTHETIC, ENTRY", birth_date="19800101", nationality="CHL")
CLAIM = Claim(Evidence.WARRANT, "Juzgado de Garantía", Reliability.CONFIRMED, "Warrant 12-2026 for armed robbery")


def nomination(
    subject: Subject | None = None, *, handling: Handling = Handling.REFER, claims: tuple[Claim, ...] = (CLAIM,)
) -> Nomination:
    """By the Brigada, on a warrant, for a year from now."""
    now = datetime.now(UTC)
    return Nomination(
        "watchlist",
        "Brigada",
        subject or Subject(NAMED),
        grounds=Grounds(Category.WANTED, claims, "Código Procesal Penal art. 122", Standard.JUDICIAL_ORDER),
        instructions=Instructions(handling, "Brigada, +56 2 0000 0000", "may be armed"),
        clocks=Clocks(now + timedelta(days=60), now + timedelta(days=90)),
    )


def nominated(rooms: Rooms, wanted: Nomination, *, by: str = "vera") -> Entry:
    with rooms.database.transaction() as tx:
        return watchlists.nominate(tx, wanted, by=rooms.principal(by), at=datetime.now(UTC))


def approved(rooms: Rooms, entry: EntryId, *, by: str = "victor") -> Entry:
    """In force, with whatever follows from it done."""
    with rooms.database.transaction() as tx:
        done = watchlists.approve(tx, entry, by=rooms.principal(by), at=datetime.now(UTC))
    rooms.drain()
    return done


def listed(rooms: Rooms, encounter: EncounterId, *, handling: Handling = Handling.REFER) -> Entry:
    """An entry in force on an encounter that is held."""
    subject = Subject(replace(NAMED, name=f"SYNTHETIC, {encounter}".upper()), encounter)
    return approved(rooms, nominated(rooms, nomination(subject, handling=handling)).entry)


def sent_prints(rooms: Rooms, fingers: Fingers, *, silent: bool) -> EncounterId:
    """An encounter of an originator's prints, as `enrol_prints` makes it of images, here of templates."""
    with rooms.database.transaction() as tx:
        held = [ImportedTemplate(1, position, template) for position, template in fingers.items()]
        identities.import_templates(tx, "watchlist", [held], at=NOON, actor=TEST)
        encounter = EncounterId(tx.scalar("SELECT encounter FROM encounter ORDER BY number DESC LIMIT 1"))
        tx.run("UPDATE encounter SET silent = %(silent)s WHERE encounter = %(e)s", silent=silent, e=encounter)
    return encounter


def listed_by_prints(rooms: Rooms, fingers: Fingers, *, handling: Handling = Handling.REFER) -> Entry:
    """An entry in force whose prints the originator sent."""
    return listed(rooms, sent_prints(rooms, fingers, silent=handling is Handling.DISCREET), handling=handling)


def removed(rooms: Rooms, entry: EntryId, *, by: str = "vera") -> None:
    with rooms.database.transaction() as tx:
        watchlists.remove(tx, entry, by=rooms.principal(by), at=datetime.now(UTC), reason="the warrant was recalled")
    rooms.drain()
