"""Who is on record at a simulated repository, and the search of prints among them by our own matcher.

Loaded while the server already answers: drawing and extracting take a second a person. Templates of a print that comes
again (six repositories are asked about one traveller) are made once.
"""

import threading
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache

from openbitmap import itl, names
from openbitmap.biometrics import FingerGallery, FingerScan, finger, fuse_gallery, threshold
from openbitmap.images import DecoderBox, ImageRefused
from openbitmap.simulators.configuration import Known, Simulated
from openbitmap.synthetic import Presentation, enrolment_card, person, template_gallery
from openbitmap.synthetic.people import POSTS
from openbitmap.vocabulary import Compression, FingerPosition, digest_of

FPIR = 1e-3
"""Of a search of these galleries: one in a thousand strangers would be shown as a candidate."""
MOST_KEPT = 512
DRAWN_AT = datetime(2026, 1, 2, 12, tzinfo=UTC)
STRANGER_REFERENCE = "SYN{:06d}"

Fingers = Mapping[FingerPosition, finger.Template]


@dataclass(frozen=True)
class OnRecord:
    """One person of the gallery; `card` is the transaction with the images, b"" of somebody kept as templates only."""

    known: Known
    names: tuple[str, ...]
    born: date | None
    fingers: Fingers
    card: bytes = b""


class Extractor:
    """Prints to templates, one at a time, in a decoder of its own; the last few hundred are remembered."""

    def __init__(self) -> None:
        self._box, self._lock = DecoderBox(), threading.Lock()
        self._made: OrderedDict[str, finger.Template | None] = OrderedDict()

    def close(self) -> None:
        self._box.close()

    def fingers(self, transaction: itl.Transaction) -> dict[FingerPosition, finger.Template]:
        """Templates of the single fingers of a transaction; slaps are left aside."""
        found: dict[FingerPosition, finger.Template] = {}
        for image in transaction.fingers():
            position = image.position.finger
            if not position.is_single or image.image.ppi is None or not image.image.data:
                continue
            template = self._template(image.image, image.image.ppi)
            if template is not None:
                found.setdefault(position, template)
        return found

    def _template(self, image: itl.EncodedImage, ppi: float) -> finger.Template | None:
        digest = digest_of(image.data)
        with self._lock:
            if digest not in self._made:
                self._made[digest] = self._extracted(image, ppi)
                if len(self._made) > MOST_KEPT:
                    self._made.popitem(last=False)
            return self._made[digest]

    def _extracted(self, image: itl.EncodedImage, ppi: float) -> finger.Template | None:
        try:
            size = (image.width, image.height)
            raster = self._box.decode(image.data, image.compression or Compression.NONE, size=size)
        except ImageRefused:
            return None
        return finger.extract(raster.pixels, ppi).template


class Gallery:
    """Known people and strangers of one repository."""

    def __init__(self, extractor: Extractor) -> None:
        self._extractor = extractor
        self._shelf = FingerGallery()
        self.records: dict[int, OnRecord] = {}
        self.people = 0
        self.loaded = threading.Event()

    def load(self, simulated: Simulated) -> None:
        for row, known in enumerate(simulated.known):
            self._keep(row, _recorded(known, simulated.seed, self._extractor))
        first = len(simulated.known)
        for batch in template_gallery(simulated.seed, simulated.strangers):
            for number, position, data in batch:
                self._shelf.add(first + number, position, data)
        self.people = first + simulated.strangers
        self.loaded.set()

    def fingers(self, transaction: itl.Transaction) -> dict[FingerPosition, finger.Template]:
        return self._extractor.fingers(transaction)

    def search(self, probe: Fingers) -> OnRecord | None:
        """The one person who stands out, as far as the threshold asks; among strangers a chance candidate may, too."""
        scans = [FingerScan(position, len(t), *self._shelf.compare(position, t.data)) for position, t in probe.items()]
        fused = fuse_gallery(scans)
        best = fused.best(1)
        if not len(best):
            return None
        asked = threshold(len(probe), max(self.people, 1), FPIR)
        if fused.log10_fmr[best[0]] > asked.log10_fmr:
            return None
        row = int(fused.rows[best[0]])
        return self.records.get(row) or _stranger(row - len(self.records))

    def is_of(self, probe: Fingers, record: OnRecord) -> bool:
        """Whether prints are one person's, held to one in ten thousand different people."""
        shelf = FingerGallery()
        for position, template in record.fingers.items():
            shelf.add(0, position, template.data)
        scans = [FingerScan(position, len(t), *shelf.compare(position, t.data)) for position, t in probe.items()]
        fused = fuse_gallery(scans)
        return bool(len(fused.rows)) and bool(fused.log10_fmr[0] <= threshold(len(probe), 1, FPIR / 10).log10_fmr)

    def by_reference(self, reference: str) -> OnRecord | None:
        return next((r for r in self.records.values() if r.known.reference == reference), None)

    def by_document(self, number: str) -> OnRecord | None:
        wanted = _plain(number)
        return next((r for r in self.records.values() if wanted and _plain(r.known.document) == wanted), None)

    def by_name(self, asked: Sequence[str], born: date | None) -> OnRecord | None:
        """Whose name is possibly the one asked for; another known birth date speaks against it."""
        for record in self.records.values():
            differs = born is not None and record.born is not None and born != record.born
            pairs = ((a, known) for a in asked for known in record.names)
            if not differs and any(names.compare(a, known).score >= names.THRESHOLD for a, known in pairs):
                return record
        return None

    def _keep(self, row: int, record: OnRecord) -> None:
        self.records[row] = record
        for position, template in record.fingers.items():
            self._shelf.add(row, position, template.data)


def _recorded(known: Known, seed: int, extractor: Extractor) -> OnRecord:
    """Somebody known, from the file of their card, or from a card drawn now; without either, a name only."""
    card = b""
    if known.file is not None:
        card = known.file.read_bytes()
    elif known.person is not None:
        card = _drawn(seed, known.person)
    transaction = itl.read(card).transaction if card else None
    asserted = transaction.person() if transaction else itl.Biographics()
    written = known.names or asserted.names + asserted.aliases
    fingers = extractor.fingers(transaction) if transaction else {}
    return OnRecord(known, written, _day(known.born or asserted.birth_date or ""), fingers, card)


@lru_cache(maxsize=64)
def _drawn(seed: int, number: int) -> bytes:
    """A card of a synthetic person; several repositories know the same one."""
    someone = person(seed, number, as_of=DRAWN_AT.date())
    return enrolment_card(Presentation(someone, someone.identity, POSTS[0], DRAWN_AT, 1))


def _stranger(number: int) -> OnRecord:
    return OnRecord(Known(STRANGER_REFERENCE.format(number), standing="known"), (), None, {})


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _plain(text: str) -> str:
    return "".join(c for c in text.upper() if c.isalnum())
