-- name: insert_report
-- One issue.
INSERT INTO report (report, case_id, language, paper, content, issued_at, issued_by, document, machine)
VALUES (%(report)s, %(case)s, %(language)s, %(paper)s, %(content)s, %(issued_at)s, %(issued_by)s, %(document)s,
        %(machine)s);

-- name: issues_of_case
-- Every issue about a case, newest first.
SELECT report, case_id AS case, language, paper, content, issued_at, issued_by, document, machine FROM report
WHERE case_id = %(case)s ORDER BY issued_at DESC, report DESC;

-- name: same_issue
-- The issue that already says this, in this language, on this paper.
SELECT report, case_id AS case, language, paper, content, issued_at, issued_by, document, machine FROM report
WHERE case_id = %(case)s AND language = %(language)s AND paper = %(paper)s AND content = %(content)s;
