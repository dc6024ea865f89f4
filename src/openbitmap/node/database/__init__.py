"""The only way to PostgreSQL: an embedded server, a pool, one kind of transaction, plain SQL, checksummed migrations.

Promises: a `Transaction` commits whole or not at all; times read are aware UTC; application connections cannot change
or delete ledger entries; a started `EmbeddedServer` has answered a real query and taken a real write, restarts by
itself after a crash, and stops with the process that started it.
"""

from openbitmap.node.database.connection import (
    COLLISIONS,
    OUTAGES,
    UNFIT_VALUES,
    Commits,
    Database,
    Session,
    counting_commits,
)
from openbitmap.node.database.identifiers import new_id
from openbitmap.node.database.line import Row, Watch
from openbitmap.node.database.listening import Listener
from openbitmap.node.database.migration import MigrationRefused, migrate
from openbitmap.node.database.origin import Origin
from openbitmap.node.database.queries import named_queries
from openbitmap.node.database.server import EmbeddedServer, ServerRefused
from openbitmap.node.database.transaction import TooManyRows, Transaction

__all__ = [
    "COLLISIONS",
    "OUTAGES",
    "UNFIT_VALUES",
    "Commits",
    "Database",
    "EmbeddedServer",
    "Listener",
    "MigrationRefused",
    "Origin",
    "Row",
    "ServerRefused",
    "Session",
    "TooManyRows",
    "Transaction",
    "Watch",
    "counting_commits",
    "migrate",
    "named_queries",
    "new_id",
]
