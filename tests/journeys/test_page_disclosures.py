"""The pages of copies, recalls and retention as a supervisor sees them, in both languages; kept as pictures, held to
WCAG. What they do is tested without a browser, in tests/unit/node/test_retention.py."""

import json
from datetime import UTC, datetime, timedelta

from playwright.sync_api import expect
from tests.journeys.browsing import Desk

from openbitmap.node import disclosures, retention
from openbitmap.node.database import Transaction
from openbitmap.node.disclosures import Held, ItemKind, Origin
from openbitmap.node.retention import Rules
from openbitmap.vocabulary import Digest, EnvelopeId, PartnerId, digest_of

NOW = datetime.now(UTC)
COPIES = (
    ("copy-1", "US", "reference", "R-7Q2", "recalled", "2.1"),
    ("copy-2", "US", "data", "R-7Q2", "retained", "3.1"),
    ("copy-3", "AR", "hit", "R-K4D", "given", "1.2"),
    ("copy-4", "US", "notice", "N-9XW", "erased", "4.2"),
)
LINE = {"reference": "R-7Q2", "kind": "data", "outcome": "retained", "erased": [], "devices": [], "at": NOW.isoformat()}
KEPT = LINE | {"digest": digest_of(b"3"), "purpose": "serious_crime", "basis": "18 U.S.C. 3771"}
GONE = LINE | {
    "digest": digest_of(b"1"),
    "outcome": "erased",
    "erased": [digest_of(b"1"), digest_of(b"images")],
    "devices": ["vault", "database", "gallery processes"],
}


def test_copies_recalls_and_plans_are_shown_in_both_languages(desk: Desk) -> None:
    with desk.node.database() as database, database.transaction() as tx:
        _given(tx)
        _called_back(tx)
        run = _planned(tx)
    for language in ("en", "es"):
        page = desk.page("elsa", language=language)
        desk.goto(page, "/disclosures/copy-3")
        expect(page.locator("#thing-title")).to_contain_text("Argentina")
        page.locator("main summary").first.click()
        expect(page.locator("form[action$='/recall'] button")).to_be_visible()
        desk.picture(page, f"disclosures-{language}-light", document=language == "en")
        desk.goto(page, "/disclosures?partner=US")
        page.locator("details.sheet summary").click()
        expect(page.locator("form[action='/recalls/proposals'] button")).to_be_visible()
        desk.picture(page, f"disclosures-propose-{language}-light")
        desk.goto(page, "/recalls/recall-2")
        expect(page.locator(".lines [data-row]")).to_have_count(3)
        desk.picture(page, f"recalls-{language}-light", document=language == "en")
        desk.goto(page, "/recalls/taken/taken-1")
        expect(page.locator("table")).to_contain_text("18 U.S.C. 3771")
        desk.goto(page, "/retention")
        page.locator("form[action$='/retain']").first.locator("xpath=..").locator("summary").click()
        desk.picture(page, f"retention-calendar-{language}-light", document=language == "en")
        desk.goto(page, "/attention")
        desk.picture(page, f"attention-{language}-light", document=language == "en")
        desk.goto(page, f"/retention/{run}")
        expect(page.locator("tbody tr")).to_have_count(3)
        desk.picture(page, f"retention-{language}-light")


def _given(tx: Transaction) -> None:
    for number, (copy, partner, kind, reference, state, clause) in enumerate(COPIES):
        tx.run(
            "INSERT INTO disclosure_copy (copy, key, partner, kind, encounter, entry, reference, digest, fields,"
            " members, agreement, version, clause, permit_digest, envelope, holding, device, retain_until,"
            " disclosed_at, state) VALUES (%(copy)s, %(copy)s, %(partner)s, %(kind)s, 'enc-1M8PPBGXEDR7MDZ3QA', '',"
            " %(reference)s, %(digest)s, '{handling,reference}', '{enc-1M8PPBGXEDR7MDZ3QA}', 'CL-US-PILOT', 1,"
            " %(clause)s, %(digest)s, 'env-1M8PPEM6FQYWVK7BWT', '', %(device)s, %(until)s, %(at)s, %(state)s)",
            copy=copy,
            partner=partner,
            kind=kind,
            reference=reference,
            state=state,
            clause=clause,
            digest=digest_of(str(number).encode()),
            device=f"node of {partner}",
            until=NOW + timedelta(days=30),
            at=NOW - timedelta(hours=3 * number + 1),
        )


def _called_back(tx: Transaction) -> None:
    receipt = json.dumps({"recall": "recall-2", "items": [GONE, KEPT], "outstanding": ["BR"], "complete": False})
    for name, hours, state, outstanding in (("recall-1", -5, "open", []), ("recall-2", 9, "partial", ["BR"])):
        tx.run(
            "INSERT INTO recall (recall, partner, reason, words, correction, chain, ordered_by, ordered_at, due_at,"
            " state, outstanding, receipt) VALUES (%(name)s, 'US', 'own_national', 'A passport was seen.', '', '',"
            " 'person:elsa', %(at)s, %(due)s, %(state)s, %(outstanding)s, %(receipt)s)",
            name=name,
            at=NOW - timedelta(hours=30),
            due=NOW + timedelta(hours=hours),
            state=state,
            outstanding=outstanding,
            receipt=receipt if state == "partial" else "",
        )
    for copy, outcome in (("copy-1", "erased"), ("copy-2", "retained")):
        tx.run(
            "INSERT INTO recall_copy (recall, copy, outcome, purpose, basis) VALUES ('recall-2', %(copy)s, %(outcome)s,"
            " 'serious_crime', '18 U.S.C. 3771')",
            copy=copy,
            outcome=outcome,
        )
    tx.run("INSERT INTO recall_copy (recall, copy) VALUES ('recall-1', 'copy-1')")
    tx.run(
        "INSERT INTO recall_taken (taken, partner, recall, reason, words, due_at, received_at, state, lines, receipt,"
        " done_at) VALUES ('taken-1', 'AR', 'recall-1M8PPBK4JZ', 'wrong_identity', 'It is somebody else.', %(due)s,"
        " %(at)s, 'done', '[]', %(receipt)s, %(at)s)",
        due=NOW + timedelta(hours=20),
        at=NOW - timedelta(hours=2),
        receipt=json.dumps({"recall": "recall-1M8PPBK4JZ", "items": [GONE, KEPT], "outstanding": []}),
    )
    tx.run(
        "INSERT INTO recall_proposal (proposal, copies, reason, words, persons, proposed_by, proposed_at) VALUES"
        " ('proposal-1', '{copy-3,copy-4}', 'court_order', 'Order of the court of 24 November.', 2, 'emilio', %(at)s)",
        at=NOW - timedelta(hours=1),
    )


def _planned(tx: Transaction) -> str:
    """Three things over, and two that end within the next weeks."""
    for number, days in enumerate((-40, -9, -2, 12, 40)):
        held = Held(
            PartnerId("US"),
            f"R-{number}",
            ItemKind.REFERENCE if number % 2 else ItemKind.DATA,
            EnvelopeId(""),
            "CL-US-PILOT v1 cl. 2.1",
            Digest(digest_of(str(number).encode())),
            NOW + timedelta(days=days),
            origin=Origin(agreement="CL-US-PILOT"),
        )
        disclosures.hold(tx, held, at=NOW - timedelta(days=60))
    plan = retention.plan(tx, Rules(), at=NOW)
    assert plan is not None
    return plan.run
