"""Questions between the two nations of the tests, with an instrument that lets templates travel (their people have no
images), on a clock that moves when a test says so.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import timedelta

from tests.given import Clock
from tests.nations import CL, US, Nations, agree
from tests.rooms import Met, Rooms, fingers_of
from tests.treaties import PILOT

from openbitmap.node import alerts, envelopes, inquiries, ledger
from openbitmap.node.alerts import Alert
from openbitmap.node.cases import Finding
from openbitmap.node.inquiries import Inquiry
from openbitmap.node.problems import Refused
from openbitmap.vocabulary import EncounterId, FieldGroup, InquiryId, PartnerId
from openbitmap.wire import Answer, GalleryCoverage, Letter

WITH_TEMPLATES = PILOT.replace("\nfields: reference, handling\n", "\nfields: reference, handling, templates\n").replace(
    "reference images, face\n", "reference images, face, templates\n"
)
OFFICER_GATED = WITH_TEMPLATES.replace("gate: automatic", "gate: officer")
STEP = timedelta(seconds=6)


def gated(text: str, number: str) -> str:
    """The same instrument; a person must let out what this clause gives."""
    before, heading, after = text.partition(f"CLAUSE {number} permits")
    return before + heading + after.replace("gate: automatic", "gate: officer", 1)


@dataclass
class Asking:
    """Two nations, one clock, and what a test does with questions."""

    nations: Nations
    clock: Clock = field(default_factory=Clock)

    @property
    def cl(self) -> Rooms:
        return self.nations.cl

    @property
    def us(self) -> Rooms:
        return self.nations.us

    def carry(self, *, ticks: int = 2) -> None:
        """Let letters pass, and results leave at their ticks."""
        self.nations.carry(at=self.clock.at)
        for _ in range(ticks):
            self.clock.at += STEP
            self.look()
            self.nations.carry(at=self.clock.at)

    def look(self) -> None:
        """What both nodes do because time passes."""
        for rooms in (self.cl, self.us):
            with rooms.database.transaction() as tx:
                inquiries.release_due(tx, rooms.equipment, at=self.clock.at)
            with rooms.database.transaction() as tx:
                inquiries.tell_untold(tx, at=self.clock.at)
            with rooms.database.transaction() as tx:
                inquiries.expire(tx, at=self.clock.at)
            with rooms.database.transaction() as tx:
                inquiries.look_for_fishing(tx, at=self.clock.at)

    def known_in(self, rooms: Rooms, person: int, *, nationality: str = "") -> EncounterId:
        """Somebody met long ago, with what they said of themselves."""
        met = rooms.enrol(fingers_of(person, 1))
        return say(rooms, met, nationality).encounter

    def arrive(self, person: int, *, nationality: str = "") -> Met:
        """Somebody at CL's post, searched; nothing has travelled yet."""
        met = self.cl.enrol(fingers_of(person, 2))
        say(self.cl, met, nationality)
        self.cl.search(met)
        return met

    def asked(self, met: Met) -> Inquiry:
        """CL's one question about an arrival."""
        with self.cl.database.reading() as tx:
            (found,) = inquiries.inquiries_of(tx, met.submission)
        return found

    def stands(self, nation: PartnerId, inquiry: InquiryId) -> Inquiry | None:
        with self.nations.rooms(nation).database.reading() as tx:
            return inquiries.inquiry_named(tx, inquiry)

    def line(self, met: Met, name: str = "United States") -> GalleryCoverage:
        """What CL's answer says of one repository."""
        return next(g for g in self.answer(met).coverage if g.name == name)

    def alerts(self, met: Met) -> list[Alert]:
        with self.cl.database.reading() as tx:
            return alerts.alerts_of(tx, met.submission)

    def answer(self, met: Met) -> Answer:
        answer = self.cl.answer(met.submission)
        assert answer is not None
        return answer

    def letters(self, sender: PartnerId) -> list[Letter]:
        """Every letter the other nation has taken from this one and can still open."""
        rooms = self.nations.rooms(US if sender == CL else CL)
        found = []
        with rooms.database.reading() as tx:
            for row in tx.all("SELECT envelope FROM envelope_in WHERE state = 'delivered' ORDER BY sequence"):
                with suppress(Refused):  # what it held was erased
                    found.append(envelopes.letter_of(tx, rooms.equipment, row[0]))
        return found

    def do(self, nation: PartnerId, name: str, act: Callable[..., Inquiry], *given: object) -> Inquiry:
        """One act of a person, then whatever follows from it."""
        rooms = self.nations.rooms(nation)
        with rooms.database.transaction() as tx:
            done = act(tx, *given, by=rooms.principal(name), at=self.clock.at)
        self.carry()
        return done

    def release_names(self, name: str, inquiry: InquiryId) -> Inquiry:
        """The United States let out the names of the record."""
        release = inquiries.Release(inquiry, frozenset({FieldGroup.NAMES}))
        return self.do(US, name, inquiries.release_data, self.nations.us.equipment.vault, release)

    def decide(self, inquiry: InquiryId, finding: Finding) -> None:
        """CL's examiners judge the case of a question."""
        one = self.stands(CL, inquiry)
        assert one is not None and one.case is not None
        letters = "A" if finding is Finding.IDENTIFICATION else ""
        self.cl.judge(one.case, "ana", finding, letters=letters)
        if finding is Finding.IDENTIFICATION:
            self.cl.judge(one.case, "bruno", finding, letters=letters)
        self.carry()

    def facts(self, nation: PartnerId, subject: str) -> list[str]:
        rooms = self.nations.rooms(nation)
        with rooms.database.reading() as tx:
            return [type(e.event).__name__ for e in ledger.history(tx, subject)]


def asking(nations: Nations, text: str = WITH_TEMPLATES) -> Asking:
    clock = Clock()
    ready = [replace(r, equipment=replace(r.equipment, now=clock)) for r in (nations.cl, nations.us)]
    made = replace(nations, cl=ready[0], us=ready[1])
    if text:
        agree(made, text)
    return Asking(made, clock)


def say(rooms: Rooms, met: Met, nationality: str) -> Met:
    """What the person said of themselves."""
    if nationality:
        with rooms.database.transaction() as tx:
            tx.run(
                "INSERT INTO biographics (encounter, name, aliases, birth_date, sex, nationality, documents)"
                " VALUES (%(encounter)s, 'PEREZ, ANA', '{}', '19900101', 'F', %(nationality)s, '{}')",
                encounter=met.encounter,
                nationality=nationality,
            )
    return met
