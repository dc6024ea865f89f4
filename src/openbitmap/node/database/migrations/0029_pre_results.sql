-- An answer without a person is no copy of anything: told, with nothing to call back.
ALTER TABLE disclosure_copy DROP CONSTRAINT disclosure_copy_state_check;
ALTER TABLE disclosure_copy ADD CONSTRAINT disclosure_copy_state_check
    CHECK (state IN ('given', 'told', 'recalled', 'erased', 'corrected', 'retained'));
UPDATE disclosure_copy SET kind = 'result', state = 'told', fields = '{}', retain_until = disclosed_at
WHERE kind = 'hit' AND state = 'given' AND encounter = '' AND entry = '' AND holding = '' AND reference LIKE 'inq-%';
