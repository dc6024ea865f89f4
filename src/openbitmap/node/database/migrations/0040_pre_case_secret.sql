-- What a partner is told of a case is a code that nobody computes from the number, and that no two nodes share: keyed by
-- a secret of this node, which never leaves it. Made once, here.
CREATE TABLE inquiry_secret (
    is_single boolean PRIMARY KEY DEFAULT true CHECK (is_single),
    secret bytea NOT NULL
);
INSERT INTO inquiry_secret (secret)
VALUES (sha256(convert_to(gen_random_uuid()::text || gen_random_uuid()::text || gen_random_uuid()::text, 'UTF8')));
