"""Machine doors over HTTP: stations submit and read their answers, examiners' tools take and judge cases.

Promises: no key, no answer (`/health` and the API's own description apart); a station sees its own submissions and
nobody else's; every refusal is one problem of the catalogue. Nothing is parsed in a door.
"""

from openbitmap.node.api.application import create_app

__all__ = ["create_app"]
