"""What the simulation saw with its own eyes: who was met, what left, who had stopped. Nodes cannot edit it, so that
what they say can be held against it."""

from dataclasses import dataclass, field
from datetime import datetime

from openbitmap.node.simulation.plan import Meeting
from openbitmap.vocabulary import EnvelopeId, PartnerId, SubmissionId
from openbitmap.wire.envelope import Header, open_frame


@dataclass(frozen=True)
class Left:
    """An envelope that left a nation, with its signed header."""

    sender: PartnerId
    header: Header


@dataclass
class Witnessed:
    submissions: dict[tuple[PartnerId, SubmissionId], Meeting] = field(default_factory=dict)
    departures: dict[EnvelopeId, Left] = field(default_factory=dict)
    doubled_receipts: list[Meeting] = field(default_factory=list)
    spans: dict[PartnerId, list[tuple[datetime, datetime | None]]] = field(default_factory=dict)
    """When each nation had suspended what was agreed, by its own clock; None: until the end."""
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

    def suspended(self, nation: PartnerId, at: datetime) -> None:
        self.spans.setdefault(nation, []).append((at, None))
        self.acts.append(f"{nation} suspends")

    def resumed(self, nation: PartnerId, at: datetime) -> None:
        since, _ = self.spans[nation].pop()
        self.spans[nation].append((since, at))
        self.acts.append(f"{nation} resumes")

    def is_suspended(self, nation: PartnerId) -> bool:
        spans = self.spans.get(nation, [])
        return bool(spans) and spans[-1][1] is None

    def was_suspended(self, nation: PartnerId, at: datetime) -> bool:
        """Whether this nation itself had stopped at that instant of its own clock."""
        return any(since < at and (until is None or at < until) for since, until in self.spans.get(nation, []))
