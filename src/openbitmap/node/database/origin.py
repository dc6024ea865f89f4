"""A database set back to how it was when it was furnished, in a few thousandths of a second: a new one takes near a
second, and ten thousand seeds have not the time."""

from dataclasses import dataclass
from typing import Self

import psycopg

KEEP = """
DO $$
DECLARE found record; filled boolean; emptying text := ''; filling text := '';
BEGIN
    CREATE SCHEMA origin;
    FOR found IN
        SELECT c.oid, c.relname AS name, string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) AS columns
        FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attnum > 0
          AND NOT a.attisdropped AND a.attgenerated = ''
        GROUP BY c.oid ORDER BY c.relname
    LOOP
        emptying := emptying || format('DELETE FROM public.%I; ', found.name);
        EXECUTE format('SELECT EXISTS (SELECT FROM public.%I)', found.name) INTO filled;
        IF filled THEN
            EXECUTE format('CREATE TABLE origin.%I AS TABLE public.%I', found.name, found.name);
            filling := filling || format(
                'INSERT INTO public.%I (%s) OVERRIDING SYSTEM VALUE SELECT %s FROM origin.%I; ',
                found.name, found.columns, found.columns, found.name);
        END IF;
    END LOOP;
    CREATE TABLE origin.sequences AS
    SELECT sequencename AS name, last_value FROM pg_sequences WHERE schemaname = 'public';
    EXECUTE format('CREATE PROCEDURE origin.restore() LANGUAGE plpgsql AS %L', format(
        'BEGIN %s %s PERFORM setval(format(%L, s.name), COALESCE(s.last_value, 1), s.last_value IS NOT NULL)
         FROM origin.sequences s; END', emptying, filling, 'public.%I'));
END
$$
"""
"""Statements are written down once, so that the session that restores plans them once. Few rows are deleted faster than
a hundred tables are truncated."""


@dataclass(frozen=True)
class Origin:
    """The owner's session for one database. Triggers and foreign keys rest in it: rows come back as they were, in any
    order."""

    connection: psycopg.Connection

    @classmethod
    def kept(cls, url: str) -> Self:
        """Remember every row as it is now."""
        connection = psycopg.connect(url, autocommit=True)
        connection.execute(KEEP)
        connection.execute("SET session_replication_role = replica")
        return cls(connection)

    def restore(self) -> None:
        """Make every row what it was when it was kept, and forget every other."""
        self.connection.execute("CALL origin.restore()")

    def close(self) -> None:
        self.connection.close()
