"""People of a simulated nation: examiners who decide cases, watch officers who ask and release. They do what waits, not
always at once, and know the truth no better than the prints tell it."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial

from openbitmap.node import cases, identities, inquiries, notices
from openbitmap.node.cases import Analysis, Finding, Opinion, Unmarked
from openbitmap.node.database import Transaction, named_queries
from openbitmap.node.identities import WithdrawalReason
from openbitmap.node.problems import Refused
from openbitmap.node.simulation.listing import put_on_list, share
from openbitmap.node.simulation.nation import SIMULATION, Nation
from openbitmap.node.simulation.witnessed import Witnessed
from openbitmap.node.watchlists import EntryId
from openbitmap.vocabulary import CaseId, EncounterId, InquiryId, PartnerId, SubmissionId

_SQL = named_queries(__package__)
EXAMINERS = ("ana", "bruno")
WORDS = "The traveller stands at the counter; simulated grounds."


@dataclass(frozen=True)
class Waiting:
    """A case that waits for an opinion, with what it compares: candidates in the order of their letters."""

    case_id: str
    kind: str
    encounter: str
    candidates: list[str]
    letters: list[str]

    @property
    def case(self) -> CaseId:
        return CaseId(self.case_id)

    @property
    def lettered(self) -> dict[str, str]:
        return dict(zip(self.letters, self.candidates, strict=True))


def judge(tx: Transaction, nation: Nation, case: CaseId, *, examiner: str, same: frozenset[str]) -> Finding:
    """From the claim to the opinion: the candidates of these letters are the person met; nobody is, without any."""
    finding = Finding.IDENTIFICATION if same else Finding.EXCLUSION
    by, at = nation.principal(examiner), nation.clock()
    cases.take(tx, by, case, at=at)
    analysis = Analysis(at, unmarked=Unmarked.WORKED_ELSEWHERE)
    cases.lock_analysis(tx, case, analysis, by=by, vault=nation.equipment.vault)
    cases.judge(tx, case, Opinion(examiner, finding, same, reason=WORDS, given_at=at), by=by)
    return finding


@dataclass
class Bureau:
    """Everybody who works in one nation."""

    nation: Nation
    seen: Witnessed
    dice: random.Random
    listed: list[tuple[EntryId, PartnerId]] = field(default_factory=list)
    """What is still to be shared, and with whom: people forget nothing where a process dies."""

    def acts(self) -> Iterator[Callable[[], None]]:
        """What somebody would do now, each a transaction of its own. People look up from their work now and then."""
        if self.dice.random() < 1 / 2:
            return
        with self.nation.database.transaction() as tx:
            cases_open = tx.all(_SQL["open_cases"], into=Waiting)
            inquiries_waiting = tx.all(_SQL["inquiries_waiting"])
        yield from (partial(self._quietly, partial(self._decide, one)) for one in cases_open)
        for (side, state), act in self._acts.items():
            for name in (InquiryId(row[2]) for row in inquiries_waiting if (row[0], row[1]) == (side, state)):
                yield partial(self._quietly, partial(act, name))
        for entry, partner in list(self.listed):
            yield partial(self._quietly, partial(self._share, entry, partner))

    def take_out(self, which: float) -> None:
        """Somebody finds that an encounter should never have been made."""
        with self.nation.database.transaction() as tx:
            standing = [row[0] for row in tx.all(_SQL["standing_encounters"])]
            if standing:
                wrong = EncounterId(standing[int(which * len(standing))])
                identities.withdraw(tx, wrong, reason=WithdrawalReason.RETENTION, actor=SIMULATION)
                self.seen.acts.append(f"{self.nation.name} takes an encounter out")

    def put_on_list(self, partner: PartnerId, person: int) -> None:
        """Somebody who was met is wanted; a partner is told once the entry stands."""
        with self.nation.database.transaction() as tx:
            standing = [EncounterId(row[0]) for row in tx.all(_SQL["standing_encounters"])]
            known = [encounter for encounter in standing if self._person(tx, encounter) == person]
            if not known:
                return
            entry = put_on_list(tx, self.nation, known[0])
        self.listed.append((entry, partner))
        self.seen.acts.append(f"{self.nation.name} lists somebody")

    def _share(self, entry: EntryId, partner: PartnerId) -> None:
        self.listed.remove((entry, partner))
        with self.nation.database.transaction() as tx:
            share(tx, self.nation, entry, partner=partner)
        self.seen.acts.append(f"{self.nation.name} shares an entry with {partner}")

    def _accept(self, watch: str) -> None:
        with self.nation.database.transaction() as tx:
            by, at = self.nation.principal("vera"), self.nation.clock()
            notices.accept(tx, self.nation.equipment, watch, by=by, at=at)
        self.seen.acts.append(f"{self.nation.name} watches")

    def _quietly(self, act: Callable[[], None]) -> None:
        """A refusal is an answer like any other: somebody was faster, or a clause forbids it."""
        try:
            act()
        except Refused as refusal:
            self.seen.acts.append(f"{self.nation.name} is refused: {refusal.problem.code}")

    @property
    def _acts(self) -> dict[tuple[str, str], Callable[[InquiryId], None]]:
        """What is done about a question, by whose it is and how far it came."""
        return {
            ("asker", "hit"): self._ask_images,
            ("answerer", "reference_asked"): self._release_images,
            ("asker", "attributed"): self._ask_data,
            ("answerer", "data_asked"): self._release_data,
            ("watch", "waiting"): self._accept,
        }

    def _decide(self, one: Waiting) -> None:
        """The next examiner who has not spoken gives the opinion that the truth gives."""
        with self.nation.database.transaction() as tx:
            given = {row[0] for row in tx.all(_SQL["opinions_by"], case_id=one.case_id)}
            examiner = next((e for e in EXAMINERS if e not in given), None)
            if examiner is None:
                return
            finding = judge(tx, self.nation, one.case, examiner=examiner, same=self._same(tx, one))
        self.seen.acts.append(f"{self.nation.name} judges {finding.value}")

    def _same(self, tx: Transaction, one: Waiting) -> frozenset[str]:
        """The letters of candidates who are the person met. What no station sent, images from abroad or the prints of
        an entry, says whose it is by being alike."""
        if one.kind == "abroad":
            return frozenset(one.letters[:1])
        person = self._person(tx, one.encounter)
        others = {letter: self._person(tx, encounter) for letter, encounter in one.lettered.items()}
        return frozenset(letter for letter, other in others.items() if person is None or other in (person, None))

    def _person(self, tx: Transaction, encounter: str) -> int | None:
        submission = tx.scalar(_SQL["submission_of"], encounter=encounter)
        return self.seen.person(self.nation.name, SubmissionId(submission)) if submission else None

    def _ask_images(self, inquiry: InquiryId) -> None:
        with self.nation.database.transaction() as tx:
            inquiries.ask_reference(tx, inquiry, WORDS, by=self.nation.principal("vera"), at=self.nation.clock())

    def _release_images(self, inquiry: InquiryId) -> None:
        by, at = self.nation.principal("vera"), self.nation.clock()
        with self.nation.database.transaction() as tx:
            if self.dice.random() < 0.1:
                inquiries.refuse_request(tx, inquiry, WORDS, by=by, at=at)
            else:
                inquiries.release_reference(tx, self.nation.equipment, inquiry, by=by, at=at)

    def _ask_data(self, inquiry: InquiryId) -> None:
        with self.nation.database.transaction() as tx:
            inquiries.ask_data(tx, inquiry, WORDS, by=self.nation.principal("vera"), at=self.nation.clock())

    def _release_data(self, inquiry: InquiryId) -> None:
        by, at = self.nation.principal("vera"), self.nation.clock()
        with self.nation.database.transaction() as tx:
            vault = self.nation.equipment.vault
            offer = inquiries.offer_of(tx, vault, inquiry, by=by, at=at)
            release = inquiries.Release(inquiry, frozenset(offer.values))
            inquiries.release_data(tx, vault, release, by=by, at=at)
