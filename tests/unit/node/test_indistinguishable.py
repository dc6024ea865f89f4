"""A partner cannot tell a protected person from one without a record, over the real rooms of two nations; and the net
that says so catches a guard that leaks."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from tests.inquiring import Asking, asking
from tests.nations import Nations
from tests.telling_apart import Verdict, classify, observe

from openbitmap.node import ledger, protection
from openbitmap.node.events import GuardStated
from openbitmap.node.protection import Guard, Guarded
from openbitmap.vocabulary import Actor

Double = Callable[[Asking, Guarded, object], Guarded]
GUARD = protection.guard


@pytest.fixture
def two(two_nations: Nations) -> Asking:
    return asking(two_nations)


def told(two: Asking, pairs: int, *, first: int = 100) -> Verdict:
    return classify(*observe(two, pairs, first=first))


def test_silence_cannot_be_told_from_no_record(two: Asking) -> None:
    found = told(two, 7)
    assert not found.tells, found
    with two.us.database.reading() as tx:
        assert len(protection.queue(tx, by=two.us.principal("elsa"))) == 7  # and every silence waits for a person


def passes(_two: Asking, _found: Guarded, _tx: object) -> Guarded:
    """Does not guard at all."""
    return Guarded(Guard.PASS)


def takes_its_time(two: Asking, found: Guarded, _tx: object) -> Guarded:
    """Thinks for some seconds about whom it holds back."""
    two.clock.at += timedelta(seconds=6 if found.dropped else 0)
    return found


def writes_it_down(_two: Asking, found: Guarded, tx: object) -> Guarded:
    """States in the ledger that it held somebody back."""
    if found.dropped:
        ledger.record(tx, GuardStated("now", "-"), actor=Actor("node", "test"))  # type: ignore[arg-type]  # a transaction
    return found


def test_a_guard_that_leaks_is_found(two: Asking, monkeypatch: pytest.MonkeyPatch) -> None:
    for number, leak in enumerate((passes, takes_its_time, writes_it_down)):

        def leaking(tx: object, *given: object, leak: Double = leak, **named: object) -> Guarded:
            return leak(two, GUARD(tx, *given, **named), tx)  # type: ignore[arg-type]  # as it was called

        monkeypatch.setattr(protection, "guard", leaking)
        found = told(two, 5, first=1_000 * (number + 1))
        assert found.tells, (leak.__name__, found)
