"""What a repository tells without being asked now: kept as it came, recorded once, tied to the question it is about,
which is the one it names, or else the last in which it named the same record."""

from datetime import datetime

from openbitmap.node import ledger
from openbitmap.node.connectors import actions, store
from openbitmap.node.connectors.configuration import configured, knocking
from openbitmap.node.connectors.kinds import KINDS
from openbitmap.node.connectors.model import Notice, Repository
from openbitmap.node.database import Transaction, new_id
from openbitmap.node.events import RepositoryNoticeReceived
from openbitmap.node.problems import UNKNOWN_KEY, UNREADABLE_NOTICE, Refused
from openbitmap.node.settings import Settings
from openbitmap.node.vault import Vault
from openbitmap.vocabulary import digest_of


def who_knocks(settings: Settings, key: str) -> Repository:
    """The repository whose key this is. Raises Refused(UNKNOWN_KEY)."""
    found = knocking([r for r in configured(settings) if r.enabled], key)
    if found is None:
        raise Refused(UNKNOWN_KEY)
    return found


def receive_notice(tx: Transaction, vault: Vault, repository: Repository, *, data: bytes, at: datetime) -> Notice:
    """Keep and record a notice; the same bytes are the same notice. Raises Refused(UNREADABLE_NOTICE) for what names
    neither itself nor a record, so that the sender learns of it."""
    digest = digest_of(data)
    known = store.notice_of_bytes(tx, repository.name, digest)
    if known is not None:
        return known
    advice = KINDS[repository.kind].notice(data)
    if not advice.number or not (advice.reference or advice.answers):
        raise Refused(UNREADABLE_NOTICE, repository=repository.name)
    consultation, inquiry = store.by_number(tx, repository.name, advice.answers)
    if not consultation:
        consultation, inquiry = store.by_reference(tx, repository.name, advice.reference)
    notice = Notice(
        new_id("ntc"),
        repository.name,
        advice.number,
        inquiry,
        consultation,
        reference=advice.reference,
        handling=advice.handling,
        subject=advice.subject,
        digest=digest,
        received_at=at,
    )
    if not store.insert_notice(tx, notice):
        again = store.notice_of_bytes(tx, repository.name, digest)
        assert again is not None  # whoever inserted it has committed
        return again
    vault.put(tx, data, owner=notice.notice)
    fact = RepositoryNoticeReceived(inquiry, notice.notice, repository.name, consultation, digest)
    ledger.record(tx, fact, actor=actions.NODE)
    return notice
