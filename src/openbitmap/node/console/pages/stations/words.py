"""The words of the stations' page."""

from openbitmap.node.console.pages.people.words import FACTS
from openbitmap.node.console.pages.people.words import WORDS as PEOPLE
from openbitmap.node.console.words import Words

WORDS: Words = {
    **FACTS,
    **{key: PEOPLE[key] for key in ("copy", "copied", "language", "switch_off", "switch_on", "off", "revoke")},
    "title": {"en": "Stations", "es": "Puestos", "pt": "Postos"},
    "new": {"en": "Enrol a station", "es": "Inscribir un puesto", "pt": "Inscrever um posto"},
    "new_hint": {
        "en": "A border post, prison or authority that sends transactions. It sends nothing before it holds a key.",
        "es": "Un paso fronterizo, una cárcel o una autoridad que envía transacciones. Sin clave no envía nada.",
        "pt": "Um posto de fronteira, prisão ou autoridade que envia transações. Não envia nada antes de ter chave.",
    },
    "none": {"en": "No station is enrolled.", "es": "No hay puestos inscritos.", "pt": "Nenhum posto inscrito."},
    "name": {"en": "Name", "es": "Nombre", "pt": "Nome"},
    "name_hint": {"en": "a-z, 0-9 and . _ -", "es": "a-z, 0-9 y . _ -", "pt": "a-z, 0-9 e . _ -"},
    "station_title": {"en": "As people call it", "es": "Como lo llaman", "pt": "Como o chamam"},
    "originator": {
        "en": "Agency identifier (1.008)",
        "es": "Identificador de agencia (1.008)",
        "pt": "Agência (1.008)",
    },
    "originator_hint": {
        "en": "9 letters or digits, as in everything it sends",
        "es": "9 letras o cifras, como en todo lo que envía",
        "pt": "9 letras ou algarismos, como em tudo o que envia",
    },
    "gallery": {"en": "Its encounters join", "es": "Sus encuentros se suman a", "pt": "Seus encontros entram em"},
    "tots": {"en": "It may send (types of transaction)", "es": "Puede enviar (tipos)", "pt": "Pode enviar (tipos)"},
    "tots_hint": {"en": "separated by spaces", "es": "separados por espacios", "pt": "separados por espaços"},
    "tots_none": {"en": "none", "es": "ninguno", "pt": "nenhum"},
    "enrol": {"en": "Enrol", "es": "Inscribir", "pt": "Inscrever"},
    "its_keys": {"en": "Keys", "es": "Claves", "pt": "Chaves"},
    "keys_n": {
        "en": "{n} working, the newest since {time}",
        "es": "{n} en uso, la más nueva desde {time}",
        "pt": "{n} em uso, a mais nova desde {time}",
    },
    "no_key": {
        "en": "No working key: this station can send nothing.",
        "es": "Sin clave en uso: este puesto no puede enviar nada.",
        "pt": "Sem chave em uso: este posto não pode enviar nada.",
    },
    "no_key_chip": {"en": "no key", "es": "sin clave", "pt": "sem chave"},
    "issue": {"en": "Issue a key", "es": "Emitir una clave", "pt": "Emitir uma chave"},
    "issue_means": {
        "en": "A key lets the station's machine send and read its own answers. It is shown once.",
        "es": "Una clave deja que la máquina del puesto envíe y lea sus respuestas. Se muestra una sola vez.",
        "pt": "Uma chave deixa a máquina do posto enviar e ler suas respostas. É mostrada uma só vez.",
    },
    "alone": {
        "en": "revoke earlier keys at the same moment",
        "es": "revocar al mismo tiempo las claves anteriores",
        "pt": "revogar ao mesmo tempo as chaves anteriores",
    },
    "key_made": {
        "en": "The key of {title}: shown only now",
        "es": "La clave de {title}: se muestra solo ahora",
        "pt": "A chave de {title}: mostrada só agora",
    },
    "revoke_means": {
        "en": "Every key of this station stops working at once; what it sent stays.",
        "es": "Todas las claves de este puesto dejan de servir al instante; lo que envió queda.",
        "pt": "Todas as chaves deste posto deixam de valer na hora; o que enviou fica.",
    },
    "off_means": {
        "en": "Its keys, and the sessions of its officers, open nothing until it is switched on again.",
        "es": "Sus claves y las sesiones de sus funcionarios no abren nada hasta que se active de nuevo.",
        "pt": "Suas chaves e as sessões de seus oficiais não abrem nada até ser ativado de novo.",
    },
    "on_means": {
        "en": "Its keys work again, and its officers may sign in.",
        "es": "Sus claves vuelven a servir y sus funcionarios pueden entrar.",
        "pt": "Suas chaves voltam a valer e seus oficiais podem entrar.",
    },
    "officers": {"en": "Officers", "es": "Funcionarios", "pt": "Oficiais"},
    "no_officers": {"en": "none", "es": "ninguno", "pt": "nenhum"},
}
