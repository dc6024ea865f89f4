"""Who the other nations' nodes are and by which keys we know them, and this node's own identity towards them.

Promises: a partner's key counts only after two people compared its fingerprint, or when the key before it vouched for
it; a revoked key is good for nothing after the envelope it is revoked from, and still proves what came before; private
keys are files that only the node's owner can read, and never leave them.
"""

from openbitmap.node.partners.actions import introduce, read_card, revoke, take_card
from openbitmap.node.partners.identity import (
    Whoami,
    adopt,
    current_key,
    establish,
    me,
    new_card,
    own_card,
    own_keys,
    sign,
    signing_key,
)
from openbitmap.node.partners.keyring import Keyring
from openbitmap.node.partners.model import KeySpan, KeyUse, OwnKey, OwnSignature, Partner, PartnerState, Revocation
from openbitmap.node.partners.store import active_partners, all_partners, cards_of, keys_of, partner_named
from openbitmap.node.partners.verifying import is_signed_by, key_for, signs_still

__all__ = [
    "KeySpan",
    "KeyUse",
    "Keyring",
    "OwnKey",
    "OwnSignature",
    "Partner",
    "PartnerState",
    "Revocation",
    "Whoami",
    "active_partners",
    "adopt",
    "all_partners",
    "cards_of",
    "current_key",
    "establish",
    "introduce",
    "is_signed_by",
    "key_for",
    "keys_of",
    "me",
    "new_card",
    "own_card",
    "own_keys",
    "partner_named",
    "read_card",
    "revoke",
    "sign",
    "signing_key",
    "signs_still",
    "take_card",
]
