"""What a question between nations cannot do now."""

from openbitmap.node.problems.problem import Problem

INQUIRY_MOVED = Problem(
    "inquiry-moved",
    409,
    "Inquiry {inquiry} stands otherwise by now: {state}.",
    "Read it again.",
    spanish=("La consulta {inquiry} está ahora en otro punto: {state}.", "Vuelva a leerla."),
)
NOT_ATTRIBUTED_YET = Problem(
    "not-attributed-yet",
    409,
    "Personal data of inquiry {inquiry} is asked for only after two examiners have said that it is the same person.",
    "Ask for reference images first, and let two examiners compare them.",
    spanish=(
        "Los datos personales de la consulta {inquiry} se piden solo cuando dos peritos han dicho que es la misma"
        " persona.",
        "Pida primero las imágenes de referencia, y que dos peritos las comparen.",
    ),
)
NEEDS_GROUNDS = Problem(
    "needs-grounds",
    422,
    "What is asked of another nation, or refused to it, needs its grounds in words.",
    "Say why in one or two sentences, without naming the person.",
    spanish=(
        "Lo que se pide a otra nación, o se le niega, necesita su fundamento en palabras.",
        "Diga por qué en una o dos frases, sin nombrar a la persona.",
    ),
)
NO_FIELDS = Problem(
    "no-fields",
    422,
    "Nothing was chosen that the clause lets go: {fields}.",
    "Choose at least one of the fields the page offers, and no other.",
    spanish=(
        "No se eligió nada que la cláusula deje salir: {fields}.",
        "Elija al menos uno de los campos que la página ofrece, y ningún otro.",
    ),
)

ASKED_BEFORE = Problem(
    "asked-before",
    409,
    "The same was asked before: question {inquiry} was refused, or not answered in time.",
    "Read there why; where it was not answered, a late answer is still taken. To ask again, name another case or"
    " purpose.",
    spanish=(
        "Lo mismo ya se preguntó: la consulta {inquiry} fue rechazada, o no se respondió a tiempo.",
        "Lea allí el motivo; si no hubo respuesta, una tardía aún se recibe. Para preguntar de nuevo, indique otro"
        " caso o fin.",
    ),
)
