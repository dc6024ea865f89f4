"""What is refused because the evidence of disclosures fell behind, or is contradicted."""

from openbitmap.node.problems.problem import Problem

EVIDENCE_BEHIND = Problem(
    "evidence-behind",
    409,
    "For more than {hours} hours {partner} has not attested this node's ledger, though something was disclosed to it.",
    "Bring the exchange with this partner going again; what does not leave the node goes on as ever.",
    spanish=(
        "Hace más de {hours} horas que {partner} no da fe de este libro de registro, aunque se le reveló algo.",
        "Restablezca el intercambio con este socio; lo que no sale del nodo sigue como siempre.",
    ),
)
EVIDENCE_BROKEN = Problem(
    "evidence-broken",
    409,
    "The ledgers of this node and of {partner} contradict each other; nothing is disclosed to it.",
    "A supervisor and an auditor look into it, and each says on the page of evidence what came of it.",
    spanish=(
        "Los libros de registro de este nodo y de {partner} se contradicen; no se le revela nada.",
        "Un supervisor y un auditor lo examinan, y cada uno dice en la página de evidencia qué resultó.",
    ),
)
BREAK_SETTLED = Problem(
    "break-settled",
    409,
    "Somebody of the same role has already said what came of this break, or it does not exist.",
    "Look at the page of evidence again.",
    spanish=(
        "Alguien con la misma función ya dijo qué resultó de esta ruptura, o no existe.",
        "Mire de nuevo la página de evidencia.",
    ),
)
RESTORE_REFUSED = Problem(
    "restore-refused",
    409,
    "{partner} was reached and refuses what this node states of its restore. Its words: {why}",
    "Ask the people there what is wrong; what was stated here stays stated, and the same again states it anew.",
    spanish=(
        "Se contactó a {partner}, que rechaza lo que este nodo declara de su restauración. Sus palabras: {why}",
        "Pregunte a la gente de allí qué falla; lo declarado aquí queda declarado, y repetirlo lo declara de nuevo.",
    ),
)
UNFIT_RESTORE = Problem(
    "unfit-restore",
    422,
    "This settles no restore: {why}.",
    "State the restore anew with `openbitmap partner settle`, and bring the partner's answer to that.",
    spanish=(
        "Esto no regulariza ninguna restauración: {why}.",
        "Declare la restauración de nuevo con `openbitmap partner settle`, y traiga la respuesta del socio a eso.",
    ),
)
