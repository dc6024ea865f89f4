"""What the bench and the queue refuse."""

from openbitmap.node.problems.problem import Problem

CASE_TAKEN = Problem(
    "case-taken",
    409,
    "Case {case} is in the hands of {holder}.",
    "Take another case.",
    spanish=("El caso {case} está en manos de {holder}.", "Tome otro caso."),
)
CASE_CLOSED = Problem(
    "case-closed",
    409,
    "Case {case} is {state}; it takes no opinion now.",
    "Read its decision.",
    spanish=("El caso {case} está {state}; ya no admite opiniones.", "Lea su decisión."),
)
SAME_EXAMINER = Problem(
    "same-examiner",
    409,
    "{examiner} has already given an opinion on case {case}.",
    "Let another examiner decide.",
    spanish=("{examiner} ya dio su opinión sobre el caso {case}.", "Deje que decida otro perito."),
)
NEEDS_REASON = Problem(
    "needs-reason",
    422,
    "A judgement needs its reason in words.",
    "Say what you saw.",
    spanish=("Un dictamen necesita su motivo en palabras.", "Diga qué vio."),
)
NOT_A_CANDIDATE = Problem(
    "not-a-candidate",
    422,
    "Case {case} has no candidate {candidate}.",
    "Name one of its candidates by letter.",
    spanish=("El caso {case} no tiene el candidato {candidate}.", "Nombre uno de sus candidatos por su letra."),
)
NOT_HELD = Problem(
    "not-held",
    409,
    "Case {case} is not in your hands.",
    "Take it again; your marks are kept.",
    spanish=("El caso {case} no está en sus manos.", "Tómelo de nuevo; sus marcas se conservan."),
)
NOT_ANALYSED = Problem(
    "not-analysed",
    409,
    "Case {case} has no analysis of yours yet.",
    "Mark the probe and lock your analysis; candidates come after that.",
    spanish=(
        "El caso {case} aún no tiene su análisis.",
        "Marque la muestra dubitada y cierre su análisis; los candidatos vienen después.",
    ),
)
ALREADY_ANALYSED = Problem(
    "already-analysed",
    409,
    "Your analysis of case {case} is locked and stays as it is.",
    "Go on to the comparison; a mark made there is kept apart.",
    spanish=(
        "Su análisis del caso {case} está cerrado y no cambia.",
        "Siga con la comparación; una marca hecha allí se guarda aparte.",
    ),
)
MARKS_UNUSABLE = Problem(
    "marks-unusable",
    422,
    "These marks cannot be kept: {why}.",
    "Correct them and send them again; the draft is kept.",
    spanish=(
        "Estas marcas no se pueden guardar: {why}.",
        "Corríjalas y envíelas de nuevo; el borrador se conserva.",
    ),
)
PICTURE_UNREADABLE = Problem(
    "picture-unreadable",
    422,
    "This image cannot be shown: the decoder refused it ({code}).",
    "Work with the other prints, or ask the sender for it again.",
    spanish=(
        "Esta imagen no se puede mostrar: el decodificador la rechazó ({code}).",
        "Trabaje con las otras impresiones o pídala de nuevo a quien la envió.",
    ),
)
NEEDS_PAIRS = Problem(
    "needs-pairs",
    422,
    "An identification shows its pairs, and candidate {candidate} has none.",
    "Pair the features that agree, or conclude something else.",
    spanish=(
        "Una identificación muestra sus pares, y el candidato {candidate} no tiene ninguno.",
        "Empareje los rasgos que coinciden, o concluya otra cosa.",
    ),
)
UNFIT_GROUND = Problem(
    "unfit-ground",
    422,
    "The ground {ground} does not go with the conclusion {finding}.",
    "Choose a ground of that conclusion, or say it in words as another one.",
    spanish=(
        "El fundamento {ground} no corresponde a la conclusión {finding}.",
        "Elija un fundamento de esa conclusión, o dígalo en palabras como otro.",
    ),
)
OPINION_STANDS = Problem(
    "opinion-stands",
    409,
    "Your opinion on case {case} stands; it can no longer be superseded by you.",
    "Tell your supervisor what you found.",
    spanish=(
        "Su opinión sobre el caso {case} queda firme; ya no puede reemplazarla usted.",
        "Informe a su supervisor de lo que encontró.",
    ),
)
UNFIT_SEED = Problem(
    "unfit-seed",
    422,
    "This cannot be a case of known outcome: {why}.",
    "Name a probe, its candidates, and which of them are the same person.",
    spanish=(
        "Esto no puede ser un caso de resultado conocido: {why}.",
        "Indique la muestra dubitada, sus candidatos y cuáles son la misma persona.",
    ),
)
