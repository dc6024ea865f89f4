"""Codes that facts hold, as people say them: in English as they stand, unless another word is here; in Spanish each has
its words. What is not here is told as it stands."""

from collections.abc import Mapping

from openbitmap.instruments import FIELDS, PURPOSES
from openbitmap.node.console.closed_lists import OUTCOMES
from openbitmap.node.console.pages.attention.words import WORDS as MATTERS
from openbitmap.node.console.pages.disclosures.words import LETTERS, THINGS
from openbitmap.node.console.words import SHARED, Words

CODED = frozenset(
    {"act", "agreed", "attributed", "change", "channel", "conclusion", "ending", "fault", "fields", "finding", "former"}
    | {"how", "kind", "letter", "means", "measure", "occasion", "outcome", "purpose", "reason", "result", "role"}
    | {"rule", "state", "step", "verdict"}
)
"""Fields of facts that hold codes."""


def _under(words: Words, prefix: str) -> dict[str, Mapping[str, str]]:
    return {name.removeprefix(prefix): said for name, said in words.items() if name.startswith(prefix)}


BY_FIELD: Mapping[str, Mapping[str, Mapping[str, str]]] = {
    "letter": _under(LETTERS, "letter_"),
    "kind": _under(THINGS, "kind_")
    | {
        "merge": {"es": "unir"},
        "move": {"es": "mover"},
        "split": {"es": "separar"},
        "undo": {"es": "deshacer"},
    },
    "role": _under(SHARED, "role_"),
    "former": _under(SHARED, "role_"),
    "outcome": _under(OUTCOMES, "outcome_"),
    "purpose": {member.value: said for member, said in PURPOSES.items()},
    "fields": {member.value: said for member, said in FIELDS.items()},
    "attributed": {"1": {"en": "the same person", "es": "la misma persona"}, "0": {"en": "nobody", "es": "nadie"}},
    "agreed": {"1": {"en": "it ends", "es": "termina"}, "0": {"en": "it stays", "es": "sigue"}},
    "act": {
        "search": {"es": "buscar"},
        "answer": {"es": "responder"},
        "reference": {"en": "reference images", "es": "dar imágenes de referencia"},
        "data": {"en": "personal data", "es": "dar datos personales"},
        "watch": {"es": "vigilar"},
        "notify": {"en": "notice", "es": "avisar"},
        "retain": {"en": "keeping", "es": "conservar"},
        "onward": {"en": "passing on", "es": "transmitir"},
    },
    "means": {
        "link": {"es": "enlace"},
        "passkey": {"es": "llave de acceso"},
        "identity provider": {"es": "proveedor de identidad"},
    },
}
"""Where a code says another thing in another field."""

SPANISH: Mapping[str, str] = {
    "abroad": "exterior",
    "another_base": "otra base",
    "altered": "alterado",
    "anchor-disagrees": "el ancla no coincide",
    "arrest": "detención",
    "approved": "aprobado",
    "bad_signature": "firma inválida",
    "barred": "impedido",
    "candidate": "candidato",
    "concern": "asunto pendiente",
    "confirmed": "confirmado",
    "contradicted": "contradicho",
    "corrected": "corrección",
    "court_order": "orden judicial",
    "denounced": "denunciado",
    "different": "personas distintas",
    "disputed": "en disputa",
    "due": "por avisar",
    "email": "correo",
    "ended": "terminó",
    "ended by an administrator": "la terminó un administrador",
    "ended by its owner": "la terminó su dueño",
    "entry_expired": "venció la entrada",
    "entry_removed": "se quitó la entrada",
    "account switched off": "cuenta desactivada",
    "error": "error",
    "escalated": "atraso",
    "evidence_behind": "falta evidencia",
    "exclusion": "exclusión",
    "expired": "venció",
    "failed": "falló",
    "false": "falso",
    "false_alert": "falsa alerta",
    "forbidden": "lo prohíbe",
    "foreign": "aviso de otra nación",
    "forked": "dos historias",
    "ground_ended": "terminó su fundamento",
    "handed_over": "entrega de turno",
    "hit": "coincidencia",
    "identification": "identificación",
    "images": "imágenes",
    "inconclusive": "no concluyente",
    "it held more than the clause gives": "traía más de lo que da la cláusula",
    "late": "tarde",
    "let_go": "se borra",
    "listing": "lista de vigilancia",
    "no clause lets it in": "ninguna cláusula lo admite",
    "no_candidate": "sin candidato",
    "no_case": "sin caso",
    "no_hit": "sin candidato",
    "no_image": "ninguna imagen que pueda salir",
    "no_instrument": "no hay acuerdo",
    "no_such_reference": "no existe tal referencia",
    "no_usable_print": "sin huella utilizable",
    "not_an_envelope": "no es un sobre",
    "not_attributed": "sin atribuir",
    "not_authorised": "no autorizado",
    "not_confirmed": "no confirmado",
    "not_provided": "ninguna cláusula lo prevé",
    "not_told": "no dice el resultado",
    "not_yet_in_force": "aún no rige",
    "officer_refused": "lo rechazó un funcionario",
    "own_national": "nacional propio",
    "own_restored": "restaurado aquí",
    "own_rewritten": "cambió nuestra historia",
    "page": "página",
    "partner_stopped": "clave del socio revocada",
    "pending": "pendiente",
    "poor_quality": "mala calidad",
    "possible_match": "posible coincidencia",
    "probe refused": "se rechazó la muestra",
    "probe searched": "se buscó la muestra",
    "quality": "calidad insuficiente",
    "quota_spent": "cupo agotado",
    "raised": "emisión",
    "rate": "frecuencia",
    "recalled": "retirado",
    "referred": "derivado",
    "refused": "rechazado",
    "refused_entry": "ingreso rechazado",
    "released": "en libertad",
    "removed": "se quitó",
    "reopened": "reapertura",
    "replaced": "reemplazado",
    "replaced by a new sign-in": "reemplazada por un nuevo inicio",
    "restored": "restaurado",
    "resume": "reanudar",
    "retention": "plazo cumplido",
    "revoked_key": "clave revocada",
    "rewritten": "historia reescrita",
    "role changed": "cambió el rol",
    "same": "la misma persona",
    "seen": "alguien se encargó",
    "sign": "firmar",
    "signed out": "cerró la sesión",
    "stale": "desactualizado",
    "stands": "la escribió el socio",
    "status": "cambio de estado",
    "subscription": "suscripción",
    "suspended": "suspendido",
    "time ran out": "se acabó el tiempo",
    "timed_out": "sin respuesta a tiempo",
    "told": "avisado",
    "true": "verdadero",
    "truncated": "historia cortada",
    "two_of_one_number": "dos con un mismo número",
    "undecided": "sin decidir",
    "unknown": "no se sabe",
    "unknown_key": "clave desconocida",
    "unreadable": "ilegible",
    "unsigned": "sin ambas firmas",
    "unsuitable": "no apto",
    "unsure": "sin certeza",
    "verified": "verificación",
    "voice": "voz",
    "webhook": "aviso a una máquina",
    "withdrawn": "retirado",
    "withheld": "retenido",
    "wrong_identity": "identidad equivocada",
    "wrong_kind": "otra clase de búsqueda",
    "wrong_recipient": "otro destinatario",
}
"""The other codes."""

PEOPLE: Mapping[str, str] = {"local administrator": "administrador de la máquina", "demo": "demostración"}
"""Actors that are nobody's account."""

ROOMS: Mapping[str, str] = {
    "agreements": "acuerdos",
    "alerts": "alertas",
    "cases": "casos",
    "connectors": "repositorios",
    "disclosures": "revelaciones",
    "envelopes": "sobres",
    "exchange": "respuestas",
    "identities": "identidades",
    "inquiries": "consultas",
    "intake": "recepción",
    "notices": "avisos",
    "partners": "socios",
    "protection": "protección",
    "retention": "conservación",
    "screening": "nombres",
    "search": "búsqueda",
    "supervisor": "supervisión de procesos",
    "vault": "bóveda",
    "watchlists": "listas",
    "witness": "evidencia",
    "worker": "trabajos",
}
"""Parts of the node that act by themselves, in Spanish."""


def said_code(field: str, code: str, language: str) -> str:
    """In "en" or "es"; a code that nobody knows as it stands, without its underscores in English."""
    if field not in CODED:
        return code
    known = BY_FIELD.get(field, {}).get(code, {})
    if language == "es":
        return known.get("es") or SPANISH.get(code, code)
    return known.get("en") or code.replace("_", " ")


def said_matter(alert: str, language: str) -> str:
    """What between nations somebody is told of, in place of an alert: such as "recall_overdue:recall-7"."""
    matter, _, thing = alert.partition(":")
    words = MATTERS.get(f"matter_{matter}")
    return f"“{words[language]}” ({thing})" if words else alert


def said_actor(actor: str, language: str) -> str:
    """Who did it, without the kind of actor; the node's own acts by the part of it."""
    kind, _, name = actor.partition(":")
    if kind == "node" and name in ROOMS:
        return f"este nodo: {ROOMS[name]}" if language == "es" else f"this node: {name}"
    return PEOPLE.get(name, name) if language == "es" else name
