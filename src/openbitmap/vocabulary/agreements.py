"""Closed lists of what nations agree on: who, why, about whom, which data, which act. The words of an instrument's
clauses, of an envelope and of a permit."""

from enum import StrEnum
from typing import NewType

PartnerId = NewType("PartnerId", str)
"""Short name of a nation's node, as it signs: "CL", "US"."""

AgreementId = NewType("AgreementId", str)
EnvelopeId = NewType("EnvelopeId", str)
InquiryId = NewType("InquiryId", str)


class ExchangePurpose(StrEnum):
    """Why one nation asks another. Nothing outside this list can be asked for."""

    BORDER_CHECK = "border_check"
    PRISON_VETTING = "prison_vetting"
    SERIOUS_CRIME = "serious_crime"
    TERRORISM = "terrorism"
    IDENTIFICATION = "identification"


class PersonCategory(StrEnum):
    """About whom, as the nation that gives or asks sees the person."""

    THIRD_COUNTRY_TRAVELLER = "third_country_traveller"
    PRISONER = "prisoner"
    DETAINEE = "detainee"
    WATCHLISTED = "watchlisted"
    OWN_NATIONAL = "own_national"
    PARTNER_NATIONAL = "partner_national"


class Modality(StrEnum):
    FINGER = "finger"
    FACE = "face"
    IRIS = "iris"
    NAME = "name"


class SearchKind(StrEnum):
    """Kinds of search that an annex limits separately (Austria-US implementing arrangement, art. 9): tenprint (TP),
    palm (PP), latent of a finger (LT) or palm (LP), against the same or against unsolved latents (UL, ULP)."""

    TP_TP = "tp/tp"
    TP_UL = "tp/ul"
    PP_ULP = "pp/ulp"
    LT_TP = "lt/tp"
    LP_PP = "lp/pp"
    LT_UL = "lt/ul"
    LP_ULP = "lp/ulp"


class FieldGroup(StrEnum):
    """What can be released about somebody, group by group. The last two leave a node only where a clause names them."""

    REFERENCE = "reference"
    HANDLING = "handling"
    REFERENCE_IMAGES = "reference_images"
    FACE = "face"
    NAMES = "names"
    BIRTH = "birth"
    NATIONALITY = "nationality"
    DOCUMENTS = "documents"
    ENCOUNTERS = "encounters"
    GROUNDS = "grounds"
    TEMPLATES = "templates"
    SCORES = "scores"


class ExchangeAct(StrEnum):
    """What one nation does towards another; each is asked for by itself, before it is done."""

    SEARCH = "search"
    """Give a probe, to be searched and forgotten."""
    ANSWER = "answer"
    """Say hit or no hit, with reference and handling."""
    REFERENCE = "reference"
    """Give reference images, for the asker's examiners."""
    DATA = "data"
    """Give personal data, on a second and justified request."""
    WATCH = "watch"
    """Give an entry or a subscription, to be watched for until it expires."""
    NOTIFY = "notify"
    """Tell of a later encounter."""
    RETAIN = "retain"
    """Keep what was given, beyond the search."""
    ONWARD = "onward"
    """Pass on to a third party what was given."""
