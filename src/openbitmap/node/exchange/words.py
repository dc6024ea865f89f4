"""The words of the answer card in English and Spanish. Each is written, not translated word by word; "no candidate" is
never worded as if it cleared anybody (R20).
"""

from openbitmap.vocabulary import FingerPosition, Verdict
from openbitmap.wire import NextStep

Words = dict[str, str]

VERDICTS: dict[Verdict, Words] = {
    Verdict.NO_CANDIDATE: {
        "en": "No candidate in the galleries that answered",
        "es": "Sin candidatos en las galerías que respondieron",
    },
    Verdict.POSSIBLE_MATCH: {
        "en": "Possible match – hold for confirmation",
        "es": "Posible coincidencia – retener hasta confirmar",
    },
    Verdict.QUALITY: {
        "en": "Prints too poor to search or compare",
        "es": "Huellas insuficientes para buscar o comparar",
    },
    Verdict.PENDING: {
        "en": "No answer yet – the search goes on",
        "es": "Aún sin respuesta – la búsqueda continúa",
    },
    Verdict.REFUSED: {
        "en": "File refused – nothing was searched",
        "es": "Archivo rechazado – no se buscó nada",
    },
    Verdict.CONFIRMED: {
        "en": "Known person – examiners confirmed an earlier encounter",
        "es": "Persona conocida – los peritos confirmaron un encuentro anterior",
    },
    Verdict.NOT_CONFIRMED: {
        "en": "Not confirmed – examiners identified no candidate",
        "es": "Sin confirmar – los peritos no identificaron a ningún candidato",
    },
    Verdict.INCONCLUSIVE: {
        "en": "Inconclusive – examiners could not decide",
        "es": "Sin conclusión – los peritos no pudieron decidir",
    },
    Verdict.WITHDRAWN: {
        "en": "Withdrawn – the earlier confirmation no longer holds",
        "es": "Retirada – la confirmación anterior ya no vale",
    },
    Verdict.FAILED: {
        "en": "The node could not finish – no answer to rely on",
        "es": "El nodo no pudo terminar – no hay respuesta en que apoyarse",
    },
}

LISTED: Words = {
    "en": "Match confirmed by examiners – handling instructions apply",
    "es": "Coincidencia confirmada por peritos – rigen instrucciones de manejo",
}
"""A confirmed match with an entry of a list, instead of the words above."""

NEXT_STEPS: dict[NextStep, Words] = {
    NextStep.CONTINUE_PROCEDURE: {
        "en": "Go on with the ordinary procedure; this answer alone decides nothing.",
        "es": "Siga el procedimiento habitual; esta respuesta por sí sola no decide nada.",
    },
    NextStep.HOLD_FOR_CONFIRMATION: {
        "en": "Keep the person at the counter; examiner due {due}. No adverse step before.",
        "es": "Mantenga a la persona en el mostrador; perito a más tardar a las {due}. Ninguna medida adversa antes.",
    },
    NextStep.CAPTURE_AGAIN: {
        "en": "Clean and moisten the fingers, capture them again and send anew.",
        "es": "Limpie y humedezca los dedos, vuelva a capturarlos y envíe de nuevo.",
    },
    NextStep.WAIT: {
        "en": "Wait; the node goes on searching and answers by itself.",
        "es": "Espere; el nodo sigue buscando y responderá por sí mismo.",
    },
    NextStep.CORRECT_AND_RESEND: {
        "en": "Correct what is named below and send the file again.",
        "es": "Corrija lo que se indica abajo y envíe el archivo de nuevo.",
    },
    NextStep.FOLLOW_HANDLING: {
        "en": "Call the duty desk and follow its handling instructions.",
        "es": "Llame a la guardia y siga sus instrucciones de manejo.",
    },
    NextStep.CALL_DUTY_DESK: {
        "en": "Call the duty desk; examiners could not decide. No adverse step on this answer.",
        "es": "Llame a la guardia; los peritos no pudieron decidir. Ninguna medida por esta respuesta.",
    },
    NextStep.SEND_AGAIN_OR_CALL: {
        "en": "Send the file again; if it fails again, call the duty desk. Nothing follows from this for the person.",
        "es": "Envíe el archivo de nuevo; si vuelve a fallar, llame a la guardia. Para la persona nada se sigue de"
        " esto.",
    },
    NextStep.HOLD_FOR_ABROAD: {
        "en": "Keep the person at the counter; the duty desk asks abroad for prints. No adverse step before.",
        "es": "Mantenga a la persona en el mostrador; la guardia pide huellas al extranjero. Ninguna medida adversa"
        " antes.",
    },
    NextStep.UNDO: {
        "en": "Stop what followed from the earlier answer, tell whoever was told, and call the duty desk.",
        "es": "Detenga lo que siguió a la respuesta anterior, avise a quien fue avisado y llame a la guardia.",
    },
}

LABELS: dict[str, Words] = {
    "next": {"en": "Next", "es": "Ahora"},
    "searched": {"en": "Searched", "es": "Buscado"},
    "not_yet": {"en": "Not yet", "es": "Pendiente"},
    "not_searched": {"en": "Not searched", "es": "No buscado"},
    "chance": {"en": "By chance", "es": "Por azar"},
    "prints": {"en": "Prints", "es": "Huellas"},
    "refused": {"en": "Refused for", "es": "Rechazado por"},
    "case": {"en": "Case", "es": "Caso"},
    "question": {"en": "Your number", "es": "Su número"},
    "control": {"en": "Control", "es": "Control"},
    "time": {"en": "Time", "es": "Hora"},
}

SENTENCES: dict[str, Words] = {
    "as_of": {"en": "as of {time}", "es": "a las {time}"},
    "without_these_fingers": {
        "en": "{count} without these fingers could not be compared",
        "es": "{count} sin estos dedos no se pudieron comparar",
    },
    "no_usable_print": {"en": "no usable print", "es": "sin huella utilizable"},
    "no_agreement": {"en": "no agreement in force", "es": "sin acuerdo vigente"},
    "due": {"en": "answer due {due}", "es": "respuesta a más tardar {due}"},
    "clause": {"en": "clause {clause}", "es": "cláusula {clause}"},
    "clause_of": {"en": "clause {clause} of {agreement}", "es": "cláusula {clause} de {agreement}"},
    "on_day": {"en": "{reason} on {day}", "es": "{reason} el {day}"},
    "chance": {
        "en": "1 search in {searches} like this shows a candidate; {expected} expected among {people} people",
        "es": "1 de cada {searches} búsquedas como esta muestra un candidato; se esperan {expected} entre {people}"
        " personas",
    },
    "missing_XX": {"en": "amputated", "es": "amputado"},
    "missing_UP": {"en": "could not be printed", "es": "no se pudo tomar"},
    "try_again": {"en": "try again", "es": "repetir"},
    "not_usable": {"en": "not usable", "es": "no utilizable"},
    "elapsed": {"en": "{span} after arrival", "es": "{span} después de la llegada"},
    "case": {"en": "{case}, first opinion due {due}", "es": "{case}, primera opinión a más tardar a las {due}"},
}  # fmt: skip

GALLERIES: dict[str, Words] = {
    "watchlist": {"en": "Watchlist", "es": "Lista de vigilancia"},
    "wanted": {"en": "Wanted", "es": "Requeridos"},
    "prison": {"en": "Prison", "es": "Prisiones"},
    "encounter": {"en": "Encounters", "es": "Encuentros"},
    "reference": {"en": "Images from abroad", "es": "Imágenes del extranjero"},
}

REPOSITORIES: dict[str, Words] = {
    "criminal master file": {"en": "criminal master file", "es": "archivo criminal"},
    "civil file": {"en": "civil file", "es": "archivo civil"},
    "unsolved latent file": {"en": "unsolved latent file", "es": "latentes sin resolver"},
    "International Terrorist File participants": {
        "en": "International Terrorist File participants",
        "es": "participantes del Archivo Internacional de Terroristas",
    },
    "wants and warrants": {"en": "wants and warrants", "es": "órdenes de captura"},
    "sex offender registry": {"en": "sex offender registry", "es": "registro de delincuentes sexuales"},
    "known or suspected terrorists": {
        "en": "known or suspected terrorists",
        "es": "terroristas conocidos o presuntos",
    },
    "International Terrorist File": {
        "en": "International Terrorist File",
        "es": "Archivo Internacional de Terroristas",
    },
    "special interest": {"en": "special interest", "es": "interés especial"},
    "ident": {"en": "IDENT", "es": "IDENT"},
    "ngi": {"en": "NGI", "es": "NGI"},
    "abis": {"en": "ABIS", "es": "ABIS"},
    "screening": {"en": "screening desk", "es": "mesa de detección"},
    "interpol": {"en": "INTERPOL", "es": "INTERPOL"},
    "registry": {"en": "civil registry", "es": "registro civil"},
    "connectors": {"en": "repositories", "es": "repositorios"},
}
"""Repositories whose names are words, and those of the connectors by their usual short name; RISC, IDENT, ABIS and RTID
are the same in both languages."""

WEEKDAYS: dict[str, tuple[str, ...]] = {
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    "es": ("lun", "mar", "mié", "jue", "vie", "sáb", "dom"),
}

ADVICE: dict[str, Words] = {
    "ok": {"en": "good", "es": "buena"},
    "dry": {"en": "dry", "es": "seca"},
    "wet": {"en": "wet", "es": "húmeda"},
    "worn": {"en": "worn", "es": "desgastada"},
    "small-area": {"en": "small area", "es": "área pequeña"},
    "too-few-minutiae": {"en": "few minutiae", "es": "pocas minucias"},
    "empty": {"en": "empty", "es": "vacía"},
    "": {"en": "no print", "es": "sin huella"},
}

FINGERS: dict[FingerPosition, Words] = {
    FingerPosition.RIGHT_THUMB: {"en": "R thumb", "es": "pulgar D"},
    FingerPosition.RIGHT_INDEX: {"en": "R index", "es": "índice D"},
    FingerPosition.RIGHT_MIDDLE: {"en": "R middle", "es": "medio D"},
    FingerPosition.RIGHT_RING: {"en": "R ring", "es": "anular D"},
    FingerPosition.RIGHT_LITTLE: {"en": "R little", "es": "meñique D"},
    FingerPosition.LEFT_THUMB: {"en": "L thumb", "es": "pulgar I"},
    FingerPosition.LEFT_INDEX: {"en": "L index", "es": "índice I"},
    FingerPosition.LEFT_MIDDLE: {"en": "L middle", "es": "medio I"},
    FingerPosition.LEFT_RING: {"en": "L ring", "es": "anular I"},
    FingerPosition.LEFT_LITTLE: {"en": "L little", "es": "meñique I"},
}


def say(key: str, language: str, **values: object) -> str:
    return SENTENCES[key][language].format(**values)


def number(value: float, language: str) -> str:
    """Digits grouped as the language groups them; a small fraction with two significant digits."""
    if 0 < value < 1:
        text = f"{value:.2g}" if value >= 1e-4 else f"{value:.0e}"
        return text.replace(".", ",") if language == "es" else text
    text = f"{value:,.0f}"
    return text.replace(",", ".") if language == "es" else text


def span(seconds: float, language: str) -> str:
    """A wait as people say it: seconds with a tenth up to a minute, then minutes, then hours."""
    if seconds < 60:
        return f"{decimal(seconds, language)} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 120 else f"{minutes // 60} h"


def decimal(value: float, language: str) -> str:
    """One decimal place, with the language's own mark."""
    return f"{value:.1f}".replace(".", "," if language == "es" else ".")


STATES: dict[str, Words] = {
    "timed_out": {"en": "no answer in time", "es": "sin respuesta a tiempo"},
    "refused": {"en": "refused", "es": "rechazado"},
    "not_authorised": {"en": "not authorised", "es": "no autorizado"},
    "stale": {"en": "its data are out of date", "es": "sus datos están desactualizados"},
    "not_connected": {"en": "no connection", "es": "sin conexión"},
    "barred": {"en": "barred", "es": "no permitido"},
    "poor_quality": {"en": "no usable print", "es": "sin huella utilizable"},
}
"""Why a repository abroad was not searched, where it says no more itself."""

REASONS: dict[str, Words] = {
    "no_instrument": {"en": "no agreement in force", "es": "sin acuerdo vigente"},
    "not_provided": {"en": "no clause provides it", "es": "ninguna cláusula lo prevé"},
    "unsigned": {"en": "agreement not signed by both", "es": "acuerdo sin ambas firmas"},
    "denounced": {"en": "agreement denounced", "es": "acuerdo denunciado"},
    "replaced": {"en": "agreement replaced", "es": "acuerdo reemplazado"},
    "expired": {"en": "agreement expired", "es": "acuerdo vencido"},
    "not_yet_in_force": {"en": "agreement not yet in force", "es": "acuerdo aún no vigente"},
    "suspended": {"en": "agreement suspended", "es": "acuerdo suspendido"},
    "no_case": {"en": "the clause wants a case", "es": "la cláusula exige un caso"},
    "quota_spent": {"en": "the day's quota is spent", "es": "cupo del día agotado"},
    "forbidden": {"en": "a clause forbids it", "es": "una cláusula lo prohíbe"},
    "evidence_behind": {"en": "the partner's evidence is behind", "es": "la evidencia del socio está atrasada"},
    "notice": {"en": "it has sent a notice since", "es": "envió un aviso después"},
    "configuration": {"en": "its configuration cannot be used", "es": "su configuración no se puede usar"},
    "wrong_kind": {"en": "not this kind of search", "es": "no esta clase de búsqueda"},
    "not_through_us": {"en": "not asked through this node", "es": "no se consulta por este nodo"},
    "gate_purpose": {"en": "not asked for this purpose", "es": "no se consulta para este fin"},
    "gate_category": {"en": "not asked about travellers like this", "es": "no se consulta sobre viajeros como este"},
    "kept_out": {"en": "a later answer was kept out", "es": "se rechazó una respuesta posterior"},
    "partner_stopped": {"en": "the partner's key was revoked", "es": "la clave del socio fue revocada"},
    "disputed": {"en": "answer disputed: stolen key", "es": "respuesta en disputa: clave robada"},
    "not_told": {"en": "searched; result not told", "es": "buscado; no dice el resultado"},
    "unreadable": {"en": "the question could not be read", "es": "la pregunta no se pudo leer"},
    "no_usable_print": {"en": "no usable print", "es": "sin huella utilizable"},
}
"""Codes that a barred or refused question carries, in words; a code that is missing here is not shown."""

RESULTS: dict[str, Words] = {
    "no_candidate": {"en": "no candidate", "es": "sin candidatos"},
    "candidate": {"en": "possible match", "es": "posible coincidencia"},
    "inconclusive": {"en": "inconclusive", "es": "sin conclusión"},
    "attributed": {"en": "confirmed by our examiners", "es": "confirmada por nuestros peritos"},
    "not_attributed": {"en": "not confirmed by our examiners", "es": "no confirmada por nuestros peritos"},
    "recalled": {"en": "its answer was taken back", "es": "su respuesta fue retirada"},
}
"""What a repository abroad said. Never a score, and "no candidate" clears nobody."""
