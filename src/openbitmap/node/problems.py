"""The catalogue of problems: every refusal a door can state, with its HTTP status and what the person can do.

Inside, a room raises `Refused(PROBLEM, ...)`; a door translates it once. Findings about a file are not problems: they
are values of `itl`, answered by an error transaction.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """`code` is stable; `what` may hold {placeholders} filled from the details given to `Refused`."""

    code: str
    status: int
    what: str
    remedy: str


UNKNOWN_KEY = Problem("unknown-key", 401, "No key, or a key this node does not know.", "Ask the administrator.")
NOT_ALLOWED = Problem("not-allowed", 403, "{actor} may not {act}.", "Ask someone whose role allows it.")
NO_SUCH_THING = Problem("no-such-thing", 404, "There is no {kind} {name} for you.", "Check the number.")
NO_SUCH_DOOR = Problem("no-such-door", 404, "There is no door {method} {path}.", "Read /openapi.json.")
UNREADABLE_REQUEST = Problem(
    "unreadable-request", 422, "The request's {place} cannot be read: {why}.", "Read /openapi.json and send it again."
)
TOO_LARGE = Problem("too-large", 413, "{size} bytes are more than the {limit} this door takes.", "Send fewer images.")
EMPTY = Problem("empty", 422, "The submission holds no bytes.", "Send the transaction file itself.")
CASE_TAKEN = Problem("case-taken", 409, "Case {case} is in the hands of {holder}.", "Take another case.")
CASE_CLOSED = Problem("case-closed", 409, "Case {case} is {state}; it takes no opinion now.", "Read its decision.")
SAME_EXAMINER = Problem(
    "same-examiner", 409, "{examiner} has already given an opinion on case {case}.", "Let another examiner decide."
)
NEEDS_REASON = Problem("needs-reason", 422, "A judgement needs its reason in words.", "Say what you saw.")
NOT_A_CANDIDATE = Problem(
    "not-a-candidate", 422, "Case {case} has no candidate {candidate}.", "Name one of its candidates by letter."
)
NODE_NOT_READY = Problem(
    "node-not-ready", 503, "The node's database does not answer.", "Try again in a few seconds; nothing was lost."
)

PROBLEMS: tuple[Problem, ...] = (
    UNKNOWN_KEY,
    NOT_ALLOWED,
    NO_SUCH_THING,
    NO_SUCH_DOOR,
    UNREADABLE_REQUEST,
    TOO_LARGE,
    EMPTY,
    CASE_TAKEN,
    CASE_CLOSED,
    SAME_EXAMINER,
    NEEDS_REASON,
    NOT_A_CANDIDATE,
    NODE_NOT_READY,
)


class Refused(Exception):
    """An expected refusal: one problem of the catalogue with its details."""

    def __init__(self, problem: Problem, **details: object) -> None:
        self.problem = problem
        self.what = problem.what.format(**details)
        super().__init__(f"{problem.code}: {self.what} {problem.remedy}")
