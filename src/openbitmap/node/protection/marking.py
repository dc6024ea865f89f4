"""Mark who is protected; end it with two people."""

import hashlib
from dataclasses import replace
from datetime import datetime

from openbitmap.node import identities, intake, ledger
from openbitmap.node.access import Act, Principal
from openbitmap.node.database import Transaction
from openbitmap.node.events import ProtectionEndAsked, ProtectionEndDecided, ProtectionMarked
from openbitmap.node.problems import (
    MARKED_ALREADY,
    MARKING_ENDED,
    NEEDS_REASON,
    NO_SUCH_THING,
    NOT_A_STATE,
    OWN_UNMARKING,
    Refused,
)
from openbitmap.node.protection import store
from openbitmap.node.protection.model import Marking, MarkingKind, Wanted
from openbitmap.node.protection.nations import state_of
from openbitmap.node.protection.store import Word
from openbitmap.vocabulary import EncounterId, SubmissionId


def mark(tx: Transaction, encounter: EncounterId, wanted: Wanted, *, by: Principal, at: datetime) -> str:
    """From now on the person of this encounter is guarded; one person may, for it only ever protects. An officer marks
    whom the own post met. Returns the marking. Raises Refused."""
    by.require(Act.MARK_PROTECTION)
    _require_known(tx, encounter, by)
    if not wanted.reason.strip():
        raise Refused(NEEDS_REASON)
    nation = state_of(wanted.nation)
    if wanted.kind is MarkingKind.FEARED_STATE and not nation:
        raise Refused(NOT_A_STATE, nation=wanted.nation or "-")
    kept = replace(wanted, nation=nation if wanted.kind is MarkingKind.FEARED_STATE else "")
    made = store.insert_marking(tx, encounter, kept, by=by.name, at=at)
    if made is None:
        raise Refused(MARKED_ALREADY)
    marking, salt = made
    ledger.record(tx, ProtectionMarked(marking, _seal(encounter, kept, salt)), actor=by.actor)
    return marking


def ask_unmark(tx: Transaction, marking: str, reason: str, *, by: Principal, at: datetime) -> None:
    """The first of two people who end a marking; it stands until the second agrees. Raises Refused."""
    _hold(tx, marking, by)
    if not reason.strip():
        raise Refused(NEEDS_REASON)
    if not store.ask_unmark(tx, marking, Word(by.name, reason.strip(), at)):
        raise Refused(MARKED_ALREADY)
    ledger.record(tx, ProtectionEndAsked(marking, by.name), actor=by.actor)


def decide_unmark(tx: Transaction, marking: str, word: Word, *, by: Principal, agreed: bool) -> None:
    """The second: the marking ends, or stays as if nobody had asked. Raises Refused."""
    held = _hold(tx, marking, by)
    if not word.reason.strip():
        raise Refused(NEEDS_REASON)
    if held.unmark_by is None:
        raise Refused(MARKING_ENDED)
    if held.unmark_by == by.name:
        raise Refused(OWN_UNMARKING, person=by.name)
    store.settle_unmark(tx, marking, replace(word, by=by.name), agreed=agreed)
    ledger.record(tx, ProtectionEndDecided(marking, by.name, int(agreed)), actor=by.actor)


def markings(tx: Transaction, *, by: Principal) -> list[Marking]:
    """What stands; only for who may read it. Raises Refused."""
    by.require(Act.READ_PROTECTION)
    return store.standing(tx)


def _hold(tx: Transaction, marking: str, by: Principal) -> Marking:
    by.require(Act.REVIEW_PROTECTION)
    held = store.hold_marking(tx, marking)
    if held is None:
        raise Refused(NO_SUCH_THING, kind="marking", name=marking)
    return held


def _require_known(tx: Transaction, encounter: EncounterId, by: Principal) -> None:
    """Raises Refused(NO_SUCH_THING) alike for an encounter that is not there and for one of another post."""
    found = identities.encounters_named(tx, [encounter])
    origin = found[0].submission if found else None
    sent = intake.submission_of(tx, SubmissionId(origin)) if origin and by.station else None
    if not found or (by.station and (sent is None or sent.station != by.station)):
        raise Refused(NO_SUCH_THING, kind="encounter", name=encounter)


def _seal(encounter: EncounterId, wanted: Wanted, salt: str) -> str:
    told = "\n".join((salt, encounter, wanted.kind, wanted.nation, wanted.basis, wanted.reason))
    return hashlib.sha256(told.encode()).hexdigest()
