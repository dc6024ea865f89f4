"""What the pictures of a case are called: whole words beside the pane, a short name on the strip."""

from openbitmap.node.console.words import Spoken
from openbitmap.node.identities import Picture, PictureKind
from openbitmap.vocabulary import FingerPosition, Hand

SLAPS = {13: "slap_right", 14: "slap_left", 15: "slap_thumbs"}
SHORT_SLAPS = {13: "R2-5", 14: "L2-5", 15: "R1+L1"}
PALMS = {21: "palm_right", 22: "palm_right_side", 23: "palm_left", 24: "palm_left_side"} | {
    25: "palm_right_low",
    26: "palm_right_high",
    27: "palm_left_low",
    28: "palm_left_high",
}
EYES = {1: "iris_right", 2: "iris_left"}


def label(picture: Picture, words: Spoken) -> str:
    match picture.kind:
        case PictureKind.FINGER:
            name = words[f"finger_{picture.position}"] if 1 <= picture.position <= 10 else words["finger_unknown"]
            return words.say("in_slap", finger=name) if picture.box else name
        case PictureKind.SLAP:
            return words[SLAPS[picture.position]]
        case PictureKind.PALM:
            return words[PALMS.get(picture.position, "palm")]
        case PictureKind.IRIS:
            return words[EYES.get(picture.position, "iris")]
        case PictureKind.LATENT:
            return words["latent"]
        case PictureKind.FACE:
            return words["face"]


def short(picture: Picture, words: Spoken) -> str:
    """R2 is the right index, as on every ten-print card in Spanish and English; R and L by hand, 1 the thumb."""
    if picture.kind is PictureKind.SLAP:
        return spoken_hand(SHORT_SLAPS[picture.position], words)
    if picture.kind is PictureKind.FINGER and 1 <= picture.position <= 10:
        position = FingerPosition(picture.position)
        number = (picture.position - 1) % 5 + 1
        name = f"{'R' if position.hand is Hand.RIGHT else 'L'}{number}"
        return spoken_hand(name, words) + ("*" if picture.box else "")
    return label(picture, words)


def spoken_hand(name: str, words: Spoken) -> str:
    return name.replace("R", words["right_letter"]).replace("L", words["left_letter"])
