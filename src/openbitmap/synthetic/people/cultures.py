"""Cultures of naming, sexes, and the countries people of the synthetic world come from."""

from dataclasses import dataclass
from enum import StrEnum


def words(text: str) -> tuple[str, ...]:
    """The entries of a name table, which stand between bars."""
    return tuple(text.split("|"))


class Sex(StrEnum):
    """Codes of EBTS field 2.024 for the two sexes the generator draws."""

    FEMALE = "F"
    MALE = "M"


class Culture(StrEnum):
    """How names are made: which lists, how many surnames, in which order."""

    HISPANIC = "hispanic"
    HAITIAN = "haitian"
    LUSOPHONE = "lusophone"
    ARABIC = "arabic"
    CHINESE = "chinese"
    SOUTH_ASIAN = "south_asian"
    SLAVIC = "slavic"
    AFRICAN = "african"


@dataclass(frozen=True)
class Country:
    """A country of origin: ISO 3166-1 alpha-3 and alpha-2 codes, and its share of the people."""

    code: str
    short: str
    culture: Culture
    share: float
    towns: tuple[str, ...]


# Shares are chosen to give every culture enough people for practice; they are no migration statistic.
COUNTRIES: tuple[Country, ...] = (
    Country("VEN", "VE", Culture.HISPANIC, 0.24, ("Maracaibo", "Valencia", "Barquisimeto", "Maturín")),
    Country("COL", "CO", Culture.HISPANIC, 0.12, ("Cali", "Buenaventura", "Cúcuta", "Medellín")),
    Country("CHL", "CL", Culture.HISPANIC, 0.10, ("Arica", "Iquique", "Santiago", "Concepción")),
    Country("PER", "PE", Culture.HISPANIC, 0.09, ("Tacna", "Puno", "Arequipa", "Lima")),
    Country("BOL", "BO", Culture.HISPANIC, 0.08, ("Oruro", "El Alto", "Cochabamba", "Potosí")),
    Country("HTI", "HT", Culture.HAITIAN, 0.09, ("Gonaïves", "Port-au-Prince", "Les Cayes", "Jacmel")),
    Country("DOM", "DO", Culture.HISPANIC, 0.05, ("Santo Domingo", "La Romana", "San Cristóbal")),
    Country("ECU", "EC", Culture.HISPANIC, 0.04, ("Guayaquil", "Machala", "Esmeraldas")),
    Country("CUB", "CU", Culture.HISPANIC, 0.02, ("Holguín", "Camagüey", "La Habana")),
    Country("BRA", "BR", Culture.LUSOPHONE, 0.02, ("Belém", "Recife", "Boa Vista")),
    Country("SYR", "SY", Culture.ARABIC, 0.03, ("Homs", "Aleppo", "Idlib")),
    Country("MAR", "MA", Culture.ARABIC, 0.02, ("Tanger", "Oujda", "Fès")),
    Country("CHN", "CN", Culture.CHINESE, 0.03, ("Fuzhou", "Wenzhou", "Guangzhou")),
    Country("IND", "IN", Culture.SOUTH_ASIAN, 0.02, ("Jalandhar", "Ahmedabad", "Patna")),
    Country("BGD", "BD", Culture.SOUTH_ASIAN, 0.02, ("Sylhet", "Noakhali", "Dhaka")),
    Country("UKR", "UA", Culture.SLAVIC, 0.01, ("Kharkiv", "Lviv", "Odesa")),
    Country("RUS", "RU", Culture.SLAVIC, 0.01, ("Perm", "Omsk", "Samara")),
    Country("CMR", "CM", Culture.AFRICAN, 0.01, ("Douala", "Bamenda", "Yaoundé")),
)
