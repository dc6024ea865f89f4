"""A partner's key that was in other hands, the letters that are frozen for it, and the supervisor who settles them."""

from tests.inquiring import Asking
from tests.nations import US
from tests.rooms import TEST

from openbitmap.node import disclosures, envelopes, partners
from openbitmap.node.disclosures import Settlement, Word
from openbitmap.node.partners import Revocation
from openbitmap.vocabulary import EnvelopeId
from openbitmap.wire import LetterKind


def stolen(two: Asking, *, since: LetterKind, key: str = "") -> None:
    """Chile learns that a key of the United States was copied before its newest letter of this kind."""
    with two.us.database.reading() as tx:
        key = key or partners.current_key(tx)
    with two.cl.database.transaction() as tx:
        number = max(i.sequence for i in envelopes.incoming_of(tx, US) if i.kind == since)
        envelopes.revoke_key(tx, US, Revocation(key[:12], number, "copied"), at=two.clock.at, actor=TEST)
    two.cl.drain()


def disputed(two: Asking) -> list[tuple[str, str]]:
    with two.cl.database.reading() as tx:
        return [(d.letter, d.envelope) for d in disclosures.disputes(tx) if d.outcome is Settlement.OPEN]


def settle(two: Asking, letter: str, outcome: Settlement, *, by: str = "elsa") -> None:
    """What is let go cannot be read again."""
    (envelope,) = [envelope for kind, envelope in disputed(two) if kind == letter]
    with two.cl.database.transaction() as tx:
        word = Word(EnvelopeId(envelope), outcome, "the desk of Washington was called")
        disclosures.settle_dispute(tx, two.cl.equipment, word, by=two.cl.principal(by), at=two.clock.at)
        gone = tx.scalar("SELECT parts IS NULL FROM envelope_in WHERE envelope = %(e)s", e=envelope)
    assert gone or outcome is Settlement.STANDS
    two.cl.drain()


def fresh_keys(two: Asking) -> None:
    """The United States make new keys, and their people read the card's fingerprint out."""
    with two.us.database.transaction() as tx:
        envelopes.rotate_keys(tx, two.us.equipment, at=two.clock.at, actor=TEST)
    with two.us.database.reading() as tx:
        card = partners.own_card(tx)
    _, fingerprint = partners.read_card(card)
    with two.cl.database.transaction() as tx:
        partners.introduce(tx, card, fingerprint=fingerprint, at=two.clock.at, actor=TEST)
