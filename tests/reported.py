"""A decided case of the tests as a report: synthetic prints, marks where the machine pairs true minutiae."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np

from openbitmap.biometrics import finger
from openbitmap.images import encode_png
from openbitmap.node.cases import Finding
from openbitmap.node.ledger import Head, Proof, Proven
from openbitmap.node.reports import (
    AnalysisNote,
    Chart,
    Content,
    ErrorRate,
    Exhibit,
    Issue,
    Mark,
    OpinionNote,
    Outcome,
    Pair,
    Paper,
    Question,
    Report,
    Versions,
)
from openbitmap.synthetic.prints import Kind, Truth, impression_with_truth, usual_look
from openbitmap.synthetic.ridges import draw_hands, grow_finger
from openbitmap.vocabulary import (
    CaseId,
    Digest,
    EncounterId,
    FingerPosition,
    Language,
    SubmissionId,
    digest_of,
)

THEN = datetime(2026, 11, 24, 14, 32, 7, tzinfo=UTC)
FINGERS = (FingerPosition.RIGHT_INDEX, FingerPosition.LEFT_THUMB)
MOST_PAIRED = 14
REASON = (
    "Ridge flow of the same loop, delta in the same place. Fourteen points agree in kind, place and direction; none"
    " differs without a cause. Иванов: Cyrillic, ñ, ü and <b>markup</b> & co. stay as written."
)


def drawn_report(
    language: Language = Language.ENGLISH, paper: Paper = Paper.A4, *, charted: bool = True, rolled: bool = True
) -> tuple[Report, dict[str, bytes]]:
    """A report and its pictures. The ledger in it is made up, so its proof does not hold."""
    pictures: dict[str, bytes] = {}
    exhibits: list[Exhibit] = []
    charts: list[Chart] = []
    hands = draw_hands((2026, 7), male=True).fingers
    for position in FINGERS:
        grown = grow_finger(hands[position])
        truths: list[Truth] = []
        for seed, whose in ((1, "probe"), (5, "A")):
            kind = Kind.ROLLED if rolled else Kind.PLAIN
            pixels, truth = impression_with_truth(grown, usual_look(seed, kind, difficulty=0.5))
            png = encode_png(pixels, ppi=500)
            digest = digest_of(png)
            pictures[digest] = png
            truths.append(truth)
            exhibits.append(_exhibit(len(exhibits) + 1, whose, position, pixels=pixels, digest=digest))
        charts.append(_chart("ana", position, truths, exhibit=len(exhibits)))
    charts += [replace(c, examiner="bruno") for c in charts]
    content = _content(exhibits, charts if charted else [])
    issue = Issue(
        "rep-1HDB3000008RWTZ4QM",
        THEN + timedelta(hours=1),
        "person:elsa",
        "CL",
        language,
        paper,
        content.digest,
        Digest("ab" * 32),
    )
    return Report(issue, content, _proof()), pictures


def _content(exhibits: list[Exhibit], charts: list[Chart]) -> Content:
    return Content(
        Question(
            CaseId("case-1HDB2V9K00TZ4QM8RW"),
            SubmissionId("sub-1HDB2V9K00TZ4QM8RW"),
            EncounterId("enc-1HDB2V9K00TZ4QM8RX"),
            THEN,
            candidates=3,
            received_at=THEN - timedelta(seconds=4),
            tot="RPIS",
            control_number="CL-ARI-2026-11-24-000417",
        ),
        Outcome(Finding.IDENTIFICATION, ("A",), (EncounterId("enc-0A"),), decided_at=THEN + timedelta(minutes=31)),
        tuple(exhibits),
        tuple(_opinion(n, name) for n, name in enumerate(("ana", "bruno"), 1)),
        tuple(charts),
        (ErrorRate("ana", 0, 120, 3, 60), ErrorRate("bruno", 1, 84, 2, 40)),
        Versions("0.1.0", ("leader-2/mnt-7",), ("ridge-4",), fpir=0.001, people=71_538),
        custody=tuple(range(101, 108)),
    )


def _opinion(number: int, examiner: str) -> OpinionNote:
    at = THEN + timedelta(minutes=12 * number)
    return OpinionNote(
        number,
        examiner,
        Finding.IDENTIFICATION,
        ("A",),
        ground="features_agree",
        reason=REASON,
        given_at=at,
        analysis=AnalysisNote(at - timedelta(minutes=5), 18, looked_at=12),
    )


def _exhibit(number: int, whose: str, position: FingerPosition, *, pixels: np.ndarray, digest: Digest) -> Exhibit:
    height, width = pixels.shape
    encounter = EncounterId("enc-1HDB2V9K00TZ4QM8RX" if whose == "probe" else "enc-0A")
    return Exhibit(
        number, whose, encounter, str(int(position)), int(position), width, height, 500.0, digest, Digest("cd" * 32)
    )


def _chart(examiner: str, position: FingerPosition, truths: list[Truth], *, exhibit: int) -> Chart:
    templates = [_template(t) for t in truths]
    compared = finger.compare(templates[0], templates[1])
    rows = [t.minutiae for t in templates]
    middle = rows[0][:, :2].mean(axis=0)
    near = sorted(compared.pairs, key=lambda p: float(np.hypot(*(rows[0][p[0], :2] - middle))))[:MOST_PAIRED]
    spare = [i for i in range(len(rows[0])) if i not in {p for p, _ in near}][:4]
    probe = tuple(_mark(n, rows[0][i]) for n, i in enumerate([p for p, _ in near] + spare, 1))
    candidate = tuple(_mark(n, rows[1][j]) for n, (_, j) in enumerate(near, 1))
    pairs = tuple(Pair(n, n, n) for n in range(1, len(near) + 1))
    return Chart(
        examiner, "A", int(position), probe=exhibit - 1, candidate=exhibit, probe_marks=probe,
        candidate_marks=candidate, pairs=pairs,
    )  # fmt: skip


def _template(truth: Truth) -> finger.Template:
    m = truth.minutiae
    rows = np.column_stack([m[:, :3], np.where(m[:, 3] == 1, 1.0, 0.0), np.ones(len(m))])
    height, width = truth.mask.shape
    return finger.Template.from_minutiae(rows, width, height)


def _mark(number: int, row: np.ndarray) -> Mark:
    kind = "ridge_ending" if row[3] > 0.5 else "bifurcation"
    turn = round(float(np.degrees(-row[2]))) % 360
    return Mark(number, round(float(row[0]), 1), round(float(row[1]), 1), kind, turn=turn, late=number == 3)


def _proof() -> Proof:
    kinds = (
        "SubmissionReceived", "SubmissionAccepted", "EncounterEnrolled", "SearchFinished", "CaseOpened", "CaseJudged",
        "CaseDecided",
    )  # fmt: skip
    entries = tuple(
        Proven(seq, _leaf(seq, kind), "ef" * 32, hash=digest_of(str(seq).encode()), path=())
        for seq, kind in enumerate(kinds, 101)
    )
    return Proof(Head(1234, "12" * 32), "34" * 32, entries)


def _leaf(seq: int, kind: str) -> str:
    at = (THEN + timedelta(seconds=seq)).isoformat(timespec="microseconds")
    actor = "person:ana" if kind == "CaseJudged" else "station:arica" if seq == 101 else "node:cases"
    return json.dumps({"seq": seq, "at": at, "actor": actor, "kind": kind, "subject": "sub-1", "body": {}})
