"""What concerns those who keep the exchange reaches them by the same mail and endpoints as an alert."""

import json

from tests.rooms import Rooms
from tests.unit.node.test_alert_deliveries import Endpoint, Postbox, register, with_settings

from openbitmap.node.events import AgreementEndsSoon, EvidenceBroken, FishingSuspected


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
