"""A connection that runs statements with as little as possible around each: no cursor, one plan a session.

Guards two invariants: values travel as parameters, never as text, and a statement's plan is used for that text and
those types only.
"""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any, NamedTuple, Protocol

import psycopg
from psycopg import abc, generators
from psycopg.adapt import PyFormat, Transformer
from psycopg.pq import DiagnosticField, ExecStatus, TransactionStatus
from psycopg.pq.abc import PGresult

Row = tuple[Any, ...]
"""A row nobody named a type for, columns in the order of the SELECT."""
Maker = Callable[[Sequence[Any]], Any]
"""From the values of a row to what the caller wants of it."""

PLANS_MOST = 1000
"""So many statements are planned once a session; a node has some seven hundred. Those beyond are planned each time."""

_COMMENT = re.compile(rb"--[^\n]*")
_PLACEHOLDER = re.compile(rb"%(?:\((\w+)\)s|(%)|(.|$))", re.DOTALL)
_WITH_ROWS, _GOOD = ExecStatus.TUPLES_OK, (ExecStatus.TUPLES_OK, ExecStatus.COMMAND_OK, ExecStatus.EMPTY_QUERY)
_PLAN_IS_PAST = (b"0A000", b"26000")  # its result has another type by now; it is not there any more


class Watch(Protocol):
    """Somebody told of every statement: a simulation, whose processes die at one."""

    def before(self) -> None: ...

    def after(self, touched: int, command: str, sql: str) -> None: ...


class Known(NamedTuple):
    """A statement as the server takes it: `$1` for `%(name)s`, with the names in the order of their numbers."""

    text: bytes
    names: tuple[str, ...]
    formats: tuple[PyFormat, ...]
    is_several: bool


@lru_cache(8192)
def known(sql: str) -> Known:
    """Raises psycopg.ProgrammingError for a `%` that is neither `%(name)s` nor `%%`."""
    names: dict[str, int] = {}

    def numbered(found: re.Match[bytes]) -> bytes:
        name, percent, wrong = found.groups()
        if wrong is not None:
            raise psycopg.ProgrammingError(f"only %(name)s and %% may follow a percent sign: {sql[:200]}")
        return b"%" if percent else b"$%d" % names.setdefault(name.decode(), len(names) + 1)

    text = _PLACEHOLDER.sub(numbered, sql.encode())
    is_several = not names and b";" in _COMMENT.sub(b"", text).rstrip(b"; \n")
    return Known(text, tuple(names), (PyFormat.AUTO,) * len(names), is_several)


class Line(psycopg.Connection[Row]):
    """One connection to the server. Used by one thread at a time, as its pool sees to."""

    watch: Watch | None = None
    is_application = False
    """Whether it gave up the owner's rights for the application's."""
    _planned = 0
    _values: abc.Transformer | None = None

    @property
    def is_idle(self) -> bool:
        """In no transaction."""
        return self.pgconn.transaction_status == TransactionStatus.IDLE

    def prepare(self) -> None:
        """Once, after the connection was made and told what types it is to know."""
        self.prepare_threshold = None  # of the driver's own cursors: plans are ours alone to keep
        self._values = Transformer(self)
        self._plans: dict[tuple[bytes, tuple[int, ...]], bytes] = {}
        self._makers: dict[tuple[str, Any], Maker] = {}

    def command(self, text: bytes) -> bytes:
        """BEGIN and its like: no parameters, no rows, not told to whoever watches. What the server says it did: a
        COMMIT of what had failed is a ROLLBACK."""
        self.pgconn.send_query(text)
        result = self._only()
        self._refuse(result)
        return result.command_status or b""

    def ask(self, sql: str, params: dict[str, object]) -> PGresult:
        """One statement. Raises what the server says of it, as the driver's exceptions."""
        if self.watch:
            self.watch.before()
        statement = known(sql)
        if statement.is_several:
            return self._several(statement)
        try:
            given = [params[name] for name in statement.names]
        except KeyError as missing:
            raise psycopg.ProgrammingError(f"no value for the placeholder {missing}: {sql[:200]}") from None
        result = self._send(statement, given)
        self._refuse(result)
        if self.watch:
            self.watch.after(result.command_tuples or 0, (result.command_status or b"").decode(), sql)
        return result

    def rows(self, result: PGresult, maker: Maker, *, most: int | None = None) -> list[Any]:
        """What the server answered, each row made by `maker`. Raises psycopg.ProgrammingError where it has no rows."""
        if result.status != _WITH_ROWS:
            raise psycopg.ProgrammingError("the statement did not produce rows")
        values = self._adapter()
        values.set_pgresult(result)
        return values.load_rows(0, result.ntuples if most is None else min(most, result.ntuples), maker)

    def maker(self, sql: str, into: Any, result: PGresult, *, making: Callable[[Any, list[str]], Maker]) -> Maker:
        """What `making` gives for the columns of this statement: its plan has the same ones as long as it stands."""
        made = self._makers.get((sql, into))
        if made is None:
            names = [(result.fname(place) or b"").decode() for place in range(result.nfields)]
            made = making(into, names)
            if len(self._makers) < PLANS_MOST:
                self._makers[sql, into] = made
        return made

    def _send(self, statement: Known, given: list[object]) -> PGresult:
        values = self._adapter()
        dumped = values.dump_sequence(given, statement.formats)
        types, formats = values.types or (), values.formats
        if (plan := self._plan(statement.text, types)) is None:
            self.pgconn.send_query_params(statement.text, dumped, param_types=types, param_formats=formats)
            return self._only()
        self.pgconn.send_query_prepared(plan, dumped, param_formats=formats)
        result = self._only()
        if result.status == ExecStatus.FATAL_ERROR and result.error_field(DiagnosticField.SQLSTATE) in _PLAN_IS_PAST:
            del self._plans[statement.text, types]  # a migration gave its table another shape: the next try is sound
            self._makers.clear()
        return result

    def _plan(self, text: bytes, types: tuple[int, ...]) -> bytes | None:
        """The name of a statement's plan, made where there is none; None beyond the most that are kept."""
        plan = self._plans.get((text, types))
        if plan is None and len(self._plans) < PLANS_MOST:
            self._planned += 1
            plan = b"ob%d" % self._planned
            self.pgconn.send_prepare(plan, text, param_types=types)
            self._refuse(self._only())
            self._plans[text, types] = plan
        return plan

    def _several(self, statement: Known) -> PGresult:
        """More than one command in a text, as the owner's tools send them: no parameters, and no plan."""
        self.pgconn.send_query(statement.text)
        results: list[PGresult] = self.wait(generators.execute(self.pgconn))
        for result in results:
            self._refuse(result)
            if self.watch:
                self.watch.after(
                    result.command_tuples or 0, (result.command_status or b"").decode(), statement.text.decode()
                )
        return results[0]

    def _only(self) -> PGresult:
        results: list[PGresult] = self.wait(generators.execute(self.pgconn))
        return results[0]

    def _adapter(self) -> abc.Transformer:
        if self._values is None:
            raise psycopg.ProgrammingError("a line is made by its pool, which prepares it")
        return self._values

    def _refuse(self, result: PGresult) -> None:
        if result.status in _GOOD:
            return
        if result.status == ExecStatus.FATAL_ERROR:
            raise psycopg.errors.error_from_result(result, encoding=self.info.encoding)
        raise psycopg.ProgrammingError(f"a statement of this kind needs a method of its own: {result.status}")
