"""The explanation of a score in words, in English and in Spanish."""

from enum import StrEnum

from openbitmap.names.alignment import Order
from openbitmap.names.comparison import AlignedPair, Comparison, Flag
from openbitmap.names.pairing import Kind

KIND_WORDS: dict[Kind, dict[str, str]] = {
    Kind.SAME: {"en": "the same word", "es": "la misma palabra"},
    Kind.SPELLING: {"en": "sounds the same, spelt otherwise", "es": "suena igual, escrito de otro modo"},
    Kind.VARIANT: {"en": "another spelling of the same name", "es": "otra grafía del mismo nombre"},
    Kind.ALOUD: {"en": "French and Kreyol spelling", "es": "grafía francesa y criolla"},
    Kind.NICKNAME: {"en": "short form of the name", "es": "forma familiar del nombre"},
    Kind.INITIAL: {"en": "initial only", "es": "solo la inicial"},
    Kind.TYPO: {"en": "perhaps a slip of the pen", "es": "tal vez un error de escritura"},
    Kind.GLUED: {"en": "written as one word or as two", "es": "escrito junto o separado"},
    Kind.ABSENT: {"en": "only in one of the names", "es": "solo está en uno de los nombres"},
    Kind.LOOK_ALIKE: {"en": "looks alike, but is another name", "es": "se parece, pero es otro nombre"},
    Kind.GENDER: {"en": "a man's and a woman's name", "es": "nombre de hombre y de mujer"},
    Kind.DIFFERENT: {"en": "another name", "es": "otro nombre"},
}
ORDER_WORDS: dict[Order, dict[str, str]] = {
    Order.KEPT: {"en": "same order", "es": "mismo orden"},
    Order.ROTATED: {"en": "surnames and given names turned round", "es": "apellidos y nombres en orden inverso"},
    Order.SWAPPED: {"en": "words in each other's places", "es": "palabras con el lugar cambiado"},
}
FLAG_WORDS: dict[Flag, dict[str, str]] = {
    Flag.SWAPPED: {
        "en": "The same words in another order are often another person: look at it before anything else.",
        "es": "Las mismas palabras en otro orden suelen ser otra persona: mírelo antes que nada.",
    },
    Flag.GENDER: {
        "en": "One name is a man's, the other a woman's.",
        "es": "Un nombre es de hombre y el otro de mujer.",
    },
    Flag.LOOK_ALIKE: {
        "en": "A word only looks alike: both are established names.",
        "es": "Una palabra solo se parece: las dos son nombres establecidos.",
    },
    Flag.LITTLE: {"en": "Too little agrees to say much.", "es": "Coincide muy poco para decir mucho."},
}


class Band(StrEnum):
    """A score as people read it."""

    VERY = "very"
    ALIKE = "alike"
    SOMEWHAT = "somewhat"
    HARDLY = "hardly"


BAND_WORDS: dict[Band, dict[str, str]] = {
    Band.VERY: {"en": "very alike", "es": "muy parecido"},
    Band.ALIKE: {"en": "alike", "es": "parecido"},
    Band.SOMEWHAT: {"en": "somewhat alike", "es": "algo parecido"},
    Band.HARDLY: {"en": "hardly alike", "es": "apenas parecido"},
}
SIDE_WORDS: dict[str, dict[str, str]] = {
    "for": {"en": "speaks for", "es": "a favor"},
    "little": {"en": "says little", "es": "dice poco"},
    "against": {"en": "speaks against", "es": "en contra"},
}


def band_of(score: float) -> Band:
    """From 0.9 very alike, from 0.7 alike, from the threshold somewhat, below it hardly."""
    floors = ((0.9, Band.VERY), (0.7, Band.ALIKE), (0.5, Band.SOMEWHAT))
    return next((band for floor, band in floors if score >= floor), Band.HARDLY)


def side_of(pair: AlignedPair) -> str:
    """Which way a line speaks: a key of SIDE_WORDS."""
    if pair.weight > 0.25:
        return "for"
    return "against" if pair.weight < -0.6 else "little"


def explain(comparison: Comparison, language: str) -> list[str]:
    """A sentence for each pair of words, one for the order where it is not the same, one for each flag."""
    lines = []
    for pair in comparison.pairs:
        words = " = ".join(word for word in (pair.first, pair.second) if word)
        lines.append(f"{words}: {KIND_WORDS[pair.kind][language]} ({SIDE_WORDS[side_of(pair)][language]})")
    if comparison.order is not Order.KEPT:
        lines.append(ORDER_WORDS[comparison.order][language])
    return lines + [FLAG_WORDS[flag][language] for flag in comparison.flags]
