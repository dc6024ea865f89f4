"""Reads and writes the tables `ceremony`, `passkey` and `outside_subject`."""

from dataclasses import asdict
from datetime import datetime

from openbitmap.node.access.proofs import Ceremony, KnownKey, Passkey, Purpose
from openbitmap.node.database import Transaction, named_queries

_SQL = named_queries(__package__)


def insert_ceremony(tx: Transaction, token_hash: str, ceremony: Ceremony, *, expires_at: datetime) -> None:
    tx.run(_SQL["insert_ceremony"], **asdict(ceremony) | {"token": token_hash}, expires_at=expires_at)


def take_ceremony(tx: Transaction, token: str, token_hash: str, *, at: datetime) -> Ceremony | None:
    """Gone with the reading; of two answers at once one finds it."""
    row = tx.one(_SQL["take_ceremony"], token=token_hash, at=at)
    if row is None:
        return None
    purpose, session, challenge, verifier, begun_at = row
    return Ceremony(token, Purpose(purpose), session, bytes(challenge), verifier, begun_at)


def forget_ceremonies(tx: Transaction, at: datetime) -> None:
    tx.run(_SQL["forget_ceremonies"], at=at)


def handle_of(tx: Transaction, account: str) -> str:
    return str(tx.scalar(_SQL["handle_of"], account=account))


def passkeys_of(tx: Transaction, account: str) -> list[Passkey]:
    """Those that open the account, oldest first."""
    return tx.all(_SQL["passkeys_of"], into=Passkey, account=account)


def ways_in_by_account(tx: Transaction) -> dict[str, int]:
    """How many passkeys, and a provider's word, open each account; who needs a link is left out."""
    return dict(tx.all(_SQL["ways_in_by_account"]))


def credentials_of(tx: Transaction, account: str) -> list[bytes]:
    return [bytes(credential) for (credential,) in tx.all(_SQL["credentials_of"], account=account)]


def insert_passkey(tx: Transaction, passkey: Passkey, known: KnownKey) -> bool:
    """False if this credential is registered already, for whomever."""
    row = asdict(passkey) | {"credential": known.credential, "public_key": known.public_key, "counter": known.counter}
    return bool(tx.run(_SQL["insert_passkey"], **row))


def key_of(tx: Transaction, credential: bytes) -> KnownKey | None:
    return tx.one(_SQL["key_of"], into=KnownKey, credential=credential)


def use_passkey(tx: Transaction, known: KnownKey, *, counter: int, at: datetime) -> bool:
    """Moves the counter on. False if another answer has moved it as far: one of the two came from a copy."""
    return bool(tx.run(_SQL["use_passkey"], credential=known.credential, counter=counter, at=at))


def rename_passkey(tx: Transaction, account: str, passkey: str, *, title: str) -> bool:
    return bool(tx.run(_SQL["rename_passkey"], account=account, passkey=passkey, title=title))


def remove_passkey(tx: Transaction, account: str, passkey: str, *, at: datetime) -> bool:
    return bool(tx.run(_SQL["remove_passkey"], account=account, passkey=passkey, at=at))


def provider_of(tx: Transaction, account: str) -> str | None:
    """The identity provider whose word opens this account."""
    issuer = tx.scalar(_SQL["provider_of"], account=account)
    return None if issuer is None else str(issuer)


def account_of_subject(tx: Transaction, issuer: str, subject_hash: str) -> str | None:
    name = tx.scalar(_SQL["account_of_subject"], issuer=issuer, subject_hash=subject_hash)
    return None if name is None else str(name)


def bind_subject(tx: Transaction, account: str, issuer: str, *, subject_hash: str, at: datetime) -> bool:
    """False if the subject or the account is bound already."""
    row = {"account": account, "issuer": issuer, "subject_hash": subject_hash, "at": at}
    return bool(tx.run(_SQL["bind_subject"], **row))


def unbind_subject(tx: Transaction, account: str) -> str | None:
    """The provider whose word opened this account until now."""
    issuer = tx.scalar(_SQL["unbind_subject"], account=account)
    return None if issuer is None else str(issuer)
