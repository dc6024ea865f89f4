"""Closed lists as pages say them, one table each. A word stands under a prefix and the member's value."""

from collections.abc import Mapping
from typing import TypeVar

from openbitmap import instruments
from openbitmap.node.console.words import Words

Member = TypeVar("Member", bound=str)


def under(prefix: str, table: Mapping[Member, Mapping[str, str]]) -> dict[str, Mapping[str, str]]:
    return {f"{prefix}{member}": said for member, said in table.items()}


PURPOSES: Words = under("purpose_", instruments.PURPOSES)
FIELDS: Words = under("field_", instruments.FIELDS)
GALLERIES: Words = under("gallery_", instruments.GALLERIES)

PERSONS: Words = {
    "category_third_country_traveller": {"en": "traveller from a third country", "es": "viajero de un tercer país"},
    "category_prisoner": {"en": "person in prison", "es": "persona presa"},
    "category_detainee": {"en": "person detained", "es": "persona detenida"},
    "category_watchlisted": {"en": "listed person", "es": "persona en lista de vigilancia"},
    "category_own_national": {"en": "own national", "es": "nacional propio"},
    "category_partner_national": {"en": "national of the partner", "es": "nacional del socio"},
}
"""Of one person, where instruments speak of all."""

OUTCOMES: Words = {
    "outcome_arrest": {"en": "Arrest", "es": "Detención", "pt": "Detenção"},
    "outcome_refused_entry": {"en": "Entry refused", "es": "Ingreso rechazado"},
    "outcome_released": {"en": "Released", "es": "Siguió su camino"},
    "outcome_referred": {"en": "Referred", "es": "Derivada", "pt": "Encaminhada"},
    "outcome_false_alert": {"en": "False alert", "es": "Falsa alerta", "pt": "Falso alerta"},
    "outcome_unknown": {"en": "Not known", "es": "Se desconoce"},
}
"""What came of an alert, here or abroad."""
