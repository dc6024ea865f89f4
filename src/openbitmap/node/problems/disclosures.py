"""What giving, keeping, recalling and forgetting can be refused for."""

from openbitmap.node.problems.problem import Problem

PERMIT_EXPIRED = Problem(
    "permit-expired",
    409,
    "{clause} permits this no more: {why}.",
    "Nothing was sent. Ask for a new permit under an instrument in force.",
    spanish=(
        "{clause} ya no lo permite: {why}.",
        "No se envió nada. Pida un nuevo permiso bajo un instrumento vigente.",
    ),
)
PERMIT_TOO_NARROW = Problem(
    "permit-too-narrow",
    409,
    "{clause} does not cover this: {what}.",
    "Nothing was sent. Give only what the clause names, to the nation it names.",
    spanish=(
        "{clause} no cubre esto: {what}.",
        "No se envió nada. Entregue solo lo que la cláusula nombra, a la nación que nombra.",
    ),
)
FROZEN = Problem(
    "frozen",
    409,
    "Nothing about {encounter} leaves: the person was found to be a national of {nation}.",
    "Nothing was sent. If the finding is wrong, the supervisor lifts it.",
    spanish=(
        "Nada sobre {encounter} sale: se determinó que la persona es nacional de {nation}.",
        "No se envió nada. Si el hallazgo es erróneo, la supervisión lo levanta.",
    ),
)
ITEM_WITHDRAWN = Problem(
    "item-withdrawn",
    409,
    "{encounter} was withdrawn and is given to nobody.",
    "Nothing was sent. Look for the person anew.",
    spanish=("{encounter} fue retirado y no se entrega a nadie.", "No se envió nada. Busque a la persona de nuevo."),
)
DISPUTED = Problem(
    "disputed",
    409,
    "What came for {thing} is disputed: the key that signed it was in other hands.",
    "It is frozen until a supervisor has settled it on the page of disclosures.",
    spanish=(
        "Lo recibido para {thing} está en disputa: la clave que lo firmó estuvo en otras manos.",
        "Queda congelado hasta que la supervisión lo resuelva en la página de revelaciones.",
    ),
)
TOMBSTONED = Problem(
    "tombstoned",
    410,
    "{partner} called {reference} back; it does not come in again.",
    "Ask the partner for a new disclosure if you still need it.",
    spanish=(
        "{partner} retiró {reference}; no vuelve a ingresar.",
        "Pida al socio una nueva entrega si aún la necesita.",
    ),
)
ONWARD_BARRED = Problem(
    "onward-barred",
    409,
    "{reference} belongs to {owner} and may not go on to {third} without its consent.",
    "Nothing was sent. Ask the owner, and note its consent here.",
    spanish=(
        "{reference} pertenece a {owner} y no puede pasar a {third} sin su consentimiento.",
        "No se envió nada. Pídalo al titular y anote aquí su consentimiento.",
    ),
)
NOT_RETAINABLE = Problem(
    "not-retainable",
    409,
    "{reference} is no longer held, so that it cannot be kept for a purpose.",
    "Look at the list again.",
    spanish=("{reference} ya no se conserva, y no puede retenerse para un fin.", "Mire la lista de nuevo."),
)
NOTHING_TO_RECALL = Problem(
    "nothing-to-recall",
    409,
    "No copy of this is in another nation's hands.",
    "Look at the list of copies again.",
    spanish=("No hay copia de esto en manos de otra nación.", "Mire de nuevo la lista de copias."),
)
RECALL_NEEDS_ANOTHER = Problem(
    "recall-needs-another",
    409,
    "These copies are about {persons} persons: a second person decides.",
    "It waits on the page of recalls for somebody else.",
    spanish=(
        "Estas copias son de {persons} personas: decide una segunda persona.",
        "Espera a otra persona en la página de retiros.",
    ),
)
NOTHING_PUT_RIGHT = Problem(
    "nothing-put-right",
    422,
    "A correction says what is right: nothing stands here for what was wrong.",
    "Give at least one of names, birth, nationality and documents as it should be.",
    spanish=(
        "Una corrección dice lo que es correcto: aquí no hay nada en lugar de lo que estaba mal.",
        "Indique al menos uno de nombres, nacimiento, nacionalidad y documentos como debe ser.",
    ),
)
CORRECTION_TOO_LONG = Problem(
    "correction-too-long",
    422,
    "{group} has {length} characters, and {most} is the most; nothing is cut off by itself.",
    "Nothing was sent. Leave out what is not needed to put it right.",
    spanish=(
        "{group} tiene {length} caracteres, y el máximo es {most}; nada se corta por sí solo.",
        "No se envió nada. Deje fuera lo que no haga falta para corregir.",
    ),
)
CORRECTION_OF_SEVERAL = Problem(
    "correction-of-several",
    409,
    "These copies are about {persons} persons, and what is put right is one person's.",
    "Nothing was sent. Name one person, or copies of one.",
    spanish=(
        "Estas copias son de {persons} personas, y lo que se corrige es de una sola.",
        "No se envió nada. Indique una persona, o copias de una.",
    ),
)
PROPOSAL_CLOSED = Problem(
    "proposal-closed",
    409,
    "Somebody decided on {proposal} already.",
    "Look at the page of recalls again.",
    spanish=("Alguien ya decidió sobre {proposal}.", "Mire de nuevo la página de retiros."),
)
RETENTION_CLOSED = Problem(
    "retention-closed",
    409,
    "Line {line} of {run} can no longer be held: it was carried out, or is held already.",
    "Look at the plan again.",
    spanish=(
        "La línea {line} de {run} ya no puede detenerse: se ejecutó, o ya está detenida.",
        "Mire el plan de nuevo.",
    ),
)
RETENTION_TOO_EARLY = Problem(
    "retention-too-early",
    409,
    "{run} lies open for objection until {until}.",
    "Wait until then.",
    spanish=("{run} está abierto a objeciones hasta {until}.", "Espere hasta entonces."),
)
ABOVE_CEILING = Problem(
    "above-ceiling",
    409,
    "{run} would erase {lines}; above {ceiling} at once it takes two approvals, and there are {approvals}.",
    "Two people read the list and approve it, or hold lines of it.",
    spanish=(
        "{run} borraría {lines}; más de {ceiling} de una vez exige dos aprobaciones, y hay {approvals}.",
        "Dos personas leen la lista y la aprueban, o detienen líneas.",
    ),
)
CLOCK_BELIEVED = Problem(
    "clock-believed",
    409,
    "Nobody doubts the clock of this node.",
    "There is nothing to confirm.",
    spanish=("Nadie duda del reloj de este nodo.", "No hay nada que confirmar."),
)
CLOCK_NOT_BELIEVED = Problem(
    "clock-not-believed",
    409,
    "This node's clock jumped from {seen} to {said}: nothing is planned or erased by it.",
    "Compare the clock, set it right, and let a supervisor say so: `openbitmap retention confirm-clock`, or the page of"
    " retention.",
    spanish=(
        "El reloj de este nodo saltó de {seen} a {said}: por él no se planifica ni se borra nada.",
        "Compare el reloj, corríjalo, y que la supervisión lo confirme: `openbitmap retention confirm-clock`, o en la"
        " página de conservación.",
    ),
)
NUMBER_TAKEN = Problem(
    "number-taken",
    409,
    "Another letter of {partner} came under number {number} since, and counts; this one cannot count as well.",
    "Let this letter go.",
    spanish=(
        "Después llegó otra carta de {partner} con el número {number}, y esa cuenta; esta no puede contar también.",
        "Descarte esta carta.",
    ),
)
