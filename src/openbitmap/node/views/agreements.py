"""The register of agreements as a person of the node sees it, and whom a rehearsal is about."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from openbitmap.instruments import Met
from openbitmap.node import agreements, ledger, partners
from openbitmap.node.access import Act, Principal
from openbitmap.node.agreements import AgreementState, Held, Initial, Listed, Pledge, Signature, Stop, Use
from openbitmap.node.database import Transaction, named_queries
from openbitmap.node.ledger import Entry
from openbitmap.node.problems import NO_SUCH_THING, Refused
from openbitmap.vocabulary import Digest, ExchangePurpose, GalleryKind, PartnerId, PersonCategory

_SQL = named_queries(__package__)
SOON_DAYS = 60
"""From how many days before its end an agreement is said to end soon."""


@dataclass(frozen=True)
class AgreementSheet:
    """One text with everything the register knows of it. `mine` is this node's party; `first` put the first of two
    hands to what waits for the second: our signature, or the end of our suspension."""

    held: Held
    state: AgreementState
    mine: PartnerId
    signatures: Sequence[Signature]
    stops: Sequence[Stop]
    uses: Sequence[Use]
    versions: Sequence[Listed]
    history: Sequence[Entry]
    first: Initial | None = None

    @property
    def is_stopped_by_us(self) -> bool:
        return any(stop.party == self.mine and stop.ended_at is None for stop in self.stops)

    @property
    def awaits_us(self) -> bool:
        return self.mine not in self.held.signed_by


def days_left(held: Held, at: datetime) -> int:
    """Whole days of UTC until the last day of its term is over; 0 on that day, negative afterwards."""
    return (held.instrument.term.last - at.astimezone(UTC).date()).days


def agreement_list(tx: Transaction, principal: Principal, *, at: datetime) -> list[Listed]:
    """Every text of the register; those that still matter before those that are over. Raises Refused."""
    principal.require(Act.READ_AGREEMENTS)
    order = list(AgreementState)
    return sorted(agreements.register_at(tx, at), key=lambda one: order.index(one.state))


def agreement_sheet(tx: Transaction, principal: Principal, digest: Digest, *, at: datetime) -> AgreementSheet:
    """Raises Refused."""
    principal.require(Act.READ_AGREEMENTS)
    versions = agreements.register_at(tx, at)
    shown = next((one for one in versions if one.held.digest == digest), None)
    if shown is None:
        raise Refused(NO_SUCH_THING, kind="agreement", name=digest)
    held = shown.held
    return AgreementSheet(
        held,
        shown.state,
        partners.me(tx),
        signatures=agreements.signatures_of(tx, held),
        stops=agreements.stops_of(tx, held.agreement),
        uses=agreements.usage(tx, held.agreement, at.astimezone(UTC).date()),
        versions=[one for one in versions if one.held.agreement == held.agreement],
        history=tuple(reversed(ledger.history(tx, held.agreement))),
        first=_first_hand(tx, held),
    )


def _first_hand(tx: Transaction, held: Held) -> Initial | None:
    mine = partners.me(tx)
    if mine not in held.signed_by:
        return agreements.first_hand(tx, held, Pledge.SIGN)
    return agreements.first_hand(tx, held, Pledge.RESUME) if mine in held.suspended_by else None


@dataclass(frozen=True)
class _MetRow:
    gallery: GalleryKind
    is_own: bool


def met_lately(tx: Transaction, *, limit: int, country: str) -> list[Met]:
    """The last encounters of posts and prisons as a clause sees them. `country` is this nation as nationality says it
    (three letters)."""
    rows = tx.all(_SQL["met_lately"], into=_MetRow, limit=limit, country=country)
    return [_met(row) for row in rows]


def _met(row: _MetRow) -> Met:
    if row.gallery is GalleryKind.PRISON:
        category = PersonCategory.OWN_NATIONAL if row.is_own else PersonCategory.PRISONER
        return Met(ExchangePurpose.PRISON_VETTING, category)
    category = PersonCategory.OWN_NATIONAL if row.is_own else PersonCategory.THIRD_COUNTRY_TRAVELLER
    return Met(ExchangePurpose.BORDER_CHECK, category)
