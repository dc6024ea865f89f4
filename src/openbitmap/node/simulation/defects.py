"""Faults that somebody could write into a node, one for each invariant, to show that the net catches them. Each takes
the rules as they are and gives them with a fault in."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

import psycopg

from openbitmap.node import envelopes, identities, ledger, partners
from openbitmap.node.database import Transaction, named_queries
from openbitmap.node.delivery import Step
from openbitmap.node.equipment import Equipment
from openbitmap.node.events import (
    DisputeOpened,
    EncounterEnrolled,
    Event,
    InquiryPlanned,
    InquiryReceived,
    SearchFinished,
    SubmissionAccepted,
)
from openbitmap.node.simulation.agreement import agreement_between
from openbitmap.node.simulation.nation import SIMULATION
from openbitmap.node.simulation.plan import Plan
from openbitmap.node.simulation.world import Rules
from openbitmap.vocabulary import PartnerId, SubmissionId
from openbitmap.wire import Letter, LetterKind

_SQL = named_queries(__package__)


def outbox_outside_its_transaction(rules: Rules) -> Rules:
    """The envelope of a question is kept in memory and written a little after its cause is committed: a process that
    dies in between loses it."""
    memory: dict[str, list[str]] = defaultdict(list)
    (own,) = rules.flow[InquiryPlanned]

    def ask(tx: Transaction, event: InquiryPlanned, equipment: Equipment) -> None:
        own.job(tx, event, equipment)
        hidden = tx.all(_SQL["hide_envelopes"], partner=event.partner)
        memory[equipment.process] += [row[0] for row in hidden]

    def write_later(tx: Transaction, equipment: Equipment, _at: datetime) -> None:
        tx.run(_SQL["show_envelopes"], envelopes=memory.pop(equipment.process, []))

    return replace(_instead(rules, InquiryPlanned, ask), looks=(*rules.looks, write_later))


def states_twice(rules: Rules) -> Rules:
    """A line of the flow was copied: somebody is said to be enrolled once more, and searched once more."""

    def state_again(tx: Transaction, event: SubmissionAccepted, _equipment: Equipment) -> None:
        enrolled = identities.encounter_of(tx, SubmissionId(event.submission))
        if enrolled:
            ledger.record(tx, EncounterEnrolled(event.submission, enrolled.encounter, 2, 0), actor=SIMULATION)

    return _also(rules, SubmissionAccepted, state_again)


def tells_without_permit(rules: Rules) -> Rules:
    """Personal data goes out with the answer, because it would be asked for anyway."""

    def tell(tx: Transaction, event: InquiryReceived, equipment: Equipment) -> None:
        letter = Letter(PartnerId(event.partner), LetterKind.DATA, {"fields": {}}, correlation=event.inquiry)
        at, key = equipment.now(), f"{event.inquiry}:unasked"
        clause = f"{agreement_between(letter.partner, partners.me(tx))} v1 cl. 9.9"
        envelopes.send(tx, letter, permit_clause=clause, at=at, actor=SIMULATION, key=key)

    return _also(rules, InquiryReceived, tell)


def gives_on(rules: Rules) -> Rules:
    """Partners are told of people whom only another nation has met, by what it had sent to be compared."""

    def tell(tx: Transaction, _equipment: Equipment, _at: datetime) -> None:
        tx.run(_SQL["hand_on"])

    return replace(rules, looks=(*rules.looks, tell))


def counts_too_many(rules: Rules) -> Rules:
    """The answer says that more people were searched than there were."""

    def inflate(tx: Transaction, event: SearchFinished, _equipment: Equipment) -> None:
        tx.run(_SQL["inflate_coverage"], search=event.search)

    steps = (Step(inflate), *rules.flow[SearchFinished])
    return replace(rules, flow={**rules.flow, SearchFinished: steps})


def rewrites_history(rules: Rules) -> Rules:
    """Somebody with the owner's rights changes who did a thing."""

    def rewrite(tx: Transaction, event: InquiryReceived, equipment: Equipment) -> None:
        tx.after_commit(lambda: _rewrite(equipment.settings.database_url, event.inquiry))

    return _also(rules, InquiryReceived, rewrite)


def goes_on_after_a_restore(rules: Rules) -> Rules:
    """Nobody notices, or says, that a node was set back to a backup."""
    return replace(rules, settles_restores=False)


def uses_what_is_disputed(rules: Rules) -> Rules:
    """A letter under a stolen key is listed, and nothing else follows."""
    return replace(rules, flow={**rules.flow, DisputeOpened: ()})


DEFECTS: Mapping[str, Callable[[Rules], Rules]] = {
    "lost": outbox_outside_its_transaction,
    "doubled": states_twice,
    "unpermitted": tells_without_permit,
    "given_on": gives_on,
    "false_coverage": counts_too_many,
    "broken_ledgers": rewrites_history,
    "unsettled": goes_on_after_a_restore,
    "disputed_in_use": uses_what_is_disputed,
}
"""By the invariant that each breaks, where its name is not another: `BREAKS`."""
NEEDS: Mapping[str, Callable[[Plan], bool]] = {
    "unsettled": lambda plan: bool(plan.rare.losses),
    "disputed_in_use": lambda plan: bool(plan.rare.thefts),
}
"""What a seed's plan must have to show it."""
BREAKS = {name: name for name in DEFECTS} | {"unsettled": "lost", "given_on": "unpermitted"}
"""The invariant by which each is found."""


def _rewrite(url: str, inquiry: str) -> None:
    with psycopg.connect(url) as connection:
        connection.execute("SET session_replication_role = replica")
        connection.execute(_SQL["rewrite_entry"].encode(), {"inquiry": inquiry})


def _instead(rules: Rules, kind: type[Event], job: Callable[..., None]) -> Rules:
    return replace(rules, flow={**rules.flow, kind: (Step(job),)})


def _also(rules: Rules, kind: type[Event], job: Callable[..., None]) -> Rules:
    return replace(rules, flow={**rules.flow, kind: (*rules.flow.get(kind, ()), Step(job))})
