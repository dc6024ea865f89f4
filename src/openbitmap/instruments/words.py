"""What members of the closed lists are called in sentences, in English and Spanish."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import TypeVar

from openbitmap.instruments.model import Gate, InstrumentKind, Onward, Phase
from openbitmap.instruments.questions import BarredReason
from openbitmap.vocabulary import ExchangeAct, ExchangePurpose, FieldGroup, GalleryKind, Modality, PersonCategory

Member = TypeVar("Member", bound=StrEnum)

KINDS: dict[InstrumentKind, dict[str, str]] = {
    InstrumentKind.LETTER_OF_INTENT: {"en": "letter of intent", "es": "carta de intención"},
    InstrumentKind.PILOT: {"en": "pilot arrangement", "es": "acuerdo piloto"},
    InstrumentKind.MEMORANDUM: {"en": "memorandum of understanding", "es": "memorando de entendimiento"},
    InstrumentKind.TREATY: {"en": "treaty", "es": "tratado"},
    InstrumentKind.INTERFACE_CONTROL_DOCUMENT: {
        "en": "interface control document",
        "es": "documento de control de interfaces",
    },
}
PHASES: dict[Phase, dict[str, str]] = {
    Phase.PILOT: {"en": "pilot", "es": "piloto"},
    Phase.BRIDGE: {"en": "bridge", "es": "puente"},
    Phase.FULL: {"en": "full partnership", "es": "asociación plena"},
}
ACTS: dict[ExchangeAct, dict[str, str]] = {
    ExchangeAct.SEARCH: {"en": "give a probe to be searched and forgotten", "es": "dar una muestra a buscar y olvidar"},
    ExchangeAct.ANSWER: {
        "en": "say whether there is a candidate, with a reference",
        "es": "decir si hay un candidato, con una referencia",
    },
    ExchangeAct.REFERENCE: {"en": "give reference images", "es": "dar imágenes de referencia"},
    ExchangeAct.DATA: {"en": "give personal data", "es": "dar datos personales"},
    ExchangeAct.WATCH: {"en": "give an entry to be watched for", "es": "dar un registro que vigilar"},
    ExchangeAct.NOTIFY: {"en": "tell of a later encounter", "es": "avisar de un encuentro posterior"},
    ExchangeAct.RETAIN: {"en": "let be kept what was given", "es": "dejar conservar lo entregado"},
    ExchangeAct.ONWARD: {"en": "let be passed on what was given", "es": "dejar transmitir lo entregado"},
}
PURPOSES: dict[ExchangePurpose, dict[str, str]] = {
    ExchangePurpose.BORDER_CHECK: {"en": "border check", "es": "control fronterizo"},
    ExchangePurpose.PRISON_VETTING: {"en": "prison vetting", "es": "verificación penitenciaria"},
    ExchangePurpose.SERIOUS_CRIME: {"en": "serious crime", "es": "delito grave"},
    ExchangePurpose.TERRORISM: {"en": "terrorism", "es": "terrorismo"},
    ExchangePurpose.IDENTIFICATION: {"en": "identification", "es": "identificación"},
}
CATEGORIES: dict[PersonCategory, dict[str, str]] = {
    PersonCategory.THIRD_COUNTRY_TRAVELLER: {"en": "third-country travellers", "es": "viajeros de terceros países"},
    PersonCategory.PRISONER: {"en": "prisoners", "es": "personas presas"},
    PersonCategory.DETAINEE: {"en": "detainees", "es": "personas detenidas"},
    PersonCategory.WATCHLISTED: {"en": "people on a watchlist", "es": "personas en lista de vigilancia"},
    PersonCategory.OWN_NATIONAL: {"en": "nationals of the giver", "es": "nacionales de quien entrega"},
    PersonCategory.PARTNER_NATIONAL: {"en": "nationals of the taker", "es": "nacionales de quien recibe"},
}
MODALITIES: dict[Modality, dict[str, str]] = {
    Modality.FINGER: {"en": "finger", "es": "dedo"},
    Modality.FACE: {"en": "face", "es": "rostro"},
    Modality.IRIS: {"en": "iris", "es": "iris"},
    Modality.NAME: {"en": "name", "es": "nombre"},
}
GALLERIES: dict[GalleryKind, dict[str, str]] = {
    GalleryKind.WATCHLIST: {"en": "watchlist", "es": "lista de vigilancia"},
    GalleryKind.WANTED: {"en": "wanted", "es": "buscados"},
    GalleryKind.PRISON: {"en": "prison", "es": "cárcel"},
    GalleryKind.ENCOUNTER: {"en": "encounters", "es": "encuentros"},
    GalleryKind.REFERENCE: {"en": "references of a partner", "es": "referencias de un socio"},
}
FIELDS: dict[FieldGroup, dict[str, str]] = {
    FieldGroup.REFERENCE: {"en": "reference", "es": "referencia"},
    FieldGroup.HANDLING: {"en": "handling", "es": "manejo"},
    FieldGroup.REFERENCE_IMAGES: {"en": "reference images", "es": "imágenes de referencia"},
    FieldGroup.FACE: {"en": "photograph of the face", "es": "fotografía del rostro"},
    FieldGroup.NAMES: {"en": "names", "es": "nombres"},
    FieldGroup.BIRTH: {"en": "birth", "es": "nacimiento"},
    FieldGroup.NATIONALITY: {"en": "nationality", "es": "nacionalidad"},
    FieldGroup.DOCUMENTS: {"en": "documents", "es": "documentos"},
    FieldGroup.ENCOUNTERS: {"en": "encounters", "es": "encuentros"},
    FieldGroup.GROUNDS: {"en": "grounds", "es": "fundamentos"},
    FieldGroup.TEMPLATES: {"en": "templates", "es": "plantillas"},
    FieldGroup.SCORES: {"en": "scores", "es": "puntajes"},
}
GATES: dict[Gate, dict[str, str]] = {
    Gate.AUTOMATIC: {"en": "at once", "es": "de inmediato"},
    Gate.OFFICER: {"en": "after an officer's release", "es": "tras autorización de un funcionario"},
}
ONWARDS: dict[Onward, dict[str, str]] = {
    Onward.NEVER: {"en": "never passed on", "es": "nunca se transmite"},
    Onward.WITH_CONSENT: {"en": "passed on with consent only", "es": "se transmite solo con consentimiento"},
}
REASONS: dict[BarredReason, dict[str, str]] = {
    BarredReason.NO_INSTRUMENT: {
        "en": "Barred: there is no instrument between the two.",
        "es": "Impedido: no hay instrumento entre ambos.",
    },
    BarredReason.NOT_PROVIDED: {
        "en": "Barred: no clause of {agreement} provides for it.",
        "es": "Impedido: ninguna cláusula de {agreement} lo prevé.",
    },
    BarredReason.UNSIGNED: {
        "en": "Barred: clause {clause} of {agreement} provides for it, but not both have signed.",
        "es": "Impedido: la cláusula {clause} de {agreement} lo prevé, pero no han firmado ambos.",
    },
    BarredReason.REPLACED: {
        "en": "Barred: clause {clause} of {agreement} provided for it, and a later version does not.",
        "es": "Impedido: la cláusula {clause} de {agreement} lo preveía, y una versión posterior no.",
    },
    BarredReason.DENOUNCED: {
        "en": "Barred: clause {clause} provided for it, but {agreement} was denounced.",
        "es": "Impedido: la cláusula {clause} lo preveía, pero {agreement} fue denunciado.",
    },
    BarredReason.EXPIRED: {
        "en": "Barred: clause {clause} provided for it, but {agreement} has expired.",
        "es": "Impedido: la cláusula {clause} lo preveía, pero {agreement} venció.",
    },
    BarredReason.NOT_YET_IN_FORCE: {
        "en": "Barred: clause {clause} will provide for it, but {agreement} is not in force yet.",
        "es": "Impedido: la cláusula {clause} lo prevé, pero {agreement} todavía no rige.",
    },
    BarredReason.SUSPENDED: {
        "en": "Barred: clause {clause} provides for it, but {agreement} is suspended.",
        "es": "Impedido: la cláusula {clause} lo prevé, pero {agreement} está suspendido.",
    },
    BarredReason.NO_CASE: {
        "en": "Barred: clause {clause} of {agreement} serves one named case or consent, and none was named.",
        "es": "Impedido: la cláusula {clause} de {agreement} exige nombrar un caso o consentimiento, y no se nombró.",
    },
    BarredReason.QUOTA_SPENT: {
        "en": "Barred: clause {clause} of {agreement} provides for it, and today's number is used up.",
        "es": "Impedido: la cláusula {clause} de {agreement} lo prevé, y el cupo de hoy está agotado.",
    },
    BarredReason.FORBIDDEN: {
        "en": "Barred: clause {clause} of {agreement} forbids it.",
        "es": "Impedido: la cláusula {clause} de {agreement} lo prohíbe.",
    },
}
SENTENCES: dict[str, dict[str, str]] = {
    "question": {
        "en": "May {giver} {act} to {taker}? Purpose: {purpose}; about: {category}; by: {modalities}{gallery}{fields}.",
        "es": "¿Puede {giver} {act} a {taker}? Fin: {purpose}; sobre: {category}; por: {modalities}{gallery}{fields}.",
    },
    "gallery": {"en": "; gallery: {gallery}", "es": "; galería: {gallery}"},
    "fields": {"en": "; fields: {fields}", "es": "; campos: {fields}"},
    "third": {"en": "; passed on to: {third}", "es": "; se transmite a: {third}"},
    "granted": {
        "en": "Permitted by clause {clause} of {agreement}, version {version}.",
        "es": "Permitido por la cláusula {clause} de {agreement}, versión {version}.",
    },
    "released": {"en": "Released: {fields}.", "es": "Se entrega: {fields}."},
    "terms": {
        "en": "It goes {gate}; kept {days} days at most; {onward}; answer due in {hours} hours; in force until {end}.",
        "es": "Sale {gate}; se conserva {days} días a lo más; {onward}; respuesta en {hours} horas; rige hasta {end}.",
    },
    "limit": {"en": "At most {candidates} candidates.", "es": "A lo más {candidates} candidatos."},
    "quota": {"en": "At most {per_day} a day.", "es": "A lo más {per_day} por día."},
    "bands": {"en": "Likeness is told in bands.", "es": "El parecido se informa por tramos."},
    "nothing": {"en": "nothing", "es": "nada"},
    "near": {
        "en": "Clause {clause} of {agreement} comes nearest; it lacks: {missing}.",
        "es": "La cláusula {clause} de {agreement} es la más cercana; le falta: {missing}.",
    },
}
MISSING: dict[str, dict[str, str]] = {
    "direction": {"en": "the direction", "es": "la dirección"},
    "purpose": {"en": "the purpose", "es": "el fin"},
    "category": {"en": "this category of person", "es": "esta categoría de persona"},
    "modality": {"en": "the modality", "es": "la modalidad"},
    "gallery": {"en": "the gallery", "es": "la galería"},
    "fields": {"en": "a field", "es": "un campo"},
    "kind": {"en": "this kind of search", "es": "este tipo de búsqueda"},
    "third party": {"en": "the third party", "es": "el tercero"},
}


def listed(members: Iterable[Member], table: Mapping[Member, Mapping[str, str]], language: str) -> str:
    """Members in the order of their table, in words; "nothing" where there is none."""
    chosen = frozenset(members)
    words = [said[language] for member, said in table.items() if member in chosen]
    return ", ".join(words) or SENTENCES["nothing"][language]
