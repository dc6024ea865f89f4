"""One JSON form for every message: sorted keys, ISO 8601 times in UTC, no insignificant white space."""

import functools
import json
from collections.abc import Hashable
from typing import Any, cast

from pydantic import TypeAdapter


def to_json(message: object) -> str:
    """Canonical text of a message of this package; equal values give equal bytes."""
    value = _adapter(cast("Hashable", type(message))).dump_python(message, mode="json")
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


@functools.cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    """Made once a kind: making one costs as much as writing a hundred answers."""
    return TypeAdapter(kind)
