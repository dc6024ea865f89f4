"""Who is on duty at the desk, and what one shift leaves to the next."""

from datetime import timedelta

import pytest
from tests.rooms import NOON, Rooms

from openbitmap.node import alerts
from openbitmap.node.alerts import Rung
from openbitmap.node.problems import Refused


def test_a_shift_ends_with_a_note_for_the_next(rooms: Rooms) -> None:
    vera = rooms.principal("vera")
    with rooms.database.transaction() as tx:
        for _ in range(2):
            alerts.rota.sign_on(tx, Rung.DESK, by=vera, at=NOON)
        assert [(d.officer, d.rung) for d in alerts.on_duty(tx)] == [("vera", Rung.DESK)]
        with pytest.raises(Refused, match="needs-words"):
            alerts.rota.sign_off(tx, " ", by=vera, at=NOON)
        for _ in range(2):
            alerts.rota.sign_off(tx, "one waits at Arica", by=vera, at=NOON + timedelta(hours=8))
        note = alerts.last_note(tx)
    assert note is not None
    assert (note.officer, note.note) == ("vera", "one waits at Arica")
    assert rooms.facts("vera")[-2:] == ["DutyStarted", "DutyEnded"]


@pytest.mark.parametrize(("name", "rung"), [("elsa", Rung.DESK), ("vera", Rung.SUPERVISOR), ("ana", Rung.SECOND)])
def test_nobody_signs_on_to_a_rung_of_another_role(rooms: Rooms, name: str, rung: Rung) -> None:
    with rooms.database.transaction() as tx, pytest.raises(Refused, match="not-allowed"):
        alerts.rota.sign_on(tx, rung, by=rooms.principal(name), at=NOON)
