"""What the desk, a subscription or a delivery can be refused for."""

from openbitmap.node.problems.problem import Problem

ALERT_MOVED = Problem(
    "alert-moved",
    409,
    "{holder} was faster: the alert is no longer as you saw it.",
    "Look at it again before you act.",
    spanish=("{holder} se adelantó: la alerta ya no está como usted la vio.", "Mírela de nuevo antes de actuar."),
)
UNVERIFIED_OUTCOME = Problem(
    "unverified-outcome",
    409,
    "No examiner has said that it is this person; nobody is arrested or refused entry on a score.",
    "Wait for the decision of the case, or record another outcome.",
    spanish=(
        "Ningún perito ha dicho que sea esta persona; por un puntaje no se detiene ni se rechaza a nadie.",
        "Espere la decisión del caso, o registre otro resultado.",
    ),
)
GROUND_ENDED = Problem(
    "ground-ended",
    409,
    "The entry this alert rests on is no longer in force; nobody is handed over, arrested or refused entry on it.",
    "Tell whoever acts that it has ended, and record another outcome.",
    spanish=(
        "La entrada en que se basa esta alerta ya no rige; con ella no se entrega, detiene ni rechaza a nadie.",
        "Avise a quien actúa que terminó, y registre otro resultado.",
    ),
)
NEEDS_WORDS = Problem(
    "needs-words",
    422,
    "Something that must be said in words was left empty.",
    "Say it in a few words.",
    spanish=("Quedó vacío algo que debe decirse en palabras.", "Escríbalo en pocas palabras."),
)
NOT_ALL_TOLD = Problem(
    "not-all-told",
    409,
    "{contact} was told of this alert and does not know yet that it was wrong.",
    "Tell them and note it, then close the alert.",
    spanish=(
        "{contact} recibió aviso de esta alerta y aún no sabe que era errónea.",
        "Avísele y anótelo; después cierre la alerta.",
    ),
)
UNFIT_TERM = Problem(
    "unfit-term",
    422,
    "A subscription ends between tomorrow and {days} days from now.",
    "Choose an earlier or later day; it can be renewed.",
    spanish=(
        "Una suscripción termina entre mañana y dentro de {days} días.",
        "Elija otro día; se puede renovar.",
    ),
)
SUBSCRIPTION_OVER = Problem(
    "subscription-over",
    409,
    "This subscription has ended.",
    "Make a new one if it is still needed.",
    spanish=("Esta suscripción ya terminó.", "Haga una nueva si aún hace falta."),
)
UNFIT_ADDRESS = Problem(
    "unfit-address",
    422,
    "Alerts are not sent to this address: {why}.",
    "Give an https address of a public host, or ask who runs the node to allow private ones.",
    spanish=(
        "A esta dirección no se envían alertas: {why}.",
        "Indique una dirección https de un servidor público, o pida a quien opera el nodo que admita las privadas.",
    ),
)
