"""What the simulation saw with its own eyes: who was met, what left, who had stopped. Nodes cannot edit it, so that
what they say can be held against it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from openbitmap.node.simulation.plan import Meeting
from openbitmap.vocabulary import EnvelopeId, PartnerId, SubmissionId
from openbitmap.wire.envelope import Header, open_frame

Span = tuple[datetime, datetime | None]


@dataclass(frozen=True)
class Left:
    """An envelope that left a nation, with its signed header."""

    sender: PartnerId
    header: Header


@dataclass(frozen=True)
class Kept:
    """What a nation knew when its backup was made, as far as the simulation saw it."""

    submissions: frozenset[SubmissionId]
    letters: frozenset[EnvelopeId]
    spans: Mapping[PartnerId, tuple[Span, ...]]


@dataclass(frozen=True)
class Settled:
    """A restore that both nations settled: what the restored one stated of its ledger."""

    nation: PartnerId
    partner: PartnerId
    size: int
    root: str


@dataclass
class Witnessed:
    submissions: dict[tuple[PartnerId, SubmissionId], Meeting] = field(default_factory=dict)
    departures: dict[EnvelopeId, Left] = field(default_factory=dict)
    doubled_receipts: list[Meeting] = field(default_factory=list)
    spans: dict[tuple[PartnerId, PartnerId], list[Span]] = field(default_factory=dict)
    """When each nation had suspended what was agreed with a partner, by its own clock; None: until the end."""
    forgotten: dict[PartnerId, set[EnvelopeId]] = field(default_factory=dict)
    """Letters that left a nation and that its backup does not know."""
    restores: list[Settled] = field(default_factory=list)
    voided: set[EnvelopeId] = field(default_factory=set)
    """Letters that a supervisor of their reader let go, for a stolen key may have written them."""
    heard_anew: set[str] = field(default_factory=set)
    """Questions of which a letter was in dispute and stands."""
    in_use: list[tuple[PartnerId, str]] = field(default_factory=list)
    """What a nation did with a letter in dispute that nobody had settled."""
    acts: list[str] = field(default_factory=list)
    """What happened, in order and without identifiers: the same seed gives the same list."""

    def received(self, meeting: Meeting, submission: SubmissionId) -> None:
        """A station holds a receipt. A second receipt for the same file must name the same submission."""
        known = [s for (n, s), m in self.submissions.items() if m == meeting and n == meeting.nation]
        if known and known[0] != submission:
            self.doubled_receipts.append(meeting)
        self.submissions[meeting.nation, submission] = meeting
        if not known:
            self.acts.append(f"{meeting.nation} has file {meeting.number} of person {meeting.person}")

    def is_received(self, meeting: Meeting) -> bool:
        return meeting in self.submissions.values()

    def person(self, nation: PartnerId, submission: SubmissionId) -> int | None:
        """Whose prints a submission shows; None for one that no station sent."""
        meeting = self.submissions.get((nation, submission))
        return meeting.person if meeting else None

    def left(self, sender: PartnerId, data: bytes) -> None:
        header = open_frame(data).header
        if header.envelope not in self.departures:
            self.departures[header.envelope] = Left(sender, header)
            self.acts.append(f"{sender} sends {header.kind} number {header.route.sequence}")

    def suspended(self, nation: PartnerId, partner: PartnerId, at: datetime) -> None:
        self.spans.setdefault((nation, partner), []).append((at, None))
        self.acts.append(f"{nation} suspends")

    def resumed(self, nation: PartnerId, partner: PartnerId, at: datetime) -> None:
        since, _ = self.spans[nation, partner].pop()
        self.spans[nation, partner].append((since, at))
        self.acts.append(f"{nation} resumes")

    def is_suspended(self, nation: PartnerId, partner: PartnerId) -> bool:
        spans = self.spans.get((nation, partner), [])
        return bool(spans) and spans[-1][1] is None

    def was_suspended(self, nation: PartnerId, partner: PartnerId, at: datetime) -> bool:
        """Whether this nation itself had stopped at that instant of its own clock."""
        spans = self.spans.get((nation, partner), [])
        return any(since < at and (until is None or at < until) for since, until in spans)

    def backed_up(self, nation: PartnerId) -> Kept:
        known = frozenset(s for n, s in self.submissions if n == nation)
        self.acts.append(f"{nation} is backed up")
        spans = {partner: tuple(spans) for (name, partner), spans in self.spans.items() if name == nation}
        return Kept(known, frozenset(self._letters_of(nation)), spans)

    def lost(self, nation: PartnerId, kept: Kept, at: datetime) -> None:
        """The nation is as it was then: what it received since is lost by nature, and so is whether it had stopped."""
        for name, submission in list(self.submissions):
            if name == nation and submission not in kept.submissions:
                del self.submissions[name, submission]
        self.forgotten.setdefault(nation, set()).update(self._letters_of(nation) - kept.letters)
        for (name, partner), spans in self.spans.items():
            if name == nation:
                before: list[Span] = [(begun, until or at) for begun, until in spans if begun < at]
                known = kept.spans.get(partner, ())
                is_stopped = bool(known) and known[-1][1] is None
                self.spans[name, partner] = [*before, (at, None)] if is_stopped else before
        self.acts.append(f"{nation} is set back")

    def settled(self, envelope: EnvelopeId, about: str, *, stands: bool) -> None:
        """A supervisor has said of a letter in dispute what becomes of it."""
        if stands:
            self.heard_anew.add(about)
        else:
            self.voided.add(envelope)

    def forgotten_about(self, nation: PartnerId) -> frozenset[str]:
        """Questions and the like about which it forgot a letter of its own."""
        return frozenset(self.departures[e].header.correlation for e in self.forgotten.get(nation, ()))

    def voided_about(self) -> frozenset[str]:
        return frozenset(self.departures[e].header.correlation for e in self.voided if e in self.departures)

    def _letters_of(self, nation: PartnerId) -> set[EnvelopeId]:
        return {envelope for envelope, left in self.departures.items() if left.sender == nation}
