"""What an agreement, a signature or a suspension can be refused for."""

from openbitmap.node.problems.problem import Problem

UNREADABLE_AGREEMENT = Problem(
    "unreadable-agreement",
    422,
    "This text is no agreement: {faults}.",
    "Mend it; `openbitmap agreement check FILE` shows every fault with its line.",
    spanish=(
        "Este texto no es un acuerdo: {faults}.",
        "Corríjalo; `openbitmap agreement check ARCHIVO` muestra cada falla con su línea.",
    ),
)
NOT_OUR_AGREEMENT = Problem(
    "not-our-agreement",
    422,
    "{agreement} is between {parties}; this is a matter of {node} and a partner it knows.",
    "Introduce the partner first, or take the text to the node it belongs to.",
    spanish=(
        "{agreement} es entre {parties}; esto es asunto de {node} y de un socio que conoce.",
        "Presente primero al socio, o lleve el texto al nodo que corresponde.",
    ),
)
BROKEN_EDITION = Problem(
    "broken-edition",
    409,
    "Version {version} of {agreement} does not follow what both signed: {why}.",
    "Amend the version that both signed last, and name its hash.",
    spanish=(
        "La versión {version} de {agreement} no sigue a lo que ambos firmaron: {why}.",
        "Modifique la última versión firmada por ambos, e indique su código.",
    ),
)
AGREEMENT_STANDS = Problem(
    "agreement-stands",
    409,
    "{agreement} stands otherwise by now: {state}.",
    "Look at it again before you act.",
    spanish=("{agreement} ya está en otro estado: {state}.", "Mírelo de nuevo antes de actuar."),
)
SIGNATURE_FALSE = Problem(
    "signature-false",
    422,
    "The signature of {party} does not belong to this text and a key that is known and valid.",
    "Ask {party} to sign again; do not register the text.",
    spanish=(
        "La firma de {party} no corresponde a este texto con una clave conocida y vigente.",
        "Pida a {party} que firme de nuevo; no registre el texto.",
    ),
)
SECOND_HAND = Problem(
    "second-hand",
    409,
    "{person} has put the first hand to {agreement} already; the second must be another person's.",
    "Ask another administrator or a supervisor to confirm it.",
    spanish=(
        "{person} ya puso la primera firma en {agreement}; la segunda debe ser de otra persona.",
        "Pida a otro administrador o a un supervisor que lo confirme.",
    ),
)
