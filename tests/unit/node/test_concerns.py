"""What concerns those who keep the exchange reaches them by the same mail and endpoints as an alert."""

import json
import re
from datetime import timedelta

from tests.agreeing import NOON, Desk
from tests.rooms import Rooms
from tests.treaties import PILOT, lasting_until
from tests.unit.node.test_alert_deliveries import Endpoint, Postbox, register, with_settings
from tests.unit.node.test_inquiry_alarms import alarms, asked

from openbitmap.node import agreements, inquiries, views
from openbitmap.node.events import AgreementEndsSoon, EvidenceBroken, FishingSuspected
from openbitmap.node.views import Matter
from openbitmap.vocabulary import AgreementId


def test_what_concerns_the_exchange_is_told_by_the_same_ways(rooms: Rooms) -> None:
    postbox, endpoint = Postbox(), Endpoint()
    told = with_settings(
        rooms, webhook_private="yes", mail_server=postbox.address, alert_mail_supervisor="duty@example.org"
    )
    register(rooms, endpoint.url)
    for fact in (
        EvidenceBroken("US", "brk-1", "truncated", 7),
        FishingSuspected("US", "fish-1", "rate", 90, 0),
        AgreementEndsSoon("TEST-PILOT", 1, 30),
    ):
        told.state(fact)
    told.drain()
    endpoint.server.shutdown()
    endpoint.server.server_close()
    postbox.listening.close()
    said = [(json.loads(body)["type"], json.loads(body)["about"]) for _, body in endpoint.calls]
    assert said == [
        ("concern.evidence_broken", "brk-1"),
        ("concern.fishing", "fish-1"),
        ("concern.agreement_ends", "TEST-PILOT"),
    ]
    assert len(postbox.letters) == 3
    assert all("Something between nations needs attention" in letter for letter in postbox.letters)
    assert not [word for word in ("brk", "fish", "PILOT") for letter in postbox.letters if word in letter]
    assert rooms.facts("evidence_broken:brk-1").count("AlertDelivered") == 2


def test_each_role_sees_what_concerns_it_with_its_clock(rooms: Rooms) -> None:
    desk, name = Desk(rooms), AgreementId("TEST-PILOT")
    desk.agree(lasting_until(PILOT, NOON.date() + timedelta(days=30)))
    desk.do(agreements.suspend, name, "a breach is being looked into", by=desk.adela, at=NOON)
    desk.do(agreements.resume, name, by=desk.adela, at=NOON)
    asked(rooms, 90)
    assert alarms(rooms)
    seen = {}
    for person in ("vera", "elsa", "adela", "aldo", "ana"):
        with rooms.database.reading() as tx:
            seen[person] = views.attention(tx, rooms.principal(person), at=NOON)
    ends, hand, fishing = Matter.AGREEMENT_ENDS, Matter.SECOND_HAND, Matter.FISHING
    assert {person: [c.matter for c in found] for person, found in seen.items()} == {
        "vera": [fishing],
        "elsa": [fishing, ends, hand],
        "adela": [ends],
        "aldo": [fishing, ends],
        "ana": [],
    }
    assert seen["vera"][0].due_at == NOON + timedelta(hours=24)  # the breach clause of what binds
    assert not seen["vera"][0].is_late(NOON + timedelta(hours=24))
    assert seen["vera"][0].is_late(NOON + timedelta(hours=25))


def test_a_breach_is_due_by_the_shortest_clause_that_binds_and_by_none_where_none_does(rooms: Rooms) -> None:
    """Of two agreements in force the shorter one; of one that has ended neither, and nobody said when."""
    desk = Desk(rooms)
    for name, hours in (("TEST-PILOT", 24), ("TEST-SECOND", 6)):
        text = lasting_until(PILOT, NOON.date() + timedelta(days=30)).replace("TEST-PILOT", name)
        desk.agree(re.sub(r"(?m)^(breach.*?)24", rf"\g<1>{hours}", text))
    asked(rooms, 90)
    assert alarms(rooms)
    later = NOON + timedelta(days=31)
    with rooms.database.reading() as tx:
        found = views.attention(tx, rooms.principal("vera"), at=NOON)
    assert [c.due_at for c in found] == [NOON + timedelta(hours=6)]
    asked(rooms, 91, before=NOON - later)
    with rooms.database.transaction() as tx:
        assert inquiries.look_for_fishing(tx, at=later)
        assert [c.due_at for c in views.attention(tx, rooms.principal("vera"), at=later)] == [None]
