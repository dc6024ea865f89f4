-- What the next fact needs to know, in one round trip: the end of the chain, held until the transaction ends, and the
-- complete subtrees beside which it stands (level 1 upwards; NULL for one that is not kept). Every statement in here
-- after the lock sees what the lock's last holder committed.
CREATE FUNCTION ledger_hold_end(
    hold bigint, idle text, OUT seq bigint, OUT hash bytea, OUT stamp timestamptz, OUT kept bytea[]
)
LANGUAGE plpgsql AS $$
DECLARE
    height int := 1;
BEGIN
    PERFORM pg_advisory_xact_lock(hold);
    PERFORM set_config('idle_in_transaction_session_timeout', idle, true);
    SELECT e.seq, e.hash, e.recorded_at INTO seq, hash, stamp FROM ledger_entries e ORDER BY e.seq DESC LIMIT 1;
    stamp := GREATEST(clock_timestamp(), stamp);
    WHILE seq % 2 = 1 AND (seq >> height) % 2 = 1 LOOP
        kept := array_append(
            kept, (SELECT n.hash FROM ledger_nodes n WHERE n.level = height AND n.number = (seq >> height) - 1)
        );
        height := height + 1;
    END LOOP;
END
$$;
