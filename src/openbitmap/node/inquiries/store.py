"""Reads and writes the tables `inquiry`, `inquiry_step`, `inquiry_line` and `inquiry_hit`."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from openbitmap.node.database import Row, Transaction, named_queries
from openbitmap.node.inquiries.model import (
    About,
    Basis,
    Handling,
    Hit,
    Inquiry,
    InquiryState,
    Line,
    Outcome,
    Result,
    Side,
    Step,
    Times,
)
from openbitmap.node.problems import NO_SUCH_THING, Refused
from openbitmap.vocabulary import (
    CaseId,
    Coverage,
    Digest,
    EncounterId,
    EnvelopeId,
    ExchangePurpose,
    InquiryId,
    PartnerId,
    PersonCategory,
    SearchKind,
    SubmissionId,
)

_SQL = named_queries(__package__)


def insert_inquiry(tx: Transaction, made: Inquiry) -> bool:
    """False where it is known already."""
    basis, about = asdict(made.basis), asdict(made.about)
    written = tx.run(
        _SQL["insert_inquiry"],
        inquiry=made.inquiry,
        side=made.side,
        partner=made.partner,
        state=made.state,
        asked_at=made.times.asked_at,
        due_at=made.times.due_at,
        **about,
        **basis,
    )
    return written == 1


def locked(tx: Transaction, inquiry: InquiryId) -> Inquiry | None:
    """The question as it stands now and, for others, stays until the transaction ends."""
    tx.scalar(_SQL["lock_inquiry"], inquiry=inquiry)
    return inquiry_named(tx, inquiry)


def require(tx: Transaction, inquiry: InquiryId) -> Inquiry:
    """The same. Raises Refused(NO_SUCH_THING)."""
    found = locked(tx, inquiry)
    if found is None:
        raise Refused(NO_SUCH_THING, kind="inquiry", name=inquiry)
    return found


def inquiry_named(tx: Transaction, inquiry: InquiryId) -> Inquiry | None:
    return next(iter(inquiries_named(tx, [inquiry])), None)


def inquiries_named(tx: Transaction, inquiries: Sequence[InquiryId]) -> list[Inquiry]:
    """In the order of the list."""
    if not inquiries:
        return []
    found = {i.inquiry: i for i in map(_inquiry, tx.all(_SQL["inquiries"], inquiries=list(inquiries)))}
    return [found[name] for name in inquiries if name in found]


def inquiries_of(tx: Transaction, submission: SubmissionId) -> list[Inquiry]:
    """What a submission led to, in the order of the partners."""
    return inquiries_named(tx, [row[0] for row in tx.all(_SQL["of_submission"], submission=submission)])


def secret(tx: Transaction) -> bytes:
    """This node's own, for codes that nobody else can compute."""
    return bytes(tx.scalar(_SQL["secret"]))


def asked_anew(tx: Transaction, like: Inquiry) -> InquiryId:
    """What a person asked before of the same partner, about the same person, for the same, in the same case."""
    about = like.about
    return InquiryId(
        tx.scalar(
            _SQL["anew"],
            encounter=about.encounter,
            partner=like.partner,
            purpose=about.purpose,
            stated_case=about.stated_case,
        )
    )


def inquiry_of_case(tx: Transaction, case: CaseId) -> InquiryId | None:
    found = tx.scalar(_SQL["of_case"], case=case)
    return InquiryId(found) if found else None


def inquiry_of_reference(tx: Transaction, partner: PartnerId, reference: str) -> InquiryId | None:
    found = tx.scalar(_SQL["of_reference"], partner=partner, reference=reference)
    return InquiryId(found) if found else None


def inquiry_of_given(tx: Transaction, partner: PartnerId, reference: str) -> InquiryId | None:
    """The same of a reference that we gave."""
    found = tx.scalar(_SQL["of_given"], partner=partner, reference=reference)
    return InquiryId(found) if found else None


def listed(tx: Transaction, *, side: Side | None, states: Sequence[InquiryState], most: int) -> list[Inquiry]:
    """Those that wait for our release first, then the newest; no states: all."""
    rows = tx.all(_SQL["listed"], side=side or "", states=[s.value for s in states], most=most)
    return inquiries_named(tx, [row[0] for row in rows])


def move(tx: Transaction, inquiry: InquiryId, state: InquiryState, *, was: InquiryState) -> bool:
    return tx.run(_SQL["move"], inquiry=inquiry, was=was, state=state) == 1


def set_basis(tx: Transaction, inquiry: InquiryId, basis: Basis) -> None:
    tx.run(_SQL["set_basis"], inquiry=inquiry, **asdict(basis))


def set_due(tx: Transaction, inquiry: InquiryId, due_at: datetime) -> None:
    tx.run(_SQL["set_due"], inquiry=inquiry, due_at=due_at)


def set_outcome(tx: Transaction, inquiry: InquiryId, outcome: Outcome, *, at: datetime | None) -> None:
    tx.run(_SQL["set_outcome"], inquiry=inquiry, answered_at=at, **asdict(outcome))


def set_release(tx: Transaction, inquiry: InquiryId, at: datetime | None) -> None:
    tx.run(_SQL["set_release"], inquiry=inquiry, at=at)


def set_release_if_none(tx: Transaction, inquiry: InquiryId, at: datetime) -> None:
    """A tick that is set already stays as it is."""
    tx.run(_SQL["set_release_if_none"], inquiry=inquiry, at=at)


def set_case(tx: Transaction, inquiry: InquiryId, case: CaseId) -> None:
    tx.run(_SQL["set_case"], inquiry=inquiry, case=case)


def set_held(tx: Transaction, inquiry: InquiryId, held: Digest | None) -> None:
    tx.run(_SQL["set_held"], inquiry=inquiry, held=held)


def set_probe(tx: Transaction, inquiry: InquiryId, *, envelope: str, probe: str) -> None:
    tx.run(_SQL["set_probe"], inquiry=inquiry, envelope=envelope, probe=probe)


def probe_of(tx: Transaction, inquiry: InquiryId) -> tuple[str, str]:
    """The envelope that holds the probe, "" once it was erased, and the probe's SHA-256."""
    row = tx.one(_SQL["probe"], inquiry=inquiry)
    return (row[0], row[1]) if row else ("", "")


def due_for_release(tx: Transaction, *, at: datetime, most: int) -> list[InquiryId]:
    return [InquiryId(row[0]) for row in tx.all(_SQL["due_for_release"], at=at, most=most)]


def overdue(tx: Transaction, *, at: datetime) -> list[InquiryId]:
    return [InquiryId(row[0]) for row in tx.all(_SQL["overdue"], at=at)]


def insert_step(tx: Transaction, inquiry: InquiryId, step: Step) -> None:
    tx.run(_SQL["insert_step"], inquiry=inquiry, **asdict(step))


def steps_of(tx: Transaction, inquiry: InquiryId) -> list[Step]:
    """The story, oldest first."""
    return tx.all(_SQL["steps"], into=Step, inquiry=inquiry)


def set_line(tx: Transaction, inquiry: InquiryId, line: Line, *, came: EnvelopeId | None = None) -> None:
    """`came`: in which letter of the partner's, where one said it."""
    tx.run(_SQL["set_line"], inquiry=inquiry, envelope=came or "", **asdict(line))


def take_out_lines(tx: Transaction, inquiry: InquiryId, came: EnvelopeId, *, reason: str) -> None:
    """What one letter said of repositories; where another had spoken of one before, that stands again."""
    tx.run(_SQL["forget_before"], inquiry=inquiry, envelope=came)
    tx.run(_SQL["take_out_lines"], inquiry=inquiry, envelope=came, state=Coverage.REFUSED, reason=reason)


def lines_of(tx: Transaction, inquiry: InquiryId) -> list[Line]:
    return tx.all(_SQL["lines"], into=Line, inquiry=inquiry)


def lines_owed(tx: Transaction, inquiry: InquiryId) -> list[Line]:
    """Those the partner has not been told."""
    return tx.all(_SQL["lines_owed"], into=Line, inquiry=inquiry)


def note_told(tx: Transaction, inquiry: InquiryId, *, at: datetime) -> None:
    tx.run(_SQL["lines_told"], inquiry=inquiry, at=at)


def insert_hit(tx: Transaction, hit: Hit) -> None:
    tx.run(_SQL["insert_hit"], reference=hit.reference, inquiry=hit.inquiry, encounter=hit.encounter, band=hit.band)


def hits_of(tx: Transaction, inquiry: InquiryId) -> list[Hit]:
    return tx.all(_SQL["hits"], into=Hit, inquiry=inquiry)


def set_hit_encounter(tx: Transaction, reference: str, encounter: EncounterId | None) -> None:
    tx.run(_SQL["set_hit_encounter"], reference=reference, encounter=encounter)


def set_gone(tx: Transaction, reference: str) -> None:
    tx.run(_SQL["set_gone"], reference=reference)


def delete_hits(tx: Transaction, references: Sequence[str]) -> None:
    """Hits nobody was told of and nobody will be."""
    tx.run(_SQL["delete_hits"], references=list(references))


def reference_waiting(tx: Transaction, partner: PartnerId, encounters: Sequence[EncounterId]) -> list[InquiryId]:
    """A partner's requests for images of this person that nobody has let out or refused."""
    rows = tx.all(_SQL["reference_waiting"], partner=partner, encounters=list(encounters))
    return [InquiryId(row[0]) for row in rows]


def requests_waiting(tx: Transaction) -> list[InquiryId]:
    """Partners' requests that nobody has let out or refused."""
    return [InquiryId(row[0]) for row in tx.all(_SQL["requests_waiting"])]


def not_asked(
    tx: Transaction, partner: PartnerId, encounters: Sequence[EncounterId], *, reason: str
) -> list[InquiryId]:  # fmt: skip
    """Our questions about this person that this reason barred, held until the caller's transaction ends."""
    rows = tx.all(_SQL["not_asked"], partner=partner, encounters=list(encounters), reason=reason)
    return [InquiryId(row[0]) for row in rows]


def set_withheld(tx: Transaction, inquiry: InquiryId) -> None:
    tx.run(_SQL["set_withheld"], inquiry=inquiry)


def is_withheld(tx: Transaction, inquiry: InquiryId) -> bool:
    """Whether somebody of ours was found of whom the partner is not told."""
    return bool(tx.scalar(_SQL["is_withheld"], inquiry=inquiry))


def set_attributed(tx: Transaction, reference: str, attributed: bool | None) -> None:
    """None where nobody has said yet, or their word fell."""
    tx.run(_SQL["set_attributed"], reference=reference, attributed=attributed)


def _inquiry(row: Row) -> Inquiry:
    """Columns of the query `inquiries`."""
    name, side, partner, state, submission, search, encounter, purpose, category, stated, meeting, kind, *rest = row
    agreement, version, clause, reason, asked_at, due_at, answered_at, *told = rest
    result, handling, people, as_of, fpir, late, case, held = told
    return Inquiry(
        name,
        Side(side),
        partner,
        InquiryState(state),
        About(
            ExchangePurpose(purpose),
            PersonCategory(category),
            submission,
            search,
            encounter,
            stated,
            SearchKind(kind),
            meeting,
        ),
        Basis(agreement, version, clause, reason),
        Times(asked_at, due_at, answered_at),
        Outcome(Result(result), Handling(handling), people, as_of, fpir, late),
        case,
        held,
    )
