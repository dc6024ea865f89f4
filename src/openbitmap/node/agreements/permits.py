"""The one question before an act.

Guards the invariants that nothing is permitted by a text that is not signed by both, in force now and unsuspended, and
that one key never spends a limit twice. It records into the ledger: ask before you record, and after your own locks.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from openbitmap.instruments import Barred, Granted, Question, Spending, decide
from openbitmap.node import ledger
from openbitmap.node.agreements import store
from openbitmap.node.agreements.model import Permit, grant
from openbitmap.node.database import Transaction
from openbitmap.node.events import Event, PermitGranted, PermitRefused
from openbitmap.vocabulary import Actor

NODE = Actor("node", "agreements")


def permit(tx: Transaction, question: Question, *, at: datetime, use: str, case: str = "") -> Permit | Barred:
    """Leave for one act, or the refusal that names the clause. `use` is the key of the act: under the same key a limit
    is spent once, and the same answer recorded once; but it is decided anew each time, so that what ended in between
    stops the next stage. `case` names the case or consent where a clause asks for one."""
    if not use.strip():
        raise ValueError("a permit is asked under a key of its act")
    store.lock_register(tx)
    book = store.book(tx, question)
    asked = _Asked(tx, use, at)
    decision = decide(book, question, at=at, case=case, spend=asked.spend)
    if store.note_use(tx, use, question, outcome=_outcome(decision), at=at):
        ledger.record(tx, _fact(decision, use), actor=NODE)
    return grant(decision, at=at) if isinstance(decision, Granted) else decision


def foresee(
    tx: Transaction, question: Question, *, at: datetime, case: str = "", limits: bool = True
) -> Granted | Barred:
    """What would be answered, were it asked now: spends nothing, records nothing, and lets nothing out. Without
    `limits`, whatever of the day's is spent: for what had its unit before."""

    def has_left(wanted: Spending) -> bool:
        return not limits or store.spent(tx, wanted, _day(at)) < wanted.per_day

    return decide(store.book(tx, question), question, at=at, case=case, spend=has_left)


@dataclass(frozen=True)
class _Asked:
    tx: Transaction
    use: str
    at: datetime

    def spend(self, wanted: Spending) -> bool:
        """One unit of a daily limit, unless this act had its unit before."""
        if store.is_spent_for(self.tx, self.use, wanted):
            return True
        if store.spent(self.tx, wanted, _day(self.at)) >= wanted.per_day:
            return False
        store.spend(self.tx, self.use, wanted, day=_day(self.at))
        return True


def _day(at: datetime) -> date:
    return at.astimezone(UTC).date()


def _outcome(decision: Granted | Barred) -> str:
    if isinstance(decision, Granted):
        return f"granted {decision.digest} {decision.clause}"
    return f"{decision.reason} {decision.agreement or ''} {decision.clause}"


def _fact(decision: Granted | Barred, use: str) -> Event:
    question = decision.question
    asked = (question.act.value, question.giver, question.taker, question.purpose.value)
    if isinstance(decision, Granted):
        by = (decision.agreement, decision.version, decision.clause)
        return PermitGranted(use, *by, *asked, decision.digest)
    return PermitRefused(use, decision.reason.value, decision.agreement or "", decision.clause, *asked)
