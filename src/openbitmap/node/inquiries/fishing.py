"""A partner that asks for too much, or for nobody in particular: more than three times its own hourly baseline of 28
days, or more than a fifth of its questions without a case (reference: performance and reliability, D); a check of who
stands before an officer has its meeting for one. Looked for every second; said once an hour and measure, with the
questions as evidence.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from openbitmap.node import ledger
from openbitmap.node.database import Transaction, new_id
from openbitmap.node.events import FishingSuspected
from openbitmap.node.inquiries import fishing_store
from openbitmap.node.inquiries.model import NODE, FishingAlarm, Measure
from openbitmap.vocabulary import PartnerId

HOUR, BASELINE = timedelta(hours=1), timedelta(days=28)
TIMES, SHARE = 3.0, 0.2
FEWEST = 20
"""Questions an hour below which nobody is suspected: a quiet partner's busy afternoon is not fishing."""


def look(tx: Transaction, *, at: datetime) -> list[FishingAlarm]:
    """Raise what is to be raised now."""
    hour = at - HOUR
    rows = fishing_store.asked_of_us(tx, since=hour - BASELINE, hour=hour, at=at, fewest=FEWEST)
    suspicions = [
        FishingAlarm(
            new_id("fish"),
            PartnerId(partner),
            measure,
            searches=searches,
            without_case=bare,
            baseline=float(baseline),
            raised_at=at,
        )
        for partner, searches, bare, baseline in rows
        for measure in measures_of(searches, bare, baseline)
    ]
    return [alarm for alarm in suspicions if _raise(tx, alarm, hour=hour)]


def measures_of(searches: int, without_case: int, baseline: float) -> list[Measure]:
    """What these figures of an hour are suspicious of; a partner without a past has no baseline to exceed but the least
    figure that counts at all."""
    found = []
    if searches > TIMES * max(baseline, FEWEST / TIMES):
        found.append(Measure.RATE)
    if without_case > SHARE * searches:
        found.append(Measure.NO_CASE)
    return found


def _raise(tx: Transaction, alarm: FishingAlarm, *, hour: datetime) -> bool:
    fishing_store.lock_alarms(tx)
    if fishing_store.alarmed_since(tx, alarm.partner, alarm.measure, since=hour):
        return False
    bare = alarm.measure is Measure.NO_CASE
    seen = fishing_store.evidence(tx, alarm.partner, hour=hour, at=alarm.raised_at, bare=bare)
    fishing_store.insert_alarm(tx, replace(alarm, inquiries=seen))
    said = FishingSuspected(alarm.partner, alarm.alarm, alarm.measure.value, alarm.searches, alarm.without_case)
    ledger.record(tx, said, actor=NODE)
    return True
