"""What an entry, an import or a lead by name can be refused for."""

from openbitmap.node.problems.problem import Problem

NO_SUBSTANCE = Problem(
    "no-substance",
    422,
    "This entry lacks: {missing}.",
    "Say who is meant, and on what grounds; an entry without both is refused.",
    spanish=(
        "A esta entrada le falta: {missing}.",
        "Diga a quién se refiere y con qué fundamento; sin ambos se rechaza.",
    ),
)
TERM_TOO_LONG = Problem(
    "term-too-long",
    422,
    "Grounds of this kind carry an entry until {expires} at most, with a review by {review}.",
    "Choose earlier dates.",
    spanish=(
        "Con este fundamento la entrada llega a lo más al {expires}, con revisión antes del {review}.",
        "Elija fechas anteriores.",
    ),
)
OWN_NOMINATION = Problem(
    "own-nomination",
    409,
    "{person} nominated this entry; another person decides about it.",
    "Ask a colleague.",
    spanish=("{person} propuso esta entrada; decide otra persona.", "Pida a un colega que lo revise."),
)
ENTRY_STANDS_OTHERWISE = Problem(
    "entry-stands-otherwise",
    409,
    "Entry {entry} is {state}; this cannot be done to it now.",
    "Read its history.",
    spanish=("La entrada {entry} está en estado {state}; esto ya no es posible.", "Lea su historial."),
)
LISTED_ALREADY = Problem(
    "listed-already",
    409,
    "The same entry stands on this list already: {entry}.",
    "Open it, or change what differs.",
    spanish=("La misma entrada ya está en esta lista: {entry}.", "Ábrala, o cambie lo que sea distinto."),
)
NOT_A_LIST = Problem(
    "not-a-list",
    422,
    "{name} is not a list that entries can stand on.",
    "Choose a watchlist or a list of wanted people.",
    spanish=("{name} no es una lista que admita entradas.", "Elija una lista de vigilancia o de personas buscadas."),
)
UNREADABLE_IMPORT = Problem(
    "unreadable-import",
    422,
    "This file cannot be imported: {why}.",
    "Mend it and send it again; nothing was changed.",
    spanish=("Este archivo no se puede importar: {why}.", "Corríjalo y envíelo de nuevo; nada se modificó."),
)
LEAD_SETTLED = Problem(
    "lead-settled",
    409,
    "Lead {lead} was settled already.",
    "Read what was decided.",
    spanish=("El indicio {lead} ya quedó resuelto.", "Lea lo que se decidió."),
)
