"""From the images of a transaction to samples: decode in the box, cut slaps, extract. Pure of the database."""

from openbitmap import itl
from openbitmap.biometrics import finger
from openbitmap.images import DecoderBox, ImageRefused, Raster
from openbitmap.node import intake
from openbitmap.node.identities.model import Sample, best_by_finger, repeated_prints
from openbitmap.vocabulary import SLAP_FINGERS, Compression, FingerPosition


def samples_from(transaction: itl.Transaction, decoder: DecoderBox) -> tuple[list[Sample], list[itl.Finding]]:
    """Every finger presented or coded missing, and the errors that forbid enrolment (wrong hand, one print twice)."""
    samples: list[Sample] = []
    findings: list[itl.Finding] = []
    missing = transaction.missing_fingers()
    for image in transaction.fingers():
        if image.missing or not image.image.data:
            continue
        raster = _decoded(image, decoder)
        if image.position in SLAP_FINGERS:
            cut, wrong = _from_slap(image, raster, frozenset(missing))
            samples += cut
            findings += wrong
        else:
            samples.append(_from_finger(image, raster))
    samples += [Sample(position, missing=reason) for position, reason in missing.items()]
    findings += _repeats(samples)
    return samples, findings


def _decoded(image: itl.FingerImage, decoder: DecoderBox) -> Raster | None:
    encoded = image.image
    try:
        return decoder.decode(
            encoded.data, encoded.compression or Compression.NONE, size=(encoded.width, encoded.height)
        )
    except ImageRefused:
        # Intake decoded these very bytes a moment ago; a refusal now is a lost child process, and enrolment goes on.
        return None


def _from_finger(image: itl.FingerImage, raster: Raster | None) -> Sample:
    position = image.position.finger
    if raster is None:
        return Sample(position, image.impression, record=image.record, failure="decoder-lost")
    if not position.is_single:
        return Sample(position, image.impression, record=image.record, failure="position-unknown")
    if image.image.ppi is None:
        return Sample(position, image.impression, record=image.record, failure="resolution-unknown")
    got = finger.extract(raster.pixels, image.image.ppi)
    return Sample(
        position,
        image.impression,
        record=image.record,
        quality=got.quality,
        template=got.template,
        failure=got.failure,
    )


def _from_slap(
    image: itl.FingerImage, raster: Raster | None, missing: frozenset[FingerPosition]
) -> tuple[list[Sample], list[itl.Finding]]:
    ppi = image.image.ppi
    if raster is None or ppi is None:
        why = "decoder-lost" if raster is None else "resolution-unknown"
        fingers = SLAP_FINGERS[image.position]
        return [Sample(p, image.impression, record=image.record, failure=why) for p in fingers], []
    cut = finger.segment(raster.pixels, ppi, image.position, missing=missing)
    samples = []
    for segment in cut.segments:
        got = finger.extract(segment.pixels, ppi)
        samples.append(
            Sample(
                segment.position,
                image.impression,
                record=image.record,
                box=segment.box,
                quality=got.quality,
                template=got.template,
                failure=got.failure,
            )
        )
    return samples, [_slap_finding(code, image) for code in cut.findings if code == "wrong-hand"]


def _slap_finding(code: str, image: itl.FingerImage) -> itl.Finding:
    text = f"image shows the other hand | record {image.record}, finger position {int(image.position)}"
    return intake.finding_of(code, f"{text} | capture each hand under its own position", record=image.record)


def _repeats(samples: list[Sample]) -> list[itl.Finding]:
    found = []
    for a, b in repeated_prints(best_by_finger(samples)):
        text = f"one print under two finger positions, {int(a.position)} and {int(b.position)}"
        text += f" | records {a.record} and {b.record} | capture each finger once, under its own position"
        found.append(intake.finding_of("same-print-twice", text, record=b.record))
    return found
