"""What only the owner of the database server can do to a ledger: change it, and everything that follows from it."""

import psycopg


def as_owner_without_guard(url: str, statement: str) -> None:
    """Run statements with the triggers of the ledger switched off."""
    with psycopg.connect(url) as owner:
        owner.execute("ALTER TABLE ledger_entries DISABLE TRIGGER ledger_append_only")
        owner.execute("ALTER TABLE ledger_nodes DISABLE TRIGGER ledger_nodes_append_only")
        owner.execute(statement.encode())


def rewritten_from(seq: int) -> str:
    """Another history from an entry on, by somebody who knows the scheme: text, chain and tree all fit again."""
    return f"""
    DO $$
    DECLARE
        e ledger_entries;
        before bytea := (SELECT hash FROM ledger_entries WHERE seq = {seq} - 1);
        height int := 1;
    BEGIN
        UPDATE ledger_entries
        SET actor = 'person:mallory', leaf = replace(leaf, '"actor":"' || actor, '"actor":"person:mallory')
        WHERE seq = {seq};
        FOR e IN SELECT * FROM ledger_entries WHERE seq >= {seq} ORDER BY seq LOOP
            UPDATE ledger_entries SET previous = before, hash = sha256(before || convert_to(e.leaf, 'UTF8'))
            WHERE seq = e.seq RETURNING hash INTO before;
        END LOOP;
        DELETE FROM ledger_nodes;
        INSERT INTO ledger_nodes
        SELECT 1, l.seq / 2,
               sha256('\\x01'::bytea || sha256('\\x00'::bytea || l.hash) || sha256('\\x00'::bytea || r.hash))
        FROM ledger_entries l JOIN ledger_entries r ON r.seq = l.seq + 1 WHERE l.seq % 2 = 1;
        WHILE FOUND LOOP
            INSERT INTO ledger_nodes
            SELECT height + 1, l.number / 2, sha256('\\x01'::bytea || l.hash || r.hash)
            FROM ledger_nodes l JOIN ledger_nodes r ON r.level = l.level AND r.number = l.number + 1
            WHERE l.level = height AND l.number % 2 = 0;
            height := height + 1;
        END LOOP;
    END
    $$
    """
