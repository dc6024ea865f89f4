"""Sets the stage on which a newcomer's people work: a decided case, entries of a watchlist, a subscription, cases of
known outcome, places on the map. Everything goes through the rooms' own doors; it is done once for a node."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import httpx

from openbitmap.demo.colleagues import Laboratory
from openbitmap.demo.world import POST_STATION, registrar
from openbitmap.images import DecoderBox
from openbitmap.node import alerts, cases, identities, watchlists
from openbitmap.node.access import Principal, Role
from openbitmap.node.cases import SeedPlan
from openbitmap.node.client import await_answer
from openbitmap.node.database import Database, Transaction
from openbitmap.node.identities import Asserted, Place
from openbitmap.node.running import RunningNode
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
from openbitmap.synthetic import Enrolment, Population, assumed_identity, enrolment_card, hands_of, rapid_query
from openbitmap.synthetic.population import FIRST_STRANGER
from openbitmap.synthetic.stories import POST
from openbitmap.synthetic.transactions import TWO_FINGERS, Presentation
from openbitmap.vocabulary import EncounterId, GalleryKind, StationId, SubmissionId, Verdict
from openbitmap.wire import Answer, receipt_from_json

FIRST_NUMBER = 800_000
"""Submission numbers of the staged meetings begin here."""

QUIET_PERSON = FIRST_STRANGER + 90_000
LIST, ORIGINATOR = "watchlist", "Practice bureau"
PATIENCE_SECONDS = 60

PLACES: dict[str, tuple[float, float]] = {
    POST_STATION: (-19.28, -68.64),
    registrar(GalleryKind.WATCHLIST): (-33.44, -70.65),
    registrar(GalleryKind.WANTED): (-33.44, -70.66),
    registrar(GalleryKind.PRISON): (-33.47, -70.66),
    registrar(GalleryKind.ENCOUNTER): (-18.48, -70.31),
}

VERA = Principal(Role.WATCH_OFFICER, "vera", None)
VICTOR = Principal(Role.WATCH_OFFICER, "victor", None)
ELSA = Principal(Role.SUPERVISOR, "elsa", None)


@dataclass(frozen=True)
class Stage:
    """What there is to work with: the running node, the nation, and by which submission each person was enrolled."""

    node: RunningNode
    nation: Population
    enrolled: Mapping[int, str]

    def of(self, kind: GalleryKind, which: int) -> Enrolment:
        """Of the adults with images in this gallery, the one of this place in the order."""
        held = [e for e in self.nation.with_images if e.gallery is kind and e.number in self.enrolled]
        return [e for e in held if not self.nation.person(e.number).is_minor(e.on)][which]

    def encounter(self, tx: Transaction, one: Enrolment) -> EncounterId:
        found = identities.encounter_of(tx, SubmissionId(self.enrolled[one.number]))
        assert found is not None, "everybody with images was enrolled before the stage is set"
        return found.encounter


def set_stage(node: RunningNode, nation: Population, enrolled: Mapping[int, str]) -> None:
    """Raises AssertionError where a staged meeting did not come out as it must."""
    stage = Stage(node, nation, enrolled)
    with node.database() as database:
        with database.transaction() as tx:
            for station, (latitude, longitude) in PLACES.items():
                identities.place_station(tx, Place(StationId(station), latitude, longitude))
            _list_people(tx, stage)
            quiet = _list_discreetly(tx, stage)
            _subscribe(tx, stage)
        _meet_again(stage)
        _await_prints(database, quiet)
        _meet_quietly(stage)
        with database.transaction() as tx:
            _stock_seeds(tx, stage)


def _list_people(tx: Transaction, stage: Stage) -> None:
    """An entry in force on the person of the third story, another on a claim of a gang, one that waits for approval."""
    now = datetime.now(UTC)
    wanted = _grounds(Category.WANTED, Evidence.WARRANT, Standard.JUDICIAL_ORDER)
    gang = _grounds(Category.GANG, Evidence.GANG_CLAIM, Standard.REASONABLE_SUSPICION)
    refer = Instructions(Handling.REFER, "Watch desk, extension 200", "Known to carry false papers", tell_subject=True)
    for which, kind, grounds in ((0, GalleryKind.WATCHLIST, wanted), (1, GalleryKind.WATCHLIST, gang)):
        subject = _held(tx, stage, stage.of(kind, which))
        nomination = Nomination(LIST, ORIGINATOR, subject, grounds, refer, clocks_for(grounds, at=now))
        entry = watchlists.nominate(tx, nomination, by=VICTOR, at=now)
        watchlists.approve(tx, entry.entry, by=VERA, at=now)
    subject = _held(tx, stage, stage.of(GalleryKind.ENCOUNTER, 4))
    waiting = Nomination(LIST, ORIGINATOR, subject, wanted, refer, clocks_for(wanted, at=now))
    watchlists.nominate(tx, waiting, by=VICTOR, at=now)


def _list_discreetly(tx: Transaction, stage: Stage) -> EntryId:
    """Somebody the node never met, by prints that the originator sent."""
    now = datetime.now(UTC)
    card = enrolment_card(_quiet_person(stage, 2), face=True)
    prints = stage.node.home.vault().put(tx, card, owner="practice-discreet")
    subject = Subject(Asserted(name="PRACTICE,DISCREET"), prints=prints)
    grounds = _grounds(Category.ORGANISED_CRIME, Evidence.CHARGE, Standard.PROBABLE_CAUSE)
    silent = Instructions(Handling.DISCREET, "Watch desk, extension 201", "Let the person pass; tell nobody")
    nomination = Nomination(LIST, ORIGINATOR, subject, grounds, silent, clocks_for(grounds, at=now))
    entry = watchlists.nominate(tx, nomination, by=VICTOR, at=now)
    watchlists.approve(tx, entry.entry, by=VERA, at=now)
    return entry.entry


def _held(tx: Transaction, stage: Stage, one: Enrolment) -> Subject:
    encounter = stage.encounter(tx, one)
    told = identities.asserted_of(tx, encounter)
    assert told is not None, "people with images said who they are"
    return Subject(told, encounter)


def _await_prints(database: Database, entry: EntryId) -> None:
    """Until the worker has made the discreet entry's prints searchable."""
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until:
        with database.reading() as tx:
            if watchlists.entry_for(tx, entry, VERA).encounter:
                return
        time.sleep(0.2)
    raise AssertionError(f"{entry} has no searchable prints after {PATIENCE_SECONDS} s")


def _grounds(category: Category, evidence: Evidence, standard: Standard) -> Grounds:
    claim = Claim(
        evidence, "Synthetic court of practice", Reliability.PROBABLE, "Invented for practice; no real person."
    )
    return Grounds(category, (claim,), "Practice act, article 1", standard)


def _subscribe(tx: Transaction, stage: Stage) -> None:
    """Vera must know when the person of the second story is met again: the newcomer's own decision will tell her."""
    now = datetime.now(UTC)
    mandate = alerts.Mandate(
        "Practice: follow a person through new names",
        "Practice act, article 2",
        "Tell the watch desk; no step at the counter.",
        now + timedelta(days=90),
    )
    known = stage.encounter(tx, stage.of(GalleryKind.ENCOUNTER, 0))
    alerts.subscriptions.subscribe(tx, known, mandate, by=VERA, at=now)


def _meet_again(stage: Stage) -> None:
    """Somebody under a new name, whom two examiners identify: a decided case to read, a person of two encounters."""
    known = stage.of(GalleryKind.ENCOUNTER, 2)
    someone = stage.nation.person(known.number)
    renamed = assumed_identity(someone, 1, as_of=stage.nation.as_of)
    shown = Presentation(someone, renamed, POST, datetime.now(UTC), FIRST_NUMBER)
    answer = _sent(stage, rapid_query(shown, face=True))
    assert answer.verdict is Verdict.POSSIBLE_MATCH, f"met again: {answer.verdict}"
    assert answer.case is not None
    with stage.node.database() as database, DecoderBox() as decoder:
        Laboratory(database, stage.node.home.vault(), decoder).identify(answer.case.case)


def _meet_quietly(stage: Stage) -> None:
    """Whom the discreet entry names: the post learns nothing, the watch officer has an alert."""
    answer = _sent(stage, rapid_query(_quiet_person(stage, 1), face=True))
    assert answer.verdict is Verdict.NO_CANDIDATE, f"whom a discreet entry names: {answer.verdict}"


def _quiet_person(stage: Stage, order: int) -> Presentation:
    number = QUIET_PERSON
    while set(TWO_FINGERS) & hands_of(stage.nation.person(number)).missing:
        number += 1
    someone = stage.nation.person(number)
    return Presentation(someone, someone.identity, POST, datetime.now(UTC), FIRST_NUMBER + order)


def _sent(stage: Stage, data: bytes) -> Answer:
    headers = {"Authorization": f"Bearer {stage.node.home.kept_key(POST_STATION)}"}
    with httpx.Client(base_url=stage.node.address, headers=headers, timeout=90) as client:
        response = client.post("/v1/submissions", content=data).raise_for_status()
        return await_answer(client, receipt_from_json(response.content))


def _stock_seeds(tx: Transaction, stage: Stage) -> None:
    """Cases of known outcome for the stream: synthetic people of whom it is known that they differ."""
    prison = [stage.encounter(tx, stage.of(GalleryKind.PRISON, which)) for which in range(6)]
    for probe, candidates in ((prison[0], prison[1:3]), (prison[3], prison[4:6])):
        cases.stock_seed(tx, SeedPlan(probe, tuple(candidates), frozenset()), by=ELSA)
