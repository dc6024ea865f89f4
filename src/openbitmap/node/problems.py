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
UNFIT_ACCOUNT = Problem(
    "unfit-account",
    422,
    "There can be no account {account} like this.",
    "A name begins with a letter and is made of a-z, 0-9 and . _ -; an account has a title; an officer, and nobody"
    " else, stands at a station.",
    spanish=(
        "No puede existir una cuenta {account} así.",
        "El nombre empieza con una letra y se compone de a-z, 0-9 y . _ -; la cuenta lleva un título; el funcionario,"
        " y nadie más, está en un puesto.",
    ),
)
ACCOUNT_EXISTS = Problem(
    "account-exists",
    409,
    "There is an account {account} already, with role {role}.",
    "Choose another name.",
    spanish=("Ya existe la cuenta {account}, con la función {role}.", "Elija otro nombre."),
)
ONE_ROLE = Problem(
    "one-role",
    409,
    "{account} holds the role {role}; one name has one role.",
    "Change the role, or use another name.",
    spanish=("{account} ya tiene la función {role}; un nombre, una función.", "Cambie la función o use otro nombre."),
)
ACCOUNT_OFF = Problem(
    "account-off",
    409,
    "Account {account} is switched off.",
    "Switch it on first.",
    spanish=("La cuenta {account} está desactivada.", "Actívela primero."),
)
LAST_ADMINISTRATOR = Problem(
    "last-administrator",
    409,
    "{account} is the last active administrator.",
    "Make another administrator first.",
    spanish=("{account} es la última cuenta de administrador activa.", "Cree antes otra cuenta de administrador."),
)
OWN_ACCOUNT = Problem(
    "own-account",
    409,
    "Nobody changes the role of their own account or switches it off.",
    "Ask another administrator.",
    spanish=("Nadie cambia la función de su propia cuenta ni la desactiva.", "Pídalo a otro administrador."),
)
ADMINISTRATOR_EXISTS = Problem(
    "administrator-exists",
    409,
    "Account {account} administers this node already.",
    "Make a link for it with `openbitmap node link`.",
    spanish=("La cuenta {account} ya administra este nodo.", "Cree un enlace para ella con `openbitmap node link`."),
)
LINK_SPENT = Problem(
    "link-spent",
    410,
    "This link was used, has run out, or never was.",
    "Ask the administrator for a new one.",
    spanish=("Este enlace ya se usó, caducó o nunca existió.", "Pida uno nuevo al administrador."),
)
CEREMONY_SPENT = Problem(
    "ceremony-spent",
    410,
    "This confirmation was used or took too long.",
    "Start it again; nothing was changed.",
    spanish=("Esta confirmación ya se usó o tardó demasiado.", "Empiece de nuevo; nada ha cambiado."),
)
PASSKEY_REFUSED = Problem(
    "passkey-refused",
    403,
    "This passkey does not open this node.",
    "Use one that you registered here, or ask the administrator for a one-time link.",
    spanish=(
        "Esta llave de acceso no abre este nodo.",
        "Use una que haya registrado aquí, o pida al administrador un enlace de un solo uso.",
    ),
)
PASSKEY_KNOWN = Problem(
    "passkey-known",
    409,
    "This passkey is registered already.",
    "Use it, or register another one.",
    spanish=("Esta llave de acceso ya está registrada.", "Úsela o registre otra."),
)
LAST_WAY_IN = Problem(
    "last-way-in",
    409,
    "Without this passkey you could not sign in again.",
    "Register another one first.",
    spanish=("Sin esta llave de acceso no podría volver a entrar.", "Registre antes otra."),
)
PAGES_ELSEWHERE = Problem(
    "pages-elsewhere",
    421,
    "Passkeys of this node work only at {origin}.",
    "Open {origin} and sign in there.",
    spanish=("Las llaves de acceso de este nodo solo sirven en {origin}.", "Abra {origin} y entre allí."),
)
NO_PROVIDER = Problem(
    "no-provider",
    404,
    "This node has no identity provider.",
    "Use a passkey.",
    spanish=("Este nodo no tiene proveedor de identidad.", "Use una llave de acceso."),
)
PROVIDER_SILENT = Problem(
    "provider-silent",
    503,
    "The identity provider does not answer.",
    "Use a passkey, or try again later.",
    spanish=("El proveedor de identidad no responde.", "Use una llave de acceso o intente más tarde."),
)
PROVIDER_REFUSED = Problem(
    "provider-refused",
    403,
    "What the identity provider said could not be accepted.",
    "Start again from this node's page; if it stays, tell the administrator.",
    spanish=(
        "No se pudo aceptar lo que dijo el proveedor de identidad.",
        "Empiece de nuevo desde la página de este nodo; si persiste, avise al administrador.",
    ),
)
SUBJECT_UNBOUND = Problem(
    "subject-unbound",
    403,
    "The identity provider knows you, but no account here is yours.",
    "Ask the administrator to connect your account.",
    spanish=(
        "El proveedor de identidad le conoce, pero ninguna cuenta de aquí es suya.",
        "Pida al administrador que conecte su cuenta.",
    ),
)
SUBJECT_TAKEN = Problem(
    "subject-taken",
    409,
    "This person of the identity provider has another account here; one person has one account.",
    "Use that account, or ask for it to be disconnected.",
    spanish=(
        "Esta persona del proveedor de identidad ya tiene otra cuenta aquí; una persona, una cuenta.",
        "Use esa cuenta o pida que se desconecte.",
    ),
)
STATION_EXISTS = Problem(
    "station-exists",
    409,
    "There is a station {station} already, or another one that sends as {originator}.",
    "Choose another name and agency identifier.",
    spanish=("Ya existe el puesto {station}, u otro que envía como {originator}.", "Elija otro nombre y otra agencia."),
)
UNFIT_STATION = Problem(
    "unfit-station",
    422,
    "There can be no station {station} like this.",
    "A name begins with a letter and is made of a-z, 0-9 and . _ -; the agency identifier has 9 letters or digits; the"
    " gallery is one of the node's.",
    spanish=(
        "No puede existir un puesto {station} así.",
        "El nombre empieza con una letra y se compone de a-z, 0-9 y . _ -; el identificador de agencia tiene 9 letras o"
        " cifras; el registro es uno del nodo.",
    ),
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
NOT_HELD = Problem(
    "not-held",
    409,
    "Case {case} is not in your hands.",
    "Take it again; your marks are kept.",
    spanish=("El caso {case} no está en sus manos.", "Tómelo de nuevo; sus marcas se conservan."),
)
NOT_ANALYSED = Problem(
    "not-analysed",
    409,
    "Case {case} has no analysis of yours yet.",
    "Mark the probe and lock your analysis; candidates come after that.",
    spanish=(
        "El caso {case} aún no tiene su análisis.",
        "Marque la muestra dubitada y cierre su análisis; los candidatos vienen después.",
    ),
)
ALREADY_ANALYSED = Problem(
    "already-analysed",
    409,
    "Your analysis of case {case} is locked and stays as it is.",
    "Go on to the comparison; a mark made there is kept apart.",
    spanish=(
        "Su análisis del caso {case} está cerrado y no cambia.",
        "Siga con la comparación; una marca hecha allí se guarda aparte.",
    ),
)
MARKS_UNUSABLE = Problem(
    "marks-unusable",
    422,
    "These marks cannot be kept: {why}.",
    "Correct them and send them again; the draft is kept.",
    spanish=(
        "Estas marcas no se pueden guardar: {why}.",
        "Corríjalas y envíelas de nuevo; el borrador se conserva.",
    ),
)
PICTURE_UNREADABLE = Problem(
    "picture-unreadable",
    422,
    "This image cannot be shown: the decoder refused it ({code}).",
    "Work with the other prints, or ask the sender for it again.",
    spanish=(
        "Esta imagen no se puede mostrar: el decodificador la rechazó ({code}).",
        "Trabaje con las otras impresiones o pídala de nuevo a quien la envió.",
    ),
)
NEEDS_PAIRS = Problem(
    "needs-pairs",
    422,
    "An identification shows its pairs, and candidate {candidate} has none.",
    "Pair the features that agree, or conclude something else.",
    spanish=(
        "Una identificación muestra sus pares, y el candidato {candidate} no tiene ninguno.",
        "Empareje los rasgos que coinciden, o concluya otra cosa.",
    ),
)
UNFIT_GROUND = Problem(
    "unfit-ground",
    422,
    "The ground {ground} does not go with the conclusion {finding}.",
    "Choose a ground of that conclusion, or say it in words as another one.",
    spanish=(
        "El fundamento {ground} no corresponde a la conclusión {finding}.",
        "Elija un fundamento de esa conclusión, o dígalo en palabras como otro.",
    ),
)
OPINION_STANDS = Problem(
    "opinion-stands",
    409,
    "Your opinion on case {case} stands; it can no longer be superseded by you.",
    "Tell your supervisor what you found.",
    spanish=(
        "Su opinión sobre el caso {case} queda firme; ya no puede reemplazarla usted.",
        "Informe a su supervisor de lo que encontró.",
    ),
)
UNFIT_SEED = Problem(
    "unfit-seed",
    422,
    "This cannot be a case of known outcome: {why}.",
    "Name a probe, its candidates, and which of them are the same person.",
    spanish=(
        "Esto no puede ser un caso de resultado conocido: {why}.",
        "Indique la muestra dubitada, sus candidatos y cuáles son la misma persona.",
    ),
)
NO_SUBSTANCE = Problem(
    "no-substance",
    422,
    "This entry lacks: {missing}.",
    "Say who is meant, and on what grounds; an entry without both is refused.",
    spanish=(
        "A este registro le falta: {missing}.",
        "Diga a quién se refiere y con qué fundamento; sin ambos se rechaza.",
    ),
)
TERM_TOO_LONG = Problem(
    "term-too-long",
    422,
    "Grounds of this kind carry an entry until {expires} at most, with a review by {review}.",
    "Choose earlier dates.",
    spanish=(
        "Con este fundamento el registro llega a lo más al {expires}, con revisión antes del {review}.",
        "Elija fechas anteriores.",
    ),
)
OWN_NOMINATION = Problem(
    "own-nomination",
    409,
    "{person} nominated this entry; another person decides about it.",
    "Ask a colleague.",
    spanish=("{person} propuso este registro; decide otra persona.", "Pida a un colega que lo revise."),
)
ENTRY_STANDS_OTHERWISE = Problem(
    "entry-stands-otherwise",
    409,
    "Entry {entry} is {state}; this cannot be done to it now.",
    "Read its history.",
    spanish=("El registro {entry} está en estado {state}; esto ya no es posible.", "Lea su historial."),
)
LISTED_ALREADY = Problem(
    "listed-already",
    409,
    "The same entry stands on this list already: {entry}.",
    "Open it, or change what differs.",
    spanish=("El mismo registro ya está en esta lista: {entry}.", "Ábralo, o cambie lo que sea distinto."),
)
NOT_A_LIST = Problem(
    "not-a-list",
    422,
    "{name} is not a list that entries can stand on.",
    "Choose a watchlist or a list of wanted people.",
    spanish=("{name} no es una lista que admita registros.", "Elija una lista de vigilancia o de personas buscadas."),
)
UNREADABLE_IMPORT = Problem(
    "unreadable-import",
    422,
    "This file cannot be imported: {why}.",
    "Mend it and send it again; nothing was changed.",
    spanish=("Este archivo no se puede importar: {why}.", "Corríjalo y envíelo de nuevo; nada se modificó."),
)
NOTHING_TO_CHANGE = Problem(
    "nothing-to-change",
    422,
    "This would change nothing, or it does not say what it would change.",
    "Read what is judged now, and name the encounters of both sides.",
    spanish=(
        "Esto no cambiaría nada, o no dice qué cambiaría.",
        "Lea lo que está dictaminado ahora y nombre los encuentros de ambas partes.",
    ),
)
CHANGE_CLOSED = Problem(
    "change-closed",
    409,
    "Change {change} is not in a state that allows this.",
    "Read what became of it.",
    spanish=("El cambio {change} no está en un estado que lo permita.", "Lea qué fue de él."),
)
CHANGE_NEEDS_ANOTHER = Problem(
    "change-needs-another",
    409,
    "Change {change} must be approved by somebody who had no part in it.",
    "Ask a colleague who neither proposed it nor decided what it takes back.",
    spanish=(
        "El cambio {change} debe aprobarlo alguien que no haya participado en él.",
        "Pida a un colega que no lo haya propuesto ni haya decidido lo que revierte.",
    ),
)
CHANGE_STALE = Problem(
    "change-stale",
    409,
    "What people judged has moved since change {change} was proposed.",
    "Look at the person again and propose it anew.",
    spanish=(
        "Lo dictaminado ha cambiado desde que se propuso el cambio {change}.",
        "Vuelva a mirar a la persona y propóngalo de nuevo.",
    ),
)
CHANGE_OVERTAKEN = Problem(
    "change-overtaken",
    409,
    "{encounter} and {other} have been judged again since.",
    "Take the later judgement back first, or propose a new change.",
    spanish=(
        "{encounter} y {other} se dictaminaron de nuevo después.",
        "Revierta primero el dictamen posterior, o proponga un cambio nuevo.",
    ),
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
LEAD_SETTLED = Problem(
    "lead-settled",
    409,
    "Lead {lead} was settled already.",
    "Read what was decided.",
    spanish=("El indicio {lead} ya quedó resuelto.", "Lea lo que se decidió."),
)

PROBLEMS: tuple[Problem, ...] = (
    ALERT_MOVED,
    UNVERIFIED_OUTCOME,
    NEEDS_WORDS,
    NOT_ALL_TOLD,
    UNFIT_TERM,
    SUBSCRIPTION_OVER,
    UNFIT_ADDRESS,
    UNKNOWN_KEY,
    NOT_ALLOWED,
    UNFIT_ACCOUNT,
    ACCOUNT_EXISTS,
    ONE_ROLE,
    ACCOUNT_OFF,
    LAST_ADMINISTRATOR,
    OWN_ACCOUNT,
    ADMINISTRATOR_EXISTS,
    LINK_SPENT,
    CEREMONY_SPENT,
    PASSKEY_REFUSED,
    PASSKEY_KNOWN,
    LAST_WAY_IN,
    PAGES_ELSEWHERE,
    NO_PROVIDER,
    PROVIDER_SILENT,
    PROVIDER_REFUSED,
    SUBJECT_UNBOUND,
    SUBJECT_TAKEN,
    STATION_EXISTS,
    UNFIT_STATION,
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
    NOT_HELD,
    NOT_ANALYSED,
    ALREADY_ANALYSED,
    MARKS_UNUSABLE,
    PICTURE_UNREADABLE,
    NEEDS_PAIRS,
    UNFIT_GROUND,
    OPINION_STANDS,
    UNFIT_SEED,
    NO_SUBSTANCE,
    TERM_TOO_LONG,
    OWN_NOMINATION,
    ENTRY_STANDS_OTHERWISE,
    LISTED_ALREADY,
    LEAD_SETTLED,
    NOT_A_LIST,
    UNREADABLE_IMPORT,
    NOTHING_TO_CHANGE,
    CHANGE_CLOSED,
    CHANGE_NEEDS_ANOTHER,
    CHANGE_STALE,
    CHANGE_OVERTAKEN,
    NODE_NOT_READY,
    NO_SUCH_PAGE,
    SIGN_IN_NEEDED,
    STEP_UP_NEEDED,
    NODE_AT_FAULT,
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
