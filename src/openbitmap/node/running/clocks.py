"""What happens because time passes: a word of waiting, an alert that climbs the ladder, a term that is over.

Several workers look, each a second apart from itself; every act is conditional, so that one of them does it.
"""

import logging
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from openbitmap.node import (
    agreements,
    alerts,
    connectors,
    disclosures,
    envelopes,
    exchange,
    inquiries,
    notices,
    protection,
    retention,
    watchlists,
    witness,
)
from openbitmap.node.alerts import Moment
from openbitmap.node.database import Database, Transaction
from openbitmap.node.equipment import Equipment
from openbitmap.node.settings import Settings

log = logging.getLogger(__name__)

LOOK_SECONDS = 1.0


def watch_clocks(settings: Settings, equipment: Equipment) -> None:
    """Look at every clock until the process ends; an outage of the database is waited out."""
    with Database.open(settings.database_url, connections=1) as database:
        pause, minute, first = threading.Event(), 0, True
        while not pause.wait(LOOK_SECONDS):
            _release_overdue(database, equipment)
            believed = _is_believed(database, first=first)
            first = first and believed is None
            due, minute = looks_due(datetime.now(UTC), minute, believed=bool(believed))
            for look in due:
                _once(database, equipment, look)


def looks_due(at: datetime, minute: int, *, believed: bool = True) -> tuple[tuple["Look", ...], int]:
    """What to look at now, and the minute of now. `minute` is that of the look before, 0 at the first: looks drift, so
    that none may fall on a given second. While the clock is not `believed`, nothing that cannot be taken back."""
    now = int(at.timestamp() // 60)
    due = LOOKS if now == minute else LOOKS + LOOKS_EACH_MINUTE
    return (due if believed else tuple(look for look in due if look not in IRREVERSIBLE)), now


def _is_believed(database: Database, *, first: bool) -> bool | None:
    """None where nobody could ask."""
    try:
        with database.transaction() as tx:
            return retention.believes(tx, at=datetime.now(UTC), first=first)
    except Exception as trouble:  # noqa: BLE001  # an outage of the database, most often
        log.warning("whether to believe the clock is not known: %s", type(trouble).__name__)
        return None


def _release_overdue(database: Database, equipment: Equipment) -> None:
    """A word of waiting for whoever's service clock ran out (R81)."""
    try:
        with database.reading() as tx:
            late = exchange.overdue(tx, at=datetime.now(UTC))
    except Exception as trouble:  # noqa: BLE001  # an outage of the database, most often; the next look repeats it
        log.warning("looking for overdue answers failed: %s", type(trouble).__name__)
        return
    for submission in late:
        try:
            with database.transaction() as tx:
                exchange.release_waiting(tx, equipment, submission, at=datetime.now(UTC))
        except Exception as trouble:  # noqa: BLE001  # one bad file must not keep others from their word
            log.warning("no word of waiting for %s: %s", submission, type(trouble).__name__)


def _once(database: Database, equipment: Equipment, look: "Look") -> None:
    try:
        with database.transaction() as tx:
            look(tx, equipment, datetime.now(UTC))
    except Exception as trouble:  # noqa: BLE001  # as above; what one look could not do, the next one does
        log.warning("%s failed: %s", look.__name__, type(trouble).__name__)


def _escalate_late(tx: Transaction, equipment: Equipment, at: datetime) -> None:
    alerts.desk.escalate_late(tx, Moment(at, alerts.clocks_of(equipment.settings)))


def _end_expired_subscriptions(tx: Transaction, _equipment: Equipment, at: datetime) -> None:
    alerts.subscriptions.end_expired(tx, at=at)


def _end_entries(tx: Transaction, _equipment: Equipment, at: datetime) -> None:
    watchlists.expire_due(tx, at=at)
    watchlists.remind_due(tx, at=at)


def _end_expired_agreements(tx: Transaction, _equipment: Equipment, at: datetime) -> None:
    agreements.end_expired(tx, at=at)


def _ask_repositories_again(tx: Transaction, _equipment: Equipment, at: datetime) -> None:
    connectors.knock_again(tx, at=at)


def _end_consultations(tx: Transaction, _equipment: Equipment, at: datetime) -> None:
    connectors.expire(tx, at=at)


def _keep_evidence(tx: Transaction, equipment: Equipment, at: datetime) -> None:
    witness.keep_limit(tx, equipment.settings.abroad.evidence_hours)
    witness.issue_due(tx, equipment, at=at)


def _forget_notes_of_reads(tx: Transaction, _equipment: Equipment, at: datetime) -> None:
    witness.forget_notes(tx, at=at)


def _let_results_out(tx: Transaction, equipment: Equipment, at: datetime) -> None:
    inquiries.release_due(tx, equipment, at=at)


def _tell_conclusions(tx: Transaction, _equipment: Equipment, at: datetime) -> None:
    inquiries.tell_untold(tx, at=at)


def _say_who_is_late(tx: Transaction, _equipment: Equipment, at: datetime) -> None:
    inquiries.expire(tx, at=at)


def _look_for_fishing(tx: Transaction, _equipment: Equipment, at: datetime) -> None:
    inquiries.look_for_fishing(tx, at=at)


def _escalate_recalls(tx: Transaction, equipment: Equipment, at: datetime) -> None:
    every = timedelta(hours=equipment.settings.abroad.recall_hours)
    disclosures.escalate_overdue(tx, at=at, every=every)


def _recall_over(tx: Transaction, equipment: Equipment, at: datetime) -> None:
    abroad = equipment.settings.abroad
    within, share = timedelta(hours=abroad.recall_hours), abroad.retention_ceiling
    disclosures.recall_over(tx, at=at, within=within, share=share)


def _forget_in_time(tx: Transaction, equipment: Equipment, at: datetime) -> None:
    retention.run_by_itself(tx, equipment, at=at)


def _end_watches(tx: Transaction, _equipment: Equipment, at: datetime) -> None:
    notices.end_over(tx, at=at)


def _tell_what_is_due(tx: Transaction, equipment: Equipment, at: datetime) -> None:
    notices.tell_due(tx, at=at)
    notices.tell_outcome_due(tx, at=at)
    notices.share_released(tx, equipment, at=at)


def _state_guarding(tx: Transaction, _equipment: Equipment, at: datetime) -> None:
    """Every hour alike, whatever the guard held back in it."""
    protection.state_guarding(tx, at=at)


def _drop_delivered(tx: Transaction, _equipment: Equipment, at: datetime) -> None:
    envelopes.restoring.drop_settled(tx, at=at)


def _tell_endings(tx: Transaction, _equipment: Equipment, at: datetime) -> None:
    agreements.tell_endings(tx, at=at)


Look = Callable[[Transaction, Equipment, datetime], None]
LOOKS: tuple[Look, ...] = (
    _escalate_late,
    _end_expired_subscriptions,
    _end_entries,
    _end_expired_agreements,
    _ask_repositories_again,
    _end_consultations,
    _keep_evidence,
    _forget_notes_of_reads,
    _let_results_out,
    _tell_conclusions,
    _say_who_is_late,
    _look_for_fishing,
    _escalate_recalls,
    _recall_over,
    _end_watches,
    _tell_what_is_due,
    _state_guarding,
)
LOOKS_EACH_MINUTE: tuple[Look, ...] = (_forget_in_time, _drop_delivered, _tell_endings)
"""Often enough for terms of days, and listing what is over may take a while."""
IRREVERSIBLE = frozenset(
    {
        _end_expired_subscriptions,
        _end_entries,
        _end_expired_agreements,
        _forget_notes_of_reads,
        _recall_over,
        _end_watches,
        _forget_in_time,
        _drop_delivered,
    }
)
"""What erases, ends or calls back by time alone: it rests while the clock is not believed. Nothing leaves
meanwhile under a clause whose term is over, for that is asked at each act."""
