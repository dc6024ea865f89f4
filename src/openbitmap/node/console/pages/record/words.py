"""The words of an examiner's record and of everybody's error rates."""

from openbitmap.node.console.words import Words

WORDS: Words = {
    "record_of": {"en": "Record of {examiner}", "es": "Desempeño de {examiner}", "pt": "Desempenho de {examiner}"},
    "everybody": {"en": "Everybody", "es": "Todos", "pt": "Todos"},
    "about_own": {
        "en": "Some cases in the queue have an answer that is known. Nothing shows which. Here is what your answers to"
        " them say, once such a case is decided. Only you and your supervisor see it.",
        "es": "Algunos casos de la cola tienen una respuesta conocida. Nada muestra cuáles. Esto dicen sus respuestas"
        " a ellos, una vez decididos. Solo lo ven usted y su supervisor.",
    },
    "about_other": {
        "en": "Answers to decided cases of known outcome. The examiner sees the same.",
        "es": "Respuestas a casos decididos de resultado conocido. El perito ve lo mismo.",
    },
    "answers_one": {"en": "1 answer so far", "es": "1 respuesta hasta ahora", "pt": "1 resposta até agora"},
    "answers_many": {"en": "{n} answers so far", "es": "{n} respuestas hasta ahora", "pt": "{n} respostas até agora"},
    "caption": {
        "en": "Rate with its 95 % interval (Wilson), drawn from 0 to 100 %.",
        "es": "Tasa con su intervalo del 95 % (Wilson), dibujada de 0 a 100 %.",
    },
    "caption_numbers": {
        "en": "Errors out of the answers in which they were possible; rate with its 95 % interval (Wilson).",
        "es": "Errores sobre las respuestas en que eran posibles; tasa con su intervalo del 95 % (Wilson).",
    },
    "measure": {"en": "What", "es": "Qué", "pt": "O quê"},
    "rate": {"en": "Rate and interval", "es": "Tasa e intervalo", "pt": "Taxa e intervalo"},
    "drawn": {"en": "Drawn", "es": "Dibujo", "pt": "Desenho"},
    "m_false_identifications": {"en": "Wrong person identified", "es": "Identificó a otra persona"},
    "in_false_identifications": {
        "en": "in {count} of {of} cases with a stranger among the candidates",
        "es": "en {count} de {of} casos con una persona ajena entre los candidatos",
    },
    "m_false_exclusions": {"en": "Right person excluded", "es": "Excluyó a la persona"},
    "in_false_exclusions": {
        "en": "in {count} of {of} cases with the person among the candidates",
        "es": "en {count} de {of} casos con la persona entre los candidatos",
    },
    "m_inconclusive_with_mate": {
        "en": "Inconclusive, person there",
        "es": "No concluyente, estando la persona",
    },
    "in_inconclusive_with_mate": {
        "en": "in {count} of {of} cases with the person among the candidates",
        "es": "en {count} de {of} casos con la persona entre los candidatos",
    },
    "m_inconclusive_without_mate": {
        "en": "Inconclusive, person not there",
        "es": "No concluyente, sin estar la persona",
    },
    "in_inconclusive_without_mate": {
        "en": "in {count} of {of} cases with strangers only",
        "es": "en {count} de {of} casos solo con personas ajenas",
    },
    "m_unsuitable": {"en": "Said to be unsuitable", "es": "Declarado no apto"},
    "in_unsuitable": {"en": "in {count} of {of} cases", "es": "en {count} de {of} casos", "pt": "em {count} de {of}"},
    "never_asked": {"en": "not asked yet", "es": "aún sin casos de este tipo"},
    "interval_means": {
        "en": "The interval says how far a rate from so few cases can be trusted: the fewer, the wider.",
        "es": "El intervalo dice cuánto confiar en una tasa con tan pocos casos: cuantos menos, más ancho.",
    },
    "none_yet": {"en": "No such case of yours is decided yet.", "es": "Aún no hay un caso suyo de este tipo decidido."},
    "nobody_yet": {
        "en": "No case of known outcome is decided yet.",
        "es": "Aún no hay casos decididos de resultado conocido.",
    },
    "none_hint": {
        "en": "A rate without cases would say nothing, so none is shown.",
        "es": "Una tasa sin casos no diría nada; por eso no se muestra.",
    },
    "error_rates": {"en": "Error rates", "es": "Tasas de error", "pt": "Taxas de erro"},
    "rates_about": {
        "en": "Answers to decided cases of known outcome",
        "es": "Respuestas a casos decididos de resultado conocido",
    },
    "to_board": {"en": "To the queue", "es": "A la cola", "pt": "À fila"},
    "by_examiner": {"en": "By examiner", "es": "Por perito", "pt": "Por perito"},
    "examiner": {"en": "Examiner", "es": "Perito", "pt": "Perito"},
    "seeds": {"en": "Answers", "es": "Respuestas", "pt": "Respostas"},
    "stock": {"en": "Questions of known truth", "es": "Preguntas de respuesta conocida"},
    "stock_says": {
        "en": "Laid in: {questions}, with the person among the candidates: {with_mate}."
        " Cases made of them: {planted}, decided: {decided}.",
        "es": "Guardadas: {questions}; con la persona entre los candidatos: {with_mate}."
        " Casos hechos con ellas: {planted}; decididos: {decided}.",
    },
    "planted_every": {
        "en": "One comes on average with every {n} cases (setting seed_every).",
        "es": "Se agrega una cada {n} casos en promedio (ajuste seed_every).",
    },
    "planted_never": {
        "en": "None is planted: the setting seed_every is 0.",
        "es": "No se agrega ninguna: el ajuste seed_every es 0.",
    },
    "lay_in_case": {"en": "A decided case", "es": "Un caso decidido", "pt": "Um caso decidido"},
    "lay_in_hint": {
        "en": "Two examiners identified the person, and you confirm it by this. They are never asked it again.",
        "es": "Dos peritos identificaron a la persona y usted lo confirma. A ellos no se les vuelve a preguntar.",
    },
    "lay_in": {"en": "Lay in as a question", "es": "Guardar como pregunta"},
    "laid_new": {"en": "The question is laid in.", "es": "La pregunta quedó guardada."},
    "laid_known": {"en": "This question was there already.", "es": "Esta pregunta ya estaba guardada."},
}
