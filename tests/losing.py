"""A nation whose database is lost and comes back as a backup had it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import psycopg
from psycopg import sql
from tests.cast import Cast
from tests.nations import CL, US, Link, Nations, founded, introduce

from openbitmap.images import DecoderBox
from openbitmap.node.database import Database


@dataclass
class Loss:
    """Chile's database as it was, in the server beside it, and both nations as long as a block lasts."""

    urls: tuple[str, str]
    folder: Path
    decoder: DecoderBox
    cast: Cast
    made: Nations | None = None

    @property
    def backup(self) -> str:
        return f"{self.urls[0]}_backup"

    @contextmanager
    def running(self, *, restored: bool = False) -> Iterator[Nations]:
        with Database.open(self.backup if restored else self.urls[0]) as first, Database.open(self.urls[1]) as second:
            if self.made is None:
                cl = founded(CL, first, self.folder / "cl", decoder=self.decoder, cast=self.cast)
                us = founded(US, second, self.folder / "us", decoder=self.decoder, cast=self.cast)
                introduce(cl, us)
                introduce(us, cl)
                self.made = Nations(cl, us)
            cl, us = replace(self.made.cl, database=first), replace(self.made.us, database=second)
            yield replace(self.made, cl=cl, us=us, link=Link())

    def back_up(self) -> None:
        source, owner = self.urls[0].rpartition("/")[2], self.urls[0].rpartition("/")[0]
        with psycopg.connect(f"{owner}/postgres", autocommit=True) as connection:
            names = (sql.Identifier(f"{source}_backup"), sql.Identifier(source))
            connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(*names))
