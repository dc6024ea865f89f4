"""The images of an encounter: which there are, and their pixels. They are read from the original bytes each time.

Guards one promise: what was erased is gone at once. So neither bytes nor pixels are kept here between two questions;
opening a sealed file of 400 kB and reading its records costs 7 ms, decoding a print 35 ms, which a cache would hardly
change and a person's right to be forgotten would.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from openbitmap import itl
from openbitmap.biometrics import finger
from openbitmap.images import PPI, DecoderBox, Raster
from openbitmap.node import intake
from openbitmap.node.database import Transaction
from openbitmap.node.identities import store
from openbitmap.node.identities.model import SampleNote
from openbitmap.node.identities.prints import prints_of
from openbitmap.node.vault import Erased, Vault
from openbitmap.vocabulary import SLAP_FINGERS, Compression, EncounterId, FingerPosition

Box = tuple[int, int, int, int]
COLOUR_AXES = 3
SHOWN: Mapping[Compression, str] = {Compression.JPEG: "image/jpeg", Compression.PNG: "image/png"}


class PictureKind(StrEnum):
    FINGER = "finger"
    SLAP = "slap"
    PALM = "palm"
    LATENT = "latent"
    FACE = "face"
    IRIS = "iris"


@dataclass(frozen=True)
class Picture:
    """One image, or one finger of a slap (`box`: left, top, right, bottom in the slap). `position` is a code of table
    8, of a face 0, of an iris the eye (17.003); `width` and `height` are those of what is shown."""

    encounter: EncounterId
    record: int
    kind: PictureKind
    position: int
    box: Box | None
    width: int
    height: int
    ppi: float | None
    quality: int | None = None

    @property
    def name(self) -> str:
        """Its name within the encounter, as addresses use it: the record, and of a slap's finger also which."""
        return f"{self.record}-{self.position}" if self.box else str(self.record)


@dataclass(frozen=True)
class Drawn:
    """A minutia where it lies in a picture's own pixels; `turn` in degrees, clockwise from the right on the screen."""

    x: float
    y: float
    turn: float
    ending: bool


def pictures_of(tx: Transaction, vault: Vault, encounter: EncounterId) -> tuple[Picture, ...]:
    """Fingers in the order of their positions, then slaps, palms, latents, faces, irises. Empty for an encounter that
    came as templates only, and for one whose bytes were erased."""
    transaction = transaction_of(tx, vault, encounter)
    if transaction is None:
        return ()
    notes = store.samples_of(tx, encounter)
    found = [_of_finger(encounter, image, notes) for image in transaction.fingers() if not image.missing]
    slaps = {p.record: p for p in found if p.kind is PictureKind.SLAP}
    found += [_cut(slaps[n.record], n) for n in notes if n.box and n.record in slaps]
    for kind, ridges in ((PictureKind.PALM, transaction.palms()), (PictureKind.LATENT, transaction.latents())):
        found += [_made(encounter, r.record, kind, place=(r.positions or (0,))[0], image=r.image) for r in ridges]
    found += [_made(encounter, f.record, PictureKind.FACE, place=0, image=f.image) for f in transaction.faces()]
    found += [_made(encounter, i.record, PictureKind.IRIS, place=i.eye, image=i.image) for i in transaction.irises()]
    order = list(PictureKind)
    return tuple(sorted(found, key=lambda p: (order.index(p.kind), p.position, -(p.quality or 0), p.record)))


@dataclass(frozen=True)
class Face:
    """A face as it was sent; `format` is its media type."""

    data: bytes
    format: str


def face_of(tx: Transaction, vault: Vault, encounter: EncounterId) -> Face | None:
    """The first face of an encounter that any screen can show; None where there is none, or it was erased."""
    transaction = transaction_of(tx, vault, encounter)
    images = (face.image for face in transaction.faces()) if transaction else ()
    shown = ((image.data, SHOWN.get(image.compression)) for image in images if image.compression)
    return next((Face(data, media) for data, media in shown if media), None)


def picture_named(tx: Transaction, vault: Vault, encounter: EncounterId, *, name: str) -> Picture | None:
    """The picture an address names."""
    return next((p for p in pictures_of(tx, vault, encounter) if p.name == name), None)


def pixels_of(tx: Transaction, picture: Picture, *, vault: Vault, decoder: DecoderBox) -> Raster:
    """The pixels as sent, with their resolution; prints in grey, whatever was sent. Raises images.ImageRefused, and
    LookupError when the bytes were erased since the picture was listed."""
    raster = _whole(tx, picture, vault=vault, decoder=decoder)
    if picture.box is None:
        return raster
    left, top, right, bottom = picture.box
    return replace(raster, pixels=np.ascontiguousarray(raster.pixels[top:bottom, left:right]))


def minutiae_of(tx: Transaction, picture: Picture, *, vault: Vault, decoder: DecoderBox) -> tuple[Drawn, ...]:
    """The machine's minutiae of a finger, in the order of its template, where the template was made of this picture;
    else none. For a slap's finger the slap is cut again, since only the cut knows how the finger was turned."""
    position = FingerPosition(picture.position) if picture.kind is PictureKind.FINGER else FingerPosition.UNKNOWN
    template = store.templates_of(tx, picture.encounter).get(position.finger)
    if template is None or not _is_source(tx, picture, position):
        return ()
    if picture.box is None:
        return _drawn(template, _Placed(scale=(picture.ppi or PPI) / PPI))
    slap = _whole(tx, picture, vault=vault, decoder=decoder)
    placed = _placed_in_slap(tx, picture, position, slap=slap)
    return _drawn(template, placed) if placed else ()


@dataclass(frozen=True)
class _Placed:
    """How a template's 500 ppi pixels lie in the picture: turned by `tilt` about the template's middle, which lies at
    `middle` (500 ppi pixels of the picture), then scaled."""

    scale: float
    tilt: float = 0.0
    half: tuple[float, float] = (0.0, 0.0)
    middle: tuple[float, float] = (0.0, 0.0)


def _drawn(template: finger.Template, placed: _Placed) -> tuple[Drawn, ...]:
    x, y, turn, kind, _ = template.integers.T.astype(float)
    u, v = x - placed.half[0], y - placed.half[1]
    cosine, sine = np.cos(placed.tilt), np.sin(placed.tilt)
    xs = (cosine * u - sine * v + placed.middle[0]) * placed.scale
    ys = (sine * u + cosine * v + placed.middle[1]) * placed.scale
    turns = np.degrees(turn * (2 * np.pi / 256) + placed.tilt) % 360
    rows = zip(xs.round(1), ys.round(1), turns.round(1), kind, strict=True)
    return tuple(Drawn(float(a), float(b), float(t), bool(k >= 0)) for a, b, t, k in rows)


def _placed_in_slap(tx: Transaction, picture: Picture, position: FingerPosition, *, slap: Raster) -> _Placed | None:
    notes = store.samples_of(tx, picture.encounter)
    missing = frozenset(FingerPosition(n.position) for n in notes if n.missing)
    names = next((s for s, fingers in SLAP_FINGERS.items() if position in fingers), None)
    if names is None or not picture.ppi or picture.box is None:
        return None
    cut = finger.segment(slap.pixels, picture.ppi, names, missing=missing)
    found = next((s for s in cut.segments if s.position is position), None)
    if found is None:
        return None
    scale, tilt = picture.ppi / PPI, float(np.radians(found.angle))
    height, width = found.pixels.shape[:2]
    sizes = (
        abs(width * np.cos(tilt)) + abs(height * np.sin(tilt)),
        abs(width * np.sin(tilt)) + abs(height * np.cos(tilt)),
    )
    left, top, right, bottom = (side / scale for side in picture.box)
    # The box was clipped at the slap's edges, so its middle is told by the side that was not.
    x = left + sizes[0] / 2 if left > 0 else right - sizes[0] / 2
    y = top + sizes[1] / 2 if top > 0 else bottom - sizes[1] / 2
    return _Placed(scale, tilt, half=(width / 2, height / 2), middle=(x - left, y - top))


def _is_source(tx: Transaction, picture: Picture, position: FingerPosition) -> bool:
    """Whether the finger's template was made of this very image: a finger may come rolled and in a slap."""
    return store.template_source(tx, picture.encounter, position.finger) == picture.record


def _whole(tx: Transaction, picture: Picture, *, vault: Vault, decoder: DecoderBox) -> Raster:
    transaction = transaction_of(tx, vault, picture.encounter)
    if transaction is None:
        raise LookupError(f"the images of {picture.encounter} are gone")
    encoded = _encoded(transaction, picture)
    raster = intake.decode_patiently(encoded, decoder)
    pixels = raster.pixels
    if pixels.ndim == COLOUR_AXES and picture.kind is not PictureKind.FACE:
        pixels = np.asarray(pixels.mean(axis=2).round(), np.uint8)
    return replace(raster, pixels=pixels, ppi=encoded.ppi or raster.ppi)


def transaction_of(tx: Transaction, vault: Vault, encounter: EncounterId) -> itl.Transaction | None:
    """The records an encounter was made of, as they were sent; None where it came as templates, or was erased."""
    submission = store.submission_of(tx, encounter)
    if submission is None:
        sent = prints_of(tx, vault, encounter)
        return itl.read(sent).transaction if sent else None
    try:
        data = intake.original(tx, vault, intake.submission_of(tx, submission))
    except Erased:
        return None
    return itl.read(data).transaction


def _encoded(transaction: itl.Transaction, picture: Picture) -> itl.EncodedImage:
    lists = (
        transaction.fingers(),
        transaction.palms(),
        transaction.latents(),
        transaction.faces(),
        transaction.irises(),
    )
    return next(i.image for images in lists for i in images if i.record == picture.record)


def _of_finger(encounter: EncounterId, image: itl.FingerImage, notes: list[SampleNote]) -> Picture:
    kind = PictureKind.SLAP if image.position in SLAP_FINGERS else PictureKind.FINGER
    made = _made(encounter, image.record, kind, place=int(image.position.finger), image=image.image)
    grades = [n.quality for n in notes if n.record == image.record and n.box is None]
    return replace(made, quality=grades[0] if grades else None)


def _made(encounter: EncounterId, record: int, kind: PictureKind, *, place: int, image: itl.EncodedImage) -> Picture:
    return Picture(
        encounter, record, kind, position=place, box=None, width=image.width, height=image.height, ppi=image.ppi
    )


def _cut(slap: Picture, note: SampleNote) -> Picture:
    left, top, right, bottom = note.box or (0, 0, slap.width, slap.height)
    return replace(
        slap,
        kind=PictureKind.FINGER,
        position=note.position,
        box=(left, top, right, bottom),
        width=right - left,
        height=bottom - top,
        quality=note.quality,
    )
