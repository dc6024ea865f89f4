-- A possible match that a repository says late is an alert of the desk, once a question.
ALTER TABLE alert DROP CONSTRAINT alert_rule_check;
ALTER TABLE alert ADD CONSTRAINT alert_rule_check
    CHECK (rule IN ('listing', 'subscription', 'status', 'foreign', 'late'));
CREATE UNIQUE INDEX alert_late_once ON alert (change) WHERE rule = 'late';
