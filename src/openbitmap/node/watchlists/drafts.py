"""A file between its preview and the word "import it": sealed in the vault, for whoever sent it. Reads and writes the
table `watchlist_draft`.
"""

import json
from dataclasses import asdict
from datetime import datetime

from openbitmap.node.access import Principal
from openbitmap.node.database import Transaction, named_queries, new_id
from openbitmap.node.problems import NO_SUCH_THING, Refused
from openbitmap.node.vault import Erased, Vault
from openbitmap.node.watchlists.cells import Defaults
from openbitmap.node.watchlists.formats import Format
from openbitmap.node.watchlists.imports import Batch
from openbitmap.node.watchlists.kinds import Category, Evidence, Handling, Reliability, Standard
from openbitmap.node.watchlists.model import Claim, Grounds, Instructions

_SQL = named_queries(__package__)


def keep_draft(tx: Transaction, batch: Batch, vault: Vault, *, by: Principal, at: datetime) -> str:
    """Seal the files under a name; nothing of them is an entry yet."""
    draft = new_id("draft")
    digests = [vault.put(tx, data, owner=draft) for data in batch.files]
    tx.run(
        _SQL["insert_draft"],
        draft=draft,
        importer=by.name,
        form=batch.form,
        digests=digests,
        defaults=json.dumps(asdict(batch.defaults)),
        at=at,
    )
    return draft


def draft_named(tx: Transaction, draft: str, vault: Vault, *, by: Principal) -> Batch:
    """A draft of one's own. Raises Refused."""
    row = tx.one(_SQL["draft"], draft=draft, importer=by.name)
    if row is None:
        raise Refused(NO_SUCH_THING, kind="import", name=draft)
    form, digests, defaults = row
    try:
        files = tuple(vault.get(tx, digest) for digest in digests)
    except Erased:
        raise Refused(NO_SUCH_THING, kind="import", name=draft) from None
    return Batch(Format(form), files, _defaults(json.loads(defaults)))


def _defaults(told: dict[str, str | bool | dict[str, str]]) -> Defaults:
    """The defaults as `asdict` wrote them."""
    grounds, orders = told["grounds"], told["instructions"]
    assert isinstance(grounds, dict)
    assert isinstance(orders, dict)
    claims: list[dict[str, str]] = list(grounds["claims"])  # type: ignore[arg-type]  # a list of claims, in JSON
    return Defaults(
        str(told["list"]),
        str(told["originator"]),
        Grounds(
            Category(grounds["category"]),
            tuple(
                Claim(Evidence(c["evidence"]), c["source"], Reliability(c["reliability"]), c["statement"])
                for c in claims
            ),
            grounds["legal_basis"],
            Standard(grounds["standard"]),
        ),
        Instructions(Handling(orders["code"]), orders["contact"], orders["caveat"], bool(orders["tell_subject"])),
    )
