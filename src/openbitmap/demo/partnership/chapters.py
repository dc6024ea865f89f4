"""The story of the letter of intent, chapter by chapter: what people and machines of two nations do, and that it came
out."""

import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial

from openbitmap.demo.colleagues import Laboratory
from openbitmap.demo.partnership.nations import NOGALES, TITLES, UNITED_STATES, US
from openbitmap.demo.partnership.pair import LOOK_SECONDS, PATIENCE_SECONDS, SAM, NotAsTold, Pair, awaited, sent
from openbitmap.demo.world import POST_STATION, registrar_of
from openbitmap.images import DecoderBox
from openbitmap.node import cases, disclosures, exchange, identities, inquiries, notices, watchlists
from openbitmap.node.access import Principal, Role
from openbitmap.node.database import Database, Transaction
from openbitmap.node.disclosures import Demand, Reason, RecallId, RecallState, Scope
from openbitmap.node.inquiries import Inquiry, InquiryState
from openbitmap.node.notices import Sharing, Side
from openbitmap.node.running import RunningNode, equipped
from openbitmap.synthetic import Population, assumed_identity, enrolment_card, hands_of, rapid_query
from openbitmap.synthetic.people import Person, Post
from openbitmap.synthetic.population import FIRST_STRANGER
from openbitmap.synthetic.stories import POST
from openbitmap.synthetic.transactions import TWO_FINGERS, Presentation
from openbitmap.vocabulary import (
    CaseId,
    Coverage,
    EncounterId,
    ExchangePurpose,
    FieldGroup,
    GalleryKind,
    InquiryId,
    SubmissionId,
)
from openbitmap.wire import Answer

TRAVELLERS = FIRST_STRANGER + 95_000
FIRST_NUMBER = 700_000
REPOSITORIES_SECONDS = 25
"""A desk of people may take longer; its line then says so, and is told late."""
VERA, WANDA = Principal(Role.WATCH_OFFICER, "vera", None), Principal(Role.WATCH_OFFICER, "wanda", None)
US_EXAMINERS = (Principal(Role.EXAMINER, "grace", None), Principal(Role.EXAMINER, "noah", None))
THEIR_OWN = frozenset({"CHL", "USA"})
GROUNDS = "Traveller at the counter in Colchane, identified by two examiners; who is this person? (practice)"


@dataclass(frozen=True)
class Traveller:
    """A third-country national whom the United States met before, under another name."""

    person: Person
    as_of: datetime
    number: int

    def shown(self, post: Post, name: int, step: int) -> Presentation:
        """At a post, under the name-th identity; another step, another capture."""
        said = assumed_identity(self.person, name, as_of=self.as_of.date()) if name else self.person.identity
        return Presentation(self.person, said, post, datetime.now(UTC), self.number + step)


def traveller_of(nation: Population, round_number: int) -> Traveller:
    """Another one in each telling: an adult of neither country, with both index fingers."""
    number = TRAVELLERS + 100 * round_number
    today = datetime.now(UTC)
    while not _is_fit(nation.person(number), today):
        number += 1
    return Traveller(nation.person(number), today, FIRST_NUMBER + 100 * round_number)


def _is_fit(someone: Person, today: datetime) -> bool:
    is_foreign = someone.identity.nationality not in THEIR_OWN
    return is_foreign and not someone.is_minor(today.date()) and not set(TWO_FINGERS) & hands_of(someone).missing


def met_before(pair: Pair, traveller: Traveller) -> EncounterId:
    """The courts of the United States enrol somebody under another name."""
    court = UNITED_STATES.registrars[GalleryKind.WANTED]
    receipt, _ = sent(pair.us, registrar_of(court), enrolment_card(traveller.shown(court, 1, 1), face=True))
    with pair.us.database() as database, database.reading() as tx:
        known = identities.encounter_of(tx, receipt.submission)
    if known is None:
        raise NotAsTold("the card of the courts was not enrolled")
    return known.encounter


def card_of(traveller: Traveller) -> bytes:
    """As homeland security of the United States has it, from another year."""
    return enrolment_card(traveller.shown(UNITED_STATES.registrars[GalleryKind.ENCOUNTER], 1, 2))


def asked(pair: Pair, traveller: Traveller, step: int, *, state: Coverage) -> tuple[SubmissionId, Answer]:
    """The traveller stands at Colchane; the answer as soon as what it says of the United States is as told, and their
    repositories have had a while."""
    receipt, _ = sent(pair.cl, POST_STATION, rapid_query(traveller.shown(POST, 0, step), face=True))

    until = time.monotonic() + REPOSITORIES_SECONDS

    def settled(tx: Transaction) -> Answer | None:
        answer = exchange.latest_answer(tx, receipt.submission)
        lines = [line for line in answer.coverage if line.kind is None] if answer else []
        theirs = [line for line in lines if line.name == TITLES[US]]
        waits = any(line.state is Coverage.PENDING for line in lines) and time.monotonic() < until
        return answer if not waits and any(line.state is state for line in theirs) else None

    with pair.cl.database() as database:
        return receipt.submission, awaited(database, settled, f"no answer says {state.value} of the United States")


def question_about(pair: Pair, submission: SubmissionId) -> Inquiry:
    with pair.cl.database() as database, database.reading() as tx:
        return next(one for one in inquiries.inquiries_of(tx, submission) if one.partner == US)


def compared(pair: Pair, inquiry: InquiryId) -> Inquiry:
    """Vera asks for images, Wanda lets them out, Ana and Bruno compare without knowing where they come from."""
    now = datetime.now(UTC)
    with pair.cl.database() as database, database.transaction() as tx:
        inquiries.ask_reference(tx, inquiry, "Possible match at the border post of Colchane.", by=VERA, at=now)
    with pair.us.database() as database, DecoderBox() as decoder:
        reached(pair.us, inquiry, InquiryState.REFERENCE_ASKED)
        with database.transaction() as tx:
            tools = equipped(pair.us.settings, decoder)
            inquiries.release_reference(tx, tools, inquiry, by=WANDA, at=datetime.now(UTC))
    comparing = reached(pair.cl, inquiry, InquiryState.COMPARING)
    with pair.cl.database() as database, DecoderBox() as decoder:
        Laboratory(database, pair.cl.home.vault(), decoder).identify(_case(comparing))
    return reached(pair.cl, inquiry, InquiryState.ATTRIBUTED)


def told_who(pair: Pair, inquiry: InquiryId) -> list[FieldGroup]:
    """The second, justified request; what the clause gives comes, group by group, and nothing else."""
    reached(pair.us, inquiry, InquiryState.ATTRIBUTED)
    with pair.cl.database() as database, database.transaction() as tx:
        inquiries.ask_data(tx, inquiry, GROUNDS, by=VERA, at=datetime.now(UTC))
    reached(pair.us, inquiry, InquiryState.DATA_ASKED)
    with pair.us.database() as database, database.transaction() as tx:
        now, vault = datetime.now(UTC), pair.us.home.vault()
        offer = inquiries.offer_of(tx, vault, inquiry, by=WANDA, at=now)
        release = inquiries.Release(inquiry, frozenset(offer.values))
        inquiries.release_data(tx, vault, release, by=WANDA, at=now)
    reached(pair.cl, inquiry, InquiryState.DATA_HELD)
    return sorted(offer.values)


def watched(pair: Pair, listed: EncounterId) -> str:
    """Chile shares an entry of its watchlist until it expires; a watch officer of the United States takes it on."""
    now = datetime.now(UTC)
    with pair.cl.database() as database, DecoderBox() as decoder, database.transaction() as tx:
        entry = next(x.entry for x in watchlists.listings_of(tx, [listed]) if x.entry)
        until = now + timedelta(days=30)
        reason = "Wanted by a court of practice; tell us where the person is met."
        sharing = Sharing(US, ExchangePurpose.SERIOUS_CRIME, reason, until, entry=entry)
        watch = notices.share(tx, equipped(pair.cl.settings, decoder), sharing, by=VERA, at=now).watch
    with pair.us.database() as database, DecoderBox() as decoder:
        awaited(database, lambda tx: _watch(tx, watch), "the entry did not reach Washington")
        with database.transaction() as tx:
            notices.accept(tx, equipped(pair.us.settings, decoder), watch, by=WANDA, at=datetime.now(UTC))
        awaited(database, lambda tx: _stands_on_prints(tx, watch), "the entry's prints are not searchable")
    return watch


def met_later(pair: Pair, traveller: Traveller, watch: str) -> float:
    """The person is met at Nogales, whose post learns nothing; two examiners identify; Chile's desk has the alert. The
    seconds from their word to the alert."""
    nogales = UNITED_STATES.post[1]
    sent(pair.us, NOGALES, rapid_query(traveller.shown(nogales, 2, 50), face=True))
    with pair.us.database() as database, DecoderBox() as decoder:
        case = _next_case(database)
        Laboratory(database, pair.us.home.vault(), decoder, US_EXAMINERS).identify(case)
    decided = datetime.now(UTC)
    with pair.cl.database() as database:
        found = awaited(database, lambda tx: _alert_of(tx, watch), "no alert in Santiago")
    return (found - decided).total_seconds()


def called_back(pair: Pair, known: EncounterId, inquiry: InquiryId) -> int:
    """The United States find that their record is of somebody else: every copy goes, with a receipt; nothing that
    rested on it stands. How many copies it was."""
    words = "The record joined two people; the prints are not of the person named."
    with pair.us.database() as database:
        with database.transaction() as tx:
            demand = Demand(Reason.WRONG_IDENTITY, words)
            ordered = disclosures.recall(tx, Scope(encounter=known), demand, at=datetime.now(UTC), actor=SAM.actor)
            copies = len(disclosures.asked_of(tx, ordered[0])) if ordered else 0
        for name in ordered:
            awaited(database, partial(_is_obeyed, recall=name), "no receipt for the recall")
    reached(pair.cl, inquiry, InquiryState.UNDONE)
    return copies


def _is_obeyed(tx: Transaction, recall: RecallId) -> bool:
    found = disclosures.recall_named(tx, recall)
    return found is not None and found.state is RecallState.DONE


def reached(node: RunningNode, inquiry: InquiryId, state: InquiryState) -> Inquiry:
    """The question as this node has it, once it is so far."""

    def look(tx: Transaction) -> Inquiry | None:
        one = inquiries.inquiry_named(tx, inquiry)
        return one if one and one.state is state else None

    with node.database() as database:
        return awaited(database, look, f"the question never came to {state.value} in {node.settings.node}")


def _case(one: Inquiry) -> CaseId:
    if one.case is None:
        raise NotAsTold("images came, and no case")
    return one.case


def _next_case(database: Database) -> CaseId:
    """The next one that waits for Grace, as soon as there is one."""
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until:
        with database.transaction() as tx:
            case = cases.next_case(tx, US_EXAMINERS[0], at=datetime.now(UTC))
        if case:
            return case.case
        time.sleep(LOOK_SECONDS)
    raise NotAsTold("no case about the person met at Nogales")


def _watch(tx: Transaction, watch: str) -> bool:
    return any(w.watch == watch for w in notices.watches_for(tx, by=WANDA))


def _stands_on_prints(tx: Transaction, watch: str) -> bool:
    return any(w.watch == watch and w.subject.encounter for w in notices.watches_for(tx, by=WANDA))


def _alert_of(tx: Transaction, watch: str) -> datetime | None:
    told = [n for n in notices.notices_for(tx, by=VERA) if n.watch == watch and n.side is Side.TAKEN]
    return told[0].made_at if told else None
