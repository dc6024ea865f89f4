-- Indexes for the questions that are asked every second or at every search, over tables that only grow; and two rules
-- that were kept by the program alone.

-- Every second, by every worker: whose clock ran out?
CREATE INDEX submission_unfinished ON submission (due_at) WHERE state IN ('received', 'accepted', 'enrolled');
-- The page of answers, newest arrival first.
CREATE INDEX submission_received ON submission (received_at);
CREATE INDEX alert_submission ON alert (submission);
CREATE INDEX adjudication_case_waiting ON adjudication_case ((state = 'decided'), due_at);

-- One template a finger; every search asks for each encounter whether it has one of the fingers presented.
CREATE UNIQUE INDEX template_finger ON template (encounter, position);
DROP INDEX template_encounter;

ALTER TABLE access_key ADD CONSTRAINT access_key_of_a_station CHECK ((role = 'station') = (station IS NOT NULL));
