"""What any door can refuse."""

from openbitmap.node.problems.problem import Problem

NO_SUCH_THING = Problem(
    "no-such-thing",
    404,
    "There is no {kind} {name} for you.",
    "Check the number.",
    spanish=("Con el número {name} no existe nada para usted.", "Revise el número."),
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
    spanish=("No se puede leer esta parte de la solicitud: {place}.", "Lea /openapi.json y envíela de nuevo."),
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
NODE_NOT_READY = Problem(
    "node-not-ready",
    503,
    "The node's database does not answer.",
    "Try again in a few seconds; nothing was lost.",
    spanish=("La base de datos del nodo no responde.", "Inténtelo de nuevo en unos segundos; no se perdió nada."),
)
COLLIDED = Problem(
    "collided",
    503,
    "Somebody else changed the same thing at the same moment, and your request gave way.",
    "Look at how it stands now, then try again.",
    spanish=(
        "Otra persona cambió lo mismo en el mismo momento, y su solicitud le cedió el paso.",
        "Vea cómo está ahora e inténtelo de nuevo.",
    ),
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
UNFIT_FORM = Problem(
    "unfit-form",
    422,
    "What was filled in cannot be used: {place}.",
    "Go back, correct it, and send it again.",
    spanish=("Lo que se llenó no se puede usar: {place}.", "Vuelva, corríjalo y envíelo de nuevo."),
)
NODE_AT_FAULT = Problem(
    "node-at-fault",
    500,
    "The node made a mistake; nothing was changed.",
    "Try again; if it stays so, tell the administrator the time of day.",
    spanish=(
        "El nodo cometió un error; no se cambió nada.",
        "Inténtelo de nuevo; si persiste, diga la hora al administrador.",
    ),
)
CROSS_ORIGIN = Problem(
    "cross-origin",
    403,
    "This request came from a page of another site.",
    "Do it from the node's own page.",
    spanish=("Esta solicitud vino de una página de otro sitio.", "Hágalo desde la página del propio nodo."),
)
