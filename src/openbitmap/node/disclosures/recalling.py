"""Call back what was given, and read the receipts. A recall is one row and one fact a partner; the letter leaves by the
job that follows the fact, so that one transaction never holds two partners' outboxes."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from itertools import groupby

from openbitmap.node import envelopes, identities, ledger
from openbitmap.node.database import Transaction, new_id
from openbitmap.node.disclosures import recall_store, store
from openbitmap.node.disclosures.model import (
    RETAINABLE,
    Copy,
    CopyId,
    CopyState,
    Demand,
    ItemKind,
    Reason,
    Recall,
    RecallId,
    RecallState,
    Scope,
)
from openbitmap.node.disclosures.recall_store import Asked
from openbitmap.node.disclosures.transitions import Step, next_state
from openbitmap.node.events import CopyErased, RecallAcknowledged, RecallOrdered, RecallOverdue
from openbitmap.node.problems import NEEDS_WORDS, NOTHING_TO_RECALL, Refused
from openbitmap.vocabulary import Actor, EncounterId, PartnerId, digest_of
from openbitmap.wire import Letter, LetterKind, is_name, moment
from openbitmap.wire import words as said_words

NODE = Actor("node", "disclosures")
MOST_ITEMS = 200
"""In one letter; a partner's with more is refused."""
TOP_RUNG = 9
"""So often is a late recall told of; after that it stands on the list and is told of no more."""
LONGEST_HOLD = timedelta(days=30)
"""So long a partner may hold something back before it is asked for again; a later day counts as this one."""
LONGEST_NATION = 40
LONGEST_WORDS = 2_000
"""Of a partner's reasons; no node of ours writes longer ones."""
STEP_OF = {"erased": Step.ERASE, "not_held": Step.ERASE, "corrected": Step.CORRECT, "retained": Step.RETAIN}
"""What a receipt may say of one copy."""
SAID_GONE = frozenset({"erased", "not_held"})


def recall(tx: Transaction, scope: Scope, demand: Demand, *, at: datetime, actor: Actor) -> list[RecallId]:
    """Call back every copy in the scope that is in somebody's hands. Raises Refused where there is none; a correction
    finds none where no personal data of its groups was given."""
    if not demand.words.strip():
        raise Refused(NEEDS_WORDS)
    wanted = [c for c in copies_in(tx, scope) if next_state(c.state, Step.RECALL)]
    ordered = recall_copies(tx, wanted, demand, at=at, actor=actor)
    if not ordered:
        raise Refused(NOTHING_TO_RECALL)
    return ordered


def copies_in(tx: Transaction, scope: Scope) -> list[Copy]:
    """Every copy a scope names, gone or not."""
    found = store.copies_named(tx, scope.copies)
    if scope.encounter:
        encounter = EncounterId(scope.encounter)
        members = identities.alike(tx, [encounter]).get(encounter, frozenset({encounter}))
        found += store.copies_about(tx, sorted(members))
    if scope.entry:
        found += store.copies_of_entry(tx, scope.entry)
    return list({c.copy: c for c in found}.values())


def recall_copies(
    tx: Transaction, copies: Sequence[Copy], demand: Demand, *, at: datetime, actor: Actor
) -> list[RecallId]:
    """The same for copies already chosen; those that moved meanwhile are left out. A letter asks for `MOST_ITEMS` at
    most: of more copies with one partner there are several recalls."""
    rights = _rights(tx, copies, demand)
    held = store.hold_copies(tx, sorted(rights))
    moved = [c for c in held if store.move_copy(tx, c, Step.RECALL, at=at)]
    alike = sorted(moved, key=lambda c: (c.partner, rights[c.copy], c.copy))
    ordered = []
    for (partner, groups), group in groupby(alike, key=lambda c: (c.partner, rights[c.copy])):
        right = {g: demand.correction[g] for g in groups} if demand.correction else {}
        correction = json.dumps(right, sort_keys=True) if right else ""
        names = [c.copy for c in group]
        for start in range(0, len(names), MOST_ITEMS):
            made, named = _made(partner, demand, at=at, actor=actor), tuple(names[start : start + MOST_ITEMS])
            recall_store.insert_recall(tx, made, named, correction=correction)
            ordered.append((made, named))
    for made, named in ordered:
        due = made.due_at.isoformat()
        told = RecallOrdered(made.recall, made.partner, made.reason.value, named, due, made.chain)
        ledger.record(tx, told, actor=actor)
    return [made.recall for made, _ in ordered]


def _made(partner: PartnerId, demand: Demand, *, at: datetime, actor: Actor) -> Recall:
    return Recall(
        RecallId(new_id("recall")),
        partner,
        demand.reason,
        demand.words,
        ordered_by=str(actor),
        ordered_at=at,
        due_at=at + demand.within,
        state=RecallState.OPEN,
        outstanding=(),
        chain=demand.chain,
    )


def _rights(tx: Transaction, copies: Sequence[Copy], demand: Demand) -> dict[CopyId, tuple[str, ...]]:
    """The copies to call back, each with the groups that are put right in it. No permit carries a correction: it goes
    to personal data only, and says of it only what was given before."""
    right = demand.correction if demand.reason is Reason.CORRECTED else None
    if not right:
        return dict.fromkeys((c.copy for c in copies), ())
    terms = [store.terms_of(tx, c.copy) for c in copies if c.kind is ItemKind.DATA]
    groups = {t.copy: tuple(sorted(str(g) for g in t.fields if str(g) in right)) for t in terms if t}
    return {copy: found for copy, found in groups.items() if found}


def send_recall(tx: Transaction, name: RecallId, *, at: datetime, reminder: int = 0) -> None:
    """The letter: which references must go or be put right, why, until when. A reminder is the same letter again."""
    made = recall_store.recall_named(tx, name)
    if made is None or made.state is RecallState.DONE:
        return
    asked = recall_store.asked_of(tx, name)
    correction = recall_store.correction_of(tx, name)
    body = {
        "recall": made.recall,
        "reason": made.reason.value,
        "words": made.words,
        "due": made.due_at.isoformat(),
        "reminder": reminder,
        "items": [_item(tx, made.partner, one) for one in asked],
        "correction": correction,
    }
    letter = Letter(made.partner, LetterKind.RECALL, body, correlation=made.recall)
    envelopes.send(tx, letter, permit_clause="", at=at, actor=NODE, key=f"{made.recall}:{reminder}")


def _item(tx: Transaction, partner: PartnerId, one: Asked) -> dict[str, object]:
    """`whole`: nothing else under the reference stays with the partner, so that all of it may be barred there."""
    others = store.copies_known_as(tx, partner, one.reference)
    stays = {CopyState.GIVEN, CopyState.CORRECTED, CopyState.RETAINED}
    whole = not any(c.state in stays for c in others)
    return {"reference": one.reference, "digest": one.digest, "kind": one.kind.value, "whole": whole}


def acknowledge(tx: Transaction, letter: Letter, *, at: datetime) -> None:
    """Take a receipt in: what the recipient did with each copy, and who further on has not obeyed. A receipt for no
    recall says what the partner erased by itself. Whatever it does not name stays recalled; one for a recall that
    the partner was not asked changes nothing."""
    body = letter.body
    name = str(body.get("recall") or "")
    lines = {_key(line): line for line in lines_in(body)}
    if not name:
        _take_note(tx, letter.partner, list(lines.values()), at=at)
        return
    made = recall_store.hold_recall(tx, RecallId(name))
    if made is None or made.partner != letter.partner:
        return
    counts = dict.fromkeys(("erased", "corrected", "retained", "held"), 0)
    gone = []
    for one in recall_store.asked_of(tx, made.recall):
        line = lines.get((one.reference, one.digest))
        said = _taken_at_its_word(tx, made, one, line=line, at=at) or _held(tx, made, one, line=line, at=at)
        if said:
            counts[said] += 1
            gone += [one.copy] if said == "erased" else []
    outstanding = _names(body.get("outstanding"))
    settled = all(one.outcome for one in recall_store.asked_of(tx, made.recall))
    state = RecallState.DONE if settled and not outstanding else RecallState.PARTIAL
    if not any(counts.values()) and (state, tuple(outstanding)) == (made.state, made.outstanding):
        return  # the same receipt again
    recall_store.answer(tx, made.recall, state, receipt=dict(body), at=at)
    for copy in gone:
        ledger.record(tx, CopyErased(copy, made.partner, made.recall), actor=NODE)
    digest = digest_of(json.dumps(dict(body), sort_keys=True).encode())
    fact = RecallAcknowledged(made.recall, made.partner, **counts, outstanding=tuple(outstanding), digest=digest)
    ledger.record(tx, fact, actor=NODE)


def _taken_at_its_word(
    tx: Transaction, made: Recall, one: Asked, *, line: Mapping[str, str] | None, at: datetime
) -> str:
    """What became of one copy, as the receipt says; "" where it says nothing new that the reason allows."""
    step = _step(made, line)
    held = store.hold_copies(tx, [one.copy]) if step else []
    if line is None or step is None or not held:
        return ""
    if not store.move_copy(tx, held[0], step, at=at, device=line.get("devices", "")):
        if (step, held[0].state) == (Step.ERASE, CopyState.ERASED):  # it went by another recall
            recall_store.settle_copy(tx, made.recall, one.copy, said=line)
        return ""
    recall_store.settle_copy(tx, made.recall, one.copy, said=line)
    return "erased" if step is Step.ERASE else line["outcome"]


def _held(tx: Transaction, made: Recall, one: Asked, *, line: Mapping[str, str] | None, at: datetime) -> str:
    """A person over there holds it back, by its words until a day; "" where that is not new, or the recall is for more
    than its term."""
    told = line is not None and line["outcome"] == "held" and made.reason is Reason.RETENTION and not one.outcome
    words = said_words(line.get("words"), longest=LONGEST_WORDS) if line and told else ""
    until = _day(line.get("until"), latest=at + LONGEST_HOLD) if line and told else None
    stands = words == one.held and one.held_until is not None and at < one.held_until
    if not words or until is None or stands:
        return ""
    recall_store.note_held(tx, made.recall, one.copy, words=words, until=until)
    for copy in store.hold_copies(tx, [one.copy]):
        store.move_copy(tx, copy, Step.HOLD, at=at)
    return "held"


def _day(said: object, *, latest: datetime) -> datetime | None:
    """When a partner says that it will look again, but no later than we do; None where it names no time."""
    try:
        day = moment(said)
    except ValueError:
        return None
    return min(day, latest) if day else None


def _step(made: Recall, line: Mapping[str, str] | None) -> Step | None:
    """What a line means; None for one that the reason does not allow: nothing wrong is retained, and whoever retains
    names the purpose and the law."""
    step = STEP_OF.get(line["outcome"]) if line else None
    if step is Step.RETAIN and line:
        named = line.get("purpose", "").strip() and line.get("basis", "").strip()
        return step if named and made.reason in RETAINABLE else None
    if step is Step.CORRECT and made.reason.value != "corrected":
        return None
    return step


def _take_note(tx: Transaction, partner: PartnerId, lines: Sequence[Mapping[str, str]], *, at: datetime) -> int:
    gone = []
    told = [line for line in lines if line["outcome"] in SAID_GONE]
    for line in sorted(told, key=lambda one: (one["reference"], one["digest"])):
        for copy in store.copies_known_as(tx, partner, line["reference"], digest=line["digest"]):
            if copy.state is not CopyState.RECALLED and store.move_copy(tx, copy, Step.ERASE, at=at):
                gone.append(copy.copy)
    for name in gone:
        ledger.record(tx, CopyErased(name, partner, ""), actor=NODE)
    return len(gone)


def note_erased(tx: Transaction, partner: PartnerId, reference: str, *, at: datetime, digest: str = "") -> int:
    """A recipient's receipt says that what it knows by this reference is gone: an ephemeral probe, most often. How many
    copies that were."""
    lines = [{"reference": reference, "digest": digest, "outcome": "erased"}]
    return _take_note(tx, partner, lines, at=at)


def escalate_overdue(tx: Transaction, *, at: datetime, every: timedelta) -> list[RecallId]:
    """Tell of recalls whose deadline passed, again after each `every`; each time the letter goes out again."""
    late = recall_store.to_escalate(tx, at=at, every=every, top=TOP_RUNG)
    climbed = [(name, rung + 1) for name, rung in late if recall_store.climb(tx, name, rung, at=at)]
    for name, rung in climbed:
        made = recall_store.recall_named(tx, name)
        if made:
            ledger.record(tx, RecallOverdue(name, made.partner, rung), actor=NODE)
    return [name for name, _ in climbed]


def lines_in(body: Mapping[str, object]) -> list[dict[str, str]]:
    """A receipt's lines as texts, whatever the partner wrote; one that names nothing is left out."""
    raw = body.get("items")
    found = [line for line in (raw if isinstance(raw, list) else []) if isinstance(line, dict)]
    texts = [{str(k): _text(v) for k, v in line.items()} for line in found]
    return [line for line in texts if line.get("reference") and "outcome" in line and "digest" in line]


def _text(value: object) -> str:
    return ", ".join(str(v) for v in value) if isinstance(value, list) else str(value)


def _names(value: object) -> list[str]:
    """Nations that a receipt names; whatever is no name is left out."""
    named = {v for v in value if is_name(v) and len(v) <= LONGEST_NATION} if isinstance(value, list) else ()
    return sorted(named)[:MOST_ITEMS]


def _key(line: Mapping[str, str]) -> tuple[str, str]:
    return line["reference"], line["digest"]
