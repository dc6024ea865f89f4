"""The words of the worklist."""

from openbitmap.node.console.pages.persons.words import JUDGED
from openbitmap.node.console.words import Words

WORDS: Words = {
    **JUDGED,
    "title": {"en": "Worklist", "es": "Pendientes", "pt": "Pendências"},
    "about": {
        "en": "What waits for people about who is who",
        "es": "Lo que espera una decisión sobre quién es quién",
    },
    "changes": {"en": "Changes that wait for a second person", "es": "Cambios que esperan a una segunda persona"},
    "no_changes": {"en": "No change waits.", "es": "No hay cambios en espera."},
    "conflicts": {"en": "Judgements that contradict each other", "es": "Dictámenes que se contradicen"},
    "no_conflicts": {"en": "No contradiction stands.", "es": "No hay contradicciones."},
    "differs": {"en": "Same prints, conflicting biographics", "es": "Mismas huellas, datos en conflicto"},
    "no_differs": {"en": "Nothing to decide.", "es": "Nada que decidir."},
    "more_differ": {
        "en": "The oldest are shown; {n} more wait behind them.",
        "es": "Se muestran los más antiguos; detrás esperan {n} más.",
    },
    "choose": {"en": "Choose a line on the left.", "es": "Elija una línea a la izquierda."},
    "item_gone": {
        "en": "This pair is not judged one person any more; there is nothing to decide.",
        "es": "Este par ya no se dictamina como una sola persona; no hay nada que decidir.",
    },
    "item_says": {
        "en": "Judged one person by their prints. What was asserted differs:",
        "es": "Dictaminados como una sola persona por sus huellas. Lo declarado difiere:",
    },
    "decide": {"en": "Decide", "es": "Decidir", "pt": "Decidir"},
    "what_is_it": {"en": "What is it?", "es": "¿Qué es?"},
    "finding_typo": {"en": "A typing error", "es": "Un error de digitación"},
    "finding_alias": {"en": "An alias: the person uses both", "es": "Un alias: la persona usa ambos"},
    "finding_unknown": {"en": "It cannot be known", "es": "No se puede saber"},
    "finding_reopened": {"en": "Opened again", "es": "Reabierto"},
    "reopen": {"en": "Open it again", "es": "Reabrir"},
    "reason": {"en": "Reason", "es": "Motivo", "pt": "Motivo"},
    "reason_hint": {
        "en": "What you rest it on. What was asserted stays as asserted.",
        "es": "En qué se basa. Lo declarado queda tal como se declaró.",
    },
    "decided": {"en": "Decided so far", "es": "Decidido hasta ahora"},
    "to_person": {"en": "Open the person", "es": "Abrir la persona"},
    "no_faces": {"en": "No face is held.", "es": "No hay rostros."},
    "here": {"en": "this encounter", "es": "este encuentro"},
}
