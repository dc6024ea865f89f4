"""What a conclusion means and what it does not, and the glossary: product text, reviewed as such."""

from openbitmap.node.reports.drawing.words import Words

MEANINGS: dict[str, Words] = {
    "identification": {
        "en": "<b>What it means.</b> The examiners who identified saw so many features in agreement, in kind,"
        " place, direction and relation to each other, and no difference that skin, pressure or capture could not"
        " explain, that in their opinion both prints come from the same person. Two examiners, each without knowing"
        " the other's conclusion, must agree before this node records an identification.",
        "es": "<b>Qué significa.</b> Los peritos que identificaron vieron tantos puntos coincidentes, en clase, lugar,"
        " dirección y relación entre sí, y ninguna diferencia que la piel, la presión o la toma no pudieran explicar,"
        " que en su opinión ambas huellas provienen de la misma persona. Dos peritos, sin que uno conozca la conclusión"
        " del otro, deben coincidir antes de que este nodo registre una identificación.",
    },
    "exclusion": {
        "en": "<b>What it means.</b> The examiner saw differences that cannot come from one and the same finger."
        " Nothing adverse follows from it; it says nothing about other persons, files or countries that were not"
        " searched.",
        "es": "<b>Qué significa.</b> El perito vio diferencias que no pueden provenir de un mismo dedo. Nada adverso se"
        " sigue de ello; nada dice de otras personas, archivos o países que no se consultaron.",
    },
    "inconclusive": {
        "en": "<b>What it means.</b> There was not enough to identify and not enough to exclude, or the examiners"
        " did not agree. It is no weak identification and no weak exclusion, and nothing adverse may rest on it.",
        "es": "<b>Qué significa.</b> No hubo suficiente para identificar ni para excluir, o los peritos no"
        " coincidieron. No es una identificación débil ni una exclusión débil, y nada adverso puede apoyarse en"
        " ella.",
    },
    "unsuitable": {
        "en": "<b>What it means.</b> The prints show too little to be compared at all. Nothing follows from it but that"
        " better prints are needed.",
        "es": "<b>Qué significa.</b> Las huellas muestran demasiado poco para compararlas. De ello solo se sigue"
        " que hacen falta mejores huellas.",
    },
}

LIMITS: dict[str, Words] = {
    "opinion": {
        "en": "A conclusion is the opinion of trained people, not a measurement. The word identification does not mean"
        " that every other person in the world was ruled out.",
        "es": "Una conclusión es la opinión de personas formadas, no una medición. La palabra identificación no"
        " significa que se haya descartado a todas las demás personas del mundo.",
    },
    "error": {
        "en": "No method of comparing prints is free of error. In a published test (Ulery and others, PNAS 108,"
        " 2011, latent prints, 169 examiners) 0.1 % of the comparisons of different people ended in a wrong"
        " identification, and 7.5 % of those of the same person in a wrong exclusion; other material and other"
        " examiners give other rates.",
        "es": "Ningún método de cotejo de huellas está libre de error. En un ensayo publicado (Ulery y otros, PNAS"
        " 108, 2011, huellas latentes, 169 peritos), el 0,1 % de los cotejos entre personas distintas terminó en"
        " una identificación errónea, y el 7,5 % de los de una misma persona, en una exclusión errónea; otro"
        " material y otros peritos dan otras tasas.",
    },
    "search": {
        "en": "A search among many people finds, of all prints, those most alike. Prints of different people that are"
        " close by chance are therefore more frequent among candidates than among pairs picked at random; the examiners"
        " know this.",
        "es": "Una búsqueda entre muchas personas encuentra, de todas las huellas, las más parecidas. Por eso,"
        " entre los candidatos son más frecuentes que entre pares al azar las huellas de personas distintas"
        " parecidas por casualidad; los peritos lo saben.",
    },
    "blind": {
        "en": "Candidates stood in random order, without score, rank, name or reason. No examiner saw another's"
        " conclusion before giving their own. Where a time is given for the marks, the probe was marked before any"
        " candidate was shown.",
        "es": "Los candidatos figuraban en orden aleatorio, sin puntaje, posición, nombre ni motivo. Ningún perito"
        " vio la conclusión de otro antes de dar la propia. Donde consta la hora de las marcas, la dubitada se"
        " marcó antes de mostrarse candidato alguno.",
    },
    "scope": {
        "en": "The report speaks of the source of prints only: not of an act, a guilt, a legal status, or of what"
        " anybody is called. It alone decides nothing about a person.",
        "es": "El informe trata solo del origen de las huellas: no de un hecho, una culpa, una condición jurídica ni de"
        " cómo se llama nadie. Por sí solo no decide nada sobre una persona.",
    },
    "capture": {
        "en": "Each printing of a finger differs from the next by pressure, turning, moisture and the device."
        " Numbers of pairs are given as found; there is no number from which an identification follows by itself.",
        "es": "Cada impresión de un dedo difiere de la siguiente por presión, giro, humedad y equipo. El número de"
        " pares se indica como se encontró; no hay un número del que se siga por sí solo una identificación.",
    },
}

GLOSSARY: tuple[tuple[Words, Words], ...] = (
    (
        {"en": "Encounter", "es": "Encuentro"},
        {
            "en": "One meeting with a person at which prints were taken. It is never changed afterwards.",
            "es": "Una ocasión en que se tomaron huellas a una persona. Después nunca se modifica.",
        },
    ),
    (
        {"en": "Probe", "es": "Dubitada"},
        {
            "en": "The prints about which the question was asked.",
            "es": "Las huellas sobre las que se formuló la pregunta.",
        },
    ),
    (
        {"en": "Candidate", "es": "Candidato"},
        {
            "en": "An earlier encounter that a search named as possibly the same person, shown under a letter.",
            "es": "Un encuentro anterior que una búsqueda propuso como posible misma persona, mostrado con una letra.",
        },
    ),
    (
        {"en": "Ridge ending, bifurcation", "es": "Fin de cresta, bifurcación"},
        {
            "en": "A place where a ridge of the skin ends, or divides in two.",
            "es": "Lugar donde una cresta de la piel termina, o se divide en dos.",
        },
    ),
    (
        {"en": "Pair", "es": "Par"},
        {
            "en": "One mark on the probe and one on the candidate that the examiner holds to be the same feature.",
            "es": "Una marca en la dubitada y otra en el candidato que el perito considera el mismo punto.",
        },
    ),
    (
        {"en": "Template, extraction, matcher", "es": "Plantilla, extracción, comparador"},
        {
            "en": "What a program keeps of a print, the program that makes it, and the program that compares two of"
            " them.",
            "es": "Lo que un programa conserva de una huella, el programa que lo obtiene y el que compara dos de"
            " ellos.",
        },
    ),
    (
        {"en": "ppi", "es": "ppp"},
        {"en": "Pixels an inch (25.4 mm) of skin.", "es": "Píxeles por pulgada (25,4 mm) de piel."},
    ),
    (
        {"en": "SHA-256, digest, hash", "es": "SHA-256, resumen, hash"},
        {
            "en": "A number of 64 digits computed from a file or text. Change one letter, and another number comes"
            " out.",
            "es": "Un número de 64 dígitos calculado a partir de un archivo o texto. Si cambia una letra, resulta"
            " otro.",
        },
    ),
    (
        {"en": "Ledger, entry, head, root", "es": "Registro, asiento, cabeza, raíz"},
        {
            "en": "The node's append-only list of facts; one of them; the hash of the last one, which depends on all"
            " before it; one hash over the hashes of all entries.",
            "es": "La lista de hechos del nodo, a la que solo se agrega; uno de ellos; el hash del último, que"
            " depende de todos los anteriores; un hash sobre los hashes de todos los asientos.",
        },
    ),
)
