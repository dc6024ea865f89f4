"""What a marking, its end, or a decision about what the guard held back can be refused for."""

from openbitmap.node.problems.problem import Problem

NOT_A_STATE = Problem(
    "not-a-state",
    422,
    "{nation} is not the code of a state.",
    "Use the two or three letters of ISO 3166, as in a passport.",
    spanish=("{nation} no es el código de un Estado.", "Use las dos o tres letras de ISO 3166, como en un pasaporte."),
)
MARKED_ALREADY = Problem(
    "marked-already",
    409,
    "This marking stands already.",
    "Nothing has to be done.",
    spanish=("Esta marca ya existe.", "No hay nada que hacer."),
)
OWN_UNMARKING = Problem(
    "own-unmarking",
    409,
    "{person} asked that this marking end; another person decides.",
    "Ask a colleague.",
    spanish=("{person} pidió retirar esta marca; decide otra persona.", "Pida a un colega que lo revise."),
)
MARKING_ENDED = Problem(
    "marking-ended",
    409,
    "This marking has ended, or nobody asked that it end.",
    "Read its history.",
    spanish=("Esta marca ya terminó, o nadie pidió retirarla.", "Lea su historial."),
)
REVIEWED_ALREADY = Problem(
    "reviewed-already",
    409,
    "{officer} has decided this already.",
    "Read the decision.",
    spanish=("{officer} ya decidió esto.", "Lea la decisión."),
)
NEVER_RELEASED = Problem(
    "never-released",
    403,
    "Nothing is released about a person to the state this person says to fear.",
    "Keep silent, or refer the person to the protection contact.",
    spanish=(
        "Nada se entrega sobre una persona al Estado al que dice temer.",
        "Guarde silencio, o derive a la persona al contacto de protección.",
    ),
)
NOT_RELEASED = Problem(
    "not-released",
    409,
    "A person must decide before this goes to the partner.",
    "Wait for the decision.",
    spanish=("Una persona debe decidir antes de que esto llegue al socio.", "Espere la decisión."),
)
