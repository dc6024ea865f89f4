"""An answer as ANSI/NIST-ITL bytes: RPISR, SRE, SRT or ERRT (EBTS; requirements 4.1 and 4.2)."""

from openbitmap import itl
from openbitmap.node.exchange.card import card_lines, card_of
from openbitmap.vocabulary import Verdict
from openbitmap.wire import Answer

RAPID: dict[Verdict, str] = {
    Verdict.NO_CANDIDATE: "G",
    Verdict.POSSIBLE_MATCH: "Y",
    Verdict.QUALITY: "Y",
    Verdict.PENDING: "P",
    Verdict.CONFIRMED: "R",
    Verdict.NOT_CONFIRMED: "G",
}
"""Search results findings, 2.059, of a rapid answer. R stands for people's word only; a machine's candidate is Y."""

FULL: dict[Verdict, str] = {
    Verdict.NO_CANDIDATE: "N",
    Verdict.POSSIBLE_MATCH: "P",
    Verdict.QUALITY: "P",
    Verdict.PENDING: "P",
    Verdict.CONFIRMED: "I",
    Verdict.NOT_CONFIRMED: "N",
}
"""2.059 of a full answer: I (identification) after people decided, P while they have not."""

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
    is
    None when it could not be read."""
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
    shown = list(lines[:MOST_MESSAGES])
    if len(lines) > MOST_MESSAGES:
        shown[-1] = f"{len(lines) - MOST_MESSAGES + 1} more lines; the node gives them with the answer's JSON form"
    messages = [line[:LONGEST_MESSAGE] for line in shown]
    if answer.control.tot == "ERRT":
        return {"MSG": messages}
    rapid = answer.control.tot == "RPISR"
    findings = (RAPID if rapid else FULL).get(answer.verdict, "P")
    return {"SRF": findings, "MSG": messages, "NOT": " ".join(lines[:2]) if rapid else None}
