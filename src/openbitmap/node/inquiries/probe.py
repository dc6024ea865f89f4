"""What is given of a person to compare with: prints and nothing else, or templates where a clause names them.

Guards one invariant: the bytes are composed anew from the images, so that no name, number, place, date of capture or
agency of the original travels with them.
"""

import base64
import binascii
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from openbitmap import itl
from openbitmap.biometrics import finger
from openbitmap.node import identities
from openbitmap.node.database import Transaction
from openbitmap.node.equipment import Equipment
from openbitmap.vocabulary import Digest, EncounterId, FieldGroup, FingerPosition, digest_of
from openbitmap.wire import Letter

PRINTS, TEMPLATES = "prints.eft", "templates.json"
NOT_SAID = date(2000, 1, 1)
"""Stands where the standard wants a date of capture, and nobody is told one."""
AGENCY = "OPENBITMAP"
LARGEST_UNION = 10_000_000_000
"""People a question may say it reaches elsewhere."""
MOST_FINGERS = 10
LARGEST_TEMPLATE = 4_096
MINUTIA = 5
"""Bytes of one minutia in a template."""
Templates = Mapping[FingerPosition, finger.Template]


@dataclass(frozen=True)
class Probe:
    """`prints` is a transaction of images; without any, `templates` are all there is."""

    prints: bytes = b""
    templates: Templates = field(default_factory=dict)

    @property
    def fields(self) -> frozenset[FieldGroup]:
        """What a clause must name before it may travel, beside prints."""
        return frozenset() if self.prints else frozenset({FieldGroup.TEMPLATES})

    @property
    def is_usable(self) -> bool:
        return bool(self.prints or self.templates)

    @property
    def digest(self) -> Digest:
        """Of all that travels."""
        return digest_of(b"".join(self.attachments().values()))

    def attachments(self) -> dict[str, bytes]:
        if self.prints:
            return {PRINTS: self.prints}
        return {TEMPLATES: _written(self.templates)} if self.templates else {}


def probe_of(tx: Transaction, equipment: Equipment, encounter: EncounterId) -> Probe:
    """An encounter's prints; its templates where it has no images that can be written."""
    transaction = identities.transaction_of(tx, equipment.vault, encounter)
    prints = _prints(transaction) if transaction else b""
    return Probe(prints) if prints else Probe(b"", identities.templates_of(tx, encounter))


def probe_in(letter: Letter) -> Probe:
    """What a partner's letter brings; what cannot be read is no finger."""
    prints = letter.attachments.get(PRINTS, b"")
    return Probe(prints, {} if prints else _read(letter.attachments.get(TEMPLATES, b"")))


def templates_of(probe: Probe, equipment: Equipment) -> dict[FingerPosition, finger.Template]:
    """Extracted in memory. Raises images.ImageRefused for an image that cannot be opened."""
    if probe.prints:
        return identities.templates_in(probe.prints, equipment)
    return identities.usable(probe.templates)


def _prints(transaction: itl.Transaction) -> bytes:
    """Every finger and slap as Type-14, with what is missing; empty where nothing can be written."""
    capture = itl.Capture(AGENCY, NOT_SAID)
    images = [i for i in transaction.fingers() if i.image.data and not i.missing]
    records = [itl.type_14(i.position, i.image, capture, impression=i.impression) for i in images]
    records += [itl.type_14_missing(p, reason, capture) for p, reason in transaction.missing_fingers().items()]
    header = itl.Header("TPIS", "OB-PRINTS-ONLY", NOT_SAID, AGENCY[:9], AGENCY[:9])
    try:
        return itl.write(itl.compose(header, records)) if images else b""
    except (itl.InvalidTransaction, ValueError):
        return b""


def _written(templates: Templates) -> bytes:
    made = {
        str(int(p)): {"d": base64.b64encode(t.data).decode(), "w": t.width, "h": t.height, "p": t.parameters}
        for p, t in sorted(templates.items())
    }
    return json.dumps(made, sort_keys=True).encode()


def _read(data: bytes) -> dict[FingerPosition, finger.Template]:
    try:
        given = json.loads(data or b"{}")
        rows = {FingerPosition(int(p)): t for p, t in given.items()}
        if len(rows) > MOST_FINGERS or not all(1 <= p <= MOST_FINGERS for p in rows):
            return {}
        return {p: _template(t) for p, t in rows.items()}
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError, binascii.Error):
        return {}


def _template(row: Mapping[str, object]) -> finger.Template:
    """Raises ValueError, KeyError or TypeError for what is none."""
    data = base64.b64decode(str(row["d"]), validate=True)
    width, height = int(str(row["w"])), int(str(row["h"]))
    if (
        len(data) > LARGEST_TEMPLATE
        or len(data) % MINUTIA
        or not (0 < width < LARGEST_TEMPLATE and 0 < height < LARGEST_TEMPLATE)
    ):
        raise ValueError("no template of a finger")
    return finger.Template(data, width, height, parameters=str(row["p"])[:80])
