"""Open a session, recognise it, keep it fresh, end it. A token is never reused: every sign-in makes a new one, so
nobody can be made to work in a session that somebody else prepared.
"""

from datetime import datetime, timedelta

from openbitmap.node import ledger
from openbitmap.node.access import proof_store, store
from openbitmap.node.access.model import Account, Ending, Means, Session, SessionTerms
from openbitmap.node.access.proofs import Opening, Proof
from openbitmap.node.access.tokens import hash_of, new_token
from openbitmap.node.database import Transaction, new_id
from openbitmap.node.events import SessionEnded, SessionOpened, SessionRefreshed
from openbitmap.node.problems import ACCOUNT_OFF, LINK_SPENT, NO_SUCH_THING, Refused
from openbitmap.vocabulary import Actor

TOUCH_EVERY = timedelta(seconds=15)
"""A busy person's session is written at most this often; it may end by so much too early, never too late."""


def open_session(
    tx: Transaction, name: str, means: Means, *, at: datetime, terms: SessionTerms = SessionTerms()
) -> str:
    """The token of a new session, shown once, here; it is fresh from now. Raises Refused if the account is unknown or
    switched off."""
    return open_proven(tx, name, Proof(means, at), at=at, terms=terms)


def open_proven(tx: Transaction, name: str, proof: Proof, *, at: datetime, terms: SessionTerms) -> str:
    """The same where the proof of who it is may be older than the session. Raises Refused."""
    account = store.account_named(tx, name)
    if account is None:
        raise Refused(NO_SUCH_THING, kind="account", name=name)
    if not account.active:
        raise Refused(ACCOUNT_OFF, account=name)
    token, session = new_token(), new_id("session")
    store.insert_session(tx, Opening(session, hash_of(token), name, proof, at), terms)
    ledger.record(tx, SessionOpened(name, session, proof.means.value), actor=account.principal.actor)
    return token


def session_of(tx: Transaction, token: str | None, *, at: datetime, touch: bool = True) -> Session | None:
    """Who is signed in with this token, or None. `touch=False` is for what the page does by itself: polling never
    prolongs a session."""
    found = store.running_session(tx, at=at, token_hash=hash_of(token)) if token else None
    if found and touch:
        store.touch(tx, found.session, at, before=at - TOUCH_EVERY)
    return found


def session_numbered(tx: Transaction, session: str, *, at: datetime) -> Session | None:
    """A running session by its number, where the token is out of reach: when the identity provider sends the browser
    back, the ceremony that began before knows whose it was."""
    return store.running_session(tx, at=at, number=session)


def refresh_session(tx: Transaction, session: Session, means: Means, *, at: datetime) -> None:
    """After a new proof of who it is: decisions are taken for as long as the session's terms say."""
    if store.refresh(tx, session.session, at):
        event = SessionRefreshed(session.principal.name, session.session, means.value)
        ledger.record(tx, event, actor=session.principal.actor)


def end_session(
    tx: Transaction, session: str, *, at: datetime, actor: Actor, ending: Ending = Ending.SIGNED_OUT
) -> bool:
    """End one session by its number. False if it had ended."""
    account = store.end_session(tx, session, at, ending=ending)
    if account is not None:
        ledger.record(tx, SessionEnded(account, session, ending.value), actor=actor)
    return account is not None


def end_sessions_of(tx: Transaction, name: str, *, at: datetime, actor: Actor, ending: Ending) -> int:
    """End every session of an account; how many were open."""
    # Every row before the first fact: who touches a session and then waits for the ledger must not be waited for.
    ended = [s for s in store.open_sessions_of(tx, name) if store.end_session(tx, s, at, ending=ending) is not None]
    for session in ended:
        ledger.record(tx, SessionEnded(name, session, ending.value), actor=actor)
    return len(ended)


def account_of_link(tx: Transaction, token: str, *, at: datetime) -> Account:
    """Who a link would let in; looking does not use it up, so that a preview of a message burns nothing. Raises
    Refused(LINK_SPENT)."""
    account = store.account_of_link(tx, hash_of(token), at)
    if account is None:
        raise Refused(LINK_SPENT)
    return account


def redeem_link(tx: Transaction, token: str, *, at: datetime, terms: SessionTerms = SessionTerms()) -> str:
    """The token of the session that a link opens, once. Raises Refused(LINK_SPENT): used, run out and unknown look
    alike. Of an account with a passkey, or known to the identity provider, the session is not fresh: whoever caught
    the link decides nothing with it."""
    name = store.redeem_link(tx, hash_of(token), at)
    if name is None:
        raise Refused(LINK_SPENT)
    has_proof = bool(proof_store.passkeys_of(tx, name)) or proof_store.provider_of(tx, name) is not None
    proved_at = at - terms.fresh if has_proof else at
    return open_proven(tx, name, Proof(Means.LINK, proved_at), at=at, terms=terms)
