"""Judgements and facts about a person in sentences: who, when, in which case or by which change."""

from collections.abc import Callable, Mapping

from openbitmap.node.identities import Edge, Field, Step
from openbitmap.node.ledger import Entry
from openbitmap.node.views import JudgementLine
from openbitmap.vocabulary import EncounterId

Say = Callable[..., str]
Numbers = Mapping[EncounterId, int]


def name_of(encounter: EncounterId, numbers: Numbers, say: Say) -> str:
    """ "encounter 3" of the person on the page; somebody else's by its identifier."""
    return say("encounter_n", n=numbers[encounter]) if encounter in numbers else encounter


def judged(edge: Edge | Step, numbers: Numbers, say: Say) -> str:
    """What a judgement says, without who said it. An identifier at its start keeps its letters."""
    a, b = sorted((edge.encounter, edge.other), key=lambda e: (numbers.get(e, len(numbers) + 1), e))
    text = say(f"judged_{edge.conclusion.value}", a=name_of(a, numbers, say), b=name_of(b, numbers, say))
    return text if text.startswith((edge.encounter, edge.other)) else text[:1].upper() + text[1:]


def source_of(line: JudgementLine, say: Say) -> str:
    """The case with its examiners, or the change with its two people."""
    edge = line.edge
    if edge.case:
        people = ", ".join(line.by)
        return say("by_case", case=edge.case, people=people) if people else say("by_case_unnamed", case=edge.case)
    first, second = (*line.by, "?", "?")[:2]
    return say("by_change", change=edge.change, first=first, second=second)


def told(fact: Entry, say: Say) -> tuple[str, str]:
    """Who did it, and what, of one entry of the ledger."""
    body = {k: v for k, v in fact.event.body().items() if isinstance(v, str | int)}
    for key, table in (("kind", "kind"), ("outcome", "outcome"), ("conclusion", "conclusion")):
        if key in body:
            body[key] = say(f"{table}_{body[key]}").lower()
    who = say("the_node") if fact.actor.kind == "node" else fact.actor.name
    return who, say(f"fact_{type(fact.event).__name__}", **body)


def birth_date(asserted: str) -> str:
    """20010203 as 2001-02-03; anything else as it was asserted."""
    if len(asserted) == 8 and asserted.isdigit():
        return f"{asserted[:4]}-{asserted[4:6]}-{asserted[6:]}"
    return asserted


def shown(field: Field | None, value: str) -> str:
    """A value as people read it: dates with their dashes, everything else as asserted."""
    return birth_date(value) if field is Field.BIRTH_DATE else value
