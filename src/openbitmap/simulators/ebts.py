"""How the simulated print repositories speak EBTS: check the question by the profile, search, write the answer.

Written apart from the node's connectors: what both sides agree on is the standard, not code they share.
"""

from collections.abc import Mapping, Sequence

from openbitmap import itl
from openbitmap.simulators.desk import Desk, Told
from openbitmap.simulators.gallery import OnRecord

CONTENT_TYPE = "application/vnd.ansi-nist-itl"
US = "USSYNSIM1"
"""Our own agency identifier where a question does not say how it calls us."""
QUALITY = "L0008"
ERROR_WORDS = 280

Values = dict[str | int, itl.Value | None]


def answer(data: bytes, desk: Desk, *, tots: Sequence[str], repository: str) -> bytes:
    """The reply to a question of one of these types; an error transaction for any other, or for one that breaks the
    profile."""
    question = itl.read(data).transaction
    if question is None:
        return _reply(None, "ERRT", {"MSG": ["E0001 1.003: this is no ANSI/NIST-ITL transaction"]}, desk=desk)
    if desk.conduct.refusal:
        return _reply(question, "ERRT", {"MSG": [desk.conduct.refusal[:ERROR_WORDS]]}, desk=desk)
    if question.tot not in tots:
        return _error(question, "E0002 1.004", f"{question.tot} is not served; {', '.join(tots)} are", desk=desk)
    broken = [f for f in itl.check(question, received=desk.at.date()) if f.severity is itl.Severity.ERROR]
    if broken:
        return _error(question, f"E0003 {broken[0].field or '1.003'}", broken[0].message, desk=desk)
    wanted = question.repositories()
    if wanted and repository and int(repository) not in wanted:
        return _error(question, "E0004 2.098", f"repository {repository} is not named", desk=desk)
    if question.tot == "IRQ":
        return _images(question, desk)
    probe = desk.gallery.fingers(question)
    if not probe:
        return _error(question, f"{QUALITY} 14.999", "the quality of the prints is too low to be used", desk=desk)
    return _found(question, desk.gallery.search(probe), desk)


def _found(question: itl.Transaction, hit: OnRecord | None, desk: Desk) -> bytes:
    tot = {"RPIS": "RPISR", "CAR": "SRE", "TPIS": "SRT"}[question.tot]
    return _reply(question, tot, _WRITERS[tot](question, hit) | {"MSG": _statistics(desk)}, desk=desk)


def _rapid(question: itl.Transaction, hit: OnRecord | None) -> Values:
    """Red for somebody listed, with what to do; yellow for somebody merely known; green is "no candidate here"."""
    values: Values = {"ATN": question.text(6) or "OPENBITMAP", "SRF": "G", "NOT": "NO CANDIDATE IN THIS REPOSITORY"}
    if hit is not None:
        listed = hit.known.standing == "listed"
        note = "POSSIBLE CANDIDATE, COMPARE THE PRINTS BEFORE ANY MEASURE"
        values |= {"SRF": "R" if listed else "Y", "NOT": note, "FBI": [hit.known.reference]}
        values["ACN"] = hit.known.handling or None
    return values


def _full(question: itl.Transaction, hit: OnRecord | None) -> Values:
    values: Values = {
        "NAM": question.text(18) or "UNKNOWN",
        "CRI": [question.text(73) or question.originator],
        "SRF": "N" if hit is None else "I",
    }
    if hit is not None:
        values |= {"FBI": [hit.known.reference], "ACN": hit.known.handling or None}
    return values


def _candidates(question: itl.Transaction, hit: OnRecord | None) -> Values:
    """A list of one at most; who it is, is told on a second request only (requirements, R24)."""
    values: Values = {"ATN": question.text(6) or "OPENBITMAP"}
    if hit is not None:
        values |= {"CAN": [[hit.known.reference, "NAME WITHHELD"]], "NOT": hit.known.handling or None}
    return values


_WRITERS = {"RPISR": _rapid, "SRE": _full, "SRT": _candidates}


def _images(question: itl.Transaction, desk: Desk) -> bytes:
    """IRR with the finger images of a record, as they were enrolled."""
    reference = question.text(14) or ""
    record = desk.gallery.by_reference(reference)
    if record is None:
        return _error(question, "E0005 2.014", f"no record {reference}", desk=desk)
    card = itl.read(record.card).transaction if record.card else None
    kept = [r for _, r in card.of_type(4, 14)] if card else []
    values: Values = {
        "ATN": question.text(6) or "OPENBITMAP",
        "FBI": [reference],
        "NAM": "NAME WITHHELD",
        "MSG": _statistics(desk),
    }
    return _reply(question, "IRR", values, records=kept, desk=desk)


def _statistics(desk: Desk) -> list[str]:
    return [f"PEOPLE {desk.gallery.people}", f"AS OF {desk.as_of:%Y%m%d%H%M%SZ}"]


def _error(question: itl.Transaction, code: str, words: str, *, desk: Desk) -> bytes:
    plain = "".join(c if c.isprintable() else " " for c in words)
    return _reply(question, "ERRT", {"MSG": [f"{code}: {plain}"[:ERROR_WORDS]]}, desk=desk)


def _reply(
    question: itl.Transaction | None, tot: str, values: Values, *, desk: Desk, records: Sequence[itl.Record] = ()
) -> bytes:
    header = itl.Header(
        tot,
        f"SIM-{desk.at:%Y%m%d%H%M%S%f}",
        desk.at.date(),
        (question.originator if question else "") or US,
        (question.destination if question else "") or US,
        reference=question.control_number if question else None,
        time=desk.at,
        domain=("NORAM", "EBTS"),
        ppi=500.0 if records else None,
    )
    return itl.write(itl.compose(header, [itl.type_2(values), *records]))


def notice(told: Told, desk: Desk) -> bytes:
    """A ULM-like notice: 1.010 names the question it is about."""
    header = itl.Header(
        "ULM",
        told.number,
        desk.at.date(),
        told.asked_by or US,
        US,
        reference=told.about or None,
        time=desk.at,
        domain=("NORAM", "EBTS"),
    )
    values: Mapping[str | int, itl.Value | None] = {
        "ATN": "OPENBITMAP",
        "FBI": [told.reference] if told.reference else None,
        "ACN": told.handling or None,
        "MSG": [told.subject or "A LATER RECORD MATCHES PRINTS THAT YOU SENT"],
    }
    return itl.write(itl.compose(header, [itl.type_2(values)]))
