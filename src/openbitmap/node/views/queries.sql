-- name: recent_answers
-- The newest answer of each submission, newest arrival first.
SELECT s.submission, s.station, t.title, s.received_at, a.version, a.body
FROM submission s JOIN station t USING (station)
JOIN LATERAL (SELECT version, body FROM answer WHERE submission = s.submission ORDER BY version DESC LIMIT 1) a ON true
WHERE s.station = ANY(%(stations)s) OR %(stations)s::text[] IS NULL
ORDER BY s.received_at DESC, s.submission DESC LIMIT %(limit)s;

-- name: answers_since
-- Answers to one station released since a time, oldest first.
SELECT a.submission, a.version, a.body, a.itl FROM answer a JOIN submission s USING (submission)
WHERE s.station = %(station)s AND a.released_at >= %(since)s ORDER BY a.released_at, a.submission, a.version;

-- name: search_facts
-- What a search was held to, and by which versions, for its story.
SELECT s.fingers, s.people, s.fpir, s.log_position,
       coalesce((SELECT string_agg(DISTINCT c.parameters, ', ') FROM candidate c WHERE c.search = s.search), '') AS matcher
FROM search s WHERE s.search = %(search)s;

-- name: extraction_versions
-- Versions of the extraction that made an encounter's templates.
SELECT coalesce(string_agg(DISTINCT parameters, ', '), '') FROM template WHERE encounter = %(encounter)s;

-- name: totals
-- What the node holds, in one row.
SELECT (SELECT count(*) FROM encounter WHERE NOT silent) AS encounters,
       (SELECT count(*) FROM template t JOIN encounter e USING (encounter) WHERE NOT e.silent) AS templates,
       (SELECT count(*) FROM submission) AS submissions, (SELECT count(*) FROM answer) AS answers,
       (SELECT count(*) FROM adjudication_case c WHERE state <> 'decided'
            AND NOT EXISTS (SELECT 1 FROM discreet_case x WHERE x.case_id = c.case_id)) AS open_cases,
       (SELECT count(*) FROM alert WHERE state NOT IN ('closed', 'withdrawn') AND NOT discreet) AS open_alerts;

-- Cases: an examiner's queue and a supervisor's board ----------------------------------------------------------------------
-- name: queue_held
-- Cases in an examiner's hands.
SELECT c.case_id AS case, c.due_at, c.urgent,
       EXISTS (SELECT 1 FROM case_analysis a WHERE a.case_id = c.case_id AND a.examiner = %(examiner)s) AS analysed
FROM adjudication_case c WHERE c.holder = %(examiner)s AND c.state <> 'decided'
ORDER BY c.urgent DESC, c.due_at, c.case_id;

-- name: queue_waiting
-- What an examiner may take, in the order in which it is given out, without a name: the conditions of the room's
-- `next_case`.
SELECT c.due_at, c.urgent FROM adjudication_case c LEFT JOIN competence m ON m.examiner = %(examiner)s
WHERE c.state <> 'decided' AND c.waiting_since <= %(at)s
  AND (c.holder IS NULL OR (c.holder <> %(examiner)s AND c.held_until <= %(at)s))
  AND c.needs <@ coalesce(m.skills, '{finger}')
  AND (c.site = '' OR coalesce(m.sites, '{}') = '{}' OR c.site = ANY(m.sites))
  AND NOT EXISTS (SELECT 1 FROM opinion o WHERE o.case_id = c.case_id AND o.examiner = %(examiner)s)
  AND NOT (c.kind = 'seed' AND EXISTS (
      SELECT 1 FROM opinion o JOIN adjudication_case k USING (case_id)
      WHERE o.examiner = %(examiner)s AND k.encounter = c.encounter))
ORDER BY c.urgent DESC, c.due_at, c.case_id LIMIT %(limit)s;

-- name: queue_counts
-- How many of them there are, and how many are late.
SELECT count(*) AS waits, count(*) FILTER (WHERE c.due_at < %(at)s) AS late
FROM adjudication_case c LEFT JOIN competence m ON m.examiner = %(examiner)s
WHERE c.state <> 'decided' AND c.waiting_since <= %(at)s
  AND (c.holder IS NULL OR (c.holder <> %(examiner)s AND c.held_until <= %(at)s))
  AND c.needs <@ coalesce(m.skills, '{finger}')
  AND (c.site = '' OR coalesce(m.sites, '{}') = '{}' OR c.site = ANY(m.sites))
  AND NOT EXISTS (SELECT 1 FROM opinion o WHERE o.case_id = c.case_id AND o.examiner = %(examiner)s)
  AND NOT (c.kind = 'seed' AND EXISTS (
      SELECT 1 FROM opinion o JOIN adjudication_case k USING (case_id)
      WHERE o.examiner = %(examiner)s AND k.encounter = c.encounter));

-- name: queue_given
-- An examiner's own opinions, newest first.
SELECT o.case_id AS case, o.conclusion AS finding, o.given_at FROM opinion o
WHERE o.examiner = %(examiner)s
  AND NOT EXISTS (SELECT 1 FROM opinion l WHERE l.case_id = o.case_id AND l.supersedes = o.number)
ORDER BY o.given_at DESC, o.case_id LIMIT 10;

-- name: comparable_fingers
-- Positions of an encounter's prints that can be compared.
SELECT position FROM template WHERE encounter = %(encounter)s ORDER BY position;

-- name: board_counts
-- What waits, is late, is urgent, is in hands; the oldest; how much was decided in a day (a decided case stopped waiting
-- then); medians of the day's waits for a first claim and of work from a claim to its opinion.
SELECT count(*) FILTER (WHERE state <> 'decided' AND (holder IS NULL OR held_until <= %(at)s)) AS waits,
       count(*) FILTER (WHERE state <> 'decided' AND due_at < %(at)s) AS late,
       count(*) FILTER (WHERE state <> 'decided' AND urgent) AS urgent,
       count(*) FILTER (WHERE state <> 'decided' AND holder IS NOT NULL AND held_until > %(at)s) AS held,
       min(opened_at) FILTER (WHERE state <> 'decided') AS oldest,
       count(*) FILTER (WHERE state = 'decided' AND waiting_since > %(at)s - interval '1 day') AS decided_day,
       (SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY t.taken_at - k.opened_at)
        FROM case_turn t JOIN adjudication_case k USING (case_id) WHERE t.taken_at > %(at)s - interval '1 day'
          AND NOT EXISTS (SELECT 1 FROM case_turn b WHERE b.case_id = t.case_id AND b.turn < t.turn)
          AND NOT EXISTS (SELECT 1 FROM discreet_case x WHERE x.case_id = t.case_id)) AS median_wait,
       (SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY t.ended_at - t.taken_at) FROM case_turn t
        WHERE t.ending = 'judged' AND t.taken_at > %(at)s - interval '1 day'
          AND NOT EXISTS (SELECT 1 FROM discreet_case x WHERE x.case_id = t.case_id)) AS median_work
FROM adjudication_case c WHERE waiting_since <= %(at)s
    AND NOT EXISTS (SELECT 1 FROM discreet_case x WHERE x.case_id = c.case_id);

-- name: board_lines
-- Open cases by their clock; which opinion one waits for would tell what the first one was.
SELECT case_id AS case, due_at, urgent, site, CASE WHEN held_until > %(at)s THEN holder END AS holder
FROM adjudication_case c WHERE state <> 'decided' AND waiting_since <= %(at)s
    AND NOT EXISTS (SELECT 1 FROM discreet_case x WHERE x.case_id = c.case_id)
ORDER BY due_at, case_id LIMIT %(limit)s;

-- name: board_examiners
-- Everybody who worked on a case in thirty days, or whose competence was set.
SELECT w.examiner,
       count(c.case_id) AS held, count(c.case_id) FILTER (WHERE c.held_until <= %(at)s) AS idle,
       (SELECT count(*) FROM opinion o WHERE o.examiner = w.examiner AND o.given_at > %(at)s - interval '1 hour'
          AND NOT EXISTS (SELECT 1 FROM discreet_case x WHERE x.case_id = o.case_id)) AS last_hour,
       (SELECT count(*) FROM opinion o WHERE o.examiner = w.examiner AND o.given_at > %(at)s - interval '1 day'
          AND NOT EXISTS (SELECT 1 FROM discreet_case x WHERE x.case_id = o.case_id)) AS last_day,
       coalesce(m.skills, '{finger}') AS skills, coalesce(m.sites, '{}') AS sites
FROM (SELECT examiner FROM case_turn t WHERE taken_at > %(at)s - interval '30 days'
          AND NOT EXISTS (SELECT 1 FROM discreet_case x WHERE x.case_id = t.case_id)
      UNION SELECT examiner FROM competence) w
LEFT JOIN adjudication_case c ON c.holder = w.examiner AND c.state <> 'decided'
    AND NOT EXISTS (SELECT 1 FROM discreet_case x WHERE x.case_id = c.case_id)
LEFT JOIN competence m ON m.examiner = w.examiner
GROUP BY w.examiner, m.skills, m.sites ORDER BY w.examiner;

-- Watchlists -------------------------------------------------------------------------------------------------------------

-- name: watchlists
-- The lists with what stands on them; discreet entries and their prints only where they may be seen.
SELECT g.gallery, g.title, g.kind,
       count(w.entry) FILTER (WHERE w.state = 'active') AS active,
       count(w.entry) FILTER (WHERE w.state = 'nominated') AS nominated,
       count(w.entry) FILTER (WHERE w.state = 'active' AND w.review_at <= %(soon)s) AS due,
       (SELECT count(*) FROM encounter e WHERE e.gallery = g.gallery AND e.retained AND NOT e.silent
            AND NOT EXISTS (SELECT 1 FROM encounter_withdrawal o WHERE o.encounter = e.encounter)
            AND NOT EXISTS (SELECT 1 FROM watchlist_entry n WHERE n.encounter = e.encounter
                            AND (n.handling <> 'discreet' OR %(discreet)s))) AS members
FROM gallery g LEFT JOIN watchlist_entry w ON w.list = g.gallery AND (w.handling <> 'discreet' OR %(discreet)s)
WHERE g.kind IN ('watchlist', 'wanted') GROUP BY g.gallery, g.title, g.kind ORDER BY g.kind DESC, g.gallery;

-- name: watchlist_entries
-- Entries that the filter leaves: nominations first, then what is in force by its next date, then what ended.
SELECT w.entry, w.name, w.category, w.handling, w.state, w.review_at, w.expires_at, w.nominator,
       (SELECT c.evidence FROM watchlist_claim c WHERE c.entry = w.entry
        ORDER BY array_position(ARRAY['conviction', 'warrant', 'charge', 'allegation', 'gang_claim'], c.evidence)
        LIMIT 1) AS evidence,
       EXISTS (SELECT 1 FROM template t WHERE t.encounter = w.encounter) AS searchable
FROM watchlist_entry w
WHERE (w.handling <> 'discreet' OR %(discreet)s) AND (%(on_list)s = '' OR w.list = %(on_list)s)
  AND (%(state)s = '' OR w.state = %(state)s)
  AND (%(due)s::timestamptz IS NULL OR (w.state = 'active' AND w.review_at <= %(due)s))
  AND (%(asked)s = '' OR w.entry = %(asked)s OR strpos(lower(w.name), lower(%(asked)s)) > 0
       OR EXISTS (SELECT 1 FROM unnest(w.documents || w.aliases) AS d WHERE strpos(lower(d), lower(%(asked)s)) > 0))
ORDER BY array_position(ARRAY['nominated', 'active'], w.state), w.review_at, w.entry LIMIT %(limit)s;

-- name: nominations_waiting
-- Nominations of others.
SELECT count(*) FROM watchlist_entry
WHERE state = 'nominated' AND nominator <> %(me)s AND (handling <> 'discreet' OR %(discreet)s);

-- name: gallery_title
-- A gallery as people call it.
SELECT title FROM gallery WHERE gallery = %(gallery)s;

-- name: entry_sightings
-- Who was met that may be the person of an entry, each once, the newest first; where, as the station or gallery is
-- called.
SELECT s.encounter, coalesce(t.title, g.title) AS place, s.met_at, s.outcome, s.case_id AS case, s.settled_at
FROM (SELECT DISTINCT ON (encounter) * FROM sighting WHERE entry = %(entry)s
      ORDER BY encounter, outcome = 'true' DESC, settled_at NULLS LAST, sighting) s
JOIN encounter e USING (encounter) JOIN gallery g ON g.gallery = e.gallery
LEFT JOIN submission m ON m.submission = e.submission LEFT JOIN station t ON t.station = m.station
ORDER BY s.met_at DESC, s.sighting;

-- Persons and changes of who is who --------------------------------------------------------------------------------------

-- name: persons_newest
-- Encounters that came with a submission, the newest first, narrowed by station and days.
SELECT e.encounter FROM encounter e JOIN submission s USING (submission)
WHERE (s.station = %(station)s OR %(station)s::text IS NULL)
  AND (s.received_at >= %(since)s OR %(since)s::date IS NULL)
  AND (s.received_at < %(until)s::date + 1 OR %(until)s::date IS NULL)
ORDER BY e.enrolled_at DESC, e.number DESC LIMIT %(limit)s;

-- name: persons_asked
-- Encounters by their own name, their submission, its control number or a document's number; narrowed the same way.
WITH asked AS (
    SELECT encounter FROM encounter WHERE encounter = %(asked)s
    UNION SELECT encounter FROM encounter WHERE submission = %(asked)s
    UNION SELECT e.encounter FROM submission_header h JOIN encounter e USING (submission)
          WHERE h.control_number = %(asked)s
    UNION SELECT encounter FROM encounter_document WHERE key = %(key)s
)
SELECT e.encounter FROM asked JOIN encounter e USING (encounter) LEFT JOIN submission s USING (submission)
WHERE (s.station = %(station)s OR %(station)s::text IS NULL)
  AND (coalesce(s.received_at, e.enrolled_at) >= %(since)s OR %(since)s::date IS NULL)
  AND (coalesce(s.received_at, e.enrolled_at) < %(until)s::date + 1 OR %(until)s::date IS NULL)
ORDER BY e.enrolled_at DESC, e.number DESC LIMIT %(limit)s;

-- name: person_meetings
-- Encounters with where and when: the station's title and place, the gallery, whether they left it.
SELECT e.encounter, g.title AS gallery, g.kind, t.title AS station, coalesce(s.received_at, e.enrolled_at) AS met_at,
       e.retained, w.withdrawn_at, e.submission, p.latitude, p.longitude
FROM encounter e JOIN gallery g USING (gallery) LEFT JOIN submission s USING (submission)
LEFT JOIN station t ON t.station = s.station LEFT JOIN station_place p ON p.station = s.station
LEFT JOIN encounter_withdrawal w ON w.encounter = e.encounter
WHERE e.encounter = ANY(%(encounters)s) ORDER BY met_at, e.number;

-- name: person_barred
-- What the searches of some encounters did not reach.
SELECT s.encounter, c.name, c.state, c.reason FROM search s JOIN search_coverage c USING (search)
WHERE s.encounter = ANY(%(encounters)s) AND c.state <> 'searched' ORDER BY s.finished_at, c.number;

-- name: case_people
-- Who gave opinions on some cases.
SELECT case_id, array_agg(DISTINCT examiner) FROM opinion WHERE case_id = ANY(%(cases)s) GROUP BY case_id;

-- name: alerts_on
-- Open alerts about some encounters, discreet ones only where the reader may see them.
SELECT alert, state, encounter, listed, raised_at FROM alert
WHERE (encounter = ANY(%(encounters)s) OR listed = ANY(%(encounters)s)) AND state = ANY(%(states)s)
  AND (%(discreet)s OR NOT discreet) ORDER BY raised_at, alert;

-- name: subscriptions_on
-- Running subscriptions to some encounters, discreet ones only where the reader may see them.
SELECT subscription, encounter, owner, expires_at FROM subscription
WHERE encounter = ANY(%(encounters)s) AND ended_at IS NULL AND expires_at > now()
  AND (%(discreet)s OR NOT discreet) ORDER BY made_at, subscription;

-- name: answers_about
-- The newest answer released about each of some encounters, with the station that has it.
SELECT DISTINCT ON (a.submission) a.submission, e.encounter, t.title AS station, a.version, a.verdict, a.released_at
FROM encounter e JOIN answer a USING (submission) JOIN submission s USING (submission) JOIN station t USING (station)
WHERE e.encounter = ANY(%(encounters)s) ORDER BY a.submission, a.version DESC;

-- name: judged_different
-- Encounters about which a judgement "different" stands, the newest first.
SELECT j.encounter FROM judgement j
WHERE j.conclusion = 'different' AND NOT EXISTS (SELECT 1 FROM judgement l WHERE l.supersedes = j.judgement)
ORDER BY j.number DESC LIMIT 500;

-- Alerts: the desk, one alert, its quality; subscriptions -------------------------------------------------------------------
-- name: alert_lines
-- The desk's list, or one line of it: open ones by their clock, finished ones newest first. What may not be seen is left
-- out here and nowhere else, so that a name that may not be seen costs what an unknown one costs.
SELECT a.alert, a.rule, a.state, a.urgency, a.discreet,
       CASE WHEN a.wrong THEN 'wrong' WHEN a.verified_by IS NOT NULL THEN 'verified' ELSE 'unverified' END AS mark,
       a.rung, coalesce(a.due_at, a.closed_at, a.raised_at) AS clock_at,
       coalesce(h.control_number, a.encounter) AS reference, coalesce(t.title, '') AS place
FROM alert a LEFT JOIN submission s USING (submission) LEFT JOIN station t USING (station)
    LEFT JOIN submission_header h ON h.submission = a.submission
    LEFT JOIN subscription u ON u.subscription = a.subscription
WHERE (NOT a.discreet OR %(discreet)s) AND a.state = ANY(%(states)s) AND (a.due_at <= %(at)s OR NOT %(late)s)
  AND (%(mine)s::text IS NULL OR a.holder = %(mine)s OR u.owner = %(mine)s)
  AND (%(alert)s::text IS NULL OR a.alert = %(alert)s) AND (%(place)s = '' OR s.station = %(place)s)
ORDER BY a.due_at NULLS LAST, a.closed_at DESC, a.alert DESC LIMIT %(limit)s;

-- name: alert_lines_of_subscription
-- What one subscription raised, newest first.
SELECT a.alert, a.rule, a.state, a.urgency, a.discreet,
       CASE WHEN a.wrong THEN 'wrong' WHEN a.verified_by IS NOT NULL THEN 'verified' ELSE 'unverified' END AS mark,
       a.rung, coalesce(a.due_at, a.closed_at, a.raised_at) AS clock_at,
       coalesce(h.control_number, a.encounter) AS reference, coalesce(t.title, '') AS place
FROM alert a LEFT JOIN submission s USING (submission) LEFT JOIN station t USING (station)
    LEFT JOIN submission_header h ON h.submission = a.submission
WHERE a.subscription = %(subscription)s AND (NOT a.discreet OR %(discreet)s) ORDER BY a.raised_at DESC, a.alert;

-- name: alert_counts
-- How many alerts each filter of the desk would show.
SELECT count(*) AS open, count(*) FILTER (WHERE a.due_at <= %(at)s) AS late,
       count(*) FILTER (WHERE a.state = 'reopened') AS reopened,
       count(*) FILTER (WHERE a.holder = %(mine)s OR u.owner = %(mine)s) AS mine
FROM alert a LEFT JOIN subscription u ON u.subscription = a.subscription
WHERE (NOT a.discreet OR %(discreet)s) AND NOT a.state = ANY(%(done)s);

-- name: alert_ground
-- What an alert rests on, and what officers said of it.
SELECT coalesce(g.title, '') AS list, a.entry, a.subscription, a.change, u.owner, coalesce(u.purpose, '') AS purpose,
       coalesce(u.instructions, '') AS instructions, a.handed_to, a.words
FROM alert a LEFT JOIN gallery g USING (gallery) LEFT JOIN subscription u ON u.subscription = a.subscription
WHERE a.alert = %(alert)s;

-- name: alert_case
-- The newest case in which examiners compare the pair, whichever side the list is on. Never a question of known truth;
-- one that only a discreet entry made, to whoever may see that.
SELECT c.case_id AS case, c.due_at, c.state = 'decided' AS decided
FROM adjudication_case c JOIN case_candidate k USING (case_id)
WHERE c.encounter = ANY(ARRAY[%(encounter)s, %(listed)s]) AND k.encounter = ANY(ARRAY[%(encounter)s, %(listed)s])
  AND k.encounter <> c.encounter AND c.kind <> 'seed'
  AND (%(discreet)s OR NOT EXISTS (SELECT 1 FROM discreet_case x WHERE x.case_id = c.case_id))
ORDER BY c.opened_at DESC LIMIT 1;

-- name: told_of_alert
-- Who was told of an alert, or is to be, with the receipt, and how often a machine's telling failed.
SELECT d.delivery, d.occasion, d.channel, coalesce(w.title, d.recipient) AS recipient, d.recorded_at, d.told_at, d.kept,
       d.status, d.digest, coalesce(j.failures, 0) AS failures
FROM alert_delivery d LEFT JOIN webhook w ON w.webhook = d.recipient
    LEFT JOIN ledger_entries l ON l.subject = d.alert AND l.kind = 'AlertDispatched' AND d.told_at IS NULL
        AND position(d.delivery IN l.leaf) > 0
    LEFT JOIN work_jobs j ON j.key = 'alerts.jobs.send:' || l.seq
WHERE d.alert = %(alert)s ORDER BY d.recorded_at, d.recipient, d.channel, d.delivery;

-- name: outbox_lines
-- Mail and webhooks that have not arrived.
SELECT d.delivery, d.alert, d.occasion, d.channel, coalesce(w.title, d.recipient) AS recipient, d.recorded_at, d.kept,
       coalesce(j.failures, 0) AS failures, coalesce(j.state = 'dead', false) AS dead
FROM alert_delivery d JOIN alert a USING (alert) LEFT JOIN webhook w ON w.webhook = d.recipient
    LEFT JOIN ledger_entries l ON l.subject = d.alert AND l.kind = 'AlertDispatched' AND position(d.delivery IN l.leaf) > 0
    LEFT JOIN work_jobs j ON j.key = 'alerts.jobs.send:' || l.seq
WHERE d.told_at IS NULL AND d.channel IN ('email', 'webhook') AND (NOT a.discreet OR %(discreet)s)
ORDER BY d.recorded_at DESC, d.delivery DESC LIMIT %(limit)s;

-- name: alert_quality
-- By rule and by list: right (people said so), wrong (withdrawn, taken back, or false by its outcome), not known; and how
-- long the desk took to take alerts in hand.
WITH judged AS (
    SELECT a.rule, g.title,
           CASE WHEN a.wrong OR a.state = 'withdrawn' OR a.outcome = 'false_alert' THEN 'wrong'
                WHEN a.verified_by IS NOT NULL THEN 'right' ELSE 'unknown' END AS truth,
           extract(epoch FROM a.acknowledged_at - a.raised_at) AS wait
    FROM alert a LEFT JOIN gallery g USING (gallery) WHERE NOT a.discreet OR %(discreet)s
), grouped AS (
    SELECT 'rule' AS kind, rule AS name, truth, wait FROM judged
    UNION ALL SELECT 'list', title, truth, wait FROM judged WHERE title IS NOT NULL
)
SELECT kind, name, count(*) FILTER (WHERE truth = 'right') AS right,
       count(*) FILTER (WHERE truth = 'wrong') AS wrong, count(*) FILTER (WHERE truth = 'unknown') AS unknown,
       percentile_cont(0.5) WITHIN GROUP (ORDER BY wait)::float8 AS p50,
       percentile_cont(0.95) WITHIN GROUP (ORDER BY wait)::float8 AS p95
FROM grouped GROUP BY kind, name ORDER BY kind DESC, name;

-- name: subscription_lines
-- Subscriptions in force by their last day, or those that are over; or one of them.
SELECT u.subscription, u.encounter, u.owner, u.purpose, u.urgency, u.discreet, u.made_at, u.expires_at, u.ended_at,
       (SELECT count(*) FROM alert a WHERE a.subscription = u.subscription) AS alerts
FROM subscription u
WHERE (%(over)s::boolean IS NULL OR (u.ended_at IS NOT NULL OR u.expires_at <= %(at)s) = %(over)s)
  AND (%(mine)s::text IS NULL OR u.owner = %(mine)s)
  AND (%(subscription)s::text IS NULL OR u.subscription = %(subscription)s)
ORDER BY u.ended_at DESC NULLS FIRST, u.expires_at, u.subscription LIMIT %(limit)s;

-- name: subscription_words
-- On whose authority, what to do, and why it ended.
SELECT authority, instructions, ended_because FROM subscription WHERE subscription = %(subscription)s;

-- Answers as posts and desks see them ------------------------------------------------------------------------------------

-- name: asked
-- Submissions with their newest answer, those without one among them; newest arrival first.
SELECT s.submission, s.station, t.title, s.received_at, s.due_at, s.state,
       coalesce(h.control_number, '') AS control_number, a.version, a.body
FROM submission s JOIN station t USING (station) LEFT JOIN submission_header h USING (submission)
LEFT JOIN LATERAL (SELECT version, body FROM answer WHERE submission = s.submission ORDER BY version DESC LIMIT 1) a
    ON true
WHERE (s.station = ANY(%(stations)s) OR %(stations)s::text[] IS NULL)
  AND (%(text)s = '' OR strpos(lower(h.control_number), lower(%(text)s)) > 0
       OR strpos(lower(s.submission), lower(%(text)s)) > 0)
ORDER BY s.received_at DESC, s.submission DESC LIMIT %(limit)s;

-- name: asked_named
-- One submission of these stations with its newest answer.
SELECT s.submission, s.station, t.title, s.received_at, s.due_at, s.state,
       coalesce(h.control_number, '') AS control_number, a.version, a.body
FROM submission s JOIN station t USING (station) LEFT JOIN submission_header h USING (submission)
LEFT JOIN LATERAL (SELECT version, body FROM answer WHERE submission = s.submission ORDER BY version DESC LIMIT 1) a
    ON true
WHERE s.submission = %(submission)s AND (s.station = ANY(%(stations)s) OR %(stations)s::text[] IS NULL);

-- name: answer_versions
-- Everything that was said on one submission, oldest first.
SELECT body FROM answer WHERE submission = %(submission)s ORDER BY version;

-- Overview of a supervisor: nothing of what is discreet is counted ---------------------------------------------------------

-- name: submissions_waiting
-- Files that have no final word yet, those past their clock, the arrival of the oldest.
SELECT count(*) AS waiting, count(*) FILTER (WHERE due_at < %(at)s) AS late, min(received_at) AS oldest
FROM submission WHERE state IN ('received', 'accepted', 'enrolled');

-- name: jobs_waiting
-- Jobs on the way to an answer that wait or run; late after a minute.
SELECT count(*) AS waiting, count(*) FILTER (WHERE enqueued_at < %(at)s - interval '1 minute') AS late,
       min(enqueued_at) AS oldest
FROM work_jobs WHERE state IN ('waiting', 'running') AND ids ->> 'step' LIKE ANY(%(jobs)s);

-- name: dead_jobs
-- Jobs on the way to an answer that were given up, newest first.
SELECT ids ->> 'step' AS job, coalesce(reason, '') AS reason, coalesce(finished_at, enqueued_at) AS finished_at
FROM work_jobs
WHERE state = 'dead' AND ids ->> 'step' LIKE ANY(%(jobs)s) AND coalesce(finished_at, enqueued_at) >= %(since)s
ORDER BY 3 DESC LIMIT 20;

-- name: cases_waiting
-- Undecided cases but those that only a discreet entry made. Seeds count: to tell them apart here would tell who looks.
SELECT count(*) AS waiting, count(*) FILTER (WHERE due_at < %(at)s) AS late, min(waiting_since) AS oldest
FROM adjudication_case c
WHERE state <> 'decided' AND opened_at <= %(at)s
  AND NOT EXISTS (SELECT 1 FROM discreet_case x WHERE x.case_id = c.case_id);

-- name: people_today
-- Encounters of files that arrived in a time, by post, nationality as asserted, year of birth as asserted.
SELECT t.title, coalesce(b.nationality, '') AS nationality, coalesce(left(b.birth_date, 4), '') AS born, count(*)
FROM encounter e JOIN submission s USING (submission) JOIN station t USING (station) LEFT JOIN biographics b USING (encounter)
WHERE s.received_at >= %(since)s AND s.received_at < %(until)s GROUP BY 1, 2, 3;

-- name: answer_seconds
-- From arrival to the first answer that is more than a word of waiting, with the priority of the question.
SELECT h.priority, extract(epoch FROM a.released_at - s.received_at)
FROM submission s JOIN submission_header h USING (submission)
JOIN LATERAL (SELECT released_at FROM answer WHERE submission = s.submission AND verdict NOT IN ('pending', 'failed')
              ORDER BY version LIMIT 1) a ON true
WHERE s.received_at >= %(since)s;

-- name: hits
-- Searches of arrivals, those with a candidate; cases of arrivals that people decided, those without an identification.
SELECT (SELECT count(*) FROM search WHERE purpose = 'arrival' AND finished_at >= %(since)s) AS searches,
       (SELECT count(*) FROM search WHERE purpose = 'arrival' AND finished_at >= %(since)s
          AND verdict = 'possible_match') AS hits,
       (SELECT count(*) FROM ledger_entries WHERE kind = 'CaseDecided' AND recorded_at >= %(since)s
          AND leaf::jsonb -> 'body' ->> 'submission' <> '') AS decided,
       (SELECT count(*) FROM ledger_entries WHERE kind = 'CaseDecided' AND recorded_at >= %(since)s
          AND leaf::jsonb -> 'body' ->> 'submission' <> ''
          AND leaf::jsonb -> 'body' ->> 'conclusion' <> 'identification') AS without;

-- name: arrivals_by_hour
-- Files an hour: 0 is the hour that began at `since`.
SELECT floor(extract(epoch FROM received_at - %(since)s::timestamptz) / 3600)::int AS hour, count(*) FROM submission
WHERE received_at >= %(since)s AND received_at < %(until)s GROUP BY 1;

-- name: repository_figures
-- Questions to one repository since a time: how many, what became of them, seconds to the answer.
SELECT count(*) FILTER (WHERE state <> 'barred') AS asked, count(*) FILTER (WHERE state = 'pending') AS waiting,
       count(*) FILTER (WHERE a.answered) AS answered,
       count(*) FILTER (WHERE state IN ('timed_out', 'error', 'not_authorised', 'refused')) AS failed,
       count(*) FILTER (WHERE state = 'barred') AS barred,
       percentile_cont(0.5) WITHIN GROUP (ORDER BY a.seconds) FILTER (WHERE a.answered) AS p50,
       percentile_cont(0.95) WITHIN GROUP (ORDER BY a.seconds) FILTER (WHERE a.answered) AS p95
FROM consultation,
     LATERAL (SELECT state IN ('no_candidate', 'candidate', 'inconclusive', 'images', 'stale', 'poor_quality')
                     AND reply IS NOT NULL AS answered,
                     extract(epoch FROM finished_at - asked_at)::float8 AS seconds) a
WHERE repository = %(repository)s AND asked_at >= %(since)s;

-- name: repository_use
-- Questions of the day so far, and notices that ever came.
SELECT coalesce((SELECT used FROM repository_day WHERE repository = %(repository)s AND day = %(day)s), 0),
       (SELECT count(*) FROM repository_notice WHERE repository = %(repository)s);

-- name: repository_health
-- Whether it answers.
SELECT failures, trouble, answered_at FROM repository_health WHERE repository = %(repository)s;

-- Agreements ---------------------------------------------------------------------------------------------------------------
-- name: met_lately
-- The last encounters at posts and in prisons, discreet ones left out, with whether the person is said to be a national.
SELECT g.kind AS gallery, coalesce(b.nationality, '') = %(country)s AS is_own
FROM encounter e JOIN gallery g USING (gallery) LEFT JOIN biographics b USING (encounter)
WHERE g.kind IN ('encounter', 'prison') AND NOT e.silent
ORDER BY e.enrolled_at DESC, e.number DESC LIMIT %(limit)s;

-- name: ledger_facts
-- Entries for an auditor, newest first; texts are searched entry by entry, which costs about a second for a million.
SELECT seq, recorded_at AS at, actor, kind, subject, hash, leaf FROM ledger_entries
WHERE seq <= %(upto)s AND (actor = ANY(%(actors)s) OR %(actors)s::text[] IS NULL)
  AND (kind = %(kind)s OR %(kind)s::text IS NULL)
  AND (position(%(clause)s in leaf) > 0 OR %(clause)s::text IS NULL)
  AND NOT EXISTS (SELECT FROM unnest(%(named)s::text[]) AS word WHERE position(word in leaf) = 0)
ORDER BY seq DESC LIMIT %(limit)s;

-- name: ledger_fact
-- One entry.
SELECT seq, recorded_at AS at, actor, kind, subject, hash, leaf FROM ledger_entries WHERE seq = %(seq)s;

-- name: ledger_size
-- Number of the last entry there was at a time; times never run backwards along the ledger.
SELECT seq FROM ledger_entries WHERE recorded_at <= %(as_of)s OR %(as_of)s::timestamptz IS NULL
ORDER BY seq DESC LIMIT 1;

-- name: recall_subjects
-- Kinds of what recalls are about, and when the newest receipt was given: ours by the copies, theirs by our receipt.
SELECT r.recall, array_agg(DISTINCT c.kind), r.answered_at
FROM recall r JOIN recall_copy k USING (recall) JOIN disclosure_copy c USING (copy)
WHERE r.recall = ANY(%(names)s) GROUP BY r.recall
UNION ALL
SELECT t.taken, ARRAY(SELECT DISTINCT i ->> 'kind' FROM jsonb_array_elements(t.told -> 'items') i),
       (t.told ->> 'at')::timestamptz
FROM (SELECT taken, receipt::jsonb AS told FROM recall_taken WHERE taken = ANY(%(names)s) AND receipt <> '') t;

-- name: copy_instruments
-- The agreement of each copy, and its version.
SELECT copy, agreement, version FROM disclosure_copy WHERE copy = ANY(%(copies)s);
