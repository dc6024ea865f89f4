"""The words of the administrator's rooms: accounts, and what happened to them."""

from openbitmap.node.console.pages.account.words import WORDS as ACCOUNT
from openbitmap.node.console.words import Words

SHARED_KEYS = (
    *(
        "name",
        "role",
        "station",
        "passkeys",
        "registered",
        "last_used",
        "never_used",
        "remove",
        "remove_of",
        "provider",
    ),
    *("sessions", "since", "means_link", "means_passkey", "means_identity provider", "end", "language"),
)

FACTS: Words = {
    "did_AccountMade": {"en": "account made, {role}", "es": "creó la cuenta, {role}", "pt": "criou a conta, {role}"},
    "did_RoleChanged": {
        "en": "role changed from {former} to {role}; sessions, links and keys ended",
        "es": "cambió la función de {former} a {role}; terminaron sesiones, enlaces y claves",
        "pt": "mudou a função de {former} para {role}; sessões, links e chaves terminaram",
    },
    "did_AccountSwitchedOff": {"en": "switched off", "es": "desactivó la cuenta", "pt": "desativou a conta"},
    "did_AccountSwitchedOn": {"en": "switched on", "es": "activó la cuenta", "pt": "ativou a conta"},
    "did_LinkMade": {
        "en": "one-time link made",
        "es": "creó un enlace de un solo uso",
        "pt": "criou um link de uso único",
    },
    "did_SessionOpened": {"en": "signed in: {means}", "es": "inició sesión: {means}", "pt": "entrou: {means}"},
    "did_SessionRefreshed": {
        "en": "confirmed who it is: {means}",
        "es": "confirmó su identidad: {means}",
        "pt": "confirmou quem é: {means}",
    },
    "did_SessionEnded": {
        "en": "session ended: {reason}",
        "es": "sesión terminada: {reason}",
        "pt": "sessão encerrada: {reason}",
    },
    "did_PasskeyRegistered": {
        "en": "passkey registered",
        "es": "registró una llave de acceso",
        "pt": "registrou uma chave",
    },
    "did_PasskeyRenamed": {"en": "passkey renamed", "es": "cambió el nombre de una llave", "pt": "renomeou uma chave"},
    "did_PasskeyRemoved": {"en": "passkey removed", "es": "quitó una llave de acceso", "pt": "removeu uma chave"},
    "did_ProviderBound": {
        "en": "connected to {provider}",
        "es": "conectó con {provider}",
        "pt": "conectou a {provider}",
    },
    "did_ProviderUnbound": {
        "en": "disconnected from {provider}",
        "es": "desconectó de {provider}",
        "pt": "desconectou de {provider}",
    },
    "did_KeyIssued": {"en": "key issued", "es": "emitió una clave", "pt": "emitiu uma chave"},
    "did_KeyRevoked": {
        "en": "keys revoked: {keys}",
        "es": "claves revocadas: {keys}",
        "pt": "chaves revogadas: {keys}",
    },
    "did_StationEnrolled": {"en": "station enrolled", "es": "inscribió el puesto", "pt": "inscreveu o posto"},
    "did_StationSwitchedOff": {"en": "switched off", "es": "desactivó el puesto", "pt": "desativou o posto"},
    "did_StationSwitchedOn": {"en": "switched on", "es": "activó el puesto", "pt": "ativou o posto"},
    "reason_signed out": {"en": "signed out", "es": "cerró sesión", "pt": "saiu"},
    "reason_replaced by a new sign-in": {
        "en": "replaced by a new sign-in",
        "es": "reemplazada por un nuevo ingreso",
        "pt": "substituída por nova entrada",
    },
    "reason_ended by its owner": {"en": "ended by its owner", "es": "por su titular", "pt": "pelo titular"},
    "reason_ended by an administrator": {
        "en": "ended by an administrator",
        "es": "por un administrador",
        "pt": "por um administrador",
    },
    "reason_account switched off": {"en": "account switched off", "es": "cuenta desactivada", "pt": "conta desativada"},
    "reason_role changed": {"en": "role changed", "es": "cambio de función", "pt": "mudança de função"},
    "node": {"en": "the node", "es": "el nodo", "pt": "o nó"},
}

WORDS: Words = {
    **{key: ACCOUNT[key] for key in SHARED_KEYS},
    **FACTS,
    "title": {"en": "Accounts", "es": "Cuentas", "pt": "Contas"},
    "new": {"en": "New account", "es": "Cuenta nueva", "pt": "Nova conta"},
    "new_hint": {
        "en": "One person, one account, one role. Nobody can enter before you make a one-time link.",
        "es": "Una persona, una cuenta, una función. Nadie entra antes de que usted cree un enlace de un solo uso.",
        "pt": "Uma pessoa, uma conta, uma função. Ninguém entra antes de você criar um link de uso único.",
    },
    "show_all": {"en": "all", "es": "todas", "pt": "todas"},
    "show_in": {"en": "signed in", "es": "con sesión", "pt": "com sessão"},
    "show_off": {"en": "switched off", "es": "desactivadas", "pt": "desativadas"},
    "filters": {"en": "Which accounts", "es": "Qué cuentas", "pt": "Quais contas"},
    "none": {"en": "No account is like this.", "es": "Ninguna cuenta es así.", "pt": "Nenhuma conta é assim."},
    "off": {"en": "switched off", "es": "desactivada", "pt": "desativada"},
    "signed_in": {"en": "signed in", "es": "con sesión", "pt": "com sessão"},
    "no_way_in": {"en": "needs a link", "es": "necesita enlace", "pt": "precisa de link"},
    "account_title": {
        "en": "As colleagues see the person",
        "es": "Como la ven sus colegas",
        "pt": "Como os colegas a veem",
    },
    "account_hint": {"en": "a-z, 0-9 and . _ -", "es": "a-z, 0-9 y . _ -", "pt": "a-z, 0-9 e . _ -"},
    "station_hint": {"en": "for officers only", "es": "solo para funcionarios", "pt": "só para oficiais"},
    "no_station": {"en": "none", "es": "ninguno", "pt": "nenhum"},
    "make": {"en": "Make the account", "es": "Crear la cuenta", "pt": "Criar a conta"},
    "apart": {
        "en": "Why one account never has two roles",
        "es": "Por qué una cuenta nunca tiene dos funciones",
        "pt": "Por que uma conta nunca tem duas funções",
    },
    "apart_role": {"en": "Who", "es": "Quién", "pt": "Quem"},
    "apart_does": {"en": "does", "es": "hace", "pt": "faz"},
    "apart_never": {"en": "and therefore never", "es": "y por eso nunca", "pt": "e por isso nunca"},
    "does_officer": {
        "en": "reads the answers of the own station",
        "es": "lee las respuestas de su puesto",
        "pt": "lê as respostas do seu posto",
    },
    "never_officer": {
        "en": "sees persons, lists, alerts or discreet matters",
        "es": "ve personas, listas, alertas o asuntos discretos",
        "pt": "vê pessoas, listas, alertas ou assuntos discretos",
    },
    "does_examiner": {
        "en": "compares prints and says what they show",
        "es": "compara huellas y dice qué muestran",
        "pt": "compara impressões e diz o que mostram",
    },
    "never_examiner": {
        "en": "knows whose they are or who is sought",
        "es": "sabe de quién son ni a quién se busca",
        "pt": "sabe de quem são nem quem é procurado",
    },
    "does_watch_officer": {
        "en": "handles alerts, nominates to watchlists, proposes changes",
        "es": "atiende alertas, propone entradas en listas de vigilancia, propone cambios",
        "pt": "trata alertas, indica para listas, propõe mudanças",
    },
    "never_watch_officer": {
        "en": "judges prints, or approves an own nomination or change",
        "es": "juzga huellas ni aprueba lo que propuso",
        "pt": "julga impressões nem aprova o que propôs",
    },
    "does_supervisor": {
        "en": "keeps the queue moving, approves what others propose",
        "es": "mantiene la cola en marcha, aprueba lo que otros proponen",
        "pt": "mantém a fila andando, aprova o que outros propõem",
    },
    "never_supervisor": {
        "en": "judges prints or sees discreet matters",
        "es": "juzga huellas ni ve asuntos discretos",
        "pt": "julga impressões nem vê assuntos discretos",
    },
    "does_auditor": {
        "en": "reads answers, reports, persons, lists and alerts, discreet ones too; changes nothing",
        "es": "lee respuestas, informes, personas, listas y alertas, también las discretas; no cambia nada",
        "pt": "lê tudo, para revisão",
    },
    "never_auditor": {"en": "decides or changes anything", "es": "decide ni cambia nada", "pt": "decide nem muda nada"},
    "does_administrator": {
        "en": "makes accounts and stations, lets people in and out",
        "es": "crea cuentas y puestos, deja entrar y salir",
        "pt": "cria contas e postos, deixa entrar e sair",
    },
    "never_administrator": {
        "en": "sees prints, persons, cases, lists or alerts",
        "es": "ve huellas, personas, casos, listas ni alertas",
        "pt": "vê impressões, pessoas, casos, listas ou alertas",
    },
    "link": {"en": "One-time link", "es": "Enlace de un solo uso", "pt": "Link de uso único"},
    "link_means": {
        "en": "Whoever holds it enters as this person, once. Earlier unused links stop working. Hand it over so that"
        " nobody else can read it; it stands in the ledger that you made it.",
        "es": "Quien lo tenga entra como esta persona, una vez. Los enlaces anteriores sin usar dejan de servir."
        " Entréguelo sin que nadie más lo lea; queda registrado que usted lo creó.",
        "pt": "Quem o tiver entra como esta pessoa, uma vez. Links anteriores não usados deixam de valer. Entregue-o"
        " sem que ninguém mais o leia; fica registrado que você o criou.",
    },
    "link_lasts": {"en": "It waits", "es": "Espera", "pt": "Espera"},
    "hours": {"en": "{n} h", "es": "{n} h", "pt": "{n} h"},
    "make_link": {"en": "Make a link", "es": "Crear enlace", "pt": "Criar link"},
    "link_made": {
        "en": "The link for {title}: shown only now, works until {time}",
        "es": "El enlace para {title}: se muestra solo ahora, sirve hasta {time}",
        "pt": "O link para {title}: mostrado só agora, vale até {time}",
    },
    "copy": {"en": "Copy", "es": "Copiar", "pt": "Copiar"},
    "copied": {"en": "Copied", "es": "Copiado", "pt": "Copiado"},
    "change_role": {"en": "Change the role", "es": "Cambiar la función", "pt": "Mudar a função"},
    "role_means": {
        "en": "Sessions, unused links and keys of this account end at once: what was opened in one duty is not carried"
        " into another. Passkeys stay.",
        "es": "Las sesiones, los enlaces sin usar y las claves de esta cuenta terminan al instante: lo abierto en una"
        " función no pasa a otra. Las llaves de acceso quedan.",
        "pt": "As sessões, os links não usados e as chaves desta conta terminam na hora: o que foi aberto numa função"
        " não passa para outra. As chaves de acesso ficam.",
    },
    "switch_off": {"en": "Switch off", "es": "Desactivar", "pt": "Desativar"},
    "off_means": {
        "en": "No session, link or key of this person works from this moment. What the person did stays recorded.",
        "es": "Ninguna sesión, enlace ni clave de esta persona sirve desde este momento. Lo que hizo queda registrado.",
        "pt": "Nenhuma sessão, link ou chave desta pessoa vale a partir deste momento. O que fez fica registrado.",
    },
    "switch_on": {"en": "Switch on", "es": "Activar", "pt": "Ativar"},
    "on_means": {
        "en": "The person can enter again with a passkey, or with a new link.",
        "es": "La persona puede entrar de nuevo con su llave de acceso o con un enlace nuevo.",
        "pt": "A pessoa pode entrar de novo com a chave de acesso ou com um novo link.",
    },
    "own": {
        "en": "This is your own account. Another administrator changes its role or switches it off.",
        "es": "Es su propia cuenta. Otro administrador cambia su función o la desactiva.",
        "pt": "É sua própria conta. Outro administrador muda a função ou a desativa.",
    },
    "nobody_in": {
        "en": "Not signed in anywhere.",
        "es": "Sin sesión en ninguna parte.",
        "pt": "Sem sessão em lugar algum.",
    },
    "no_passkeys": {"en": "None registered.", "es": "Ninguna registrada.", "pt": "Nenhuma registrada."},
    "ways": {"en": "Ways in", "es": "Formas de entrar", "pt": "Formas de entrar"},
    "subject": {
        "en": "Who the person is at {provider} ({claim})",
        "es": "Quién es la persona en {provider} ({claim})",
        "pt": "Quem é a pessoa em {provider} ({claim})",
    },
    "subject_hint": {
        "en": "Only a hash is kept; one person there has one account here.",
        "es": "Solo se guarda un hash; una persona allí tiene una cuenta aquí.",
        "pt": "Só se guarda um resumo; uma pessoa lá tem uma conta aqui.",
    },
    "bound": {"en": "connected to {provider}", "es": "conectada a {provider}", "pt": "conectada a {provider}"},
    "connect": {"en": "Connect", "es": "Conectar", "pt": "Conectar"},
    "disconnect": {"en": "Disconnect", "es": "Desconectar", "pt": "Desconectar"},
    "keys_held": {"en": "Keys for machines: {n}", "es": "Claves para máquinas: {n}", "pt": "Chaves para máquinas: {n}"},
    "revoke": {"en": "Revoke all", "es": "Revocar todas", "pt": "Revogar todas"},
    "choose_role": {"en": "choose one", "es": "elija una", "pt": "escolha uma"},
}
