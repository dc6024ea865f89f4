"""One database transaction in the hands of an action: plain SQL in, frozen values out.

Parameters are always bound (`%(name)s`), never pasted into the text, so a value can never become SQL.
"""

import functools
import types
import typing
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import fields
from enum import Enum
from typing import Any, TypeVar, overload

import psycopg
from psycopg import Cursor
from psycopg.pq.abc import PGresult
from psycopg.rows import RowMaker, tuple_row

from openbitmap.node.database.line import Line, Maker, Row

T = TypeVar("T")


class TooManyRows(LookupError):
    """`one` or `scalar` was asked for a single row and the query found more: the query is wrong, not the data."""


class Transaction:
    """All reads and writes of one unit of work. Made by `Database` and `Session` only. The server hears of it with its
    first statement; where there is none, it never does."""

    def __init__(self, line: Line, begin: bytes) -> None:
        """`begin`: what opens it; empty where each statement is to stand by itself."""
        self._line = line
        self._begin = begin
        self._is_over = False
        self._after_commit: list[Callable[[], None]] = []

    @property
    def connection(self) -> Line:
        """For what only a connection can do in this transaction: savepoints. Begins it."""
        self._open()
        return self._line

    @property
    def session(self) -> object:
        """What lives as long as the session with the server does: for what a session has seen and need not see again.
        Asks nothing of the server."""
        return self._line

    @overload
    def all(self, sql: str, /, *, into: None = None, **params: object) -> list[Row]: ...
    @overload
    def all(self, sql: str, /, *, into: type[T], **params: object) -> list[T]: ...
    def all(self, sql: str, /, *, into: type[T] | None = None, **params: object) -> list[T] | list[Row]:
        """Every row, each as a value of `into` (columns matched to fields by name) or as a plain tuple."""
        result = self._ask(sql, params)
        maker = self._line.maker(sql, into, result, making=_making) if into else tuple
        return self._line.rows(result, maker)

    @overload
    def one(self, sql: str, /, *, into: None = None, **params: object) -> Row | None: ...
    @overload
    def one(self, sql: str, /, *, into: type[T], **params: object) -> T | None: ...
    def one(self, sql: str, /, *, into: type[T] | None = None, **params: object) -> T | Row | None:
        """The only row, or None where there is none; more than one raises `TooManyRows`."""
        result = self._ask(sql, params)
        maker = self._line.maker(sql, into, result, making=_making) if into else tuple
        found = self._line.rows(result, maker, most=2)
        if len(found) > 1:
            raise TooManyRows(f"expected at most one row from: {' '.join(sql.split())[:200]}")
        return found[0] if found else None

    def scalar(self, sql: str, /, **params: object) -> Any:
        """First column of the only row, or None where there is no row."""
        row = self.one(sql, into=None, **params)
        return row[0] if row else None

    def run(self, sql: str, /, **params: object) -> int:
        """Executes and says how many rows were touched."""
        touched = self._ask(sql, params).command_tuples
        return -1 if touched is None else touched

    def copy(self, sql: str, rows: Iterable[Sequence[object]]) -> int:
        """Streams rows into a `COPY ... FROM STDIN` statement, the fastest way in, and returns their number."""
        watch = self._line.watch
        if watch:
            watch.before()
        with self.connection.cursor() as cursor, cursor.copy(sql.encode()) as sink:
            count = 0
            for row in rows:
                sink.write_row(row)
                count += 1
        if watch:
            watch.after(count, f"COPY {count}", sql)
        return count

    @overload
    def each(self, sql: str, /, *, into: None = None, **params: object) -> Iterator[Row]: ...
    @overload
    def each(self, sql: str, /, *, into: type[T], **params: object) -> Iterator[T]: ...
    def each(self, sql: str, /, *, into: type[T] | None = None, **params: object) -> Iterator[T] | Iterator[Row]:
        """Like `all`, through a server-side cursor: any length in bounded memory."""
        if self._line.watch:
            self._line.watch.before()
        maker: Any = rows_into(into) if into else tuple_row
        with self.connection.cursor(f"each_{id(self):x}_{next(_numbers)}", row_factory=maker) as cursor:
            cursor.itersize = 1000
            cursor.execute(sql.encode(), params)
            yield from cursor

    def after_commit(self, action: Callable[[], None]) -> None:
        """Runs `action` once the commit has succeeded, for what cannot be rolled back; never runs otherwise."""
        self._after_commit.append(action)

    def commit(self) -> None:
        """By the owner of the transaction, at its end. Raises InFailedSqlTransaction where a statement had failed and
        somebody went on as if it had not: nothing is kept then."""
        self.end()
        if not self._begin and not self._line.is_idle and self._line.command(b"COMMIT") != b"COMMIT":
            raise psycopg.errors.InFailedSqlTransaction("a statement failed and was passed over: nothing is kept")
        while self._after_commit:
            self._after_commit.pop(0)()

    def end(self) -> None:
        """By the owner: its connection is somebody else's from here on."""
        self._is_over = True

    def _ask(self, sql: str, params: dict[str, object]) -> PGresult:
        if self._begin or self._is_over:
            self._open()
        return self._line.ask(sql, params)

    def _open(self) -> None:
        if self._is_over:
            raise psycopg.InterfaceError("the transaction is over; ask for another one")
        if self._begin:
            self._line.command(self._begin)
            self._begin = b""


_numbers = iter(range(1, 1 << 62))


def rows_into(kind: type[T]) -> Callable[[Cursor[Any]], RowMaker[T]]:
    """Row factory for a frozen dataclass: enum fields become members, array columns become tuples or frozen sets."""

    def factory(cursor: Cursor[Any]) -> RowMaker[T]:
        return _making(kind, [column.name for column in cursor.description or ()])

    return factory


def _making(kind: Any, names: Sequence[str]) -> Maker:
    converters = _converters(kind)
    plan = [(name, converters[name]) for name in names if name in converters]
    if not plan:
        return lambda values: kind(**dict(zip(names, values, strict=True)))

    def make(values: Sequence[Any]) -> Any:
        found = dict(zip(names, values, strict=True))
        for name, converter in plan:
            if (value := found[name]) is not None:
                found[name] = converter(value)
        return kind(**found)

    return make


@functools.cache
def _converters(kind: Any) -> dict[str, Callable[[Any], Any]]:
    hints = typing.get_type_hints(kind)
    chosen = ((f.name, _converter(hints[f.name])) for f in fields(kind))
    return {name: converter for name, converter in chosen if converter is not None}


def _converter(hint: Any) -> Callable[[Any], Any] | None:
    """What turns a driver's value into the hinted one, where they differ; the hint may be `X | None`."""
    options = typing.get_args(hint) if isinstance(hint, types.UnionType) else (hint,)
    for option in options:
        if isinstance(option, type) and issubclass(option, Enum):
            return option
        if typing.get_origin(option) is tuple:
            return tuple
        if typing.get_origin(option) is frozenset:
            return frozenset
    return None
