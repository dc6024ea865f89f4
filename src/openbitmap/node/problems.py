"""The catalogue of problems: every refusal a door can state, with its HTTP status and what the person can do.

Inside, a room raises `Refused(PROBLEM, ...)`; a door translates it once. Findings about a file are not problems: they
are values of `itl`, answered by an error transaction.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """`code` is stable; `what` may hold {placeholders} filled from the details given to `Refused`. `spanish` says both
    sentences again."""

    code: str
    status: int
    what: str
    remedy: str
    spanish: tuple[str, str]


UNKNOWN_KEY = Problem(
    "unknown-key",
    401,
    "No key, or a key this node does not know.",
    "Ask the administrator.",
    spanish=("Falta la clave, o este nodo no la conoce.", "Pregunte al administrador."),
)
NOT_ALLOWED = Problem(
    "not-allowed",
    403,
    "{actor} may not {act}.",
    "Ask someone whose role allows it.",
    spanish=("{actor} no está autorizado: {act}.", "Pida a alguien cuya función lo permita."),
)
NO_SUCH_THING = Problem(
    "no-such-thing",
    404,
    "There is no {kind} {name} for you.",
    "Check the number.",
    spanish=("No existe para usted: {kind} {name}.", "Revise el número."),
)
NO_SUCH_DOOR = Problem(
    "no-such-door",
    404,
    "There is no door {method} {path}.",
    "Read /openapi.json.",
    spanish=("No existe la puerta {method} {path}.", "Lea /openapi.json."),
)
UNREADABLE_REQUEST = Problem(
    "unreadable-request",
    422,
    "The request's {place} cannot be read: {why}.",
    "Read /openapi.json and send it again.",
    spanish=("No se puede leer {place} de la solicitud: {why}.", "Lea /openapi.json y envíela de nuevo."),
)
TOO_LARGE = Problem(
    "too-large",
    413,
    "{size} bytes are more than the {limit} this door takes.",
    "Send fewer images.",
    spanish=("{size} bytes son más que los {limit} que admite esta puerta.", "Envíe menos imágenes."),
)
EMPTY = Problem(
    "empty",
    422,
    "The submission holds no bytes.",
    "Send the transaction file itself.",
    spanish=("El envío no contiene ningún byte.", "Envíe el archivo de la transacción."),
)
CASE_TAKEN = Problem(
    "case-taken",
    409,
    "Case {case} is in the hands of {holder}.",
    "Take another case.",
    spanish=("El caso {case} está en manos de {holder}.", "Tome otro caso."),
)
CASE_CLOSED = Problem(
    "case-closed",
    409,
    "Case {case} is {state}; it takes no opinion now.",
    "Read its decision.",
    spanish=("El caso {case} está {state}; ya no admite opiniones.", "Lea su decisión."),
)
SAME_EXAMINER = Problem(
    "same-examiner",
    409,
    "{examiner} has already given an opinion on case {case}.",
    "Let another examiner decide.",
    spanish=("{examiner} ya dio su opinión sobre el caso {case}.", "Deje que decida otro perito."),
)
NEEDS_REASON = Problem(
    "needs-reason",
    422,
    "A judgement needs its reason in words.",
    "Say what you saw.",
    spanish=("Un dictamen necesita su razón en palabras.", "Diga qué vio."),
)
NOT_A_CANDIDATE = Problem(
    "not-a-candidate",
    422,
    "Case {case} has no candidate {candidate}.",
    "Name one of its candidates by letter.",
    spanish=("El caso {case} no tiene el candidato {candidate}.", "Nombre uno de sus candidatos por su letra."),
)
NODE_NOT_READY = Problem(
    "node-not-ready",
    503,
    "The node's database does not answer.",
    "Try again in a few seconds; nothing was lost.",
    spanish=("La base de datos del nodo no responde.", "Inténtelo de nuevo en unos segundos; no se perdió nada."),
)
NO_SUCH_PAGE = Problem(
    "no-such-page",
    404,
    "There is nothing for you at this address.",
    "Go back to your first page, or ask who sent you the address.",
    spanish=(
        "En esta dirección no hay nada para usted.",
        "Vuelva a su primera página, o pregunte a quien se la envió.",
    ),
)
SIGN_IN_NEEDED = Problem(
    "sign-in-needed",
    401,
    "Your session has ended.",
    "Sign in again; what you had saved is kept.",
    spanish=("Su sesión terminó.", "Inicie sesión de nuevo; lo guardado se conserva."),
)
STEP_UP_NEEDED = Problem(
    "step-up-needed",
    401,
    "This act needs you to prove again who you are.",
    "Confirm with your passkey, then do it again.",
    spanish=("Este acto exige que demuestre de nuevo quién es.", "Confirme con su llave de acceso y repítalo."),
)
CROSS_ORIGIN = Problem(
    "cross-origin",
    403,
    "This request came from a page of another site.",
    "Do it from the node's own page.",
    spanish=("Esta solicitud vino de una página de otro sitio.", "Hágalo desde la página del propio nodo."),
)

PROBLEMS: tuple[Problem, ...] = (
    UNKNOWN_KEY,
    NOT_ALLOWED,
    NO_SUCH_THING,
    NO_SUCH_DOOR,
    UNREADABLE_REQUEST,
    TOO_LARGE,
    EMPTY,
    CASE_TAKEN,
    CASE_CLOSED,
    SAME_EXAMINER,
    NEEDS_REASON,
    NOT_A_CANDIDATE,
    NODE_NOT_READY,
    NO_SUCH_PAGE,
    SIGN_IN_NEEDED,
    STEP_UP_NEEDED,
    CROSS_ORIGIN,
)


class Refused(Exception):
    """An expected refusal: one problem of the catalogue with its details."""

    def __init__(self, problem: Problem, **details: object) -> None:
        self.problem = problem
        self.details = details
        self.what = problem.what.format(**details)
        super().__init__(f"{problem.code}: {self.what} {problem.remedy}")

    def said(self, language: str) -> tuple[str, str]:
        """What is so and what to do, in "es" or else English."""
        what, remedy = self.problem.spanish if language == "es" else (self.problem.what, self.problem.remedy)
        return what.format(**self.details), remedy
