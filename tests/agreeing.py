"""One node that agrees: Chile with its people, and the United States as nothing but their key."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from tests.rooms import Rooms
from tests.treaties import PILOT

from openbitmap.instruments import digest, parse, signed_words
from openbitmap.node import agreements, partners
from openbitmap.node.agreements import AgreementState, Barred, Held, Permit, Question
from openbitmap.node.partners import Keyring, OwnSignature, Whoami
from openbitmap.vocabulary import (
    Actor,
    AgreementId,
    ExchangeAct,
    ExchangePurpose,
    GalleryKind,
    Modality,
    PartnerId,
    PersonCategory,
)
from openbitmap.wire.envelope import Card, ReadingKey, SigningKey, card_from, fingerprint_of, signed_card

CL, US, PE = PartnerId("CL"), PartnerId("US"), PartnerId("PE")
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
ADMINISTRATOR = Actor("person", "adela")
SEARCH = Question(
    ExchangeAct.SEARCH,
    CL,
    US,
    purpose=ExchangePurpose.BORDER_CHECK,
    category=PersonCategory.THIRD_COUNTRY_TRAVELLER,
    modalities=frozenset({Modality.FINGER}),
)
DATA = replace(SEARCH, act=ExchangeAct.DATA, giver=US, taker=CL, gallery=GalleryKind.WANTED)


class Desk:
    """The node CL with its administrator, and the partner US as nothing but its key."""

    def __init__(self, rooms: Rooms) -> None:
        self.rooms = rooms
        self.keyring = Keyring.of(rooms.equipment.settings.home)
        self.adela, self.elsa = rooms.principal("adela"), rooms.principal("elsa")
        self.theirs = SigningKey.made()
        reading = ReadingKey.made()
        card = Card(
            US,
            "United States of the tests",
            "US",
            "",
            signing=self.theirs.public,
            reading=reading.public,
            certificate=b"no certificate",
            issued_at=NOON,
        )
        text = signed_card(card, self.theirs)
        with rooms.database.transaction() as tx:
            partners.establish(tx, self.keyring, Whoami(CL, "Chile of the tests", "CL"), at=NOON)
            fingerprint = fingerprint_of(card_from(text)[0])
            partners.introduce(tx, text, fingerprint=fingerprint, at=NOON, actor=ADMINISTRATOR)

    def do(self, act: Callable[..., object], *args: object, **named: object) -> object:
        with self.rooms.database.transaction() as tx:
            return act(tx, *args, **named)

    def theirs_on(self, text: str) -> OwnSignature:
        signed = self.theirs.sign(signed_words(digest(parse(text))))
        return OwnSignature(self.theirs.key, signed)

    def agree(self, text: str = PILOT, *, at: datetime = NOON) -> Held:
        with self.rooms.database.transaction() as tx:
            ours = partners.sign(tx, self.keyring, signed_words(digest(parse(text))))
            both = {CL: ours, US: self.theirs_on(text)}
            return agreements.register(tx, text, both, by=ADMINISTRATOR, at=at)

    def ask(
        self, question: Question = SEARCH, *, use: str = "inq-1", at: datetime = NOON, case: str = ""
    ) -> Permit | Barred:
        with self.rooms.database.transaction() as tx:
            return agreements.permit(tx, question, at=at, use=use, case=case)

    def take(self, word: str, text: str = PILOT, *, at: datetime = NOON, **more: str) -> bool:
        body = {"word": word, "agreement": parse(text).agreement, "text": text, **more}
        with self.rooms.database.transaction() as tx:
            return agreements.take_letter(tx, US, body, at=at)

    def signers(self) -> list[str]:
        with self.rooms.database.reading() as tx:
            return [s.signer for h in agreements.instruments_with(tx, US) for s in agreements.signatures_of(tx, h)]

    def stops(self) -> int:
        with self.rooms.database.reading() as tx:
            return sum(stop.ended_at is None for stop in agreements.stops_of(tx, AgreementId("TEST-PILOT")))

    def states(self, at: datetime = NOON) -> dict[int, AgreementState]:
        with self.rooms.database.reading() as tx:
            return {one.held.version: one.state for one in agreements.register_at(tx, at)}
