"""Machine doors over HTTP: stations submit and read their answers, examiners' tools take and judge cases; on a port of
its own, partners' nodes bring and fetch envelopes.

Promises: no key, no answer (`/health` and the API's own description apart); a station sees its own submissions and
nobody else's; every refusal is one problem of the catalogue. Nothing is parsed in a door.
"""

from openbitmap.node.api.again import MOST_ATTEMPTS
from openbitmap.node.api.application import create_app
from openbitmap.node.api.partners import CERTIFICATE, caller, create_partner_app

__all__ = ["CERTIFICATE", "MOST_ATTEMPTS", "caller", "create_app", "create_partner_app"]
