"""The words of the changes' pages."""

from openbitmap.node.console.pages.persons.words import JUDGED
from openbitmap.node.console.words import Words

WORDS: Words = {
    **JUDGED,
    "title": {"en": "Change of identities", "es": "Cambio de identidades"},
    "preview": {"en": "What would follow", "es": "Qué pasaría"},
    "follows": {"en": "What follows if it is approved", "es": "Qué sigue si se aprueba"},
    "not_yet": {
        "en": "Nothing has changed yet. A second person decides.",
        "es": "Todavía no ha cambiado nada. Decide una segunda persona.",
    },
    "now": {"en": "Now", "es": "Ahora", "pt": "Agora"},
    "then": {"en": "Then", "es": "Después", "pt": "Depois"},
    "n_persons": {"en": "{n} persons", "es": "{n} personas"},
    "one_person": {"en": "1 person", "es": "1 persona"},
    "encounters": {"en": "Encounters", "es": "Encuentros", "pt": "Encontros"},
    "encounters_n": {"en": "encounters {numbers}", "es": "encuentros {numbers}"},
    "n": {"en": "No.", "es": "N.º"},
    "when": {"en": "When", "es": "Cuándo"},
    "where": {"en": "Where", "es": "Dónde"},
    "said": {"en": "Asserted", "es": "Declarado"},
    "aliases": {"en": "Names that would stand side by side", "es": "Nombres que quedarían juntos"},
    "one_name": {"en": "one name: {name}", "es": "un solo nombre: {name}"},
    "steps": {"en": "Judgements it adds", "es": "Dictámenes que añade"},
    "supersedes": {"en": "Judgements it supersedes", "es": "Dictámenes que reemplaza"},
    "supersedes_none": {
        "en": "None: nothing judged before is touched.",
        "es": "Ninguno: no toca nada dictaminado antes.",
    },
    "conflicts": {"en": "Contradictions that would stand", "es": "Contradicciones que quedarían"},
    "conflicts_none": {"en": "None.", "es": "Ninguna."},
    "open_alerts": {"en": "Open alerts", "es": "Alertas abiertas"},
    "none_seen": {"en": "None that you may see.", "es": "Ninguna que usted pueda ver."},
    "running_subscriptions": {"en": "Subscriptions", "es": "Suscripciones"},
    "subscription": {"en": "of {owner}, until {day}", "es": "de {owner}, hasta {day}"},
    "lists": {"en": "Watchlist entries", "es": "Entradas en listas"},
    "released": {"en": "Answers already released", "es": "Respuestas ya entregadas"},
    "answer": {
        "en": "{station} has version {version}, {verdict}, since {time}",
        "es": "{station} tiene la versión {version}, {verdict}, desde {time}",
    },
    "answers_none": {
        "en": "Nobody has been answered about these encounters.",
        "es": "Nadie recibió respuesta sobre estos encuentros.",
    },
    "verdict_no_candidate": {"en": "no candidate", "es": "sin candidatos"},
    "verdict_possible_match": {"en": "possible match", "es": "posible coincidencia"},
    "verdict_quality": {"en": "prints too poor", "es": "huellas deficientes"},
    "verdict_pending": {"en": "pending", "es": "pendiente"},
    "verdict_refused": {"en": "refused", "es": "rechazado"},
    "verdict_confirmed": {"en": "confirmed", "es": "confirmado"},
    "verdict_not_confirmed": {"en": "not confirmed", "es": "no confirmado"},
    "verdict_inconclusive": {"en": "inconclusive", "es": "no concluyente"},
    "verdict_failed": {"en": "could not be answered", "es": "no se pudo responder"},
    "verdict_withdrawn": {"en": "withdrawn", "es": "retirada"},
    "state_stale": {"en": "no longer valid", "es": "ya no es válido"},
    "anew": {"en": "Look again and propose it anew", "es": "Volver a mirar y proponerlo de nuevo"},
    "told": {"en": "Who will be told", "es": "A quién se avisará"},
    "told_desk": {
        "en": "The watch desk: open alerts on these encounters are checked again.",
        "es": "La mesa de guardia: se revisan de nuevo las alertas abiertas sobre estos encuentros.",
    },
    "told_owners": {"en": "Subscribers: {names}.", "es": "Suscriptores: {names}."},
    "told_stations": {
        "en": "Stations that hold an answer which no longer stands: of {names}, those concerned.",
        "es": "Los puestos con una respuesta que deja de valer: de {names}, los que correspondan.",
    },
    "reason": {"en": "Reason", "es": "Motivo", "pt": "Motivo"},
    "reason_hint": {
        "en": "What you saw, in words that a colleague can check.",
        "es": "Qué vio, en palabras que un colega pueda comprobar.",
    },
    "propose": {"en": "Propose to a second person", "es": "Proponer a una segunda persona"},
    "approve": {"en": "Approve and carry out", "es": "Aprobar y ejecutar"},
    "refuse": {"en": "Refuse", "es": "Rechazar"},
    "refuse_why": {"en": "Why you refuse", "es": "Por qué rechaza"},
    "withdraw": {"en": "Withdraw my proposal", "es": "Retirar mi propuesta"},
    "withdraw_why": {"en": "Why you withdraw it", "es": "Por qué la retira"},
    "yours": {
        "en": "You proposed this. Somebody else must look at it and approve it.",
        "es": "Usted lo propuso. Otra persona debe mirarlo y aprobarlo.",
    },
    "had_part": {
        "en": "You had a part in what this takes back. Somebody without a part in it must approve.",
        "es": "Usted participó en lo que esto revierte. Debe aprobarlo alguien que no haya participado.",
    },
    "stale": {
        "en": "People have judged again since this was proposed, so it can no longer be approved. Look at the person "
        "and propose it anew.",
        "es": "Desde que se propuso hubo nuevos dictámenes, y ya no se puede aprobar. Mire a la persona y propóngalo "
        "de nuevo.",
    },
    "proposed": {"en": "Proposed", "es": "Propuesto"},
    "by_at": {"en": "by {name}, {time}", "es": "por {name}, {time}"},
    "decided": {"en": "Decided", "es": "Decidido"},
    "kind": {"en": "Kind", "es": "Clase"},
    "takes_back": {"en": "Takes back", "es": "Revierte"},
    "made": {"en": "Judgements it added", "es": "Dictámenes que añadió"},
    "undo": {"en": "Take this change back", "es": "Revertir este cambio"},
    "undo_hint": {
        "en": "What was judged before holds again, by new judgements. You see what follows before anybody decides.",
        "es": "Vuelve a valer lo dictaminado antes, con dictámenes nuevos. Verá las consecuencias antes de que alguien "
        "decida.",
    },
    "see_consequences": {"en": "See what follows", "es": "Ver las consecuencias"},
    "reversals": {"en": "Reversals of this change", "es": "Reversiones de este cambio"},
    "keep_rest": {
        "en": "What stays behind is judged one person.",
        "es": "Lo que queda se dictamina como una sola persona.",
    },
    "apart": {
        "en": "Encounters that hung together only through others fall apart; each is then a person of its own.",
        "es": "Los encuentros unidos solo a través de otros se separan; cada uno pasa a ser una persona aparte.",
    },
}
