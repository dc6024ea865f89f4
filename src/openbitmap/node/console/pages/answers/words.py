"""The words of the answers' pages; a card's own words are those of the exchange."""

from openbitmap.node.console.words import Words

WORDS: Words = {
    "title": {"en": "Answers", "es": "Respuestas", "pt": "Respostas"},
    "none": {"en": "Nothing has been sent yet.", "es": "Aún no se ha enviado nada."},
    "none_hint": {
        "en": "Answers appear here by themselves.",
        "es": "Las respuestas aparecen aquí por sí solas.",
    },
    "none_found": {"en": "No submission has this number.", "es": "Ningún envío tiene este número."},
    "none_found_hint": {
        "en": "Part of the control number is enough. Only your own station's submissions are searched.",
        "es": "Basta una parte del número de control. Solo se buscan los envíos de su propio puesto.",
    },
    "arrived": {"en": "arrived", "es": "recibido", "pt": "recebido"},
    "number": {"en": "Control number", "es": "Número de control", "pt": "Número de controle"},
    "find": {"en": "Find", "es": "Buscar", "pt": "Buscar"},
    "all": {"en": "Show all", "es": "Ver todas", "pt": "Ver todas"},
    "unnumbered": {"en": "number not read yet", "es": "número aún sin leer"},
    "waiting": {"en": "Received – being examined", "es": "Recibido – en examen"},
    "waiting_next": {
        "en": "Wait; the answer appears here by itself.",
        "es": "Espere; la respuesta aparece aquí por sí sola.",
    },
    "due_seconds": {"en": "answer due in {n} s", "es": "respuesta en {n} s a más tardar"},
    "due": {"en": "answer due {time}", "es": "respuesta a más tardar {time}"},
    "overdue": {"en": "answer was due {time}", "es": "la respuesta vencía {time}"},
    "examiner_due": {"en": "examiner due {time}", "es": "perito a más tardar {time}"},
    "print": {"en": "Print the card", "es": "Imprimir la ficha", "pt": "Imprimir"},
    "newest": {"en": "Newest first", "es": "Las más recientes primero"},
    "versions": {"en": "What was said, and when", "es": "Qué se dijo, y cuándo"},
    "version": {"en": "version {n}", "es": "versión {n}"},
    "printed": {"en": "Printed {time} from node {node}", "es": "Impreso {time} del nodo {node}"},
    "submission": {"en": "Submission", "es": "Envío"},
}
