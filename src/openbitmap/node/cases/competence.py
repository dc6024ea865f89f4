"""Say what an examiner may take."""

from datetime import UTC, datetime

from openbitmap.node import ledger
from openbitmap.node.access import Act, Principal
from openbitmap.node.cases import bench_store
from openbitmap.node.cases.bench_store import Competence
from openbitmap.node.database import Transaction
from openbitmap.node.events import CompetenceSet


def set_competence(tx: Transaction, competence: Competence, *, by: Principal) -> None:
    """From now on the examiner takes cases that need these skills, at these sites. Raises Refused."""
    by.require(Act.OVERSEE)
    bench_store.set_competence(tx, competence, by=by.name, at=datetime.now(UTC))
    event = CompetenceSet(competence.examiner, tuple(sorted(competence.skills)), tuple(sorted(competence.sites)))
    ledger.record(tx, event, actor=by.actor)
