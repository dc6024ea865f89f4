"""The repositories behind a node, each through its connector and with its own clock: our own for our arrivals, and, for
a partner's probe, the same ones on its behalf."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from openbitmap.node import connectors, envelopes, identities
from openbitmap.node.connectors import Claim, Consultation, Consulted, Repository, State, UnusableConfiguration
from openbitmap.node.database import Transaction
from openbitmap.node.equipment import Equipment
from openbitmap.node.inquiries import store
from openbitmap.node.inquiries.model import About, Line, Result
from openbitmap.node.inquiries.probe import Probe, probe_in, probe_of
from openbitmap.node.inquiries.saying import occasion_of
from openbitmap.node.problems import Refused
from openbitmap.node.search import Search
from openbitmap.vocabulary import Coverage, EncounterId, EnvelopeId, ExchangePurpose, InquiryId

SAID: dict[State, tuple[Coverage, Result]] = {
    State.PENDING: (Coverage.PENDING, Result.NONE),
    State.NO_CANDIDATE: (Coverage.SEARCHED, Result.NO_CANDIDATE),
    State.CANDIDATE: (Coverage.SEARCHED, Result.CANDIDATE),
    State.IMAGES: (Coverage.SEARCHED, Result.CANDIDATE),
    State.INCONCLUSIVE: (Coverage.SEARCHED, Result.INCONCLUSIVE),
    State.BARRED: (Coverage.BARRED, Result.NONE),
    State.REFUSED: (Coverage.REFUSED, Result.NONE),
    State.NOT_AUTHORISED: (Coverage.NOT_AUTHORISED, Result.NONE),
    State.POOR_QUALITY: (Coverage.POOR_QUALITY, Result.NONE),
    State.STALE: (Coverage.STALE, Result.NONE),
    State.TIMED_OUT: (Coverage.TIMED_OUT, Result.NONE),
    State.ERROR: (Coverage.NOT_CONNECTED, Result.NONE),
}
"""A connector's outcome in the words of coverage (R18)."""
NOTICE = "notice"
"""The reason of a line whose repository told of something since."""
NOBODY = "connectors"
"""Stands for the repositories behind a node whose file cannot be read and that never asked any of them."""


def line_of(said: Consulted) -> Line:
    """One repository's line; what its reason says after a colon is the other side's, and stays here."""
    state, result = SAID[said.outcome.state]
    return Line(
        said.repository,
        state,
        result=result,
        people=said.outcome.people,
        as_of=said.outcome.as_of,
        due_at=said.due_at if state is Coverage.PENDING else None,
        reason=_code(said.outcome.reason),
    )


def _code(reason: str) -> str:
    """Of our own gate, at what it stopped."""
    code, _, rest = reason.partition(":")
    return f"{code}_{rest.partition(':')[0]}" if code == "gate" and rest else code


def lines_of(tx: Transaction, inquiry: str) -> list[Line]:
    """Where every repository stands that was asked for an inquiry, or for a submission of ours."""
    return [line_of(said) for said in connectors.outcomes_of(tx, inquiry)]


def own_lines(tx: Transaction, submission: str) -> list[Line]:
    """The same for a submission of ours, with what a repository told since without being asked: that it did, and that
    nobody can tell from it yet. A "no" that it gave before no longer stands alone."""
    told = {notice.repository for notice in connectors.notices_about(tx, submission)}
    return [_told_since(line) if line.name in told else line for line in lines_of(tx, submission)]


def _told_since(line: Line) -> Line:
    said_no = line.result in (Result.NONE, Result.NO_CANDIDATE) and line.state is Coverage.SEARCHED
    return replace(line, result=Result.INCONCLUSIVE if said_no else line.result, reason=NOTICE)


def consult_own(tx: Transaction, done: Search, equipment: Equipment, *, at: datetime) -> None:
    """Ask this nation's own repositories about an arrival; the legal gate is each connector's. Where their file cannot
    be used, that is what the answer says of them."""
    if done.submission is None:
        return
    repositories = _enabled(equipment)
    if repositories is None:
        connectors.state_unusable(tx, equipment, done.submission, names=_out_of_reach(tx), at=at)
    names = [r.name for r in repositories or ()]
    if not names:
        return
    occasion = occasion_of(tx, done.submission)
    about = About(occasion.purpose, occasion.category, submission=done.submission, search=done.search)
    probe, claim = probe_of(tx, equipment, done.encounter), _claim(tx, done.encounter)
    asked = [_consultation(done.submission, name, about, probe=probe, claim=claim) for name in names]
    connectors.consult(tx, equipment, asked, at=at)


def consult_behind(tx: Transaction, inquiry: InquiryId, equipment: Equipment, *, at: datetime) -> int:
    """Ask them about a partner's probe, which stands in its envelope as long as that takes; no name goes with it. How
    many were asked."""
    one = store.inquiry_named(tx, inquiry)
    envelope, _ = store.probe_of(tx, inquiry)
    repositories = _enabled(equipment)
    if one is None or not envelope:
        return 0
    if repositories is None:
        owed = [line.name for line in store.lines_of(tx, inquiry) if line.state is Coverage.PENDING]
        connectors.state_unusable(tx, equipment, inquiry, names=owed, at=at)
    names = [r.name for r in repositories or ()]
    if not names:
        return 0
    try:
        probe = probe_in(envelopes.letter_of(tx, equipment, EnvelopeId(envelope)))
    except Refused:
        return 0  # disputed meanwhile, or erased: nobody is asked on its behalf
    if not probe.prints:
        return 0
    asked = [_consultation(inquiry, name, one.about, probe=probe, claim=None) for name in names]
    connectors.consult(tx, equipment, asked, at=at)
    return len(asked)


def expected(
    tx: Transaction, equipment: Equipment, probe: Probe, *, purpose: ExchangePurpose, at: datetime
) -> list[Line]:  # fmt: skip
    """One line at once for every repository that will be asked, with its clock, or that cannot be."""
    repositories = _enabled(equipment)
    if repositories is None:
        return [Line(name, Coverage.NOT_CONNECTED, reason=connectors.UNUSABLE) for name in _out_of_reach(tx)]
    if not probe.prints:
        return [Line(r.name, Coverage.POOR_QUALITY, reason="no_usable_print") for r in repositories]
    return [Line(r.name, Coverage.PENDING, due_at=r.due(at, purpose)) for r in repositories]


def _enabled(equipment: Equipment) -> Sequence[Repository] | None:
    """None where the file cannot be used: no job ends because of it, and every answer says so."""
    try:
        return [r for r in connectors.configured(equipment.settings) if r.enabled]
    except UnusableConfiguration:
        return None


def _out_of_reach(tx: Transaction) -> list[str]:
    return connectors.asked_before(tx) or [NOBODY]


def _claim(tx: Transaction, encounter: EncounterId) -> Claim | None:
    said = identities.asserted_of(tx, encounter)
    return Claim((said.name, *said.aliases), nationality=said.nationality) if said and said.name else None


def _consultation(inquiry: str, name: str, about: About, *, probe: Probe, claim: Claim | None) -> Consultation:
    return Consultation(
        f"{inquiry}:{name}", name, inquiry, about.purpose, about.category, probe=probe.prints, claim=claim
    )
