"""The words of who is a national; the pages of persons, copies and holdings show the same form."""

from openbitmap.node.console.pages.disclosures.words import THINGS
from openbitmap.node.console.pages.disclosures.words import WORDS as COPIES
from openbitmap.node.console.words import Words

FORM: Words = {
    **{name: said for name, said in COPIES.items() if name.startswith(("national", "freeze", "frozen", "lift"))},
    "nationality": {"en": "Nationality between nations", "es": "Nacionalidad entre naciones"},
    "words": THINGS["words"],
    "suspected_asserted": {
        "en": "At a meeting the person said or showed to be a national of {nation} ({time}); copies or holdings are "
        "out. Say that it is so, or that it is not.",
        "es": "En un encuentro la persona dijo o mostró ser nacional de {nation} ({time}), y hay copias o datos fuera. "
        "Indique si es así o no.",
    },
    "suspected_told": {
        "en": "{partner} told personal data by which the person is a national of {nation} ({time}). Say that it is so, "
        "or that it is not.",
        "es": "{partner} comunicó datos según los cuales la persona es nacional de {nation} ({time}). Indique si es "
        "así o no.",
    },
    "suspected_partner": {
        "en": "{partner} says that the person is a national of {nation} ({time}). What lies between us and it is "
        "frozen and goes; what other nations have stays until you say that it is so.",
        "es": "{partner} dice que la persona es nacional de {nation} ({time}). Lo que hay entre ambos se congela y se "
        "elimina; lo de otras naciones queda hasta que usted indique que es así.",
    },
    "not_so": {"en": "It is not so", "es": "No es así"},
}

WORDS: Words = {
    **THINGS,
    **FORM,
    "title": {"en": "Nationality between nations", "es": "Nacionalidad entre naciones"},
    "of_person": {"en": "Given of this person", "es": "Entregado de esta persona"},
    "held_of_person": {"en": "Held of this person", "es": "Conservado de esta persona"},
    "nothing": {"en": "nothing", "es": "nada"},
    "person": {"en": "Person", "es": "Persona"},
}
