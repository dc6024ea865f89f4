"""Obey another nation's recall: bar, purge or put right, hand it on to whom we gave it, and say so in a receipt.

Guards the invariant that a receipt never says more than is so: it lists what was erased by its digests, what is kept
for which purpose by which law, and the nations further on that have not obeyed; it goes out again when that changes.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from openbitmap.node import envelopes, ledger
from openbitmap.node.database import Transaction, new_id
from openbitmap.node.disclosures import holding_store, keeping, recall_store, recalling, store
from openbitmap.node.disclosures.holding_store import Keeping
from openbitmap.node.disclosures.keeping import Errand
from openbitmap.node.disclosures.model import (
    RETAINABLE,
    CopyState,
    Demand,
    Holding,
    HoldingId,
    HoldingState,
    Reason,
    RecallId,
    Tombstone,
)
from openbitmap.node.disclosures.recall_store import Taken
from openbitmap.node.disclosures.transitions import Step, next_state
from openbitmap.node.events import RecallObeyed
from openbitmap.node.problems import PARTNER_STOPPED, Refused
from openbitmap.node.vault import Vault
from openbitmap.vocabulary import Actor, Digest, PartnerId, digest_of
from openbitmap.wire import Letter, LetterKind, is_name, moment, words

NODE = Actor("node", "disclosures")
LEAST = timedelta(hours=1)
LOOK_AGAIN = timedelta(days=30)
"""For so long its giver asks no more for what a person holds back; then again."""
DEVICES = ("vault", "database", "gallery processes")
"""Where a holding lies at a node: sealed bytes, rows, templates in memory."""
HELD = "held"
"""What a line says of something that a person holds back although its term is over."""
Line = dict[str, object]


def take_recall(tx: Transaction, vault: Vault, letter: Letter, *, at: datetime) -> None:
    """Carry a RECALL letter out. The same recall again is answered with the same receipt. A letter that says neither
    what nor why is refused by letter; the recall stays open at its giver, who is told of it when it is overdue."""
    body = letter.body
    taken = _taken_from(letter, at=at)
    if taken is None:
        _refuse(tx, letter, reason="unreadable", at=at)
        return
    if len(_items(body)) > recalling.MOST_ITEMS:
        _refuse(tx, letter, reason="too_many", at=at)
        return
    if not recall_store.insert_taken(tx, taken):
        _answer_again(tx, vault, letter, at=at)
        return
    items = _items(body)
    wanted = body.get("correction")
    correction = wanted if isinstance(wanted, Mapping) else None
    holding_store.lock_references(tx, ((letter.partner, i["reference"]) for i in items))
    found = [(item, _held_of(tx, letter.partner, item)) for item in items]
    _hand_on(tx, taken, [h.holding for _, held in found for h in held], at=at)
    lines: list[Line] = []
    for item, held in found:
        known = {"digest": item["digest"], "whole": item["whole"]}  # as the giver knows it
        lines += [_obey(tx, vault, taken, holding=h, right=correction) | known for h in held]
        lines += [] if held else [_nothing(item, at=at)]
    for item in items:
        _bar(tx, taken, item, lines=lines)
    settle(tx, taken, lines, at=at)


def settle(tx: Transaction, taken: Taken, lines: Sequence[Line], *, at: datetime) -> None:
    """Write the receipt as things stand, and state it where it says something new."""
    holdings = [str(line["holding"]) for line in lines if line.get("holding")]
    passed = [c for c in store.copies_passed_on(tx, holdings) if c.state is CopyState.RECALLED]
    outstanding = recall_store.waiting_on(tx, [c.copy for c in passed])
    told = {
        "recall": taken.recall,
        "items": [{k: v for k, v in line.items() if k not in ("holding", "whole")} for line in lines],
        "outstanding": outstanding,
        "complete": not outstanding and not any(line["outcome"] == HELD for line in lines),
        "at": at.isoformat(),
    }
    before = json.loads(taken.receipt) if taken.receipt else {}
    if before.get("items") == told["items"] and before.get("outstanding") == outstanding:
        return
    recall_store.settle_taken(tx, taken.taken, told, lines=json.dumps(list(lines)), at=at)
    count = [str(line["outcome"]) for line in lines]
    fact = RecallObeyed(
        taken.recall,
        taken.partner,
        purged=count.count("erased"),
        corrected=count.count("corrected"),
        retained=count.count("retained"),
        held=count.count(HELD),
        outstanding=tuple(outstanding),
        digest=digest_of(json.dumps(told, sort_keys=True).encode()),
    )
    ledger.record(tx, fact, actor=NODE)


def look_again(tx: Transaction, vault: Vault, taken: Taken, *, at: datetime) -> None:
    """What was held back when it was called back: it goes now where nobody holds it any more, or is answered with a new
    day where the old one is over."""
    lines: list[Line] = json.loads(taken.lines) if taken.lines else []
    named = [h for n in lines if n["outcome"] == HELD and (h := _holding(tx, n))]
    holding_store.lock_references(tx, ((h.partner, h.reference) for h in named))
    now = replace(taken, received_at=at)
    for number, line in enumerate(lines):
        holding = _holding(tx, line) if line["outcome"] == HELD else None
        if holding is None:
            continue
        item = {name: str(line.get(name, "")) for name in ("reference", "digest", "whole")}
        again = _obey(tx, vault, now, holding=holding, right=None)
        if again["outcome"] == HELD and at < datetime.fromisoformat(str(line["until"])):
            continue
        lines[number] = again | {"digest": item["digest"], "whole": item["whole"]}
        _bar(tx, now, item, lines=lines)
    settle(tx, taken, lines, at=at)


def _holding(tx: Transaction, line: Line) -> Holding | None:
    return holding_store.holding_named(tx, HoldingId(str(line.get("holding", ""))))


def settle_chains(tx: Transaction, answered: RecallId, *, at: datetime) -> None:
    """After a nation further on answered for what we passed on: every recall that waits is looked at again."""
    if not recall_store.holdings_behind(tx, answered):
        return
    for taken in recall_store.taken_waiting(tx):
        if taken.lines:
            settle(tx, taken, json.loads(taken.lines), at=at)


def send_receipt(tx: Transaction, partner: PartnerId, recall: str, *, at: datetime) -> None:
    """The receipt as it stands; the same receipt is one letter."""
    taken = recall_store.taken_of(tx, partner, recall)
    if taken and taken.receipt:
        _send(tx, taken, key=digest_of(taken.receipt.encode()), at=at)


def announce(tx: Transaction, partner: PartnerId, lines: Sequence[Line], *, key: str, at: datetime) -> None:
    """Tell a giver what was erased here without its asking: term over, or given for a person it is not. What goes does
    not wait for a nation to which nothing can be sent; it learns of it when it asks."""
    body = {"recall": "", "items": list(lines), "outstanding": [], "complete": True, "at": at.isoformat()}
    letter = Letter(partner, LetterKind.RECALL_DONE, body, correlation=key)
    try:
        envelopes.send(tx, letter, permit_clause="", at=at, actor=NODE, key=f"erased:{key}")
    except Refused as refused:
        if refused.problem is not PARTNER_STOPPED:
            raise


def line_of(holding: Holding, outcome: str, erased: Sequence[Digest], *, at: datetime) -> Line:
    """What became of one holding, as a receipt says it."""
    return {
        "holding": holding.holding,
        "reference": holding.reference,
        "digest": holding.digest,
        "kind": holding.kind.value,
        "outcome": outcome,
        "erased": list(erased),
        "devices": list(DEVICES) if erased else [],
        "at": at.isoformat(),
    }


def ground_of(kept: Keeping | None) -> Line:
    """For which purpose, by which law and by whom something stays, as a receipt says it."""
    return {"purpose": kept.purpose, "basis": kept.basis, "by": kept.retained_by} if kept else {}


def _obey(tx: Transaction, vault: Vault, taken: Taken, *, holding: Holding, right: Mapping[str, object] | None) -> Line:
    at = taken.received_at
    errand = Errand(taken.reason, taken.recall, at)
    kept = holding_store.keeping_of(tx, holding.holding)
    if kept and holding.state is HoldingState.RETAINED and taken.reason in RETAINABLE:
        return line_of(holding, "retained", [], at=at) | ground_of(kept)
    if kept and kept.held_by and holding.state is HoldingState.KEPT and taken.reason is Reason.RETENTION:
        until = (at + LOOK_AGAIN).isoformat()
        return line_of(holding, HELD, [], at=at) | {"words": kept.held_words, "until": until}
    fitting = keeping.fitting(tx, vault, holding, right=right) if right and taken.reason is Reason.CORRECTED else None
    if fitting:
        changed = keeping.correct(tx, vault, holding, right=fitting, errand=errand)
        return line_of(holding, "corrected" if changed else "not_held", changed or [], at=at)
    erased = keeping.purge(tx, vault, holding, errand=errand)
    return line_of(holding, "erased" if erased else "not_held", erased or [], at=at)


def _held_of(tx: Transaction, partner: PartnerId, item: Mapping[str, str]) -> list[Holding]:
    """What is meant: the content named, or, where we hold it in another form than it was sent in, everything of its
    kind under the reference. Nothing stays because two nations count bytes differently."""
    held = holding_store.hold_holdings(tx, partner, item["reference"])
    exact = [h for h in held if h.digest == item["digest"]]
    return exact or [h for h in held if h.kind.value == item.get("kind")]


def _nothing(item: Mapping[str, str], *, at: datetime) -> Line:
    return dict(item) | {"outcome": "not_held", "erased": [], "devices": [], "at": at.isoformat()}


def _bar(tx: Transaction, taken: Taken, item: Mapping[str, str], *, lines: Sequence[Line]) -> None:
    """A tombstone on the content; on the whole reference where nothing under it stays with us."""
    named = [line for line in lines if (line["reference"], line["digest"]) == (item["reference"], item["digest"])]
    if any(line["outcome"] in ("retained", HELD) for line in named):
        return
    corrected = any(line["outcome"] == "corrected" for line in named)
    digests = [item["digest"]] + [""] * (item.get("whole") == "True" and not corrected)
    for digest in digests:
        stone = Tombstone(taken.partner, item["reference"], digest, taken.recall, taken.received_at)
        keeping.set_tombstone(tx, stone)


def _hand_on(tx: Transaction, taken: Taken, holdings: Sequence[str], *, at: datetime) -> None:
    """Call back from third nations what we passed on, with half of the time that is left to us."""
    copies = [c for c in store.copies_passed_on(tx, holdings) if next_state(c.state, Step.RECALL)]
    if copies:
        within = max(LEAST, (taken.due_at - at) / 2)
        demand = Demand(taken.reason, taken.words, chain=taken.taken, within=within)
        recalling.recall_copies(tx, copies, demand, at=at, actor=NODE)


def _answer_again(tx: Transaction, vault: Vault, letter: Letter, *, at: datetime) -> None:
    """A reminder, or the same letter twice: the receipt once more for each reminder, as things stand now."""
    waits = recall_store.taken_of(tx, letter.partner, str(letter.body.get("recall")))
    if waits and waits.state == "waiting":
        look_again(tx, vault, waits, at=at)
    taken = recall_store.taken_of(tx, letter.partner, str(letter.body.get("recall")))
    if taken and taken.receipt:
        key = f"{digest_of(taken.receipt.encode())}:{letter.body.get('reminder', 0)}"
        _send(tx, taken, key=key, at=at)


def _send(tx: Transaction, taken: Taken, *, key: str, at: datetime) -> None:
    letter = Letter(taken.partner, LetterKind.RECALL_DONE, json.loads(taken.receipt), correlation=taken.recall)
    envelopes.send(tx, letter, permit_clause="", at=at, actor=NODE, key=f"{taken.taken}:{key}")


def _refuse(tx: Transaction, letter: Letter, *, reason: str, at: datetime) -> None:
    body = {"stage": "recall", "reason": reason, "clause": "", "words": ""}
    said = Letter(letter.partner, LetterKind.REFUSAL, body, correlation=letter.correlation)
    key = f"recall-{reason}:{digest_of(json.dumps(dict(letter.body), sort_keys=True).encode())}"
    envelopes.send(tx, said, permit_clause="", at=at, actor=NODE, key=key)


def _taken_from(letter: Letter, *, at: datetime) -> Taken | None:
    """None for a letter that does not say what is called back, why and until when."""
    body = letter.body
    name, items = str(body.get("recall") or ""), _items(body)
    try:
        reason, due_at = Reason(str(body.get("reason"))), moment(body.get("due"))
    except ValueError:
        return None
    if not items or not is_name(name) or due_at is None:
        return None
    return Taken(
        new_id("taken"),
        letter.partner,
        name,
        reason,
        words(body.get("words"), longest=recalling.LONGEST_WORDS),
        due_at=due_at,
        received_at=at,
        state="waiting",
        lines="",
        receipt="",
    )


def _items(body: Mapping[str, object]) -> list[dict[str, str]]:
    raw = body.get("items")
    found = [item for item in (raw if isinstance(raw, list) else []) if isinstance(item, dict)]
    texts = [{name: str(item.get(name, "")) for name in ("reference", "digest", "kind", "whole")} for item in found]
    return [item for item in texts if is_name(item["reference"]) and is_name(item["digest"])]
