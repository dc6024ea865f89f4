"""Reads and writes the tables `own_card`, `own_key`, `partner`, `partner_key` and `partner_card`."""

from dataclasses import asdict
from datetime import datetime
from weakref import WeakKeyDictionary

from openbitmap.node.database import Transaction, named_queries
from openbitmap.node.partners.model import KeySpan, OwnKey, Partner, PartnerState, Revocation, TakenCard
from openbitmap.vocabulary import PartnerId
from openbitmap.wire.envelope import KeyId

_SQL = named_queries(__package__)
_NAMES: WeakKeyDictionary[object, PartnerId] = WeakKeyDictionary()


def lock_own(tx: Transaction) -> None:
    """Held to the end of the transaction: two processes of a new node must not both make keys."""
    tx.scalar(_SQL["lock_own"])


def own_name(tx: Transaction) -> PartnerId | None:
    """A node's name is for ever: a session that has seen it committed does not ask again."""
    if known := _NAMES.get(tx.session):
        return known
    found = tx.scalar(_SQL["own_name"])
    if found is None:
        return None
    name = PartnerId(found)
    tx.after_commit(lambda: _NAMES.__setitem__(tx.session, name))
    return name


def own_card(tx: Transaction) -> str | None:
    return tx.scalar(_SQL["own_card"])  # type: ignore[no-any-return]  # a column of text


def keep_own_card(tx: Transaction, partner: PartnerId, card: str, *, at: datetime) -> None:
    tx.run(_SQL["keep_own_card"], partner=partner, card=card, at=at)


def own_keys(tx: Transaction) -> list[OwnKey]:
    return tx.all(_SQL["own_keys"], into=OwnKey)


def signing_now(tx: Transaction) -> KeyId | None:
    key = tx.scalar(_SQL["signing_now"])
    return KeyId(key) if key else None


def insert_own_key(tx: Transaction, key: OwnKey) -> None:
    tx.run(_SQL["insert_own_key"], **asdict(key))


def retire_own_keys(tx: Transaction, *, at: datetime) -> None:
    tx.run(_SQL["retire_own_keys"], at=at)


def keep_partner(tx: Transaction, partner: Partner, card: str) -> None:
    """New, or the same partner with what its latest card says; when it was introduced stays."""
    tx.run(_SQL["keep_partner"], card=card, **asdict(partner))


def partner_named(tx: Transaction, partner: PartnerId) -> Partner | None:
    return tx.one(_SQL["partner"], into=Partner, partner=partner)


def all_partners(tx: Transaction) -> list[Partner]:
    """By name."""
    return tx.all(_SQL["partners"], into=Partner)


def active_partners(tx: Transaction) -> list[Partner]:
    """By name; those that letters can be sent to."""
    return [partner for partner in all_partners(tx) if partner.state is PartnerState.ACTIVE]


def move(tx: Transaction, partner: PartnerId, state: PartnerState) -> None:
    tx.run(_SQL["move"], partner=partner, state=state)


def keys_of(tx: Transaction, partner: PartnerId) -> list[KeySpan]:
    """Keys that sign, oldest first, revoked ones among them."""
    return tx.all(_SQL["keys"], into=KeySpan, partner=partner)


def insert_key(tx: Transaction, partner: PartnerId, span: KeySpan) -> None:
    """Nothing where the key is known."""
    tx.run(_SQL["insert_key"], partner=partner, **asdict(span))


def end_keys(tx: Transaction, partner: PartnerId, sequence: int) -> None:
    """Keys in use are good up to this envelope."""
    tx.run(_SQL["end_keys"], partner=partner, sequence=sequence)


def reopen_key(tx: Transaction, partner: PartnerId, key: KeyId) -> None:
    """One that is known is in use (again)."""
    tx.run(_SQL["reopen_key"], partner=partner, key=key)


def revoke_key(tx: Transaction, partner: PartnerId, revocation: Revocation, *, at: datetime) -> None:
    """`revocation` names the whole key."""
    until, reason = revocation.sequence - 1, revocation.reason
    tx.run(_SQL["revoke_key"], partner=partner, key=revocation.key, until=until, reason=reason, at=at)


def keep_card(tx: Transaction, partner: PartnerId, taken: TakenCard) -> None:
    tx.run(_SQL["keep_card"], partner=partner, **asdict(taken) | {"by": str(taken.by)})


def cards_of(tx: Transaction, partner: PartnerId) -> list[str]:
    """Every card ever taken of a partner, oldest first."""
    return [row[0] for row in tx.all(_SQL["cards"], partner=partner)]
