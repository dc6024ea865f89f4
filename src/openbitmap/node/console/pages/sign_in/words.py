"""The words of the ways in: signing in, a one-time link, proving again."""

from openbitmap.node.console.words import Words

WORDS: Words = {
    "title": {"en": "Sign in", "es": "Iniciar sesión", "pt": "Entrar"},
    "lead": {
        "en": "Work of the node {node}. What you do here is recorded under your name.",
        "es": "Trabajo del nodo {node}. Lo que haga aquí queda registrado a su nombre.",
        "pt": "Trabalho do nó {node}. O que fizer aqui fica registrado em seu nome.",
    },
    "with_passkey": {
        "en": "Sign in with a passkey",
        "es": "Entrar con llave de acceso",
        "pt": "Entrar com chave de acesso",
    },
    "with_provider": {
        "en": "Sign in through {provider}",
        "es": "Entrar a través de {provider}",
        "pt": "Entrar por {provider}",
    },
    "no_passkey": {
        "en": "No passkey yet, or a lost one? Ask the administrator for a one-time link.",
        "es": "¿Aún sin llave de acceso, o la perdió? Pida al administrador un enlace de un solo uso.",
        "pt": "Sem chave de acesso, ou perdeu-a? Peça ao administrador um link de uso único.",
    },
    "elsewhere": {
        "en": "Passkeys of this node work only at {origin}.",
        "es": "Las llaves de acceso de este nodo solo sirven en {origin}.",
        "pt": "As chaves de acesso deste nó só funcionam em {origin}.",
    },
    "go_there": {"en": "Go there", "es": "Ir allí", "pt": "Ir para lá"},
    "waiting": {
        "en": "Waiting for your device…",
        "es": "Esperando su dispositivo…",
        "pt": "À espera do seu dispositivo…",
    },
    "cancelled": {
        "en": "Nothing was confirmed. Try again when your device is at hand.",
        "es": "No se confirmó nada. Intente de nuevo cuando tenga su dispositivo a mano.",
        "pt": "Nada foi confirmado. Tente de novo quando tiver seu dispositivo à mão.",
    },
    "unable": {
        "en": "This browser cannot use passkeys. Use a current one, over https or on this machine.",
        "es": "Este navegador no puede usar llaves de acceso. Use uno actual, por https o en este equipo.",
        "pt": "Este navegador não pode usar chaves de acesso. Use um atual, por https ou neste computador.",
    },
    "refused": {
        "en": "That was not accepted. Use a passkey that you registered on this node, or ask for a one-time link.",
        "es": "No se aceptó. Use una llave de acceso registrada en este nodo, o pida un enlace de un solo uso.",
        "pt": "Não foi aceito. Use uma chave de acesso registrada neste nó, ou peça um link de uso único.",
    },
    "spent": {
        "en": "That took too long. Start again.",
        "es": "Tardó demasiado. Empiece de nuevo.",
        "pt": "Demorou demais. Comece de novo.",
    },
    "going_on": {"en": "Signed in", "es": "Sesión iniciada", "pt": "Sessão iniciada"},
    "go_on": {"en": "Go on", "es": "Continuar", "pt": "Continuar"},
}

ENTER_WORDS: Words = {
    "title": {"en": "Enter", "es": "Entrar", "pt": "Entrar"},
    "who": {
        "en": "This link lets {title} in, once.",
        "es": "Este enlace deja entrar a {title}, una sola vez.",
        "pt": "Este link deixa {title} entrar, uma só vez.",
    },
    "as": {"en": "as", "es": "como", "pt": "como"},
    "account_name": {"en": "account", "es": "cuenta", "pt": "conta"},
    "enter": {"en": "Enter as {title}", "es": "Entrar como {title}", "pt": "Entrar como {title}"},
    "not_you": {
        "en": "If that is not you, close this page and tell the administrator: the link is still unused.",
        "es": "Si no es usted, cierre esta página y avise al administrador: el enlace sigue sin usar.",
        "pt": "Se não é você, feche esta página e avise o administrador: o link ainda não foi usado.",
    },
    "then": {
        "en": "Afterwards, register a passkey under My account: then you need no link again.",
        "es": "Después, registre una llave de acceso en Mi cuenta: así no necesitará otro enlace.",
        "pt": "Depois, registre uma chave de acesso em Minha conta: assim não precisará de outro link.",
    },
}

STEP_UP_WORDS: Words = {
    **{key: WORDS[key] for key in ("waiting", "cancelled", "unable", "refused", "spent", "elsewhere", "go_there")},
    "title": {"en": "Confirm that it is you", "es": "Confirme que es usted", "pt": "Confirme que é você"},
    "why": {
        "en": "Decisions and exports ask again who you are when {minutes} minutes have passed. What you saved is kept.",
        "es": "Las decisiones y exportaciones vuelven a pedir quién es usted pasados {minutes} minutos. Lo guardado se"
        " conserva.",
        "pt": "Decisões e exportações voltam a perguntar quem é você depois de {minutes} minutos. O que salvou fica.",
    },
    "with_passkey": {
        "en": "Confirm with a passkey",
        "es": "Confirmar con llave de acceso",
        "pt": "Confirmar com chave de acesso",
    },
    "with_provider": {
        "en": "Confirm through {provider}",
        "es": "Confirmar a través de {provider}",
        "pt": "Confirmar por {provider}",
    },
    "nothing_yet": {
        "en": "You have no passkey on this node. You can register one only shortly after entering: ask the"
        " administrator for a one-time link, enter with it, and register one under My account.",
        "es": "No tiene llave de acceso en este nodo. Solo puede registrar una poco después de entrar: pida al"
        " administrador un enlace de un solo uso, entre con él y registre una en Mi cuenta.",
        "pt": "Você não tem chave de acesso neste nó. Só pode registrar uma pouco depois de entrar: peça ao"
        " administrador um link de uso único, entre com ele e registre uma em Minha conta.",
    },
    "not_now": {"en": "Not now", "es": "Ahora no", "pt": "Agora não"},
}
