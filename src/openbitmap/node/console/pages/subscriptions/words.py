"""Words of subscriptions; the alerts' own words stand beside them."""

WORDS: dict[str, dict[str, str]] = {
    "subscriptions_title": {"en": "Subscriptions", "es": "Suscripciones", "pt": "Assinaturas"},
    "in_force": {"en": "In force", "es": "Vigentes", "pt": "Vigentes"},
    "is_in_force": {"en": "in force", "es": "vigente", "pt": "vigente"},
    "is_over": {"en": "over", "es": "terminada", "pt": "encerrada"},
    "own": {"en": "Mine", "es": "Mías", "pt": "Minhas"},
    "over": {"en": "Over", "es": "Terminadas", "pt": "Encerradas"},
    "none_in_force": {"en": "No subscription is in force.", "es": "No hay suscripciones vigentes."},
    "none_own": {"en": "You have no subscription in force.", "es": "No tiene suscripciones vigentes."},
    "none_over": {"en": "No subscription has ended.", "es": "Ninguna suscripción ha terminado."},
    "none_hint": {
        "en": "Subscribe from the page of a person.",
        "es": "Suscríbase desde la página de una persona.",
    },
    "choose_subscription": {"en": "Choose a subscription on the left.", "es": "Elija una suscripción a la izquierda."},
    "ends": {"en": "ends {when}", "es": "termina {when}"},
    "ended": {"en": "ended {when}", "es": "terminó {when}"},
    "alerts_n": {"en": "alerts: {n}", "es": "alertas: {n}", "pt": "alertas: {n}"},
    "owner": {"en": "Owner", "es": "Responsable", "pt": "Responsável"},
    "purpose": {"en": "Purpose", "es": "Finalidad", "pt": "Finalidade"},
    "authority": {"en": "Authority and legal basis", "es": "Autoridad y base legal"},
    "instructions": {"en": "What whoever meets the person should do", "es": "Qué debe hacer quien la halle"},
    "person": {"en": "Person", "es": "Persona", "pt": "Pessoa"},
    "made_on": {"en": "Made", "es": "Hecha", "pt": "Feita"},
    "last_day": {"en": "Last day", "es": "Último día", "pt": "Último dia"},
    "because": {"en": "Ended because", "es": "Terminó porque"},
    "expired": {"en": "its term was over", "es": "venció su plazo"},
    "raised": {"en": "Alerts it raised", "es": "Alertas que emitió"},
    "raised_none": {
        "en": "None yet. A later encounter raises one once people have said that it is the same person.",
        "es": "Ninguna aún. Un encuentro posterior emite una cuando las personas dicen que es la misma.",
    },
    "renew": {"en": "Renew", "es": "Renovar", "pt": "Renovar"},
    "renew_until": {"en": "Renew until", "es": "Renovar hasta"},
    "renew_means": {
        "en": "At most {days} days from today. Renew only while purpose and legal basis still hold.",
        "es": "A lo más {days} días desde hoy. Renueve solo mientras valgan la finalidad y la base legal.",
    },
    "end": {"en": "End the subscription", "es": "Terminar la suscripción"},
    "end_means": {
        "en": "Nobody is told of this person any more. Alerts that are open go on to their end.",
        "es": "Nadie más recibe aviso de esta persona. Las alertas abiertas siguen hasta su fin.",
    },
    "end_because": {"en": "Why it ends", "es": "Por qué termina"},
    "new_title": {"en": "Subscribe to a person", "es": "Suscribirse a una persona"},
    "new_person": {
        "en": "The person of {encounter}: {n} encounters",
        "es": "La persona de {encounter}: {n} encuentros",
    },
    "new_name": {"en": "Says to be {name}", "es": "Dice ser {name}"},
    "new_means": {
        "en": "From now on you are told of every later encounter that people say is this person, and of every entry"
        " on a"
        " list that begins or ends for the person. Colleagues of the watch and auditors see this subscription.",
        "es": "Desde ahora recibe aviso de cada encuentro posterior que las personas digan que es ella, y de cada"
        " entrada"
        " en una lista que empiece o termine para ella. Sus colegas de guardia y los auditores ven esta suscripción.",
    },
    "subscribe": {"en": "Subscribe", "es": "Suscribirse", "pt": "Assinar"},
    "be_discreet": {
        "en": "Discreet: supervisors, posts and examiners do not learn of its alerts",
        "es": "Discreta: supervisores, puestos y peritos no conocen sus alertas",
    },
    "urgent_choice": {"en": "Urgent: the desk acts within minutes", "es": "Urgente: la mesa actúa en minutos"},
    "routine_choice": {"en": "Routine: within the hour", "es": "De rutina: dentro de la hora"},
}
