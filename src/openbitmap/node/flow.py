"""START HERE: which event starts which jobs. Every line is one job, and every job is one transaction.

door -> intake -> identities -> search -> {answer, cases, alerts} -> people -> {identities, alerts, answer}
"""

from collections.abc import Mapping

from openbitmap.node import alerts, cases, connectors, exchange, identities, intake, notices, screening, search, watchlists  # noqa: F401  # doors before their jobs
from openbitmap.node.agreements import jobs as agreements_jobs
from openbitmap.node.alerts import jobs as alerts_jobs
from openbitmap.node.cases import jobs as cases_jobs
from openbitmap.node.connectors import jobs as connectors_jobs
from openbitmap.node.delivery import Step
from openbitmap.node.disclosures import jobs as disclosures_jobs
from openbitmap.node.events import (
    AgreementEnded,
    AgreementSuspended,
    AlertClosed,
    AlertConfirmed,
    AlertDispatched,
    AlertEscalated,
    AlertGroundEnded,
    AlertOutcomeRecorded,
    AlertRaised,
    AlertReopened,
    AlertWithdrawn,
    CaseDecided,
    CaseOpened,
    EncounterEnrolled,
    EncounterWithdrawn,
    EntryApproved,
    EntryEnrolled,
    EntryExpired,
    EntryRemoved,
    EnvelopeAccepted,
    EnvelopeDelivered,
    Event,
    HoldingPurged,
    IdentitiesChanged,
    NationalFound,
    NoticeRecalled,
    ProtectionReviewed,
    RecallAcknowledged,
    RecallObeyed,
    RecallOrdered,
    RecallOverdue,
    RepositoryAsked,
    ReverseSearchBegun,
    ReverseSearchFinished,
    SearchFinished,
    SubmissionAccepted,
    SubmissionReceived,
    SubmissionRefused,
    WatchEnded,
    WatchMet,
    WorkDied,
)
from openbitmap.node.exchange import jobs as exchange_jobs
from openbitmap.node.identities import jobs as identities_jobs
from openbitmap.node.intake import jobs as intake_jobs
from openbitmap.node.notices import jobs as notices_jobs
from openbitmap.node.screening import jobs as screening_jobs
from openbitmap.node.search import jobs as search_jobs
from openbitmap.node.watchlists import jobs as watchlists_jobs
from openbitmap.node.witness import jobs as witness_jobs
from openbitmap.node.work import Queue
from openbitmap.wire import LetterKind

FLOW: Mapping[type[Event], tuple[Step, ...]] = {
    SubmissionReceived: (Step(intake_jobs.examine, Queue.NATIVE),),
    SubmissionRefused: (Step(exchange_jobs.answer_refusal),),
    SubmissionAccepted: (Step(identities_jobs.enrol, Queue.NATIVE),),
    EncounterEnrolled: (Step(search_jobs.search_encounter, Queue.SEARCH), Step(screening_jobs.file_arrival)),
    SearchFinished: (
        Step(exchange_jobs.answer_search),
        Step(cases_jobs.open_for_candidates),
        Step(alerts_jobs.check_watchlists),
        Step(search_jobs.note_sightings),
        Step(search_jobs.search_silently, Queue.SEARCH),
    ),
    CaseOpened: (Step(cases_jobs.seed_now_and_then),),
    CaseDecided: (
        Step(identities_jobs.apply_judgement),
        Step(alerts_jobs.withdraw_excluded),
        Step(exchange_jobs.answer_decision),
        Step(cases_jobs.settle_sightings),
    ),
    EntryApproved: (Step(watchlists_jobs.enrol_prints, Queue.NATIVE), Step(screening_jobs.file_entry)),
    EntryEnrolled: (Step(search_jobs.begin_reverse), Step(alerts_jobs.tell_listed), Step(notices_jobs.stand_on_prints)),
    EntryRemoved: (
        Step(disclosures_jobs.recall_removed),
        Step(alerts_jobs.tell_removed),
        Step(alerts_jobs.end_removed),
        Step(screening_jobs.drop_removed),
        Step(notices_jobs.end_removed),
    ),
    EntryExpired: (
        Step(disclosures_jobs.recall_expired),
        Step(alerts_jobs.tell_expired),
        Step(alerts_jobs.end_expired),
        Step(screening_jobs.drop_expired),
        Step(notices_jobs.end_expired),
    ),
    ReverseSearchBegun: (Step(search_jobs.search_past, Queue.SEARCH),),
    ReverseSearchFinished: (Step(cases_jobs.open_for_past), Step(alerts_jobs.check_silent)),
    EncounterWithdrawn: (
        Step(search_jobs.confirm_withdrawal, Queue.SEARCH),
        Step(screening_jobs.drop_withdrawn),
        Step(disclosures_jobs.recall_withdrawn),
    ),
    IdentitiesChanged: (
        Step(identities_jobs.find_discrepancies),
        Step(alerts_jobs.recheck),
        Step(exchange_jobs.answer_reversal),
        Step(watchlists_jobs.correct_sightings),
        Step(disclosures_jobs.recall_changed),
        Step(disclosures_jobs.let_go_changed),
        Step(notices_jobs.find_met),
    ),
    RepositoryAsked: (Step(connectors_jobs.ask),),
    WorkDied: (Step(exchange_jobs.answer_failure),),
    AlertRaised: (Step(alerts_jobs.tell_raised), Step(notices_jobs.warn_raised)),
    AlertEscalated: (Step(alerts_jobs.tell_escalated),),
    AlertConfirmed: (Step(alerts_jobs.tell_verified), Step(notices_jobs.warn_verified)),
    AlertGroundEnded: (Step(alerts_jobs.tell_ended),),
    AlertReopened: (Step(alerts_jobs.tell_reopened), Step(notices_jobs.unwarn_reopened)),
    AlertWithdrawn: (Step(alerts_jobs.tell_withdrawn), Step(notices_jobs.unwarn_withdrawn)),
    AlertDispatched: (Step(alerts_jobs.send),),
    EnvelopeAccepted: (
        Step(agreements_jobs.take_letter, only=frozenset({LetterKind.AGREEMENT})),
        Step(witness_jobs.take_checkpoint, only=frozenset({LetterKind.CHECKPOINT})),
        Step(witness_jobs.take_cosignature, only=frozenset({LetterKind.COSIGNATURE})),
        Step(disclosures_jobs.take_recall, only=frozenset({LetterKind.RECALL})),
        Step(disclosures_jobs.take_receipt, only=frozenset({LetterKind.RECALL_DONE})),
        Step(notices_jobs.take_offer, only=frozenset({LetterKind.WATCH})),
        Step(notices_jobs.take_end, only=frozenset({LetterKind.WATCH_ENDED, LetterKind.REFUSAL})),
        Step(notices_jobs.take_notice, only=frozenset({LetterKind.NOTICE})),
        Step(notices_jobs.take_outcome, only=frozenset({LetterKind.NOTICE_OUTCOME})),
    ),
    RecallOrdered: (Step(disclosures_jobs.send_recall),),
    RecallOverdue: (Step(disclosures_jobs.send_again),),
    RecallObeyed: (Step(disclosures_jobs.send_receipt),),
    RecallAcknowledged: (Step(disclosures_jobs.settle_chains),),
    HoldingPurged: (Step(disclosures_jobs.undo_what_rested), Step(disclosures_jobs.end_cases), Step(notices_jobs.obey)),
    NationalFound: (Step(disclosures_jobs.purge_national),),
    EnvelopeDelivered: (Step(notices_jobs.note_delivered, only=frozenset({LetterKind.WATCH})),),
    AgreementSuspended: (Step(notices_jobs.end_suspended),),
    AgreementEnded: (Step(notices_jobs.end_ended),),
    AlertOutcomeRecorded: (Step(notices_jobs.tell_outcome),),
    AlertClosed: (Step(notices_jobs.unwarn_closed),),
    WatchMet: (Step(notices_jobs.tell),),
    WatchEnded: (Step(notices_jobs.settle_end),),
    NoticeRecalled: (Step(notices_jobs.recall),),
    ProtectionReviewed: (Step(notices_jobs.tell_released),),
}
