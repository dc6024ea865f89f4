"""The auditor's ledger: who did and saw what, as known at a time; an entry with its proof; a contradiction that two
people deal with."""

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from playwright.sync_api import expect
from tests.cast import ADMINISTRATOR
from tests.journeys.browsing import Desk

from openbitmap.node import ledger, partners
from openbitmap.node.database import Transaction
from openbitmap.node.events import Disclosed, EvidenceBroken, PermitGranted
from openbitmap.node.partners import Keyring
from openbitmap.node.running import RunningNode
from openbitmap.vocabulary import Actor, PartnerId
from openbitmap.wire.envelope import Card, ReadingKey, SigningKey, fingerprint_of, signed_card, signed_from

NOTE = "openbitmap/US\n41\nr5vDNuVUvdGAbIBsEq+XzvhO7lvFD0O3JcWvIpkBXVY=\n\n— openbitmap/US kfGdsyUzVsWzgcK5qQ==\n"
DIGEST = "5" * 64


def abroad(tx: Transaction, folder: Path, at: datetime) -> None:
    """A partner that attested this ledger once, was given something since, and contradicts itself."""
    signing, reading = SigningKey.made(), ReadingKey.made()
    card = Card(
        PartnerId("US"), "United States", "US", "", signing=signing.public, reading=reading.public,
        certificate=Keyring(folder).certificate(PartnerId("US")), issued_at=at,
    )  # fmt: skip
    text = signed_card(card, signing)
    fingerprint = fingerprint_of(signed_from(text, kind="card"))
    partners.introduce(tx, text, fingerprint=fingerprint, at=at, actor=ADMINISTRATOR)
    tx.run(
        "INSERT INTO witness_checkpoint (partner, size, root, note, issued_at, answered_at, cosigned_at)"
        " VALUES ('US', 9, %(root)s, %(note)s, %(at)s, %(at)s, %(at)s)",
        root=ledger.root(tx, 9).hex(),
        note=NOTE,
        at=at,
    )
    tx.run("INSERT INTO witness_disclosure (partner, noted_at) VALUES ('US', %(at)s)", at=at)
    tx.run(
        "INSERT INTO witness_break (break_id, partner, fault, size, found_at, what, evidence) VALUES ('brk-1', 'US',"
        " 'truncated', 41, %(at)s, 'US states 41 entries after it had stated 97', %(note)s)",
        at=at,
        note=NOTE,
    )
    by = Actor("node", "exchange")
    granted = PermitGranted("use-1", "pilot", 1, "3.2", "search", "CL", "US", "border_check", DIGEST)
    ledger.record(tx, granted, actor=by)
    ledger.record(tx, Disclosed("cpy-1", "US", "probe", "enc-1", "", "env-1", "pilot", "3.2", DIGEST), actor=by)
    ledger.record(tx, EvidenceBroken("US", "brk-1", "truncated", 41), actor=Actor("node", "witness"))


def test_an_auditor_sees_who_did_and_saw_what_as_known_at_a_time(
    shared_desk: Desk, shared_node: RunningNode, tmp_path: Path
) -> None:
    empty = shared_desk.page("elsa", language="es")
    shared_desk.goto(empty, "/evidence")
    expect(empty.get_by_text("Aún no hay socios.")).to_be_visible()
    time.sleep(1.1)  # the page's field counts in whole seconds
    before = datetime.now(UTC).replace(microsecond=0) - timedelta(seconds=1)
    with shared_node.database() as database, database.transaction() as tx:
        abroad(tx, tmp_path / "keys", datetime.now(UTC))
    shared_desk.goto(shared_desk.page("vera"), "/watchlists")
    page = shared_desk.page("aldo")
    shared_desk.goto(page, "/ledger?actor=vera")
    expect(page.get_by_role("row", name="vera was shown the list of watchlist entries")).to_be_visible()
    shared_desk.goto(page, "/ledger?partner=US&clause=3.2")
    expect(page.locator("tbody tr")).to_have_count(2)
    expect(
        page.get_by_text("search was permitted, Chile to United States, border check: pilot clause 3.2")
    ).to_be_visible()
    shared_desk.picture(page, "ledger-clause-en", document=True)
    shared_desk.goto(page, f"/ledger?partner=US&as_of={before:%Y-%m-%dT%H:%M:%S}")
    expect(page.get_by_text("No entry is like that.")).to_be_visible()
    expect(page.get_by_text("The ledger as it was at")).to_be_visible()
    spanish = shared_desk.page("aldo", language="es", theme="dark")
    shared_desk.goto(spanish, "/ledger")
    expect(spanish.get_by_text("se permitió buscar, de Chile a Estados Unidos")).to_be_visible()
    shared_desk.picture(spanish, "ledger-es-dark")
    shared_desk.goto(spanish, "/ledger/3")
    expect(spanish.get_by_text("Estados Unidos dio fe el")).to_be_visible()
    spanish.locator("main summary").last.click()
    shared_desk.picture(spanish, "ledger-entry-es-dark")


def test_a_contradiction_is_dealt_with_by_a_supervisor_and_an_auditor(shared_desk: Desk) -> None:
    elsa = shared_desk.page("elsa", language="es")
    shared_desk.goto(elsa, "/evidence")
    expect(elsa.get_by_text("sin más revelaciones: libros opuestos")).to_be_visible()
    shared_desk.picture(elsa, "evidence-broken-es")
    elsa.get_by_label("Qué resultó").fill("Restaurado de una copia; comparado línea por línea.")
    elsa.get_by_role("button", name="Resolver").click()
    expect(elsa.get_by_text("Supervisor: elsa · Auditor: pendiente")).to_be_visible()
    expect(elsa.get_by_role("button", name="Resolver")).to_have_count(0)
    aldo = shared_desk.page("aldo")
    shared_desk.goto(aldo, "/evidence")
    aldo.get_by_label("What came of it").fill("I compared both statements.")
    aldo.get_by_role("button", name="Deal with it").click()
    expect(aldo.get_by_text("Supervisor: elsa · Auditor: aldo")).to_be_visible()
    expect(aldo.get_by_text("1 disclosure not attested yet")).to_be_visible()
    shared_desk.picture(aldo, "evidence-settled-en", document=True)


def test_nobody_else_sees_either(shared_desk: Desk) -> None:
    for name, addresses in {
        "vera": ("/ledger", "/ledger/3", "/evidence"),
        "adela": ("/ledger", "/evidence"),
        "elsa": ("/ledger", "/ledger/3"),
    }.items():
        page = shared_desk.page(name)
        for address in addresses:
            response = page.goto(f"{shared_desk.node.address}{address}")
            assert response and response.status == 404, (name, address)
