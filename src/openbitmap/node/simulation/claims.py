"""What answers claim to have searched, held against whom the simulation knows to have been there."""

from collections.abc import Iterator

from openbitmap.node import exchange
from openbitmap.node.database import Transaction, named_queries
from openbitmap.node.simulation.nation import Nation
from openbitmap.node.simulation.witnessed import Witnessed
from openbitmap.node.simulation.world import World
from openbitmap.vocabulary import Coverage, SubmissionId, Verdict
from openbitmap.wire import GalleryCoverage

_SQL = named_queries(__package__)
UNFINISHED = frozenset({Coverage.PENDING})


def false_claims(tx: Transaction, nation: Nation, world: World, *, seen: Witnessed) -> Iterator[str]:
    """Lines of answers that say more than was so, or nothing of what was asked."""
    others = [other for other in world.nations.values() if other is not nation]
    for (name, submission), _ in seen.submissions.items():
        if name != nation.name:
            continue
        answer = exchange.latest_answer(tx, submission)
        if answer is None or answer.verdict in (Verdict.REFUSED, Verdict.FAILED):
            continue
        for line in answer.coverage:
            if line.kind is not None:
                yield from (f"{submission}: {what}" for what in _own(tx, submission, line))
            elif line.state in UNFINISHED:
                yield f"{submission}: {line.name} is still pending, after everything came to rest"
        for other in others:
            yield from (
                f"{submission}: {what}" for what in _abroad(tx, (submission, other), lines=answer.coverage, seen=seen)
            )


def _own(tx: Transaction, submission: SubmissionId, line: GalleryCoverage) -> Iterator[str]:
    """A gallery that was searched held exactly the people who stood in it at the search's place in the ledger."""
    if line.state is not Coverage.SEARCHED:
        return
    stood = tx.scalar(_SQL["stood_in_gallery"], submission=submission, title=line.name)
    if line.people != stood:
        yield f"{line.name} was searched among {line.people} people, and {stood} stood in it"


def _abroad(
    tx: Transaction, about: tuple[SubmissionId, Nation], *, lines: tuple[GalleryCoverage, ...], seen: Witnessed
) -> Iterator[str]:
    """One line about each partner, and it says searched only if that partner did. One that was restored may have
    searched twice, and then knows of the second time."""
    submission, other = about
    spoken = [line for line in lines if line.kind is None and line.name == f"Nation {other.name}"]
    if len(spoken) != 1:
        yield f"{len(spoken)} lines speak of {other.name}"
        return
    asked = tx.one(_SQL["question_about"], submission=submission, partner=other.name)
    with other.database.reading() as theirs:
        said = theirs.one(_SQL["answer_to"], inquiry=asked[0] if asked else "")
    line = spoken[0]
    if line.state is Coverage.SEARCHED and (said is None or not said[1]):
        yield f"{other.name} is said to have searched, and never did"
    is_forgotten = asked is not None and asked[0] in seen.forgotten_about(other.name)
    if line.state is Coverage.SEARCHED and said and line.people != said[2] and not is_forgotten:
        yield f"{other.name} is said to have searched {line.people} people, and searched {said[2]}"
    if line.state is not Coverage.SEARCHED and asked and asked[1]:
        yield f"{other.name} answered {asked[1]}, and the answer says {line.state.value}"
