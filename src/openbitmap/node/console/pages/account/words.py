"""The words of a person's own account."""

from openbitmap.node.console.pages.sign_in.words import WORDS as SIGN_IN
from openbitmap.node.console.words import Words

SHARED_KEYS = ("waiting", "cancelled", "unable", "refused", "spent", "elsewhere", "go_there")

WORDS: Words = {
    **{key: SIGN_IN[key] for key in SHARED_KEYS},
    "title": {"en": "My account", "es": "Mi cuenta", "pt": "Minha conta"},
    "name": {"en": "Account", "es": "Cuenta", "pt": "Conta"},
    "role": {"en": "Role", "es": "Función", "pt": "Função"},
    "station": {"en": "Station", "es": "Puesto", "pt": "Posto"},
    "one_role": {
        "en": "One account has one role; the administrator changes it.",
        "es": "Una cuenta tiene una sola función; la cambia el administrador.",
        "pt": "Uma conta tem uma só função; quem a muda é o administrador.",
    },
    "passkeys": {"en": "Passkeys", "es": "Llaves de acceso", "pt": "Chaves de acesso"},
    "passkeys_why": {
        "en": "A passkey stays on your device and opens only this node. Register two, on two devices: one can be lost.",
        "es": "Una llave de acceso queda en su dispositivo y solo abre este nodo. Registre dos, en dos dispositivos:"
        " uno puede perderse.",
        "pt": "Uma chave de acesso fica no seu dispositivo e só abre este nó. Registre duas, em dois dispositivos: um"
        " pode se perder.",
    },
    "no_passkeys": {
        "en": "You have none yet. Without one you need a new link from the administrator each time.",
        "es": "Aún no tiene ninguna. Sin ella necesitará cada vez un enlace nuevo del administrador.",
        "pt": "Você ainda não tem nenhuma. Sem ela precisará sempre de um novo link do administrador.",
    },
    "registered": {"en": "registered {time}", "es": "registrada {time}", "pt": "registrada {time}"},
    "last_used": {"en": "last used {time}", "es": "usada por última vez {time}", "pt": "usada pela última vez {time}"},
    "never_used": {"en": "not used yet", "es": "sin usar aún", "pt": "ainda não usada"},
    "passkey_name": {"en": "Name of the passkey", "es": "Nombre de la llave", "pt": "Nome da chave"},
    "passkey_hint": {
        "en": "so that you know it again: phone, grey key in the safe",
        "es": "para reconocerla: teléfono, llave gris de la caja fuerte",
        "pt": "para reconhecê-la: telefone, chave cinza do cofre",
    },
    "register": {"en": "Register a passkey", "es": "Registrar llave de acceso", "pt": "Registrar chave de acesso"},
    "rename": {"en": "Rename", "es": "Cambiar nombre", "pt": "Renomear"},
    "remove": {"en": "Remove", "es": "Quitar", "pt": "Remover"},
    "remove_of": {"en": "Remove {what}", "es": "Quitar {what}", "pt": "Remover {what}"},
    "provider": {"en": "Identity provider", "es": "Proveedor de identidad", "pt": "Provedor de identidade"},
    "provider_bound": {
        "en": "Connected to {provider}: its word opens this account.",
        "es": "Conectada a {provider}: su palabra abre esta cuenta.",
        "pt": "Conectada a {provider}: a palavra dele abre esta conta.",
    },
    "provider_free": {
        "en": "Not connected to {provider}.",
        "es": "Sin conexión con {provider}.",
        "pt": "Sem conexão com {provider}.",
    },
    "connect": {"en": "Connect", "es": "Conectar", "pt": "Conectar"},
    "disconnect": {"en": "Disconnect", "es": "Desconectar", "pt": "Desconectar"},
    "sessions": {"en": "Where I am signed in", "es": "Dónde tengo sesión", "pt": "Onde tenho sessão"},
    "sessions_why": {
        "en": "One of these is not you? End it, and tell the administrator.",
        "es": "¿Alguna no es suya? Termínela y avise al administrador.",
        "pt": "Alguma não é sua? Encerre-a e avise o administrador.",
    },
    "this_one": {"en": "this browser", "es": "este navegador", "pt": "este navegador"},
    "since": {
        "en": "{means}, since {start}; last act {seen}; ends {end} at the latest",
        "es": "{means}, desde {start}; último acto {seen}; termina a más tardar {end}",
        "pt": "{means}, desde {start}; último ato {seen}; termina o mais tardar {end}",
    },
    "means_link": {"en": "one-time link", "es": "enlace de un solo uso", "pt": "link de uso único"},
    "means_passkey": {"en": "passkey", "es": "llave de acceso", "pt": "chave de acesso"},
    "means_identity provider": {
        "en": "identity provider",
        "es": "proveedor de identidad",
        "pt": "provedor de identidade",
    },
    "end": {"en": "End", "es": "Terminar", "pt": "Encerrar"},
    "end_others": {"en": "End all others", "es": "Terminar las demás", "pt": "Encerrar as outras"},
    "appearance": {"en": "Language and colours", "es": "Idioma y colores", "pt": "Idioma e cores"},
    "language": {"en": "Language", "es": "Idioma", "pt": "Idioma"},
    "theme": {"en": "Colours", "es": "Colores", "pt": "Cores"},
    "theme_system": {"en": "as the device", "es": "como el dispositivo", "pt": "como o dispositivo"},
    "theme_light": {"en": "light", "es": "claros", "pt": "claras"},
    "theme_dark": {"en": "dark", "es": "oscuros", "pt": "escuras"},
    "theme_contrast": {"en": "high contrast", "es": "alto contraste", "pt": "alto contraste"},
    "keep": {"en": "Keep", "es": "Guardar", "pt": "Salvar"},
}
