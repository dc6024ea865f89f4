"""The words of the page of simulations."""

from openbitmap.node.console.words import Words

WORDS: Words = {
    "about": {
        "en": "Nations with synthetic people, run from one number, the seed: links that cut and double, wrong"
        " clocks, processes that die, databases set back, stolen keys. After every seed six things must hold.",
        "es": "Naciones con personas sintéticas, a partir de un número, la semilla: enlaces que se cortan y"
        " duplican, relojes errados, procesos que mueren, bases de datos restauradas, claves robadas. Tras cada semilla"
        " deben cumplirse seis cosas.",
    },
    "none": {
        "en": "No simulation has been run on this machine.",
        "es": "En esta máquina no se ha hecho ninguna simulación.",
    },
    "none_hint": {
        "en": "Whoever has the command line runs: openbitmap simulate --seeds 300",
        "es": "Quien tiene la línea de comandos ejecuta: openbitmap simulate --seeds 300",
    },
    "unreadable": {"en": "{name} cannot be read: {why}", "es": "{name} no se puede leer: {why}"},
    "newest": {"en": "The newest trial", "es": "El ensayo más reciente"},
    "before": {"en": "Every trial", "es": "Todos los ensayos"},
    "older": {
        "en": "{count} older ones are files of {folder}.",
        "es": "{count} más antiguos son archivos de {folder}.",
    },
    "ran": {"en": "Seeds {first} to {last}", "es": "Semillas {first} a {last}"},
    "nations": {"en": "{count} nations", "es": "{count} naciones"},
    "made": {"en": "version {version}, code", "es": "versión {version}, código"},
    "all_hold": {"en": "holds in all {seeds}", "es": "se cumple en todas: {seeds}"},
    "holds_one": {"en": "holds", "es": "se cumple"},
    "some_broke": {"en": "broken in {count} of {seeds}", "es": "falla en {count} de {seeds}"},
    "found_fault": {"en": "fault found in {count} of {seeds}", "es": "defecto hallado en {count} de {seeds}"},
    "missed_fault": {"en": "fault not found", "es": "defecto no hallado"},
    "put_in": {
        "en": "A fault was put in to see whether it is found: {fault}, to be found by: {breaks}",
        "es": "Se introdujo un defecto para ver si se halla: {fault}, que ha de hallarse por: {breaks}",
    },
    "bound": {
        "en": "None of {seeds} broke. Of seeds that nobody had run before, at most {percent} % would break something"
        " (95 % confidence). Seeds for which the code was once mended say less.",
        "es": "Ninguna de {seeds} falló. De semillas que nadie había probado, a lo sumo un {percent} % fallaría"
        " (confianza del 95 %). Las semillas por las que ya se corrigió el código dicen menos.",
    },
    "what": {"en": "What must hold", "es": "Lo que debe cumplirse"},
    "broke_in": {"en": "Seeds that broke it", "es": "Semillas que lo rompieron"},
    "not_counted": {"en": "not counted", "es": "no contado"},
    "lost": {"en": "Nothing is lost", "es": "Nada se pierde"},
    "doubled": {"en": "Nothing is done twice", "es": "Nada se hace dos veces"},
    "unpermitted": {"en": "Nothing leaves without a permit", "es": "Nada sale sin permiso"},
    "false_coverage": {
        "en": "Every answer says truly what was searched",
        "es": "Toda respuesta dice la verdad de lo buscado",
    },
    "broken_ledgers": {"en": "Both ledgers agree", "es": "Ambos registros concuerdan"},
    "disputed_in_use": {"en": "Nothing in dispute is used", "es": "Nada en disputa se utiliza"},
    "ended": {"en": "Ended", "es": "Terminó"},
    "seeds": {"en": "Seeds", "es": "Semillas"},
    "outcome": {"en": "Outcome", "es": "Resultado"},
    "acts": {"en": "Acts", "es": "Actos"},
    "letters": {"en": "Letters", "es": "Cartas"},
    "deaths": {"en": "Deaths", "es": "Muertes"},
    "cuts": {"en": "Cut by the link", "es": "Cortes del enlace"},
    "broken": {"en": "Seeds that broke something", "es": "Semillas que rompieron algo"},
    "seed_n": {"en": "Seed {seed}, what did not hold:", "es": "Semilla {seed}, lo que no se cumplió:"},
    "more": {"en": "{count} more", "es": "{count} más"},
    "more_seeds": {"en": "More seeds: {seeds}", "es": "Más semillas: {seeds}"},
    "again": {"en": "Replays exactly with", "es": "Se repite exactamente con"},
}
