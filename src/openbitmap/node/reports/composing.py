"""From what the rooms know of a decided case to the content of its report. Reads through doors only."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import openbitmap
from openbitmap.images import DecoderBox, encode_png
from openbitmap.node import cases, identities, intake, ledger, search
from openbitmap.node.access import Principal, Role
from openbitmap.node.cases import Case, Comparison, Opinion
from openbitmap.node.database import Transaction
from openbitmap.node.events import (
    AnalysisLocked,
    CaseDecided,
    CaseJudged,
    CaseOpened,
    CaseReleased,
    CaseTaken,
    EncounterEnrolled,
    SearchFinished,
    SubmissionAccepted,
    SubmissionReceived,
)
from openbitmap.node.identities import Picture, PictureKind
from openbitmap.node.reports.charting import Placed, chart_of, pictures_in
from openbitmap.node.reports.model import (
    PROBE,
    AnalysisNote,
    Chart,
    Content,
    ErrorRate,
    Exhibit,
    OpinionNote,
    Outcome,
    Question,
    Versions,
)
from openbitmap.node.vault import Vault
from openbitmap.vocabulary import CaseId, Digest, EncounterId, SubmissionId, digest_of

TOLD = (SubmissionReceived, SubmissionAccepted, EncounterEnrolled, SearchFinished)
JUDGED = (CaseOpened, CaseTaken, CaseReleased, AnalysisLocked, CaseJudged, CaseDecided)
"""Entries a report rests on. Alerts, lists and answers are left out: they speak of what a reader may not know."""

UNCHARTED_FINGERS = 2
_NODE = Principal(Role.SUPERVISOR, "reports", None)
"""Error rates are stated whoever asks for the report."""


@dataclass(frozen=True)
class Gathered:
    """The content with the pictures that it shows, PNG by digest."""

    content: Content
    pictures: Mapping[str, bytes]


@dataclass
class Gallery:
    """Exhibits in the order in which they are first needed, each once."""

    tx: Transaction
    vault: Vault
    decoder: DecoderBox
    exhibits: list[Exhibit] = field(default_factory=list)
    pictures: dict[str, bytes] = field(default_factory=dict)

    def add(self, whose: str, picture: Picture) -> Exhibit:
        known = [e for e in self.exhibits if (e.whose, e.picture) == (whose, picture.name)]
        if known:
            return known[0]
        raster = identities.pixels_of(self.tx, picture, vault=self.vault, decoder=self.decoder)
        png = encode_png(raster.pixels, ppi=raster.ppi)
        height, width = raster.pixels.shape[:2]
        made = Exhibit(
            len(self.exhibits) + 1,
            whose,
            picture.encounter,
            picture.name,
            picture.position,
            width,
            height,
            ppi=raster.ppi,
            digest=digest_of(png),
            source=_source(self.tx, picture.encounter),
        )
        self.exhibits.append(made)
        self.pictures[made.digest] = png
        return made


@dataclass(frozen=True)
class Outline:
    """What the first page of a report says, without opening a picture."""

    question: Question
    outcome: Outcome
    opinions: tuple[OpinionNote, ...]


def outline(tx: Transaction, case: Case, decided: CaseDecided) -> Outline:
    opinions = cases.opinions_of(tx, case.case)
    by_letter = cases.candidates_by_letter(tx, case.case)
    return Outline(
        _question(tx, case, len(by_letter)),
        _outcome(tx, decided, opinions, by_letter=by_letter, blind=not search.is_discreet(tx, case.search)),
        tuple(_opinion(tx, case.case, o) for o in opinions),
    )


def gather(tx: Transaction, case: Case, decided: CaseDecided, *, vault: Vault, decoder: DecoderBox) -> Gathered:
    """The content of a decided case's report, as things stand now."""
    opinions = cases.opinions_of(tx, case.case)
    by_letter = cases.candidates_by_letter(tx, case.case)
    gallery = Gallery(tx, vault, decoder)
    shown = {PROBE: _ridges(tx, vault, case.encounter)}
    shown |= {letter: _ridges(tx, vault, e) for letter, e in by_letter.items()}
    charts = tuple(_charts(tx, case, opinions, gallery=gallery, shown=shown))
    if not charts:
        _best(gallery, shown)
    first = outline(tx, case, decided)
    content = Content(
        first.question,
        first.outcome,
        tuple(gallery.exhibits),
        first.opinions,
        charts,
        tuple(_error_rates(tx, sorted({o.examiner for o in opinions}))),
        _versions(tx, case, list(by_letter.values())),
        tuple(_custody(tx, case, decided)),
    )
    return Gathered(content, gallery.pictures)


def _question(tx: Transaction, case: Case, candidates: int) -> Question:
    submission = intake.submission_of(tx, case.submission) if case.submission else None
    header = intake.header_of(tx, case.submission) if case.submission else None
    return Question(
        case.case,
        case.submission,
        case.encounter,
        case.opened_at,
        candidates,
        received_at=submission.received_at if submission else None,
        tot=header.tot if header else "",
        control_number=header.control_number if header else "",
    )


def _outcome(
    tx: Transaction,
    decided: CaseDecided,
    opinions: Sequence[Opinion],
    *,
    by_letter: Mapping[str, EncounterId],
    blind: bool,
) -> Outcome:
    """`blind`: whether it stands is asked as if no discreet entry held people together."""
    identified = tuple(EncounterId(c) for c in decided.candidates)
    probe, finding = EncounterId(decided.encounter), cases.Finding(decided.conclusion)
    person = identities.alike(tx, [probe], blind=blind)[probe]
    excluded = frozenset(by_letter.values()) if finding is cases.Finding.EXCLUSION else frozenset[EncounterId]()
    return Outcome(
        finding,
        tuple(letter for letter, encounter in by_letter.items() if encounter in identified),
        identified,
        decided_at=max(o.given_at for o in opinions),
        stands=person.issuperset(identified) and person.isdisjoint(excluded),
    )


def _opinion(tx: Transaction, case: CaseId, opinion: Opinion) -> OpinionNote:
    analysis = cases.analysis_of(tx, case, opinion.examiner)
    seen = {(view.letter, view.picture) for view in cases.views_of(tx, case, opinion.examiner)}
    note = None
    if analysis:
        unmarked = analysis.unmarked.value if analysis.unmarked else ""
        note = AnalysisNote(analysis.locked_at, len(analysis.marks), unmarked, looked_at=len(seen))
    return OpinionNote(
        opinion.number,
        opinion.examiner,
        opinion.finding,
        tuple(sorted(opinion.letters)),
        ground=opinion.ground.value,
        reason=opinion.reason,
        given_at=opinion.given_at,
        supersedes=opinion.supersedes,
        analysis=note,
    )


def _error_rates(tx: Transaction, examiners: Sequence[str]) -> Iterator[ErrorRate]:
    for examiner in examiners:
        record = cases.error_record(tx, _NODE, examiner)
        wrong, missed = record.false_identifications, record.false_exclusions
        if record.seeds:
            yield ErrorRate(examiner, wrong.count, wrong.of, missed.count, missed.of)


def _versions(tx: Transaction, case: Case, candidates: Sequence[EncounterId]) -> Versions:
    templates = [t for e in (case.encounter, *candidates) for t in identities.templates_of(tx, e).values()]
    done = search.search_named(tx, case.search) if case.search else None
    matched = search.candidates_of(tx, case.search) if case.search else []
    return Versions(
        openbitmap.__version__,
        extraction=tuple(sorted({t.parameters for t in templates})),
        matcher=tuple(sorted({c.parameters for c in matched})),
        fpir=done.held.fpir if done else None,
        people=done.held.people if done else None,
    )


def _custody(tx: Transaction, case: Case, decided: CaseDecided) -> list[int]:
    """Numbers of the ledger entries about these prints and their judgement; of whoever came earlier, a candidate or
    the prints of an entry, only the enrolment."""
    filed = ledger.history(tx, case.filed_under)
    seqs = {e.seq for e in filed if case.submission and isinstance(e.event, TOLD)}
    seqs |= {e.seq for e in filed if isinstance(e.event, JUDGED) and e.event.case == case.case}
    earlier = identities.encounters_named(tx, [case.encounter, *(EncounterId(c) for c in decided.candidates)])
    for submission in {e.submission for e in earlier if e.submission}:
        seqs |= {e.seq for e in ledger.history(tx, submission) if isinstance(e.event, EncounterEnrolled)}
    return sorted(seqs)


def _charts(
    tx: Transaction,
    case: Case,
    opinions: Sequence[Opinion],
    *,
    gallery: Gallery,
    shown: Mapping[str, Sequence[Picture]],
) -> Iterator[Chart]:
    """One a finger, candidate and examiner, for every comparison with pairs."""
    compared = [(o, c) for o in opinions for c in cases.comparisons_of(tx, case.case, o.number)]
    for opinion, comparison in compared:
        analysis = cases.analysis_of(tx, case.case, opinion.examiner)
        marked = analysis.marks if analysis else ()
        for names in pictures_in(comparison, marked):
            sides = _placed(gallery, comparison, shown=shown, names=names)
            if sides:
                yield chart_of(comparison, marked, examiner=opinion.examiner, sides=sides)


def _placed(
    gallery: Gallery, comparison: Comparison, *, shown: Mapping[str, Sequence[Picture]], names: tuple[str, str]
) -> tuple[Placed, Placed] | None:
    """The exhibits of both sides; None where a picture was erased since."""
    found = []
    for whose, name in zip((PROBE, comparison.letter), names, strict=True):
        picture = next((p for p in shown.get(whose, ()) if p.name == name), None)
        if picture is None:
            return None
        found.append(Placed(gallery.add(whose, picture), name))
    return found[0], found[1]


def _best(gallery: Gallery, shown: Mapping[str, Sequence[Picture]]) -> None:
    """The fingers of best quality that probe and some candidate have in common."""
    best: dict[int, Picture] = {}
    for picture in shown[PROBE]:
        if picture.kind is PictureKind.FINGER:
            best.setdefault(picture.position, picture)
    others = {p.position for letter, pictures in shown.items() if letter != PROBE for p in pictures}
    common = sorted((p for p in best.values() if p.position in others), key=lambda p: -(p.quality or 0))
    for probe in common[:UNCHARTED_FINGERS] or list(best.values())[:UNCHARTED_FINGERS]:
        gallery.add(PROBE, probe)
        for letter in sorted(shown.keys() - {PROBE}):
            same = [p for p in shown[letter] if p.position == probe.position and p.kind is PictureKind.FINGER]
            if same:
                gallery.add(letter, same[0])


def _ridges(tx: Transaction, vault: Vault, encounter: EncounterId) -> tuple[Picture, ...]:
    pictures = identities.pictures_of(tx, vault, encounter)
    return tuple(p for p in pictures if p.kind not in (PictureKind.FACE, PictureKind.IRIS))


def _source(tx: Transaction, encounter: EncounterId) -> Digest | None:
    submissions: list[SubmissionId] = [
        e.submission for e in identities.encounters_named(tx, [encounter]) if e.submission
    ]
    return intake.submission_of(tx, submissions[0]).digest if submissions else None
