"""Two examiners of the cast work a case before the newcomer comes, so that there is a decided one to look at. They lay
down as their own the points that the machine found: good enough for a demonstration, never for a case."""

from dataclasses import dataclass
from datetime import UTC, datetime

from openbitmap.biometrics import finger
from openbitmap.images import DecoderBox
from openbitmap.node import cases, identities
from openbitmap.node.access import Principal, Role
from openbitmap.node.cases import Analysis, Comparison, Finding, Ground, Mark, MarkKind, Opinion, Pair
from openbitmap.node.database import Database, Transaction
from openbitmap.node.identities import Picture, PictureKind
from openbitmap.node.vault import Vault
from openbitmap.vocabulary import CaseId, EncounterId

EXAMINERS = (Principal(Role.EXAMINER, "ana", None), Principal(Role.EXAMINER, "bruno", None))
REASON = "Pattern, flow and the marked points agree in place and direction; no difference without explanation."
MOST_POINTS = 12
Points = tuple[tuple[Mark, ...], Comparison]


@dataclass(frozen=True)
class Laboratory:
    """Where prints are looked at."""

    database: Database
    vault: Vault
    decoder: DecoderBox
    examiners: tuple[Principal, ...] = EXAMINERS

    def identify(self, case: CaseId) -> None:
        """Both examiners, one after the other, find the first candidate to be the person met."""
        for examiner in self.examiners:
            with self.database.transaction() as tx:
                held = cases.take(tx, examiner, case)
                candidate = cases.candidates_by_letter(tx, case)["A"]
                marks, comparison = self._points(tx, held.encounter, candidate)
                now = datetime.now(UTC)
                cases.lock_analysis(tx, case, Analysis(now, marks), by=examiner, vault=self.vault)
                opinion = Opinion(
                    examiner.name,
                    Finding.IDENTIFICATION,
                    frozenset({"A"}),
                    reason=REASON,
                    given_at=now,
                    ground=Ground.FEATURES_AGREE,
                )
                cases.judge(tx, case, opinion, by=examiner, comparisons=[comparison])

    def _points(self, tx: Transaction, probe: EncounterId, candidate: EncounterId) -> Points:
        ours, theirs = (identities.templates_of(tx, encounter) for encounter in (probe, candidate))
        position = min(ours.keys() & theirs.keys())
        pairs = finger.compare(ours[position], theirs[position]).pairs[:MOST_POINTS]
        on_probe = self._marks(tx, probe, int(position), chosen=[i for i, _ in pairs])
        on_candidate = self._marks(tx, candidate, int(position), chosen=[j for _, j in pairs])
        numbered = tuple(Pair(n, n) for n in range(1, len(pairs) + 1))
        return on_probe, Comparison("A", on_candidate, numbered)

    def _marks(self, tx: Transaction, encounter: EncounterId, position: int, *, chosen: list[int]) -> tuple[Mark, ...]:
        picture = self._picture(tx, encounter, position)
        drawn = identities.minutiae_of(tx, picture, vault=self.vault, decoder=self.decoder)
        return tuple(
            Mark(
                number,
                picture.name,
                position,
                drawn[i].x,
                drawn[i].y,
                MarkKind.RIDGE_ENDING if drawn[i].ending else MarkKind.BIFURCATION,
                round(drawn[i].turn) % 360,
            )
            for number, i in enumerate(chosen, start=1)
        )

    def _picture(self, tx: Transaction, encounter: EncounterId, position: int) -> Picture:
        of_finger = (
            picture
            for picture in identities.pictures_of(tx, self.vault, encounter)
            if picture.kind is PictureKind.FINGER and picture.position == position
        )
        return next(of_finger)
