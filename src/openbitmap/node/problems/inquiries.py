"""What a question between nations cannot do now."""

from openbitmap.node.problems.problem import Problem

INQUIRY_MOVED = Problem(
    "inquiry-moved",
    409,
    "Inquiry {inquiry} stands otherwise by now: {state}.",
    "Read it again.",
    spanish=("La consulta {inquiry} está ahora en otro punto: {state}.", "Vuelva a leerla."),
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
