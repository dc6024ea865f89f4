"""Watches and notices as people may see them: what protection flagged or withheld does not exist for others, and what
is discreet only for who may see it."""

import json
from collections.abc import Sequence

from openbitmap.node.access import Act, Principal
from openbitmap.node.database import Transaction
from openbitmap.node.notices import store
from openbitmap.node.notices.model import Kept, Notice, NoticeState, Side, Watch, WatchState
from openbitmap.node.vault import Erased, Unknown, Vault
from openbitmap.vocabulary import Digest, EncounterId


def watches_for(tx: Transaction, *, by: Principal) -> list[Watch]:
    """What waits first. Raises Refused."""
    by.require(Act.READ_ALERTS)
    return [w for w in store.watches_shown(tx) if _shows_watch(by, w)]


def notices_for(tx: Transaction, *, by: Principal) -> list[Notice]:
    """What waits first, then the newest. Raises Refused."""
    watches = {w.watch for w in watches_for(tx, by=by)}
    return [n for n in store.notices_shown(tx) if _shows_notice(by, n, watched=n.watch in watches)]


def told_of(tx: Transaction, encounters: Sequence[EncounterId], *, by: Principal) -> list[Notice]:
    """Whom we told of these encounters, for the desk's own page: a partner's watch is discreet."""
    if not by.may(Act.SEE_DISCREET):
        return []
    return [n for n in store.notices_about(tx, encounters) if _shows_notice(by, n, watched=True)]


def outcome_kept(tx: Transaction, notice: str, *, by: Principal) -> Kept | None:
    """What the giver of a notice was not told of its outcome, and why. Raises Refused."""
    by.require(Act.READ_ALERTS)
    held = store.notice_named(tx, notice)
    return store.outcome_kept(tx, notice) if held and _shows_notice(by, held, watched=True) else None


def words_of(tx: Transaction, vault: Vault, notice: str, *, by: Principal) -> dict[str, object]:
    """What a partner's notice says; empty once it was erased. Raises Refused."""
    by.require(Act.READ_ALERTS)
    sealed = store.sealed_of(tx, notice)
    held = store.notice_named(tx, notice) if sealed else None
    if held is None or held.side is not Side.TAKEN or not _shows_notice(by, held, watched=True):
        return {}
    try:
        found = json.loads(vault.get(tx, Digest(sealed)))
    except (Erased, Unknown):
        return {}
    return found if isinstance(found, dict) else {}


def _shows_watch(by: Principal, watch: Watch) -> bool:
    if watch.state is WatchState.FLAGGED:
        return by.may(Act.READ_PROTECTION)
    return watch.side is Side.GIVEN or by.may(Act.SEE_DISCREET)


def _shows_notice(by: Principal, notice: Notice, *, watched: bool) -> bool:
    """What was withheld is protection's, whoever may see its watch."""
    if notice.state is NoticeState.WITHHELD:
        return by.may(Act.READ_PROTECTION)
    return watched
