"""Whom we met. Encounters with their samples and templates, immutable; and what people judged about who is who.

Promises: an encounter is never overwritten or merged; biographics stay as asserted; `person_of` is derived from the
judgement graph each time, so undoing a judgement undoes everything that followed from it.
"""

from openbitmap.node.identities.actions import enrol, found_gallery, import_templates, judge
from openbitmap.node.identities.model import (
    Asserted,
    Conclusion,
    Encounter,
    Gallery,
    GallerySize,
    ImportedTemplate,
    Judgement,
    Sample,
    SampleNote,
    StoredTemplate,
)
from openbitmap.node.identities.pictures import (
    Drawn,
    Picture,
    PictureKind,
    face_of,
    minutiae_of,
    picture_named,
    pictures_of,
    pixels_of,
)
from openbitmap.node.identities.prints import Prints, enrol_prints, prints_of
from openbitmap.node.identities.store import (
    alike,
    all_galleries,
    asserted_of,
    encounter_of,
    encounters_numbered,
    gallery_census,
    listed_among,
    persons_of,
    samples_of,
    templates_between,
    templates_of,
)
from openbitmap.node.identities.withdrawal import (
    Withdrawal,
    WithdrawalReason,
    rows_withdrawn_between,
    silent_among,
    withdraw,
    withdrawal_of,
)

__all__ = [
    "Asserted",
    "Conclusion",
    "Drawn",
    "Encounter",
    "Gallery",
    "GallerySize",
    "ImportedTemplate",
    "Judgement",
    "Picture",
    "PictureKind",
    "Prints",
    "Sample",
    "SampleNote",
    "StoredTemplate",
    "Withdrawal",
    "WithdrawalReason",
    "alike",
    "all_galleries",
    "asserted_of",
    "encounter_of",
    "encounters_numbered",
    "enrol",
    "enrol_prints",
    "face_of",
    "found_gallery",
    "gallery_census",
    "import_templates",
    "judge",
    "listed_among",
    "minutiae_of",
    "persons_of",
    "picture_named",
    "pictures_of",
    "pixels_of",
    "prints_of",
    "rows_withdrawn_between",
    "samples_of",
    "silent_among",
    "templates_between",
    "templates_of",
    "withdraw",
    "withdrawal_of",
]
