"""What the introduction of a partner, a key or an envelope can be refused for."""

from openbitmap.node.problems.problem import Problem

NO_IDENTITY = Problem(
    "no-identity",
    409,
    "This node has no keys for partners yet.",
    "Start the node once with `openbitmap node up`; it makes them.",
    spanish=(
        "Este nodo todavía no tiene claves para tratar con socios.",
        "Inicie el nodo una vez con `openbitmap node up`; él las crea.",
    ),
)
UNFIT_CARD = Problem(
    "unfit-card",
    422,
    "This is no partner's card: {why}.",
    "Ask the partner for the file that `openbitmap partner card` writes.",
    spanish=(
        "Esto no es la ficha de un socio: {why}.",
        "Pida al socio el archivo que escribe `openbitmap partner card`.",
    ),
)
FINGERPRINT_DIFFERS = Problem(
    "fingerprint-differs",
    409,
    "The fingerprint read out is not that of this card.",
    "Introduce nobody: find out who changed the file on its way.",
    spanish=(
        "El código que le leyeron no es el de esta ficha.",
        "No presente a nadie: averigüe quién cambió el archivo en el camino.",
    ),
)
OWN_CARD = Problem(
    "own-card",
    409,
    "This card is this node's own.",
    "Introduce the partner's card.",
    spanish=("Esta ficha es la de este mismo nodo.", "Presente la ficha del socio."),
)
PARTNER_STOPPED = Problem(
    "partner-stopped",
    409,
    "{partner} has no key in use, so nothing is sent to it.",
    "Introduce the partner's new card.",
    spanish=("{partner} no tiene ninguna clave vigente; no se le envía nada.", "Presente la ficha nueva del socio."),
)
NO_SUCH_ENVELOPE = Problem(
    "no-such-envelope",
    404,
    "No envelope {envelope} was accepted here, or what it held was erased.",
    "Check its number; what was erased cannot be brought back.",
    spanish=(
        "Aquí no se aceptó ningún sobre {envelope}, o su contenido fue borrado.",
        "Compruebe el número; lo borrado no se recupera.",
    ),
)
UNFIT_BUNDLE = Problem(
    "unfit-bundle",
    422,
    "This file cannot be imported: {why}.",
    "Ask the partner to write it again with `openbitmap partner export`.",
    spanish=(
        "Este archivo no se puede importar: {why}.",
        "Pida al socio que lo escriba de nuevo con `openbitmap partner export`.",
    ),
)
FOREIGN_CERTIFICATE = Problem(
    "foreign-certificate",
    403,
    "This certificate is no partner's, or not that of the partner the envelope names.",
    "Connect with the certificate of the card that was introduced.",
    spanish=(
        "Este certificado no es de ningún socio, o no es del socio que el sobre nombra.",
        "Conéctese con el certificado de la ficha que fue presentada.",
    ),
)
PARTNER_SILENT = Problem(
    "partner-silent",
    503,
    "{partner} could not be reached, or does not answer this.",
    "Try again when the line is back, or carry the file on a stick.",
    spanish=(
        "No se pudo contactar a {partner}, o no responde a esto.",
        "Intente de nuevo cuando vuelva la línea, o lleve el archivo en una memoria.",
    ),
)
