-- What a repository tells unasked of an earlier question of ours is an alert of the desk, once a notice. And a notice
-- that names no question of ours is found by the record it is about.
ALTER TABLE alert DROP CONSTRAINT alert_rule_check;
ALTER TABLE alert ADD CONSTRAINT alert_rule_check
    CHECK (rule IN ('listing', 'subscription', 'status', 'foreign', 'late', 'unasked'));
CREATE UNIQUE INDEX alert_unasked_once ON alert (change) WHERE rule = 'unasked';
CREATE INDEX consultation_reference ON consultation (repository, reference) WHERE reference <> '';
CREATE INDEX repository_notice_when ON repository_notice (repository, received_at DESC);
