"""What a change of who is who can be refused for."""

from openbitmap.node.problems.problem import Problem

NOTHING_TO_CHANGE = Problem(
    "nothing-to-change",
    422,
    "This would change nothing, or it does not say what it would change.",
    "Read what is judged now, and name the encounters of both sides.",
    spanish=(
        "Esto no cambiaría nada, o no dice qué cambiaría.",
        "Lea lo que está dictaminado ahora y nombre los encuentros de ambas partes.",
    ),
)
CHANGE_MIXED = Problem(
    "change-mixed",
    422,
    "This names prints of a discreet entry beside encounters that everybody sees, on both sides.",
    "Make two changes: one between what everybody sees, one that cuts the discreet prints off.",
    spanish=(
        "Esto nombra huellas de una ficha discreta junto a encuentros que todos ven, en ambas partes.",
        "Haga dos cambios: uno entre lo que todos ven y otro que separe las huellas discretas.",
    ),
)
CHANGE_CLOSED = Problem(
    "change-closed",
    409,
    "Change {change} is not in a state that allows this.",
    "Read what became of it.",
    spanish=("El cambio {change} no está en un estado que lo permita.", "Lea qué fue de él."),
)
CHANGE_NEEDS_ANOTHER = Problem(
    "change-needs-another",
    409,
    "Change {change} must be approved by somebody who had no part in it.",
    "Ask a colleague who neither proposed it nor decided what it takes back.",
    spanish=(
        "El cambio {change} debe aprobarlo alguien que no haya participado en él.",
        "Pida a un colega que no lo haya propuesto ni haya decidido lo que revierte.",
    ),
)
CHANGE_STALE = Problem(
    "change-stale",
    409,
    "What people judged has moved since change {change} was proposed.",
    "Look at the person again and propose it anew.",
    spanish=(
        "Lo dictaminado ha cambiado desde que se propuso el cambio {change}.",
        "Vuelva a mirar a la persona y propóngalo de nuevo.",
    ),
)
CHANGE_OVERTAKEN = Problem(
    "change-overtaken",
    409,
    "{encounter} and {other} have been judged again since.",
    "Take the later judgement back first, or propose a new change.",
    spanish=(
        "{encounter} y {other} se dictaminaron de nuevo después.",
        "Revierta primero el dictamen posterior, o proponga un cambio nuevo.",
    ),
)
