"""Issue the report of a decided case, and hand out what was issued."""

import base64
from dataclasses import dataclass, replace
from datetime import datetime

from openbitmap.images import DecoderBox
from openbitmap.node import cases, identities, ledger, search
from openbitmap.node.access import Act, Principal
from openbitmap.node.cases import Case
from openbitmap.node.database import Transaction, new_id
from openbitmap.node.events import CaseDecided, ReportIssued
from openbitmap.node.problems import NO_SUCH_THING, Refused
from openbitmap.node.reports import store
from openbitmap.node.reports.composing import Gathered, Outline, gather, outline
from openbitmap.node.reports.drawing import draw
from openbitmap.node.reports.model import Issue, Paper, Report
from openbitmap.node.reports.signing import Signer, sealed_pdf, sign
from openbitmap.node.reports.store import Issued
from openbitmap.node.vault import Vault
from openbitmap.vocabulary import CaseId, Digest, Language
from openbitmap.wire import to_json


@dataclass(frozen=True)
class Press:
    """What issuing takes beside the transaction: where bytes lie, who decodes and signs, for which node."""

    vault: Vault
    decoder: DecoderBox
    signer: Signer
    node: str


@dataclass(frozen=True)
class Order:
    """In which language, on which paper, when."""

    language: Language
    paper: Paper
    at: datetime


def outline_of(tx: Transaction, case_id: CaseId, *, by: Principal) -> Outline:
    """What the first page says. Raises Refused(NO_SUCH_THING) for what has no report for this reader: an unknown case,
    one still open, a question of known truth, and, but for those who see what is discreet, one about it."""
    return outline(tx, *_reportable(tx, case_id, by))


def preview(tx: Transaction, case_id: CaseId, press: Press, *, by: Principal) -> Gathered:
    """All that a report issued now would say. Raises Refused as `outline_of` does."""
    case, decided = _reportable(tx, case_id, by)
    return _gathered(tx, case, decided, press=press, by=by)


def issue(tx: Transaction, case_id: CaseId, order: Order, *, press: Press, by: Principal) -> Issued:
    """The report, signed, sealed in the vault and stated in the ledger. Where nothing it says has changed since, it is
    the earlier issue of the same language and paper. Raises Refused."""
    case, decided = _reportable(tx, case_id, by)  # locks the case: two orders at once make one issue
    gathered = _gathered(tx, case, decided, press=press, by=by)
    content = gathered.content
    earlier = store.same_issue(tx, case_id, order.language, paper=order.paper, content=content.digest)
    if earlier and (earlier.issued_by == by.name or not by.may(Act.JUDGE)):
        return earlier
    made = Issue(
        new_id("rep"),
        order.at,
        str(by.actor),
        press.node,
        language=order.language,
        paper=order.paper,
        content=content.digest,
        certificate=press.signer.fingerprint,
    )
    report = Report(made, content, ledger.prove(tx, content.custody))
    document, machine = written(report, gathered, press.signer)
    issued = Issued(
        made.report,
        case_id,
        order.language,
        order.paper,
        content=made.content,
        issued_at=order.at,
        issued_by=by.name,
        document=press.vault.put(tx, document, owner=made.report),
        machine=press.vault.put(tx, machine, owner=made.report),
    )
    store.insert_report(tx, issued)
    event = ReportIssued(
        case_id, issued.report, made.content, issued.document, machine=issued.machine, certificate=made.certificate
    )
    ledger.record(tx, event, actor=by.actor)
    return issued


def written(report: Report, gathered: Gathered, signer: Signer) -> tuple[bytes, bytes]:
    """The signed PDF with the data attached, and the data by themselves."""
    pictures = {digest: base64.b64encode(png).decode("ascii") for digest, png in gathered.pictures.items()}
    machine = to_json(sign(report, pictures, signer)).encode()
    return sealed_pdf(draw(report, gathered.pictures), machine, signer, report=report), machine


def issues(tx: Transaction, case_id: CaseId, *, by: Principal) -> list[Issued]:
    """What was issued about a case, newest first. Raises Refused as `outline_of` does."""
    _reportable(tx, case_id, by)
    found = store.issues_of(tx, case_id)
    # Others' issues state the error rates of colleagues.
    return [i for i in found if not by.may(Act.JUDGE) or i.issued_by == by.name]


def issued_bytes(tx: Transaction, case_id: CaseId, report: str, *, vault: Vault, by: Principal) -> tuple[bytes, bytes]:
    """PDF and data of one issue, as they were issued. Raises Refused."""
    found = next((i for i in issues(tx, case_id, by=by) if i.report == report), None)
    if found is None:
        raise Refused(NO_SUCH_THING, kind="report", name=report)
    return vault.get(tx, Digest(found.document)), vault.get(tx, Digest(found.machine))


def _gathered(tx: Transaction, case: Case, decided: CaseDecided, *, press: Press, by: Principal) -> Gathered:
    """An examiner's report states no error rates but the examiner's own."""
    gathered = gather(tx, case, decided, vault=press.vault, decoder=press.decoder)
    if by.may(Act.OVERSEE) or not by.may(Act.JUDGE):
        return gathered
    own = tuple(rate for rate in gathered.content.error_rates if rate.examiner == by.name)
    return replace(gathered, content=replace(gathered.content, error_rates=own))


def _reportable(tx: Transaction, case_id: CaseId, by: Principal) -> tuple[Case, CaseDecided]:
    by.require(Act.READ_REPORTS)
    decided = cases.decision_on(tx, case_id)
    case = cases.case_named(tx, case_id)
    if case is None or decided is None or not _may_know(tx, case, by):
        raise Refused(NO_SUCH_THING, kind="report of case", name=case_id)
    return case, decided


def _may_know(tx: Transaction, case: Case, by: Principal) -> bool:
    """A case that is there only because of a discreet entry is for those who see what is discreet. A discreet entry
    on a candidate of any other case hides nothing: its report does not tell of the entry, but its absence would."""
    if by.may(Act.SEE_DISCREET):
        return True
    # To an examiner a question of known truth, one into the past and a discreet one look alike, here too.
    if by.may(Act.JUDGE) and case.submission is None:
        return False
    encounters = [case.encounter, *cases.candidates_by_letter(tx, case.case).values()]
    return not (search.is_discreet(tx, case.search) or identities.silent_among(tx, encounters))
