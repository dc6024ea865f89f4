"""The words all other packages share: identifiers, closed lists, finger positions. No behaviour that reaches out.

Names follow ISO/IEC 2382-37 (biometric vocabulary), ANSI/NIST-ITL 1-2011 Update 2015 and EBTS.
"""

from openbitmap.vocabulary.agreements import (
    AgreementId,
    EnvelopeId,
    ExchangeAct,
    ExchangePurpose,
    FieldGroup,
    InquiryId,
    Modality,
    PartnerId,
    PersonCategory,
    SearchKind,
)
from openbitmap.vocabulary.counting import counted
from openbitmap.vocabulary.fingers import (
    SLAP_FINGERS,
    TEN_FINGERS,
    FingerPosition,
    Hand,
    Impression,
    MissingReason,
)
from openbitmap.vocabulary.identifiers import (
    Actor,
    AnswerId,
    CaseId,
    ControlNumber,
    Digest,
    EncounterId,
    SampleId,
    SearchId,
    StationId,
    SubmissionId,
    digest_of,
)
from openbitmap.vocabulary.images import Compression
from openbitmap.vocabulary.languages import Language
from openbitmap.vocabulary.nations import nation_words
from openbitmap.vocabulary.purposes import (
    Coverage,
    GalleryKind,
    Priority,
    ServiceClass,
    Verdict,
)
from openbitmap.vocabulary.shares import Share

__all__ = [
    "SLAP_FINGERS",
    "TEN_FINGERS",
    "Actor",
    "AgreementId",
    "AnswerId",
    "CaseId",
    "Compression",
    "ControlNumber",
    "Coverage",
    "Digest",
    "EncounterId",
    "EnvelopeId",
    "ExchangeAct",
    "ExchangePurpose",
    "FieldGroup",
    "FingerPosition",
    "GalleryKind",
    "Hand",
    "Impression",
    "InquiryId",
    "Language",
    "MissingReason",
    "Modality",
    "PartnerId",
    "PersonCategory",
    "Priority",
    "SampleId",
    "SearchId",
    "SearchKind",
    "ServiceClass",
    "Share",
    "StationId",
    "SubmissionId",
    "Verdict",
    "counted",
    "digest_of",
    "nation_words",
]
