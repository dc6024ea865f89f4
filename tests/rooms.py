"""A node's rooms without its processes: one database, the cast, real equipment, and a queue that is run dry by hand.

People come as templates of the synthetic galleries, so that a test of a room costs milliseconds; a test of images
belongs to the journeys.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from tests.cast import ARICA, Cast

from openbitmap.biometrics.finger import Template
from openbitmap.node import access, cases, exchange, identities, intake, ledger, search, work
from openbitmap.node.access import Principal, Station
from openbitmap.node.cases import Analysis, CaseState, Finding, Opinion, Unmarked
from openbitmap.node.database import Database, Transaction, new_id
from openbitmap.node.delivery import Delivery
from openbitmap.node.equipment import Equipment
from openbitmap.node.events import EncounterEnrolled, Event
from openbitmap.node.flow import FLOW
from openbitmap.node.identities import Encounter, ImportedTemplate
from openbitmap.node.search import Candidate, GalleryState, Search
from openbitmap.synthetic.galleries import TWO_FINGERS, mated_probe
from openbitmap.vocabulary import Actor, CaseId, EncounterId, FingerPosition, StationId, SubmissionId, digest_of
from openbitmap.wire import Answer, Receipt

SEED = 20_261_124
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
TEST = Actor("node", "test")
UNMARKED = Analysis(NOON, unmarked=Unmarked.WORKED_ELSEWHERE)

Fingers = Mapping[FingerPosition, Template]


def fingers_of(
    person: int, impression: int, positions: Sequence[FingerPosition] = TWO_FINGERS
) -> dict[FingerPosition, Template]:
    """Templates of a synthetic person's fingers; another impression number, another capture."""
    return {p: mated_probe(SEED, person, p, impression=impression) for p in positions}


@dataclass(frozen=True)
class Met:
    """An encounter of the tests with the submission it came from."""

    submission: SubmissionId
    encounter: EncounterId


@dataclass(frozen=True)
class Rooms:
    database: Database
    cast: Cast
    equipment: Equipment

    def principal(self, name: str) -> Principal:
        """Who holds this key of the cast."""
        with self.database.transaction() as tx:
            return access.identify(tx, self.cast.keys[name])

    def drain(self, *, raising: bool = True) -> int:
        """Run the queue dry in this process, as the flow says."""
        return work.drain(self.database, Delivery(FLOW, self.equipment).duties, raising=raising)

    def receive(self, data: bytes, station: StationId = ARICA, *, at: datetime = NOON) -> Receipt:
        with self.database.transaction() as tx:
            return intake.receive(tx, self.equipment.vault, intake.Arrival(data, station, "test", at))

    def enrol(self, fingers: Fingers, station: StationId = ARICA, *, retained: bool = True) -> Met:
        """An encounter with these templates, as if examination and extraction lay behind it; not searched yet."""
        with self.database.transaction() as tx:
            held = [ImportedTemplate(1, position, template) for position, template in fingers.items()]
            sender = access.station_named(tx, station)
            assert sender is not None
            submission = _arrived(tx, self.equipment, sender)
            identities.import_templates(tx, sender.gallery, [held], at=NOON, actor=TEST)
            encounter = EncounterId(tx.scalar("SELECT encounter FROM encounter ORDER BY number DESC LIMIT 1"))
            tx.run(
                "UPDATE encounter SET submission = %(submission)s, retained = %(retained)s"
                " WHERE encounter = %(encounter)s",
                submission=submission,
                retained=retained,
                encounter=encounter,
            )
        return Met(submission, encounter)

    def meet(self, fingers: Fingers, station: StationId = ARICA, *, retained: bool = True) -> Met:
        """The same, searched, with whatever follows from it."""
        met = self.enrol(fingers, station, retained=retained)
        self.search(met)
        return met

    def search(self, met: Met) -> tuple[Search, list[Candidate], list[GalleryState]]:
        self.state(EncounterEnrolled(met.submission, met.encounter, 0, 0))
        self.drain()
        return self.found(met)

    def state(self, event: Event) -> None:
        """Write a fact into the ledger, as a room would."""
        with self.database.transaction() as tx:
            ledger.record(tx, event, actor=TEST)

    def found(self, met: Met) -> tuple[Search, list[Candidate], list[GalleryState]]:
        with self.database.reading() as tx:
            done = search.search_of(tx, met.submission)
            assert done is not None
            return done, search.candidates_of(tx, done.search), search.coverage_of(tx, done.search)

    def encounter(self, met: Met) -> Encounter:
        with self.database.reading() as tx:
            found = identities.encounter_of(tx, met.submission)
        assert found is not None
        return found

    def answer(self, submission: SubmissionId) -> Answer | None:
        with self.database.reading() as tx:
            return exchange.latest_answer(tx, submission)

    def judge(
        self, case: CaseId, examiner: str, finding: Finding, *, letters: str = "", reason: str = "I compared them"
    ) -> CaseState:
        """One examiner works a case from the claim to the opinion, with an analysis without marks."""
        principal = self.principal(examiner)
        opinion = Opinion(examiner, finding, frozenset(letters), reason=reason, given_at=datetime.now(UTC))
        with self.database.transaction() as tx:
            cases.take(tx, principal, case)
            if cases.analysis_of(tx, case, examiner) is None:
                cases.lock_analysis(tx, case, UNMARKED, by=principal, vault=self.equipment.vault)
            return cases.judge(tx, case, opinion, by=principal)

    def facts(self, subject: str) -> list[str]:
        """Names of the events the ledger files under a subject, oldest first."""
        with self.database.reading() as tx:
            return [type(entry.event).__name__ for entry in ledger.history(tx, subject)]


def _arrived(tx: Transaction, equipment: Equipment, sender: Station) -> SubmissionId:
    """A submission row whose bytes are no transaction: only what comes after examination is of interest here."""
    submission = SubmissionId(new_id("sub"))
    data = f"no transaction, {submission}".encode()
    equipment.vault.put(tx, data, owner=submission)
    tx.run(
        """
        INSERT INTO submission (submission, station, digest, size, door, received_at, due_at, state)
        VALUES (%(submission)s, %(station)s, %(digest)s, %(size)s, 'test', %(at)s, %(at)s, 'enrolled')
        """,
        submission=submission,
        station=sender.station,
        digest=digest_of(data),
        size=len(data),
        at=NOON,
    )
    tx.run(
        """
        INSERT INTO submission_header (submission, tot, originator, destination, control_number, priority, repositories)
        VALUES (%(submission)s, 'RPIS', %(originator)s, 'SYNNODE01', %(number)s, 1, '{6}')
        """,
        submission=submission,
        originator=sender.originator,
        number=f"TCN-{submission}",
    )
    return submission
