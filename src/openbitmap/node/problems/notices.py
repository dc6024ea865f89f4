"""What a watch or a notice across a border can be refused for."""

from openbitmap.node.problems.problem import Problem

WATCH_BARRED = Problem(
    "watch-barred",
    403,
    "No agreement permits this: {reason}{clause}.",
    "Read the clause, or ask for less.",
    spanish=("Ningún acuerdo permite esto: {reason}{clause}.", "Lea la cláusula, o pida menos."),
)
WATCH_NEEDS_PRINTS = Problem(
    "watch-needs-prints",
    422,
    "A partner can watch only for somebody with prints; this entry has none that can be used.",
    "Add prints to the entry first.",
    spanish=(
        "Un socio solo puede vigilar a quien tiene huellas; esta entrada no tiene ninguna utilizable.",
        "Agregue primero huellas a la entrada.",
    ),
)
WATCH_STANDS_OTHERWISE = Problem(
    "watch-stands-otherwise",
    409,
    "This watch is {state}; this cannot be done to it now.",
    "Look at it again.",
    spanish=("Esta búsqueda está {state}; esto ya no es posible.", "Mírela de nuevo."),
)
NOTICE_SETTLED = Problem(
    "notice-settled",
    409,
    "This notice does not wait for anybody.",
    "Look at it again.",
    spanish=("Este aviso no espera a nadie.", "Mírelo de nuevo."),
)
NO_SUCH_ROUTE = Problem(
    "no-such-route",
    422,
    "From {station} to {ahead} there is no such leg.",
    "Name two stations of this node and a time above zero.",
    spanish=(
        "Entre {station} y {ahead} no existe ese tramo.",
        "Indique dos puestos de este nodo y un tiempo mayor que cero.",
    ),
)
