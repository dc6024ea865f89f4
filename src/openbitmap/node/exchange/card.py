"""The answer card as rows of words: one order for terminal, page, JSON and ITL bytes (screens: the answer card)."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import groupby

from openbitmap.node.exchange.refusals import SPANISH
from openbitmap.node.exchange.words import (
    ADVICE,
    FINGERS,
    GALLERIES,
    LABELS,
    LISTED,
    NEXT_STEPS,
    REASONS,
    REPOSITORIES,
    RESULTS,
    SENTENCES,
    STATES,
    VERDICTS,
    WEEKDAYS,
    number,
    say,
    span,
)
from openbitmap.vocabulary import Coverage, GalleryKind, Verdict, nation_words
from openbitmap.wire import Answer, CaseNote, GalleryCoverage, NextStep, PrintQuality, Refusal

POOR_QUALITY = 40
"""Below this quality the card asks for another capture."""


NOT_SEARCHED = frozenset(
    {
        Coverage.BARRED,
        Coverage.NOT_CONNECTED,
        Coverage.POOR_QUALITY,
        Coverage.REFUSED,
        Coverage.NOT_AUTHORISED,
        Coverage.TIMED_OUT,
    }
)


class Tone(StrEnum):
    """Meaning behind the colour; each renderer adds icon and word. ADVERSE only after people decided."""

    NEUTRAL = "neutral"
    ATTENTION = "attention"
    ADVERSE = "adverse"


class Icon(StrEnum):
    """What the picture beside the verdict shows; the value is its name in the icon set."""

    CIRCLE = "circle"
    HAND = "hand"
    FINGERPRINT = "fingerprint"
    HOURGLASS = "hourglass"
    CROSS = "circle-x"
    SIREN = "siren"
    QUESTION = "circle-question-mark"
    UNDO = "undo-2"
    KNOWN = "user-check"
    TROUBLE = "triangle-alert"


@dataclass(frozen=True)
class CardRow:
    label: str
    text: str


@dataclass(frozen=True)
class Card:
    """`icon` means the verdict without colour; `rows` come in the order of the card."""

    tone: Tone
    icon: Icon
    verdict: str
    next_step: str
    rows: tuple[CardRow, ...]
    language: str


ICONS: dict[Verdict, Icon] = {
    Verdict.NO_CANDIDATE: Icon.CIRCLE,
    Verdict.POSSIBLE_MATCH: Icon.HAND,
    Verdict.QUALITY: Icon.FINGERPRINT,
    Verdict.PENDING: Icon.HOURGLASS,
    Verdict.REFUSED: Icon.CROSS,
    Verdict.CONFIRMED: Icon.KNOWN,
    Verdict.NOT_CONFIRMED: Icon.CIRCLE,
    Verdict.INCONCLUSIVE: Icon.QUESTION,
    Verdict.WITHDRAWN: Icon.UNDO,
    Verdict.FAILED: Icon.TROUBLE,
}
ATTENTION = frozenset(
    {
        Verdict.CONFIRMED,
        Verdict.POSSIBLE_MATCH,
        Verdict.QUALITY,
        Verdict.REFUSED,
        Verdict.PENDING,
        Verdict.INCONCLUSIVE,
        Verdict.WITHDRAWN,
        Verdict.FAILED,
    }
)


def card_of(answer: Answer, language: str) -> Card:
    """The card of an answer in "en" or "es"."""
    adverse = answer.verdict is Verdict.CONFIRMED and answer.next_step is NextStep.FOLLOW_HANDLING
    tone = Tone.ATTENTION if answer.verdict in ATTENTION else Tone.NEUTRAL
    due_at = answer.case.due_at if answer.case else None
    due = clock(due_at, language, beside=answer.clock.answered_at) if due_at else ""
    return Card(
        Tone.ADVERSE if adverse else tone,
        Icon.SIREN if adverse else ICONS[answer.verdict],
        (LISTED if adverse else VERDICTS[answer.verdict])[language],
        next_step=NEXT_STEPS[answer.next_step][language].format(due=due),
        rows=tuple(_rows(answer, language)),
        language=language,
    )


def clock(at: datetime, language: str, *, beside: datetime | None = None) -> str:
    """Time in UTC with its day, or without it where `beside`, a time on the same card, has the same day."""
    if beside is not None and beside.date() == at.date():
        return at.strftime("%H:%M UTC")
    return at.strftime(f"%Y-%m-%d {WEEKDAYS[language][at.weekday()]} %H:%M UTC")


def card_lines(card: Card) -> tuple[str, ...]:
    """The card as plain lines, for ITL text fields and logs."""
    return (card.verdict, card.next_step, *(f"{row.label}: {row.text}" for row in card.rows))


def _rows(answer: Answer, language: str) -> Iterator[CardRow]:
    for refusal in answer.refusals:
        yield CardRow(LABELS["refused"][language], _refusal(refusal, language))
    for label, states in (
        ("searched", {Coverage.SEARCHED, Coverage.STALE}),
        ("not_yet", {Coverage.PENDING, Coverage.LATE}),
        ("not_searched", NOT_SEARCHED),
    ):
        covered = [g for g in answer.coverage if g.state in states]
        if covered:
            yield CardRow(LABELS[label][language], _coverage(covered, answer, language))
    if answer.chance:
        yield CardRow(LABELS["chance"][language], _chance(answer, language))
    if answer.prints:
        yield CardRow(LABELS["prints"][language], " · ".join(_print(p, language) for p in answer.prints))
    answered = answer.clock.answered_at
    if answer.case:
        yield CardRow(LABELS["case"][language], _case(answer.case, answered, language))
    if answer.control.reference:
        yield CardRow(LABELS["question"][language], answer.control.reference)
    yield CardRow(LABELS["control"][language], f"{answer.control.control_number} · {answer.submission}")
    wait = say("elapsed", language, span=span(answer.clock.elapsed_ms / 1000, language))
    yield CardRow(LABELS["time"][language], f"{clock(answered, language)}, {wait}")


def _case(note: CaseNote, answered: datetime, language: str) -> str:
    if note.due_at is None:
        return note.case
    return say("case", language, case=note.case, due=clock(note.due_at, language, beside=answered))


def _coverage(galleries: list[GalleryCoverage], answer: Answer, language: str) -> str:
    """Galleries that share a reason stand together before it, each searched one with its size; the oldest as-of time
    last."""
    kinds = Counter(g.kind for g in answer.coverage)
    named = [
        (_why(g, language, beside=answer.clock.answered_at), _gallery(g, language, alone=kinds[g.kind] == 1))
        for g in galleries
    ]
    groups = groupby(named, key=lambda one: one[0])
    text = " · ".join(_gallery_group(why, [name for _, name in group]) for why, group in groups)
    times = [g.as_of for g in galleries if g.as_of and g.state in (Coverage.SEARCHED, Coverage.STALE)]
    if not times:
        return text
    return f"{text} ({say('as_of', language, time=clock(min(times), language, beside=answer.clock.answered_at))})"


def _gallery_group(why: str, galleries: list[str]) -> str:
    return f"{', '.join(galleries)} ({why})" if why else " · ".join(galleries)


def _why(g: GalleryCoverage, language: str, *, beside: datetime) -> str:
    """What is to be said of a gallery beside its name: of our own, its reason; abroad, what it said, until when it is
    awaited, or why it was not searched, by which clause."""
    if g.kind is None and g.reason not in SENTENCES:
        return abroad_words(g, language, beside=beside)
    code, _, count = g.reason.partition(":")
    if not code:
        return ""
    return say(code, language, count=number(int(count), language)) if count else say(code, language)


def abroad_words(g: GalleryCoverage, language: str, *, beside: datetime) -> str:
    """Of one repository elsewhere."""
    parts = []
    if g.state in NOT_SEARCHED:
        parts.append(_not_searched(g, language))
        parts += [_clause(g, language)] if g.clause and g.state is not Coverage.TIMED_OUT else []
    elif g.state is Coverage.PENDING:
        parts += [say("due", language, due=clock(g.due_at, language, beside=beside))] if g.due_at else []
    else:
        parts += [RESULTS[g.result][language]] if g.result in RESULTS else []
        parts += [REASONS[g.reason][language]] if g.reason in ("not_told", "notice", "kept_out") else []
        parts += [_clause(g, language)] if g.reason == "kept_out" and g.clause else []
        parts += [STATES["stale"][language]] if g.state is Coverage.STALE else []
    return ", ".join(parts)


def reason_words(reason: str, language: str) -> str:
    """A code that bars or refuses, in words; "" for one that has none."""
    return REASONS.get(reason, {}).get(language, "")


def _not_searched(g: GalleryCoverage, language: str) -> str:
    """Why, with the day on which what it rests on ended."""
    code, _, day = g.reason.partition(":")
    words = REASONS.get(code, STATES[g.state.value])[language]
    return say("on_day", language, reason=words, day=day) if day else words


def _clause(g: GalleryCoverage, language: str) -> str:
    """With the instrument that it is a clause of, where that is known."""
    key = "clause_of" if g.agreement else "clause"
    return say(key, language, clause=g.clause, agreement=g.agreement)


def _gallery(g: GalleryCoverage, language: str, *, alone: bool) -> str:
    """By its kind; with its own name where the answer speaks of several of that kind."""
    if isinstance(g.kind, GalleryKind):
        kind = GALLERIES[g.kind.value][language]
        name = kind if alone else g.name if kind.lower() in g.name.lower() else f"{kind} {g.name}"
    else:
        name = repository_words(g.name, language)
    searched = g.people is not None and g.state in (Coverage.SEARCHED, Coverage.STALE)
    return f"{name} {number(g.people or 0, language)}" if searched else name


def repository_words(name: str, language: str) -> str:
    """Elsewhere, in words; one behind a partner has the partner's code first, as in "US ident"."""
    partner, _, short = name.rpartition(" ")
    if name not in REPOSITORIES and short in REPOSITORIES:
        return f"{partner} {REPOSITORIES[short][language]}"
    return REPOSITORIES[name][language] if name in REPOSITORIES else nation_words(name, language)


def _chance(answer: Answer, language: str) -> str:
    chance = answer.chance
    if chance is None:
        return ""
    return say(
        "chance",
        language,
        searches=number(1 / chance.fpir, language),
        expected=number(chance.expected, language),
        people=number(chance.people, language),
    )


def _print(p: PrintQuality, language: str) -> str:
    finger = FINGERS[p.position][language]
    if p.missing:
        return f"{finger}: {say('missing_' + p.missing.value, language)}"
    advice = ADVICE.get(p.advice, {language: p.advice})[language]
    if p.quality is None or not p.searched:
        return f"{finger}: {advice}, {say('not_usable', language)}"
    if p.quality < POOR_QUALITY:
        return f"{finger} {p.quality} ({advice}: {say('try_again', language)})"
    return f"{finger} {p.quality}"


def _refusal(r: Refusal, language: str) -> str:
    """What is wrong, where, and what to do."""
    if language != "es" or r.code not in SPANISH:
        return f"{r.code}: {r.message.replace(' | ', ' · ')}"
    parts = [SPANISH[r.code]]
    parts += [f"{word} {place}" for word, place in _place(r) if place is not None]
    return f"{r.code}: {' · '.join(parts)}"


def _place(r: Refusal) -> tuple[tuple[str, int | str | None], ...]:
    return ("registro", r.record), ("campo", r.field), ("byte", r.offset)
