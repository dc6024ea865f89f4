"""An answer as ANSI/NIST-ITL bytes: RPISR, SRE, SRT or ERRT (EBTS; requirements 4.1 and 4.2)."""

from openbitmap import itl
from openbitmap.node.exchange.card import card_lines, card_of
from openbitmap.vocabulary import Verdict
from openbitmap.wire import Answer, NextStep

RAPID: dict[Verdict, str] = {
    Verdict.NO_CANDIDATE: "G",
    Verdict.POSSIBLE_MATCH: "Y",
    Verdict.QUALITY: "Y",
    Verdict.PENDING: "P",
    Verdict.CONFIRMED: "Y",
    Verdict.NOT_CONFIRMED: "G",
    Verdict.INCONCLUSIVE: "Y",
    Verdict.WITHDRAWN: "Y",
}
"""Search results findings, 2.059, of a rapid answer. A machine's candidate is Y, and so is somebody whom people
identified without finding them on a list."""

RED = "R"
"""2.059 of a rapid answer that tells to follow handling instructions: people identified an entry of a list."""

FULL: dict[Verdict, str] = {
    Verdict.NO_CANDIDATE: "N",
    Verdict.POSSIBLE_MATCH: "P",
    Verdict.QUALITY: "P",
    Verdict.PENDING: "P",
    Verdict.CONFIRMED: "I",
    Verdict.NOT_CONFIRMED: "N",
    Verdict.INCONCLUSIVE: "P",
    Verdict.WITHDRAWN: "P",
}
"""2.059 of a full answer: I (identification) after people decided, P while they have not or cannot."""

MOST_MESSAGES = 11
LONGEST_MESSAGE = 300
"""2.060 MSG: up to 11 messages of 300 characters (EBTS 9.1)."""


ECHOED: dict[str, tuple[int, ...]] = {
    "RPISR": (6, 9, 18),
    "SRE": (6, 9, 18, 73),
    "SRT": (6, 9, 73),
}
"""Type-2 fields that an answer repeats from its question: attention, case number, name as asserted, agency."""


def agency_of(node: str) -> str:
    """The node's agency identifier for 1.008: nine bytes, as EBTS wants them."""
    return f"{node}OPENBITMAP"[:9].upper()


def transaction_bytes(answer: Answer, question: itl.Transaction | None) -> bytes:
    """The answer's bytes, conformant or not written at all. Its text is the card in English, line by line; `question`
    is None when it could not be read."""
    header = itl.Header(
        tot=answer.control.tot,
        control_number=answer.control.control_number,
        date=answer.clock.answered_at.date(),
        destination=answer.control.originator,
        originator=answer.control.answered_by,
        reference=answer.control.reference or None,
        time=answer.clock.answered_at,
    )
    text = _text(answer)
    try:
        return itl.write(itl.compose(header, [itl.type_2(_echo(answer.control.tot, question) | text)]))
    except itl.InvalidTransaction:
        # The question's own text broke the standard where a profile lets it: an answer without echo beats none.
        return itl.write(itl.compose(header, [itl.type_2(text)]))


def _echo(tot: str, question: itl.Transaction | None) -> dict[str | int, itl.Value | None]:
    if question is None or tot == "ERRT":
        return {}
    return {number: question.text(number) for number in ECHOED[tot]}


def _text(answer: Answer) -> dict[str | int, itl.Value | None]:
    lines = card_lines(card_of(answer, "en"))
    # Broken, never cut: the end of a line is where it says what was not searched.
    messages = [line[at : at + LONGEST_MESSAGE] for line in lines for at in range(0, len(line), LONGEST_MESSAGE)]
    if len(messages) > MOST_MESSAGES:
        left = len(messages) - MOST_MESSAGES + 1
        messages[MOST_MESSAGES - 1 :] = [f"{left} more lines; the node gives them with the answer's JSON form"]
    if answer.control.tot == "ERRT":
        return {"MSG": messages}
    rapid = answer.control.tot == "RPISR"
    return {"SRF": _findings(answer, rapid=rapid), "MSG": messages, "NOT": " ".join(lines[:2]) if rapid else None}


def _findings(answer: Answer, *, rapid: bool) -> str:
    if not rapid:
        return FULL[answer.verdict]
    red = answer.verdict is Verdict.CONFIRMED and answer.next_step is NextStep.FOLLOW_HANDLING
    return RED if red else RAPID[answer.verdict]
