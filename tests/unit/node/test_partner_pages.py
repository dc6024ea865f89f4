"""The page of partners: an administrator introduces, rotates and revokes; a supervisor reads; for others it is not."""

import re
from datetime import UTC, datetime
from html import unescape

from tests.nations import CL, US, Nations
from tests.pages import Browser, browser_of
from tests.rooms import NOON, Rooms
from tests.unit.node.test_envelopes import post

from openbitmap.node import access, envelopes, partners
from openbitmap.node.access import Means
from openbitmap.node.doorway import SESSION_COOKIE
from openbitmap.wire.envelope import SigningKey, fingerprint_of, signed_card
from openbitmap.wire.envelope import card_from as read


def signed_in(rooms: Rooms, name: str) -> Browser:
    browser = browser_of(rooms)
    with rooms.database.transaction() as tx:
        token = access.open_session(tx, name, Means.PASSKEY, at=datetime.now(UTC))
    browser.cookies[SESSION_COOKIE] = token
    return browser


def text_of(page: str) -> str:
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page)))


def test_the_page_tells_how_things_stand_and_lets_the_administrator_act(two_nations: Nations) -> None:
    us = two_nations.us
    post(two_nations, range(1, 4))
    post(two_nations, range(1, 2), sender=US)
    with two_nations.cl.database.transaction() as tx:
        third = envelopes.outbound(tx, two_nations.cl.equipment, US)[2]
    with us.database.transaction() as tx:
        envelopes.accept(tx, us.equipment, third, at=NOON)
        envelopes.accept(tx, us.equipment, third[:-1], at=NOON, channel=CL)
    adela, elsa, ana = (signed_in(us, name) for name in ("adela", "elsa", "ana"))
    assert ana.get("/partners").status_code == 404
    seen = text_of(elsa.get("/partners/CL").text)
    for words in ("Chile", "1 waiting", "2 missing", "cut short", "fetches by itself", "in use"):
        assert words in seen
    for address in ("/partners", "/partners/keys/rotate", "/partners/CL/revoke"):
        form = {"card": "x", "fingerprint": "x", "key": "x", "since": "3", "reason": "x"}
        assert elsa.post(address, data=form).status_code == 404

    said = {"words": "the disk of the database broke"}
    assert elsa.post("/partners/CL/settle", data=said).status_code == 404
    silent = adela.post("/partners/CL/settle", data=said)
    assert silent.status_code == 503 and "could not be reached" in silent.text
    seen = text_of(adela.get("/partners/CL").text)
    assert "this node, waits for the partner's answer · the disk of the database broke" in seen
    waits = [text_of(browser.get("/attention").text) for browser in (elsa, adela)]
    assert all("Ledgers contradict each other · Chile" in seen for seen in waits)
    assert ["A restore is not settled" in seen for seen in waits] == [False, True]
    assert ana.get("/attention").status_code == 404
    assert adela.post("/partners/keys/rotate").status_code == 303
    two_nations.carry(drain=False)
    with us.database.reading() as tx:
        key = partners.keys_of(tx, CL)[0].key
    form = {"key": key, "since": "2", "reason": "copied from a stolen disk"}
    assert adela.post("/partners/CL/revoke", data=form).status_code == 303
    seen = text_of(adela.get("/partners/CL").text)
    assert "revoked" in seen and "copied from a stolen disk" in seen and "1 to 1" in seen and "stopped" in seen


def test_a_partner_is_introduced_on_the_page(two_nations: Nations) -> None:
    adela = signed_in(two_nations.us, "adela")
    with two_nations.cl.database.reading() as tx:
        _, card = read(partners.own_card(tx))
    key = SigningKey.made()
    text = signed_card(type(card)(**vars(card) | {"partner": "MX", "title": "México", "signing": key.public}), key)
    wrong = adela.post("/partners", data={"card": text, "fingerprint": "1234"})
    assert wrong.status_code == 409 and "fingerprint" in wrong.text
    right = {"card": text, "fingerprint": fingerprint_of(read(text)[0])}
    assert adela.post("/partners", data=right).status_code == 303
    assert "never reached" in text_of(adela.get("/partners/MX").text)
