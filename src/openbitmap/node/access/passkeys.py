"""Passkeys (WebAuthn level 3): register one, sign in with it, prove again who you are. The authenticator must verify
its user (PIN or biometric on the device), answer our challenge from our own pages, and count upwards.
"""

import json
import logging
from datetime import datetime

from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import base64url_to_bytes
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from openbitmap.node import ledger
from openbitmap.node.access import proof_store, store
from openbitmap.node.access.model import Means, Session, SessionTerms
from openbitmap.node.access.proofs import Answer, Ceremony, KnownKey, Passkey, Site
from openbitmap.node.access.sessions import open_session, refresh_session
from openbitmap.node.database import Transaction, new_id
from openbitmap.node.events import PasskeyRegistered, PasskeyRemoved, PasskeyRenamed
from openbitmap.node.problems import (
    CEREMONY_SPENT,
    LAST_WAY_IN,
    NO_SUCH_THING,
    PASSKEY_KNOWN,
    PASSKEY_REFUSED,
    Refused,
)
from openbitmap.vocabulary import Actor

log = logging.getLogger(__name__)

TITLE_LENGTH = 60


def registration_options(tx: Transaction, session: Session, ceremony: Ceremony, *, site: Site) -> str:
    """JSON for `navigator.credentials.create`. The authenticator keeps the account's random handle, not who it is."""
    name = session.principal.name
    options = generate_registration_options(
        rp_id=site.domain,
        rp_name=f"OpenBITMAP {site.node}",
        user_name=name,
        user_display_name=session.title,
        user_id=proof_store.handle_of(tx, name).encode(),
        challenge=ceremony.challenge,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=UserVerificationRequirement.REQUIRED
        ),
        exclude_credentials=_descriptors(tx, name),
    )
    return options_to_json(options)


def authentication_options(tx: Transaction, session: Session | None, ceremony: Ceremony, *, site: Site) -> str:
    """JSON for `navigator.credentials.get`. Before signing in it names no account and no credential: the authenticator
    offers what it holds, and a stranger learns nothing of who has an account."""
    options = generate_authentication_options(
        rp_id=site.domain,
        challenge=ceremony.challenge,
        allow_credentials=_descriptors(tx, session.principal.name) if session else None,
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return options_to_json(options)


def register_passkey(tx: Transaction, session: Session, answer: Answer, *, title: str, at: datetime) -> Passkey:
    """Keep the public key that an authenticator made for this account. Raises Refused."""
    _require_own(answer.ceremony, session)
    name = session.principal.name
    key = _registered_key(answer, name)
    title = title.strip()[:TITLE_LENGTH] or f"Passkey {len(proof_store.passkeys_of(tx, name)) + 1}"
    made = Passkey(new_id("passkey"), name, title, registered_at=at, used_at=None)
    if not proof_store.insert_passkey(tx, made, key):
        raise Refused(PASSKEY_KNOWN)
    ledger.record(tx, PasskeyRegistered(name, made.passkey), actor=session.principal.actor)
    return made


def sign_in_by_passkey(tx: Transaction, answer: Answer, *, at: datetime, terms: SessionTerms) -> str:
    """The token of a new session of whoever holds the passkey. Raises Refused."""
    return open_session(tx, _proven_account(tx, answer, at), Means.PASSKEY, at=at, terms=terms)


def step_up_by_passkey(tx: Transaction, session: Session, answer: Answer, *, at: datetime) -> None:
    """Make a session fresh again; only a passkey of its own account counts. Raises Refused."""
    _require_own(answer.ceremony, session)
    if _proven_account(tx, answer, at) != session.principal.name:
        raise Refused(PASSKEY_REFUSED)
    refresh_session(tx, session, Means.PASSKEY, at=at)


def rename_passkey(tx: Transaction, owner: str, passkey: str, *, title: str) -> None:
    """Its owner's word for it. Raises Refused."""
    title = title.strip()[:TITLE_LENGTH]
    if not title or not proof_store.rename_passkey(tx, owner, passkey, title=title):
        raise Refused(NO_SUCH_THING, kind="passkey", name=passkey)
    ledger.record(tx, PasskeyRenamed(owner, passkey), actor=Actor("person", owner))


def remove_passkey(tx: Transaction, owner: str, passkey: str, *, at: datetime, actor: Actor) -> None:
    """It opens nothing from now on. An owner keeps one way in; an administrator, who can make a link, may take the last
    one of somebody else. Raises Refused."""
    store.lock_account(tx, owner)
    held = [p.passkey for p in proof_store.passkeys_of(tx, owner)]
    if passkey not in held:
        raise Refused(NO_SUCH_THING, kind="passkey", name=passkey)
    if actor == Actor("person", owner) and len(held) == 1 and not proof_store.provider_of(tx, owner):
        raise Refused(LAST_WAY_IN)
    proof_store.remove_passkey(tx, owner, passkey, at=at)
    ledger.record(tx, PasskeyRemoved(owner, passkey), actor=actor)


def _registered_key(answer: Answer, account: str) -> KnownKey:
    try:
        made = verify_registration_response(
            credential=answer.credential,
            expected_challenge=answer.ceremony.challenge,
            expected_rp_id=answer.site.domain,
            expected_origin=answer.site.origin,
            require_user_verification=True,
        )
    except Exception as wrong:  # noqa: BLE001  # whatever a hostile browser sends, it is refused alike
        raise _refused(wrong) from None
    return KnownKey(made.credential_id, account, "", made.credential_public_key, made.sign_count)


def _proven_account(tx: Transaction, answer: Answer, at: datetime) -> str:
    """The account whose passkey answered, with its counter moved on. Raises Refused."""
    try:
        sent = json.loads(answer.credential)
        known = proof_store.key_of(tx, base64url_to_bytes(sent["rawId"]))
        handle = base64url_to_bytes(sent["response"].get("userHandle") or "")
    except (ValueError, KeyError, TypeError, AttributeError) as wrong:
        raise _refused(wrong) from None
    account = store.account_named(tx, known.account) if known else None
    if known is None or account is None or not account.active or handle not in (b"", known.handle.encode()):
        raise Refused(PASSKEY_REFUSED)
    counter = _counted(answer, known)
    if not proof_store.use_passkey(tx, known, counter=counter, at=at):
        raise Refused(PASSKEY_REFUSED)
    return known.account


def _counted(answer: Answer, known: KnownKey) -> int:
    """The authenticator's counter, if its signature, challenge, origin and user hold. Raises Refused."""
    try:
        verified = verify_authentication_response(
            credential=answer.credential,
            expected_challenge=answer.ceremony.challenge,
            expected_rp_id=answer.site.domain,
            expected_origin=answer.site.origin,
            credential_public_key=known.public_key,
            credential_current_sign_count=known.counter,
            require_user_verification=True,
        )
    except Exception as wrong:  # noqa: BLE001  # whatever a hostile browser sends, it is refused alike
        raise _refused(wrong) from None
    return verified.new_sign_count


def _descriptors(tx: Transaction, account: str) -> list[PublicKeyCredentialDescriptor]:
    return [PublicKeyCredentialDescriptor(id=c) for c in proof_store.credentials_of(tx, account)]


def _require_own(ceremony: Ceremony, session: Session) -> None:
    if ceremony.session != session.session:
        raise Refused(CEREMONY_SPENT)


def _refused(wrong: Exception) -> Refused:
    """The person is told one sentence; of what kind the fault was is for the log, where it helps no attacker."""
    log.warning("a passkey was refused: %s", type(wrong).__name__)
    return Refused(PASSKEY_REFUSED)
