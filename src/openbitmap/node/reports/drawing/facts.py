"""What was concluded, asked and compared, by whom, and what it means: the pages that everybody reads."""

from collections.abc import Iterator
from datetime import datetime
from xml.sax.saxutils import escape

from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, Spacer, Table

from openbitmap.node.cases import Share
from openbitmap.node.reports.drawing.sheet import point, table, text
from openbitmap.node.reports.drawing.speech import column, finger, many, say
from openbitmap.node.reports.drawing.terms import LIMITS, MEANINGS
from openbitmap.node.reports.drawing.words import FINDINGS, GROUNDS, OUTCOMES, UNMARKED
from openbitmap.node.reports.model import PROBE, Content, ErrorRate, Exhibit, Issue, OpinionNote, Report

GROUP = 8
"""Digits of a digest between two gaps where people compare it by eye."""


def opening(report: Report) -> Iterator[Flowable]:
    """Title, and the conclusion in a frame."""
    issue, content, language = report.issue, report.content, report.issue.language
    yield text(say("title", language), "title")
    values = {"case": content.question.case, "node": issue.node, "report": issue.report}
    issued = moment(issue.issued_at)
    yield text(
        say("subtitle", language, issued=issued, by=escape(issue.issued_by.partition(":")[2]), **values), "subtitle"
    )
    outcome = content.outcome
    letters = ", ".join(outcome.letters)
    inside: list[Flowable] = [text(OUTCOMES[outcome.finding.value][language].format(letters=letters), "strong")]
    inside += [text(_concluded(note, language)) for note in content.standing]
    if not outcome.stands:
        fate = "withdrawn" if outcome.identified else "overruled"
        inside.append(text(f"<b>{say(fate, language)}</b>"))
    yield Table([[inside]], [None], style=[("BOX", (0, 0), (-1, -1), 1.2, "black"), ("PADDING", (0, 0), (-1, -1), 9)])
    yield Spacer(1, 6)
    yield text(say("signed", language, node=issue.node, certificate=grouped(issue.certificate)), "small")


def asked(content: Content, issue: Issue) -> Iterator[Flowable]:
    question, language = content.question, issue.language
    yield text(say("h_asked", language), "heading")
    candidates = many("candidates", question.candidates, language)
    yield text(say("asked", language, encounter=question.encounter, candidates=candidates))
    if question.received_at and question.submission:
        values = {"tot": question.tot, "number": escape(question.control_number), "submission": question.submission}
        yield text(say("came", language, received=moment(question.received_at), **values))
    versions = content.versions
    if versions.fpir and versions.people:
        one_in = thousands(round(1 / versions.fpir), language)
        yield text(say("searched", language, people=thousands(versions.people, language), one_in=one_in))
    yield text(say("no_names", language))


def compared(content: Content, issue: Issue) -> Iterator[Flowable]:
    language = issue.language
    yield text(say("h_compared", language), "heading")
    if not content.exhibits:
        yield text(say("nothing_compared", language))
        return
    yield text(say("compared" if content.charts else "compared_two", language))
    head = [column(key, language) for key in ("exhibit", "whose", "pixels", "picture", "source")]
    yield table(head, [_exhibit(e, language) for e in content.exhibits], (13, 49, 22, 43, 43))


def concluded(content: Content, issue: Issue) -> Iterator[Flowable]:
    language = issue.language
    head = [column(key, language) for key in ("examiner", "conclusion", "reason", "time")]
    yield CondPageBreak(45 * mm)
    yield text(say("h_opinions", language), "heading")
    yield table(head, [_opinion(note, content, language) for note in content.opinions], (24, 32, 76, 38))


def meaning(content: Content, issue: Issue) -> Iterator[Flowable]:
    language = issue.language
    yield CondPageBreak(40 * mm)
    yield text(say("h_meaning", language), "heading")
    yield text(MEANINGS[content.outcome.finding.value][language])
    for words in LIMITS.values():
        yield point(words[language])


def errors(content: Content, issue: Issue) -> Iterator[Flowable]:
    language = issue.language
    yield CondPageBreak(35 * mm)
    yield text(say("h_errors", language), "heading")
    if not content.error_rates:
        yield text(say("no_errors", language))
        return
    yield text(say("errors", language))
    head = [column(key, language) for key in ("examiner", "with_stranger", "with_mate")]
    yield table(head, [_errors(e, language) for e in content.error_rates], (30, 70, 70))


def whose(exhibit: Exhibit, language: str) -> str:
    if exhibit.whose == PROBE:
        return say("probe", language)
    return say("candidate", language, letter=exhibit.whose)


def moment(at: datetime) -> str:
    return at.strftime("%Y-%m-%d %H:%M:%S UTC")


def thousands(value: int, language: str) -> str:
    text_of = f"{value:,}"
    return text_of.replace(",", ".") if language == "es" else text_of


def broken(digest: str) -> str:
    """In two lines, as the tables have it."""
    half = len(digest) // 2
    return f"{digest[:half]}<br/>{digest[half:]}"


def grouped(digest: str) -> str:
    parts = [digest[i : i + GROUP] for i in range(0, len(digest), GROUP)]
    return f"<font name='ReportMono' size='7'>{' '.join(parts)}</font>"


def _concluded(note: OpinionNote, language: str) -> str:
    return f"{escape(note.examiner)}: {_finding(note, language)} · {moment(note.given_at)}"


def _finding(note: OpinionNote, language: str) -> str:
    letters = f" ({', '.join(note.letters)})" if note.letters else ""
    return FINDINGS[note.finding.value][language] + letters


def _opinion(note: OpinionNote, content: Content, language: str) -> list[str | Flowable]:
    """The reason in the examiner's words, and what was done before it."""
    later = next((o.number for o in content.opinions if o.supersedes == note.number), None)
    finding = _finding(note, language) + (f"<br/>{say('superseded', language, number=later)}" if later else "")
    reason = f"{GROUNDS[note.ground][language]}. {escape(note.reason)}"
    times = [say("concluded_at", language, time=_short(note.given_at))]
    if note.analysis:
        done = note.analysis
        times.insert(0, say("marks_locked", language, marks=done.marks, time=_short(done.locked_at)))
        reason += f"<br/>{many('looked_at', done.looked_at, language)}" if done.looked_at else ""
        reason += f" {UNMARKED[done.unmarked][language]}" if done.unmarked else ""
    return [f"{note.number}. {escape(note.examiner)}", finding, reason, "<br/>".join(times)]


def _short(at: datetime) -> str:
    return moment(at).removesuffix(" UTC")


def _exhibit(e: Exhibit, language: str) -> list[str | Flowable]:
    ppi = f", {e.ppi:.0f}" if e.ppi else ""
    name = f"{whose(e, language)}, {finger(e.position, language)}"
    place = f"<font name='ReportMono' size='6.5'>{e.encounter}, {e.picture}</font>"
    digests = [text(broken(digest), "digest") if digest else "" for digest in (e.digest, e.source)]
    return [str(e.number), f"{name}<br/>{place}", f"{e.width} × {e.height}{ppi}", *digests]


def _errors(e: ErrorRate, language: str) -> list[str | Flowable]:
    return [
        escape(e.examiner),
        _share(Share(e.wrong_identifications, e.with_stranger), language),
        _share(Share(e.wrong_exclusions, e.with_mate), language),
    ]


def _share(share: Share, language: str) -> str:
    if share.interval is None:
        return "0 / 0"
    low, high = (f"{100 * rate:.1f}".replace(".", "," if language == "es" else ".") for rate in share.interval)
    return f"{share.count} / {share.of} ({low}–{high} %)"
