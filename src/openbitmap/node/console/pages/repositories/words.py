"""The words of the page of repositories."""

from openbitmap.node.console.closed_lists import PURPOSES
from openbitmap.node.console.words import Words

WORDS: Words = {
    "none": {"en": "No repository is configured.", "es": "No hay repositorios configurados."},
    "none_hint": {
        "en": "They stand in connectors.toml in the node's folder.",
        "es": "Están en connectors.toml, en la carpeta del nodo.",
    },
    "unusable": {
        "en": "The configuration cannot be used, and nobody is asked: {why}",
        "es": "La configuración no sirve y no se consulta a nadie: {why}",
    },
    "off": {"en": "switched off", "es": "desactivado"},
    "out_of_reach": {"en": "does not answer", "es": "no responde"},
    "answers_now": {"en": "answers", "es": "responde"},
    "never_asked": {"en": "not asked yet", "es": "aún sin consultas"},
    "waiting_n": {"en": "{n} waiting", "es": "{n} en espera"},
    "used_of": {"en": "{used} of {most} questions today", "es": "{used} de {most} consultas hoy"},
    "answered_ago": {"en": "answered {when}", "es": "respondió {when}"},
    "no_answer_yet": {"en": "no answer yet", "es": "aún sin respuesta"},
    "reach_means": {
        "en": "{n} attempts in a row gave no answer ({why}). Questions wait and are sent again; at their clock they are"
        " stated as timed out.",
        "es": "{n} intentos seguidos sin respuesta ({why}). Las consultas esperan y se reenvían; al vencer su plazo se"
        " informan como no respondidas.",
    },
    "last_day": {"en": "Last 24 hours", "es": "Últimas 24 horas"},
    "asked": {"en": "Asked", "es": "Consultas"},
    "of_these_waiting": {"en": "{n} still waiting", "es": "{n} en espera"},
    "answered": {"en": "Answered", "es": "Respondidas"},
    "time_to_answer": {"en": "Time to the answer", "es": "Tiempo de respuesta"},
    "p50_p95": {"en": "half within {p50}, 95 % within {p95}", "es": "la mitad en {p50}, el 95 % en {p95}"},
    "clocks_are": {
        "en": "its clocks: {clock} for a matter of crime, {civil} for any other",
        "es": "sus plazos: {clock} en materia penal, {civil} en otra",
    },
    "clock_is": {"en": "its clock: {clock}", "es": "su plazo: {clock}"},
    "in_vain": {"en": "In vain", "es": "En vano"},
    "share_of": {"en": "{share} of those that ended", "es": "{share} de las terminadas"},
    "not_sent": {"en": "Barred here, not sent", "es": "Impedidas aquí, no enviadas"},
    "quota": {"en": "Quota", "es": "Cupo"},
    "last_answer": {"en": "Last answer", "es": "Última respuesta"},
    "unasked": {"en": "Notices that came unasked", "es": "Avisos recibidos sin pedirlos"},
    "told_unasked": {"en": "Notices that repositories sent unasked", "es": "Avisos de repositorios no pedidos"},
    "told_means": {
        "en": "What a repository says of itself. It proves nothing; where it names a question of ours, the desk has an"
        " alert.",
        "es": "Lo que un repositorio dice por sí mismo. No prueba nada; si se refiere a una consulta nuestra, la mesa"
        " tiene una alerta.",
    },
    "no_notice": {"en": "No notice has come.", "es": "No ha llegado ningún aviso."},
    "no_notice_hint": {
        "en": "Repositories send them when something about a record changes.",
        "es": "Los repositorios los envían cuando algo cambia en un registro.",
    },
    "came": {"en": "Came", "es": "Llegó"},
    "from_repository": {"en": "Repository", "es": "Repositorio"},
    "what_kind": {"en": "Kind", "es": "Clase"},
    "its_record": {"en": "Record", "es": "Registro"},
    "handling": {"en": "Handling", "es": "Manejo"},
    "about_question": {"en": "Question of ours", "es": "Consulta nuestra"},
    "about_none": {"en": "none", "es": "ninguna"},
    "gate": {"en": "Legal gate", "es": "Condición legal"},
    "for_what": {"en": "Asked for", "es": "Se consulta para"},
    "about_whom": {"en": "Asked about", "es": "Se consulta por"},
    "never": {"en": "Never", "es": "Nunca"},
    "gate_means": {
        "en": "What the gate leaves out is refused before anything is sent, and the answer says so.",
        "es": "Lo que la condición excluye se rechaza antes de enviar nada, y la respuesta lo dice.",
    },
    "connection": {"en": "Connection", "es": "Conexión"},
    "format": {"en": "Format", "es": "Formato"},
    "kind": {"en": "Kind", "es": "Tipo"},
    "address": {"en": "Address", "es": "Dirección"},
    "stale": {"en": "Data are stale after", "es": "Datos vencidos tras"},
    "waits_for_late": {"en": "Late answers awaited for", "es": "Respuestas tardías esperadas por"},
    "configured_in": {
        "en": "All this is configuration: connectors.toml in the node's folder.",
        "es": "Todo esto es configuración: connectors.toml, en la carpeta del nodo.",
    },
    **PURPOSES,
    "c_third_country_traveller": {"en": "travellers of third countries", "es": "viajeros de terceros países"},
    "c_prisoner": {"en": "prisoners", "es": "personas presas"},
    "c_detainee": {"en": "detainees", "es": "personas detenidas"},
    "c_watchlisted": {"en": "people on a watchlist", "es": "personas en listas de vigilancia"},
    "c_own_national": {"en": "own nationals", "es": "nacionales propios"},
    "c_partner_national": {"en": "the partner's nationals", "es": "nacionales del socio"},
}
