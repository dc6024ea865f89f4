"""Who may enter, and what an account can be."""

from openbitmap.node.problems.problem import Problem

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
    spanish=("Su función no permite hacer esto.", "Pida a alguien cuya función lo permita."),
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
    spanish=("Ya existe la cuenta {account}, con otra función.", "Elija otro nombre."),
)
ONE_ROLE = Problem(
    "one-role",
    409,
    "{account} holds the role {role}; one name has one role.",
    "Change the role, or use another name.",
    spanish=("{account} ya tiene otra función; un nombre, una función.", "Cambie la función o use otro nombre."),
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
