"""The words of the overview."""

from openbitmap.node.console.words import Words

WORDS: Words = {
    "title": {"en": "Overview", "es": "Panorama", "pt": "Panorama"},
    "files": {"en": "Files without a final word", "es": "Archivos sin respuesta final"},
    "jobs": {"en": "Work in the queue", "es": "Trabajo en cola"},
    "cases": {"en": "Cases with the examiners", "es": "Casos con los peritos"},
    "disk": {"en": "Disk of the vault", "es": "Disco de la bóveda"},
    "broken": {"en": "Given up", "es": "Abandonado"},
    "late": {"en": "{n} past the clock", "es": "{n} fuera de plazo"},
    "late_jobs": {"en": "{n} older than a minute", "es": "{n} de más de un minuto"},
    "on_time": {"en": "none past the clock", "es": "ninguno fuera de plazo"},
    "on_time_jobs": {"en": "none older than a minute", "es": "ninguno de más de un minuto"},
    "oldest": {"en": "oldest from {time}", "es": "el más antiguo, de las {time}"},
    "free": {"en": "{free} free of {total}", "es": "{free} libres de {total}"},
    "free_low": {"en": "less than a tenth free", "es": "menos de un décimo libre"},
    "none_broken": {"en": "no job in the last 7 days", "es": "ningún trabajo en los últimos 7 días"},
    "broken_words": {
        "en": "{n} in the last 7 days; each waits for a person",
        "es": "{n} en los últimos 7 días; cada uno espera a una persona",
    },
    "job": {"en": "Job", "es": "Trabajo"},
    "why": {"en": "Why", "es": "Por qué"},
    "when": {"en": "When", "es": "Cuándo"},
    "times": {"en": "Answer times, last 7 days", "es": "Tiempos de respuesta, últimos 7 días"},
    "times_found": {
        "en": "{service}: 95 of 100 answers within {p95}; the clock is {clock}",
        "es": "{service}: 95 de cada 100 respuestas en {p95}; el plazo es {clock}",
    },
    "times_none": {
        "en": "Nothing was answered in the last 7 days.",
        "es": "No se respondió nada en los últimos 7 días.",
    },
    "times_legend": {
        "en": "Bars: the time within which 95 of 100 answers came, each class against its own clock (dashed).",
        "es": "Barras: el tiempo en que llegaron 95 de cada 100 respuestas, cada clase frente a su plazo (línea).",
    },
    "rapid": {"en": "Rapid", "es": "Rápidas"},
    "urgent": {"en": "Urgent", "es": "Urgentes"},
    "routine": {"en": "Routine", "es": "Rutina"},
    "batch": {"en": "Batch", "es": "Lote"},
    "service": {"en": "Class", "es": "Clase"},
    "answers_n": {"en": "Answers", "es": "Respuestas"},
    "half": {"en": "Half within", "es": "La mitad en"},
    "most": {"en": "95 of 100 within", "es": "95 de 100 en"},
    "longest": {"en": "Longest", "es": "La más larga"},
    "clock_of": {"en": "Clock", "es": "Plazo"},
    "kept": {"en": "Within the clock", "es": "En plazo"},
    "hits": {"en": "Hits, last 30 days", "es": "Coincidencias, últimos 30 días"},
    "hits_found": {
        "en": "{hits} of {searches} searches showed a candidate",
        "es": "{hits} de {searches} búsquedas mostraron un candidato",
    },
    "hits_none": {"en": "Nothing was searched in the last 30 days.", "es": "No se buscó nada en los últimos 30 días."},
    "hit": {"en": "candidate shown", "es": "con candidato"},
    "false_hit": {"en": "not identified", "es": "sin identificar"},
    "hits_legend": {
        "en": "Dots: the share measured; lines: what the true share may be, with 95 % confidence (Wilson). Not"
        " identified: of the cases that people decided, those in which they identified nobody.",
        "es": "Puntos: la proporción medida; líneas: lo que puede ser la verdadera, con una confianza del 95 %"
        " (Wilson). Sin identificar: de los casos resueltos por personas, aquellos en que no identificaron a nadie.",
    },
    "rate": {"en": "Share", "es": "Proporción"},
    "of": {"en": "{n} of {of}", "es": "{n} de {of}"},
    "between": {"en": "{low} to {high} %", "es": "{low} a {high} %"},
    "interval": {"en": "Between, 95 %", "es": "Entre, 95 %"},
    "people_today": {"en": "Today's encounters", "es": "Encuentros de hoy"},
    "people_found": {"en": "{total} encounters today, by {what}", "es": "{total} encuentros hoy, por {what}"},
    "people_few": {
        "en": "Fewer than {least} encounters today: no figure is told",
        "es": "Menos de {least} encuentros hoy: no se dan cifras",
    },
    "people_none": {
        "en": "No encounter in the full hours of today",
        "es": "Ningún encuentro en las horas completas de hoy",
    },
    "post": {"en": "post", "es": "puesto"},
    "nationality": {"en": "nationality as asserted", "es": "nacionalidad declarada"},
    "age": {"en": "age by year of birth", "es": "edad por año de nacimiento"},
    "unstated": {"en": "not stated", "es": "sin declarar"},
    "withheld": {"en": "withheld", "es": "reservado"},
    "people_rule": {
        "en": "Groups of fewer than {least} people are withheld, and as many others with them as it takes that none"
        " can be worked out from the total. Counted from midnight UTC to the last full hour ({time}), so that two"
        " looks do not tell of one arrival.",
        "es": "Los grupos de menos de {least} personas se reservan, y con ellos tantos otros como haga falta para"
        " que ninguno pueda deducirse del total. Se cuenta desde la medianoche UTC hasta la última hora completa"
        " ({time}), para que dos miradas no delaten una llegada.",
    },
    "all_withheld": {
        "en": "All groups are too small to be told",
        "es": "Todos los grupos son demasiado pequeños para darlos",
    },
    "arrivals": {"en": "{total} files in the last 24 hours", "es": "{total} archivos en las últimas 24 horas"},
    "arrivals_peak": {"en": ", at most {most} in an hour", "es": ", a lo sumo {most} en una hora"},
    "yesterday": {"en": "24 h ago", "es": "hace 24 h"},
    "now": {"en": "now", "es": "ahora"},
    "hour": {"en": "Hour (UTC)", "es": "Hora (UTC)"},
    "count": {"en": "Count", "es": "Cantidad"},
    "group": {"en": "Group", "es": "Grupo"},
    "table": {"en": "Table", "es": "Tabla"},
    "discreet": {
        "en": "Nothing here counts what is handled discreetly.",
        "es": "Nada de esto cuenta lo que se maneja con discreción.",
    },
}
