"""What a repository says after its clock has run out: the post may have let the traveller go on an answer without it,
so a possible match that comes late is the desk's, unverified, until people have compared (R18)."""

from dataclasses import dataclass

from openbitmap.node.alerts import actions, store
from openbitmap.node.alerts.model import Alert, AlertState, Ground, Moment, Rule, Urgency
from openbitmap.node.alerts.transitions import Step
from openbitmap.node.database import Transaction
from openbitmap.vocabulary import EncounterId, SubmissionId


@dataclass(frozen=True)
class Late:
    """`source` is the question that was answered: an inquiry of a partner, or a consultation of a repository."""

    source: str
    submission: SubmissionId
    encounter: EncounterId


def take_turn(tx: Transaction) -> None:
    """Before a question is looked at whose alert will follow it: of two that look at once, the second sees what the
    first saw, or later."""
    store.lock_alerts(tx)


def raise_late(tx: Transaction, late: Late, moment: Moment) -> str | None:
    """The alert; None if the question raised one before."""
    store.lock_alerts(tx)
    ground = Ground(Rule.LATE, late.encounter, Urgency.URGENT, discreet=False, change=late.source)
    made = actions.raise_alert(tx, (late.submission, late.encounter), ground, moment=moment)
    return made.alert if made else None


def raise_unasked(tx: Transaction, told: Late, moment: Moment) -> str | None:
    """The alert of a notice that a repository sent of itself (`source`); None if the notice raised one before."""
    store.lock_alerts(tx)
    ground = Ground(Rule.UNASKED, told.encounter, Urgency.URGENT, discreet=False, change=told.source)
    made = actions.raise_alert(tx, (told.submission, told.encounter), ground, moment=moment)
    return made.alert if made else None


def settle_late(tx: Transaction, source: str, step: Step, *, because: str, moment: Moment) -> str | None:
    """What people said, or took back, of the reference that came late, or that it stands with nobody's word on it. None
    where the question raised no alert."""
    store.lock_alerts(tx)
    alert = store.alert_because(tx, Rule.LATE, source)
    if alert is None:
        return None
    fitting = _fitting(tx, alert, step)
    if fitting is not None:
        actions.apply(tx, alert, fitting, because=because, moment=moment)
    return alert.alert


def _fitting(tx: Transaction, alert: Alert, step: Step) -> Step | None:
    """The step by what the alert says now; None where it says that already, or was closed rightly."""
    before = store.hold(tx, alert.alert)
    if before is None or (step is Step.SAME and before.verified_by is not None):
        return None
    if step is Step.REVERSED and before.verified_by is None:
        return Step.OTHER  # nothing was verified, so there is nothing to tell again
    if step is Step.STANDS and before.verified_by is not None:
        return Step.REVERSED  # people's word fell, and they compare again
    return None if step is Step.STANDS and before.state is AlertState.CLOSED and not before.wrong else step
