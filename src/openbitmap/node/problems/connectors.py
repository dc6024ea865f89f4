"""What a consultation or a repository's notice can be refused for."""

from openbitmap.node.problems.problem import Problem

NO_SUCH_REPOSITORY = Problem(
    "no-such-repository",
    404,
    "No repository {name} is configured here.",
    "See `openbitmap repository list`; repositories stand in connectors.toml in the node's folder.",
    spanish=(
        "Aquí no hay configurado ningún repositorio {name}.",
        "Vea `openbitmap repository list`; los repositorios están en connectors.toml, en la carpeta del nodo.",
    ),
)
UNREADABLE_NOTICE = Problem(
    "unreadable-notice",
    422,
    "This notice of {repository} names neither itself nor a record.",
    "Send it in the repository's own format, with its number and what it is about.",
    spanish=(
        "Este aviso de {repository} no dice su número ni de qué ficha trata.",
        "Envíelo en el formato del repositorio, con su número y de qué trata.",
    ),
)
