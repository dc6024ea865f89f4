"""What the page of an alert says of an answer that came late."""

from datetime import UTC, datetime

from tests.alert_desk import only_alert, signed_in, text_of
from tests.rooms import TEST, Rooms, fingers_of

from openbitmap.node import ledger
from openbitmap.node.events import ConsultationFinished

LATE = """INSERT INTO consultation (consultation, repository, inquiry, control_number, asked_at, due_at, ends_at, state,
                                    finished_at, late)
VALUES ('consultation-1', 'ident', %(submission)s, '1', %(at)s, %(at)s, %(at)s, 'candidate', %(at)s, true)"""


def test_a_late_alert_names_the_repository_that_answered(rooms: Rooms) -> None:
    met = rooms.meet(fingers_of(7, 1))
    with rooms.database.transaction() as tx:
        tx.run(LATE, submission=met.submission, at=datetime.now(UTC))
        told = ConsultationFinished(met.submission, "consultation-1", "ident", "candidate", 1)
        ledger.record(tx, told, actor=TEST)
    rooms.drain()
    page = text_of(signed_in(rooms, "vera").get(f"/alerts/{only_alert(rooms)}"))
    assert "Repository that answered late IDENT" in page or "Repositorio que respondió tarde IDENT" in page
    assert "consultation-1" not in page
