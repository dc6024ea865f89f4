"""The words of the answers' page."""

from openbitmap.node.console.words import Words

WORDS: Words = {
    "title": {"en": "Answers", "es": "Respuestas", "pt": "Respostas"},
    "none": {"en": "Nothing has been answered yet.", "es": "Aún no se ha respondido nada."},
    "arrived": {"en": "arrived", "es": "recibido", "pt": "recebido"},
}
