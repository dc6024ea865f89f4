"""From the images of a transaction to samples: decode in the box, cut slaps, extract. Pure of the database."""

from dataclasses import replace

from openbitmap import itl
from openbitmap.biometrics import KernelMatcher, TemplateFinding, finger
from openbitmap.images import PPI, DecoderBox, Raster
from openbitmap.node import intake
from openbitmap.node.equipment import Equipment, Extractor
from openbitmap.node.identities.model import Sample, best_by_finger, repeated_prints
from openbitmap.vocabulary import SLAP_FINGERS, FingerPosition


def samples_from(transaction: itl.Transaction, equipment: Equipment) -> tuple[list[Sample], list[itl.Finding]]:
    """Every finger presented or coded missing, and the errors that forbid enrolment (wrong hand, one print twice)."""
    samples: list[Sample] = []
    findings: list[itl.Finding] = []
    missing = transaction.missing_fingers()
    for image in transaction.fingers():
        if image.missing or not image.image.data:
            continue
        raster = _decoded(image, equipment.decoder)
        if image.position in SLAP_FINGERS:
            cut, wrong = _from_slap(image, raster, frozenset(missing), extract=equipment.extract)
            samples += cut
            findings += wrong
        else:
            samples.append(_from_finger(image, raster, equipment.extract))
    samples += [Sample(position, missing=reason) for position, reason in missing.items()]
    findings += _repeats(samples)
    return samples, findings


def _decoded(image: itl.FingerImage, decoder: DecoderBox) -> Raster:
    """Raises ImageRefused. Intake decoded these very bytes a moment ago: a refusal now is a starved or lost child, and
    the job is tried again, because an encounter once made without a finger stays without it for good."""
    return intake.decode_patiently(image.image, decoder)


def _from_finger(image: itl.FingerImage, raster: Raster, extract: Extractor) -> Sample:
    position = image.position.finger
    if not position.is_single:
        return Sample(position, image.impression, record=image.record, failure="position-unknown")
    if image.image.ppi is None:
        return Sample(position, image.impression, record=image.record, failure="resolution-unknown")
    return _sample(image, position, extract(raster.pixels, image.image.ppi))


def _from_slap(
    image: itl.FingerImage, raster: Raster, missing: frozenset[FingerPosition], *, extract: Extractor
) -> tuple[list[Sample], list[itl.Finding]]:
    """The fingers of a slap. One that cannot be cut as its position promises gives no template: whose prints they are
    would be a guess. The wrong hand is an error of the file."""
    ppi = image.image.ppi
    if ppi is None:
        return _unusable(image, missing, "resolution-unknown"), []
    cut = finger.segment(raster.pixels, ppi, image.position, missing=missing)
    if finger.SlapFinding.WRONG_HAND in cut.findings:
        return [], [_wrong_hand(image)]
    if cut.findings:
        return _unusable(image, missing, cut.findings[0]), []
    return [_from_segment(image, segment, extract) for segment in cut.segments], []


def _from_segment(image: itl.FingerImage, segment: finger.Segment, extract: Extractor) -> Sample:
    return replace(_sample(image, segment.position, extract(segment.pixels, PPI)), box=segment.box)


def _sample(image: itl.FingerImage, position: FingerPosition, got: finger.Extraction) -> Sample:
    """A template as no finger has matches nobody: it is a failure to enrol, never a search without a candidate."""
    made = Sample(position, image.impression, record=image.record, quality=got.quality)
    if got.template and TemplateFinding.REFUSED in KernelMatcher().examine(got.template.data):
        return replace(made, failure="unlike-a-finger")
    return replace(made, template=got.template, failure=got.failure)


def _unusable(image: itl.FingerImage, missing: frozenset[FingerPosition], why: str) -> list[Sample]:
    fingers = [p for p in SLAP_FINGERS[image.position] if p not in missing]
    return [Sample(p, image.impression, record=image.record, failure=why) for p in fingers]


def _wrong_hand(image: itl.FingerImage) -> itl.Finding:
    text = f"image shows the other hand | record {image.record}, finger position {int(image.position)}"
    return intake.finding_of("wrong-hand", f"{text} | capture each hand under its own position", record=image.record)


def _repeats(samples: list[Sample]) -> list[itl.Finding]:
    found = []
    for a, b in repeated_prints(best_by_finger(samples)):
        text = f"one print under two finger positions, {int(a.position)} and {int(b.position)}"
        text += f" | records {a.record} and {b.record} | capture each finger once, under its own position"
        found.append(intake.finding_of("same-print-twice", text, record=b.record))
    return found
