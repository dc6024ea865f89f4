"""The words of what waits for somebody between nations."""

WORDS: dict[str, dict[str, str]] = {
    "title": {"en": "Attention", "es": "Atención"},
    "principle": {"en": "What between nations waits for somebody", "es": "Lo que entre naciones espera a alguien"},
    "none": {"en": "Nothing waits for you.", "es": "Nada espera por usted."},
    "none_hint": {
        "en": "What concerns you between nations appears here by itself, and is told by mail where that is set up.",
        "es": "Lo que le concierne entre naciones aparece aquí por sí solo, y se avisa por correo si está configurado.",
    },
    "since": {"en": "since {time}", "es": "desde {time}"},
    "breach": {
        "en": "If it is a breach, the partner must be told by {time}: the breach clause of what was agreed.",
        "es": "Si es una vulneración, avise al socio antes de {time}: cláusula de vulneraciones de lo acordado.",
    },
    "matter_evidence_broken": {"en": "Ledgers contradict each other", "es": "Los libros se contradicen"},
    "means_evidence_broken": {
        "en": "Disclosures rest until a supervisor and an auditor have dealt with it.",
        "es": "Las revelaciones cesan hasta que un supervisor y un auditor lo resuelvan.",
    },
    "matter_evidence_behind": {"en": "Evidence falls behind", "es": "La evidencia se atrasa"},
    "means_evidence_behind": {
        "en": "Disclosures stop {time} unless the partner attests our ledger.",
        "es": "Las revelaciones cesan {time} si el socio no da fe de nuestro libro.",
    },
    "matter_unasked": {"en": "A repository told something unasked", "es": "Aviso no pedido de un repositorio"},
    "means_unasked": {
        "en": "It is about nobody met here: about a partner's question, or about somebody nobody asked about. Read it.",
        "es": "No trata de nadie atendido aquí: es de una consulta de un socio, o de alguien no consultado. Léalo.",
    },
    "matter_restore_open": {"en": "A restore is not settled", "es": "Restauración sin regularizar"},
    "means_restore_open": {
        "en": "This node stated that it was restored; the partner has not answered.",
        "es": "Este nodo declaró que fue restaurado; el socio no ha respondido.",
    },
    "matter_recall_overdue": {"en": "A recall is overdue", "es": "Un retiro está atrasado"},
    "means_recall_overdue": {
        "en": "The partner has not said that it erased what was called back.",
        "es": "El socio no ha dicho que borró lo que se le retiró.",
    },
    "matter_recall_held": {"en": "A recall is held by the partner", "es": "El socio retiene lo pedido"},
    "means_recall_held": {
        "en": "Somebody over there holds it back although its term is over; it is asked for again {time}.",
        "es": "Alguien allí lo retiene aunque venció su plazo; se vuelve a pedir el {time}.",
    },
    "matter_recall_proposed": {"en": "A recall waits for people", "es": "Un retiro espera a personas"},
    "means_recall_proposed": {
        "en": "Too much for one person, or for a clock alone: somebody else reads and decides.",
        "es": "Demasiado para una persona, o para un reloj solo: otra persona lo lee y decide.",
    },
    "matter_retention_above": {"en": "A plan is above its ceiling", "es": "Un plan supera su tope"},
    "means_retention_above": {
        "en": "Two people read the list and approve it, or hold lines; no other plan is made before.",
        "es": "Dos personas leen la lista y la aprueban, o detienen líneas; antes no se hace otro plan.",
    },
    "matter_clock_doubted": {"en": "The clock jumped", "es": "El reloj saltó"},
    "means_clock_doubted": {
        "en": "Nothing is erased, ended or called back by time alone until somebody confirms the clock.",
        "es": "Nada se borra, termina ni retira solo por el tiempo hasta que alguien confirme el reloj.",
    },
    "matter_national": {"en": "Somebody may be a national", "es": "Alguien puede ser nacional"},
    "means_national": {
        "en": "Copies or holdings of the person are out: say that it is so, or that it is not.",
        "es": "Hay copias o datos de la persona fuera: indique si es así o no.",
    },
    "matter_fishing": {"en": "Unusual questions", "es": "Consultas inusuales"},
    "means_fishing": {
        "en": "The partner asks far more than it used to, or without a case.",
        "es": "El socio pregunta mucho más que de costumbre, o sin un caso.",
    },
    "matter_second_hand": {"en": "A second person has to confirm", "es": "Una segunda persona debe confirmar"},
    "means_second_hand": {
        "en": "A colleague signed or resumed this agreement first.",
        "es": "Un colega firmó o reanudó primero este acuerdo.",
    },
    "matter_unsigned": {"en": "An agreement waits for our signature", "es": "Un acuerdo espera nuestra firma"},
    "means_unsigned": {"en": "Two people sign for this nation.", "es": "Dos personas firman por esta nación."},
    "matter_agreement_ends": {"en": "An agreement ends", "es": "Un acuerdo termina"},
    "means_agreement_ends": {
        "en": "After {time} nothing moves under it, not even in a case that began before.",
        "es": "Después de {time} nada se mueve bajo él, ni siquiera en un caso iniciado antes.",
    },
}
