"""Things given between two nations of the tests, by the room of disclosures alone: what an inquiry or a notice would
make of a letter is left out, so that only copies, holdings and recalls move.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from tests.nations import CL, US, Nations
from tests.pages import Browser, browser_of
from tests.rooms import NOON, TEST, Fingers, Rooms, fingers_of
from tests.treaties import PILOT

from openbitmap.instruments import Onward, Question, digest, parse, signed_words
from openbitmap.node import access, agreements, disclosures, envelopes, identities, ledger, partners, work
from openbitmap.node.access import Means
from openbitmap.node.agreements import Permit
from openbitmap.node.delivery import Delivery, Step
from openbitmap.node.disclosures import (
    CopyId,
    Demand,
    Held,
    HoldingId,
    Item,
    ItemKind,
    Origin,
    Parcel,
    Reason,
    RecallId,
    Scope,
)
from openbitmap.node.doorway import SESSION_COOKIE
from openbitmap.node.events import Event
from openbitmap.node.flow import FLOW
from openbitmap.node.partners import Keyring
from openbitmap.vocabulary import (
    Actor,
    EncounterId,
    EnvelopeId,
    ExchangeAct,
    ExchangePurpose,
    FieldGroup,
    GalleryKind,
    Modality,
    PartnerId,
    PersonCategory,
    digest_of,
)
from openbitmap.wire import Letter, LetterKind

OFFICER = Actor("person", "vera")
WRONG = Demand(Reason.WRONG_IDENTITY, "Given for a person it is not.")
CL_OFFICERS = ("elsa", "aldo", "ana")
"""Who orders, who reads, and for whom none of it exists."""
LEFT_OUT = ("inquiries.", "notices.", "connectors.", "witness.")
LETTERS = {
    ItemKind.HIT: (LetterKind.RESULT, ExchangeAct.ANSWER),
    ItemKind.REFERENCE: (LetterKind.REFERENCE, ExchangeAct.REFERENCE),
    ItemKind.DATA: (LetterKind.DATA, ExchangeAct.DATA),
    ItemKind.WATCH_ENTRY: (LetterKind.WATCH, ExchangeAct.WATCH),
}


def _quiet_flow() -> dict[type[Event], tuple[Step, ...]]:
    return {kind: tuple(s for s in steps if not s.name.startswith(LEFT_OUT)) for kind, steps in FLOW.items()}


@dataclass(frozen=True)
class QuietRooms(Rooms):
    """Rooms in which letters that disclose are read by nobody but the test."""

    def drain(self, *, raising: bool = True) -> int:
        return work.drain(self.database, Delivery(_quiet_flow(), self.equipment).duties, raising=raising)


@dataclass
class Clock:
    """The hour of both nations; it moves when a test says so."""

    at: datetime = NOON

    def __call__(self) -> datetime:
        return self.at

    def pass_on(self, **by: float) -> datetime:
        self.at += timedelta(**by)
        return self.at


@dataclass
class Abroad:
    """Two or more nations with an agreement in force between CL and US, and what passes between them."""

    nations: Nations
    clock: Clock = field(default_factory=Clock)

    @property
    def cl(self) -> Rooms:
        return self.nations.cl

    @property
    def us(self) -> Rooms:
        return self.nations.us

    def carry(self) -> None:
        self.nations.carry(at=self.clock.at)

    def permit(self, rooms: Rooms, question: Question, *, use: str) -> Permit:
        with rooms.database.transaction() as tx:
            granted = agreements.permit(tx, question, at=self.clock.at, use=use, case="a case")
        assert isinstance(granted, Permit), granted
        return granted

    def give(self, giver: PartnerId, item: Item, *, content: Mapping[str, object] | None = None) -> CopyId:
        """One item, by its own permit, in its own letter."""
        rooms = self.nations.rooms(giver)
        taker = US if giver == CL else CL
        parcel, question = parcel_of(giver, taker, item, content=content)
        granted = self.permit(rooms, question, use=parcel.key)
        with rooms.database.transaction() as tx:
            return disclosures.disclose(tx, granted, parcel, at=self.clock.at, actor=OFFICER)

    def pass_on(self, third: PartnerId, item: Item) -> CopyId:
        """What CL holds goes on to a third nation."""
        parcel, question = parcel_of(CL, third, item)
        granted = self.permit(self.cl, question, use=parcel.key)
        with self.cl.database.transaction() as tx:
            return disclosures.disclose(tx, granted, parcel, at=self.clock.at, actor=OFFICER)

    def recall(self, giver: PartnerId, scope: Scope, demand: Demand | None = None) -> list[RecallId]:
        with self.nations.rooms(giver).database.transaction() as tx:
            return disclosures.recall(tx, scope, demand or WRONG, at=self.clock.at, actor=OFFICER)

    def keep(self, taker: PartnerId, item: Item, fingers: Fingers | None = None, *, data: bytes = b"") -> HoldingId:
        """What the other nation gave is kept: a reference encounter of these fingers, or sealed bytes."""
        rooms = self.nations.rooms(taker)
        return keep(rooms, US if taker == CL else CL, item, made_of=(fingers, data), at=self.clock.at)


def agree_between(parties: Mapping[PartnerId, Rooms], text: str) -> None:
    """Every party holds a text with all signatures."""
    words = signed_words(digest(parse(text)))
    signatures = {}
    for nation, rooms in parties.items():
        with rooms.database.reading() as tx:
            signatures[nation] = partners.sign(tx, Keyring.of(rooms.equipment.settings.home), words)
    for rooms in parties.values():
        with rooms.database.transaction() as tx:
            agreements.register(tx, text, signatures, by=TEST, at=NOON)


def carry_between(parties: Mapping[PartnerId, Rooms], *, at: datetime) -> None:
    """Everything that waits between two nations, both ways, until nothing moves."""
    (one, first), (other, second) = parties.items()
    moved = True
    while moved:
        first.drain()
        second.drain()
        there = _moved(first, other, second, at=at)
        moved = _moved(second, one, first, at=at) or there


def _moved(sender: Rooms, reader: PartnerId, other: Rooms, *, at: datetime) -> bool:
    with sender.database.transaction() as tx:
        leaving = envelopes.outbound(tx, sender.equipment, reader)
    for data in leaving:
        with other.database.transaction() as tx:
            receipt = envelopes.accept(tx, other.equipment, data, at=at)
        with sender.database.transaction() as tx:
            envelopes.note_receipt(tx, receipt, at=at)
    return bool(leaving)


def abroad_of(nations: Nations, text: str = PILOT) -> Abroad:
    """The two nations on one clock, their letters read by nobody else."""
    clock = Clock()
    quiet = [QuietRooms(r.database, r.cast, replace(r.equipment, now=clock)) for r in (nations.cl, nations.us)]
    made = replace(nations, cl=quiet[0], us=quiet[1])
    agree_between({CL: made.cl, US: made.us}, text)
    return Abroad(made, clock)


def question_of(giver: PartnerId, taker: PartnerId, item: Item) -> Question:
    return Question(
        LETTERS[item.kind][1],
        giver,
        taker,
        ExchangePurpose.BORDER_CHECK,
        PersonCategory.THIRD_COUNTRY_TRAVELLER,
        frozenset({Modality.FINGER}),
        gallery=GalleryKind.ENCOUNTER,
        fields=item.fields,
    )


def parcel_of(
    giver: PartnerId, taker: PartnerId, item: Item, *, content: Mapping[str, object] | None = None
) -> tuple[Parcel, Question]:
    body = {"reference": item.reference, **(content or {})}
    letter = Letter(taker, LETTERS[item.kind][0], body, correlation=item.reference)
    return Parcel(letter, item, f"{item.kind.value}:{item.reference}:{item.digest[:8]}"), question_of(
        giver, taker, item
    )


def item_of(
    kind: ItemKind, encounter: EncounterId, reference: str, *, fields: frozenset[FieldGroup] | None = None
) -> Item:
    named = frozenset({FieldGroup.REFERENCE, FieldGroup.HANDLING}) if fields is None else fields
    content = json.dumps([kind.value, reference]).encode()
    return Item(kind, encounter, "", named, digest_of(content), reference)


def keep(
    rooms: Rooms, giver: PartnerId, item: Item, *, made_of: tuple[Fingers | None, bytes], at: datetime
) -> HoldingId:
    fingers, data = made_of
    with rooms.database.transaction() as tx:
        encounter: str = ""
        if fingers:
            given = identities.Reference(giver, templates=fingers)
            encounter = identities.enrol_reference(tx, given, rooms.equipment, at=at, actor=TEST) or ""
        owner = disclosures.vault_owner(giver, item.reference)
        objects = (rooms.equipment.vault.put(tx, data, owner=owner),) if data else ()
        envelope = EnvelopeId(
            tx.scalar("SELECT envelope FROM envelope_in WHERE partner = %(p)s ORDER BY sequence DESC LIMIT 1", p=giver)
            or ""
        )
        until = at + timedelta(days=30)
        origin = Origin(agreement="TEST-PILOT", onward=Onward.WITH_CONSENT)
        named = (giver, item.reference, item.kind, envelope, "TEST-PILOT v1 cl. 3.1", item.digest)
        held = Held(*named, retain_until=until, encounter=encounter, objects=objects, origin=origin)
        return disclosures.hold(tx, held, at=at)


@dataclass(frozen=True)
class Pieces:
    """Images and names of one record of US, both held by CL: the record, CL's reference encounter, the copies."""

    record: EncounterId
    encounter: EncounterId
    copies: tuple[CopyId, CopyId]
    images: Item
    names: Item


def pieces(abroad: Abroad, names: bytes) -> Pieces:
    record = abroad.us.enrol(fingers_of(1, 1)).encounter
    image = item_of(ItemKind.REFERENCE, record, "R-1")
    told = replace(item_of(ItemKind.DATA, record, "R-1", fields=frozenset({FieldGroup.NAMES})), digest=digest_of(names))
    copies = (abroad.give(US, image), abroad.give(US, told))
    abroad.carry()
    held = abroad.keep(CL, image, fingers_of(1, 2))
    abroad.keep(CL, told, data=names)
    with abroad.cl.database.reading() as tx:
        found = disclosures.holding_named(tx, held)
    assert found is not None
    return Pieces(record, EncounterId(found.encounter), copies, image, told)


def facts(rooms: Rooms, kind: type[Event]) -> list[Event]:
    """Every fact of a kind in a nation's ledger, oldest first."""
    with rooms.database.reading() as tx:
        rows = tx.all("SELECT seq FROM ledger_entries WHERE kind = %(kind)s ORDER BY seq", kind=kind.__name__)
        found = [ledger.entry(tx, row[0]) for row in rows]
    return [entry.event for entry in found if entry]


def pages_of(rooms: Rooms, name: str) -> Browser:
    """The console of a nation's node as somebody of its cast, signed in a moment ago."""
    browser = browser_of(rooms)
    with rooms.database.transaction() as tx:
        browser.cookies[SESSION_COOKIE] = access.open_session(tx, name, Means.LINK, at=datetime.now(UTC))
    return browser
