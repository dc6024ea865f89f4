"""Examiners of the tests who mark for themselves: the machine's minutiae and pairs, laid down as an examiner would."""

from dataclasses import dataclass
from datetime import UTC, datetime

from openbitmap.biometrics import finger
from openbitmap.images import DecoderBox
from openbitmap.node import cases, identities
from openbitmap.node.access import Principal
from openbitmap.node.cases import Analysis, Comparison, Finding, Ground, Mark, MarkKind, Opinion, Pair
from openbitmap.node.database import Database, Transaction
from openbitmap.node.identities import Drawn, Picture, PictureKind
from openbitmap.node.vault import Vault
from openbitmap.vocabulary import CaseId, EncounterId

MOST_PAIRED = 12


@dataclass(frozen=True)
class Examiners:
    """Works cases from the claim to the opinion with marks and pairs on the first finger both sides have."""

    database: Database
    vault: Vault
    decoder: DecoderBox

    def identify(
        self, case: CaseId, by: Principal, *, letter: str = "A", reason: str = "Flow and points agree."
    ) -> None:
        with self.database.transaction() as tx:
            held = cases.take(tx, by, case)
            candidate = cases.candidates_by_letter(tx, case)[letter]
            probe, comparison = self._compared(tx, held.encounter, candidate, letter=letter)
            cases.lock_analysis(tx, case, Analysis(datetime.now(UTC), probe), by=by, vault=self.vault)
            opinion = Opinion(
                by.name,
                Finding.IDENTIFICATION,
                frozenset({letter}),
                reason=reason,
                given_at=datetime.now(UTC),
                ground=Ground.FEATURES_AGREE,
            )
            cases.judge(tx, case, opinion, by=by, comparisons=[comparison])

    def _compared(
        self, tx: Transaction, probe: EncounterId, candidate: EncounterId, *, letter: str
    ) -> tuple[tuple[Mark, ...], Comparison]:
        ours, theirs = (identities.templates_of(tx, e) for e in (probe, candidate))
        position = min(ours.keys() & theirs.keys())
        pairs = finger.compare(ours[position], theirs[position]).pairs[:MOST_PAIRED]
        spare = [i for i in range(len(ours[position])) if i not in {p for p, _ in pairs}][:3]
        on_probe = self._marks(tx, probe, int(position), chosen=[i for i, _ in pairs] + spare)
        on_candidate = self._marks(tx, candidate, int(position), chosen=[j for _, j in pairs])
        return on_probe, Comparison(letter, on_candidate, tuple(Pair(n, n) for n in range(1, len(pairs) + 1)))

    def _marks(self, tx: Transaction, encounter: EncounterId, position: int, *, chosen: list[int]) -> tuple[Mark, ...]:
        picture, minutiae = self._source(tx, encounter, position)
        return tuple(_mark(n, minutiae[i], picture) for n, i in enumerate(chosen, 1))

    def _source(self, tx: Transaction, encounter: EncounterId, position: int) -> tuple[Picture, tuple[Drawn, ...]]:
        """The picture from which the finger's template was made, with the minutiae drawn into it."""
        for picture in identities.pictures_of(tx, self.vault, encounter):
            if picture.kind is PictureKind.FINGER and picture.position == position:
                found = identities.minutiae_of(tx, picture, vault=self.vault, decoder=self.decoder)
                if found:
                    return picture, found
        raise LookupError(f"no picture of finger {position} of {encounter}")


def _mark(number: int, minutia: Drawn, picture: Picture) -> Mark:
    kind = MarkKind.RIDGE_ENDING if minutia.ending else MarkKind.BIFURCATION
    return Mark(number, picture.name, picture.position, minutia.x, minutia.y, kind, round(minutia.turn) % 360)
