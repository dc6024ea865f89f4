"""One JSON form for every message: sorted keys, ISO 8601 times in UTC, no insignificant white space."""

import json

from pydantic import TypeAdapter


def to_json(message: object) -> str:
    """Canonical text of a message of this package; equal values give equal bytes."""
    value = TypeAdapter(type(message)).dump_python(message, mode="json")
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
