"""A restore settled over the line in one go: state it, bring the claim, take the answer. Nothing is held in the
database while bytes travel."""

import httpx

from openbitmap.node import partners
from openbitmap.node.database import Database
from openbitmap.node.envelopes import pushing
from openbitmap.node.envelopes.restoring import Account, Reconciled
from openbitmap.node.equipment import Equipment
from openbitmap.node.partners import Keyring
from openbitmap.node.problems import NO_SUCH_THING, PARTNER_SILENT, RESTORE_REFUSED, Refused
from openbitmap.node.witness import restoring
from openbitmap.node.witness.restoring import Statement

RESTORES = "/partners/v1/restores"
LONGEST_REFUSAL = 500
"""Characters of a partner's words that are shown."""


def settle_by_line(database: Database, equipment: Equipment, statement: Statement) -> tuple[Account, Reconciled]:
    """What both know now. Raises Refused; where the partner cannot be reached the restore is stated nonetheless, and
    the same again asks it again."""
    name, at = statement.partner, statement.at
    with database.transaction() as tx:
        claim = restoring.claim_restore(tx, Keyring.of(equipment.settings.home), statement)
        partner, me = partners.partner_named(tx, name), partners.me(tx)
    if partner is None:
        raise Refused(NO_SUCH_THING, kind="partner", name=name)
    if not partner.address:
        raise Refused(PARTNER_SILENT, partner=name)
    try:
        with pushing.open_client(equipment, me, partner) as client:
            answer = client.post(RESTORES, content=claim)
            if 400 <= answer.status_code < 500:
                raise Refused(RESTORE_REFUSED, partner=name, why=answer.text[:LONGEST_REFUSAL])
            answer.raise_for_status()
    except httpx.HTTPError:
        raise Refused(PARTNER_SILENT, partner=name) from None
    with database.transaction() as tx:
        return restoring.take_answer(tx, equipment, answer.content, by=statement.by, at=at)
