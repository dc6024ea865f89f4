"""What the print connectors share: a question as EBTS bytes from somebody's prints, and an EBTS reply as an outcome.

Field numbers are of EBTS 9.1; what EBTS has no field for (how many people, as they stood when) our gateways say in
2.060, as "PEOPLE n" and "AS OF yyyymmddhhmmssZ" (docs/operate/repositories.md).
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from openbitmap import itl
from openbitmap.node.connectors.model import (
    Advice,
    Claim,
    Consultation,
    Letterhead,
    Outcome,
    Reply,
    State,
    Unaskable,
)
from openbitmap.vocabulary import Priority

CONTENT_TYPE = "application/vnd.ansi-nist-itl"
DOMAIN = ("NORAM", "EBTS")
LEAST_PRINTS = 2
MOST_RAPID, MOST_FULL = 10, 14
MOST_FINDINGS = 20
ALL_FINGERS = "00"
"""2.057 FNR: every finger there is."""

_PEOPLE = re.compile(r"\bPEOPLE (\d{1,12})\b")
_AS_OF = re.compile(r"\bAS OF (\d{14}Z)\b")
_ERROR = re.compile(r"([A-Z]\d{3,4})\b:?\s*(?:(\d{1,2}\.\d{3,4})\b:?\s*)?(.*)", re.DOTALL)
_QUALITY = frozenset({"L0008", "L0116", "L0117", "L0118"})
"""Codes of EBTS error messages that say that the prints are not good enough."""
_UNAUTHORISED = frozenset({"A0001", "A0002"})
LONGEST_WORDS = 300

Values = dict[str | int, itl.Value | None]


@dataclass(frozen=True)
class Form:
    """One type of question: its TOT, how urgent, how many prints it takes, and its Type-2 fields from the claim."""

    tot: str
    priority: Priority
    most: int
    fields: Callable[[Consultation, Letterhead], Values]


def write_search(form: Form, asked: Consultation, letter: Letterhead) -> bytes:
    """A search by the prints of the probe, none of which is changed. Raises Unaskable."""
    prints = _prints(asked.probe, most=form.most)
    return _written(form, letter, [itl.type_2(form.fields(asked, letter)), *prints])


def write_image_request(asked: Consultation, letter: Letterhead) -> bytes:
    """IRQ: the images of a record that a reply named. Raises Unaskable."""
    values: Values = {"ATN": "OPENBITMAP", "FBI": asked.reference, "FNR": [ALL_FINGERS]}
    form = Form("IRQ", Priority.ROUTINE_CRIMINAL, 0, lambda _a, _l: values)
    return _written(form, letter, [itl.type_2(values)])


def _written(form: Form, letter: Letterhead, records: Sequence[itl.Record]) -> bytes:
    header = itl.Header(
        form.tot,
        letter.control_number,
        letter.at.date(),
        letter.destination,
        letter.originator,
        priority=form.priority,
        time=letter.at,
        domain=DOMAIN,
        ppi=500.0 if form.most else None,
    )
    try:
        return itl.write(itl.compose(header, records))
    except itl.InvalidTransaction as broken:
        raise Unaskable(Outcome(State.ERROR, reason=f"unwritable: {broken.findings[0].code}")) from None
    except ValueError:
        raise Unaskable(Outcome(State.ERROR, reason="unwritable")) from None


def _prints(probe: bytes, *, most: int) -> list[itl.Record]:
    """The finger records that go along: single fingers before slaps, of one record type, at most so many. They go as
    they came; the repository judges the images."""
    transaction = itl.read(probe).transaction
    fingers = [f for f in transaction.fingers() if f.image.data] if transaction else []
    if transaction is None or len(fingers) < LEAST_PRINTS:
        raise Unaskable(Outcome(State.POOR_QUALITY, reason="no_usable_print"))
    kinds = [transaction.records[f.record].type for f in fingers]
    kind = max((14, 4), key=kinds.count)
    kept = [f for f, k in zip(fingers, kinds, strict=True) if k == kind]
    kept.sort(key=lambda f: (not f.position.is_single, f.record))
    if len(kept) < LEAST_PRINTS:
        raise Unaskable(Outcome(State.POOR_QUALITY, reason="no_usable_print"))
    return [transaction.records[f.record] for f in sorted(kept[:most], key=lambda f: f.record)]


def claimed(claim: Claim | None) -> Values:
    """Names and birth date as EBTS writes them: 2.018 the first name, 2.019 the others, 2.022 the date."""
    if claim is None:
        return {}
    names = [name[:50] for name in claim.names if len(name) >= 3]
    return {
        "NAM": names[0] if names else None,
        "AKA": names[1:11] or None,
        "DOB": f"{claim.born:%Y%m%d}" if claim.born else None,
        "CTZ": claim.nationality if re.fullmatch(r"[A-Z]{2}", claim.nationality) else None,
    }


def arrest_fields(asked: Consultation, letter: Letterhead) -> Values:
    """Type-2 of CAR: what EBTS demands and nobody asserted is said to be unknown; 2.005 says not to keep the prints."""
    day = f"{letter.at:%Y%m%d}"
    unknown: Values = {
        "RET": "N",
        "ATN": "OPENBITMAP",
        "NAM": "UNKNOWN",
        "POB": "XX",
        "DOB": "00000000",
        "SEX": "U",
        "RAC": "U",
        "HGT": "000",
        "WGT": "000",
        "EYE": "XXX",
        "HAI": "XXX",
        "DOA": day,
        "ASL": [[day, asked.purpose.value.replace("_", " ").upper()]],
        "CRI": letter.originator,
    }
    return unknown | {key: value for key, value in claimed(asked.claim).items() if value is not None}


def rapid_fields(repositories: Sequence[str]) -> Callable[[Consultation, Letterhead], Values]:
    """Type-2 of RPIS for these repositories (2.098)."""

    def fields(asked: Consultation, letter: Letterhead) -> Values:
        said = {k: v for k, v in claimed(asked.claim).items() if k != "CTZ"}
        return {"ATN": "OPENBITMAP", "CRI": letter.originator, "NDR": list(repositories), **said}

    return fields


Findings = Mapping[str, State]
RAPID: Findings = {"G": State.NO_CANDIDATE, "Y": State.CANDIDATE, "R": State.CANDIDATE, "P": State.PENDING}
"""2.059 of a rapid answer. Red and yellow are both no more than a candidate here: who it is, our examiners say."""
FULL: Findings = {"I": State.CANDIDATE, "N": State.NO_CANDIDATE, "P": State.PENDING}

REPLIES: Mapping[str, Findings] = {"RPISR": RAPID, "SRE": FULL, "SRT": FULL}


def read_reply(data: bytes) -> Reply:
    """RPISR, SRE, SRT, IRR or an error transaction as an outcome; anything else is State.ERROR with its findings."""
    reading = itl.read(data)
    found = tuple(dict.fromkeys(f.code for f in reading.errors))[:MOST_FINDINGS]
    transaction = reading.transaction
    if transaction is None:
        return Reply(Outcome(State.ERROR, reason="unreadable"), findings=found)
    tot = transaction.tot
    if tot.startswith("ERR"):
        outcome = _error(transaction)
    elif tot == "IRR":
        outcome = _images(transaction)
    elif tot in REPLIES:
        outcome = _search(transaction, REPLIES[tot])
    else:
        outcome = Outcome(State.ERROR, reason="unexpected_reply")
    return Reply(outcome, transaction.reference or "", found)


def _search(transaction: itl.Transaction, words: Findings) -> Outcome:
    said = transaction.text(59) or ""
    candidates = [parts[0] for _, record in transaction.of_type(2) for parts in record.subfields(64)]
    if not said and transaction.tot == "SRT":
        said = "I" if candidates else "N"  # EBTS lets SRT speak by its candidate list alone
    state = words.get(said)
    if state is None:
        return Outcome(State.ERROR, reason="finding_unknown")
    reference = transaction.text(14) or (candidates[0] if candidates else "")
    handling = transaction.text(71) or ("red" if said == "R" else "")
    if transaction.tot == "SRT":
        handling = transaction.text(88) or ""  # SRT has no 2.071; its note says what to do
    people, as_of = _statistics(transaction.messages())
    return Outcome(state, people, as_of, _short(reference), _short(handling))


def _images(transaction: itl.Transaction) -> Outcome:
    held = [f for f in transaction.fingers() if f.image.data]
    reference = _short(transaction.text(14) or "")
    if not held:
        return Outcome(State.NO_CANDIDATE, reference=reference, reason="no_images")
    return Outcome(State.IMAGES, reference=reference)


def _error(transaction: itl.Transaction) -> Outcome:
    """The first message: its code decides, the field and the words are kept."""
    first = next(iter(transaction.messages()), "")
    match = _ERROR.match(first.strip())
    code, field, words = match.groups() if match else ("", None, first)
    state = State.REFUSED
    if code in _QUALITY:
        state = State.POOR_QUALITY
    elif code in _UNAUTHORISED:
        state = State.NOT_AUTHORISED
    named = ":".join(part for part in ("refused", code, field) if part)
    return Outcome(state, reason=f"{named}: {_short(words)}".removesuffix(": "))


def _statistics(messages: Sequence[str]) -> tuple[int | None, datetime | None]:
    text = " | ".join(messages)
    people, as_of = _PEOPLE.search(text), _AS_OF.search(text)
    moment = None
    if as_of:
        try:
            moment = datetime.strptime(as_of[1], "%Y%m%d%H%M%S%z")
        except ValueError:
            moment = None
    return int(people[1]) if people else None, moment


def read_notice(data: bytes) -> Advice:
    """An unsolicited notice modelled on ULM: 1.009 its number, 1.010 the question of ours that it is about."""
    reading = itl.read(data)
    found = tuple(dict.fromkeys(f.code for f in reading.errors))[:MOST_FINDINGS]
    transaction = reading.transaction
    if transaction is None:
        return Advice("", findings=found or ("unreadable",))
    return Advice(
        transaction.control_number,
        answers=transaction.reference or "",
        reference=_short(transaction.text(14) or ""),
        handling=_short(transaction.text(71) or next(iter(transaction.messages()), "")),
        subject=_short(transaction.tot),
        findings=found,
    )


def _short(text: str) -> str:
    """What may be stored and shown, whatever a file's bytes were."""
    return "".join(c if c.isprintable() else " " for c in text[:LONGEST_WORDS]).strip()
