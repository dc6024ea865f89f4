"""The words of recalls."""

from openbitmap.node.console.pages.disclosures.words import THINGS
from openbitmap.node.console.words import Words

WORDS: Words = {
    **THINGS,
    "title": {"en": "Recalls", "es": "Retiros"},
    "ours": {"en": "We call back", "es": "Retiramos"},
    "theirs": {"en": "Others call back", "es": "Otros retiran"},
    "none": {"en": "Nothing was called back.", "es": "No se ha retirado nada."},
    "none_theirs": {"en": "No nation has called anything back.", "es": "Ninguna nación ha retirado nada."},
    "choose": {
        "en": "Choose a recall to see what was asked, what became of it, and the receipt.",
        "es": "Elija un retiro para ver qué se pidió, qué ocurrió y el recibo.",
    },
    "recall_open": {"en": "no receipt yet", "es": "sin recibo"},
    "recall_partial": {"en": "not complete", "es": "incompleto"},
    "recall_done": {"en": "done", "es": "cumplido"},
    "taken_waiting": {"en": "not complete", "es": "incompleto"},
    "taken_done": {"en": "obeyed", "es": "cumplido"},
    "late": {"en": "late", "es": "atrasado"},
    "ordered": {"en": "Ordered", "es": "Ordenado"},
    "ordered_by": {"en": "{time} by {who}", "es": "{time} por {who}"},
    "came": {"en": "Came", "es": "Llegó"},
    "outstanding": {"en": "Have not obeyed yet", "es": "Aún no cumplen"},
    "chain": {"en": "Hands on the recall", "es": "Transmite el retiro"},
    "asked": {"en": "What was asked", "es": "Qué se pidió"},
    "outcome": {"en": "What became of it", "es": "Qué ocurrió"},
    "outcome_": {"en": "no word yet", "es": "sin respuesta"},
    "outcome_held": {"en": "held: {words}; again {time}", "es": "retenido: {words}; de nuevo el {time}"},
    "held_by_partner": {
        "en": "held by the partner: {words}; asked for again {time}",
        "es": "retenido por el socio: {words}; se vuelve a pedir el {time}",
    },
    "first_by": {"en": "{who} said yes, one more person decides", "es": "{who} aceptó, falta otra persona"},
    "needs_two": {"en": "two people decide", "es": "deciden dos personas"},
    "outcome_erased": {"en": "erased", "es": "borrado"},
    "outcome_not_held": {"en": "was not held", "es": "no se conservaba"},
    "outcome_corrected": {"en": "corrected", "es": "corregido"},
    "outcome_retained": {"en": "retained for {purpose}, by {basis}", "es": "retenido para {purpose}, según {basis}"},
    "receipt": {"en": "Receipt", "es": "Recibo"},
    "receipt_of": {"en": "receipt of {time}", "es": "recibo del {time}"},
    "no_receipt": {"en": "No receipt has come.", "es": "No ha llegado recibo."},
    "erased_digests": {"en": "Erased (SHA-256)", "es": "Borrado (SHA-256)"},
    "devices": {"en": "From", "es": "De"},
    "waits": {"en": "Waits for a second person", "es": "Espera a una segunda persona"},
    "proposal_n_one": {
        "en": "{who} wants 1 copy back: {words}",
        "es": "{who} quiere retirar 1 copia: {words}",
    },
    "proposal_n": {
        "en": "{who} wants {n} copies back, of persons: {persons}: {words}",
        "es": "{who} quiere retirar {n} copias, personas: {persons}: {words}",
    },
    "approve": {"en": "Call back", "es": "Retirar"},
    "refuse": {"en": "Refuse", "es": "Rechazar"},
}
