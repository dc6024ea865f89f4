"""How a simulated repository behaves; changed while it runs, so that a test can have an outage begin and end."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any


class UnfitConduct(ValueError):
    """A behaviour nobody knows, or a value of the wrong kind."""


@dataclass(frozen=True)
class Conduct:
    """`delay_seconds`: until an answer is ready (202 before); `outage`: 503; `silent_seconds`: nothing comes for so
    long; `unauthorised`: 401 to everybody; `refusal`: an error of this text to every question; `quota`: questions
    taken, 429 after; `stale_hours`: age of the data; `garbage`: bytes that mean nothing; `drip_seconds`: between two
    bytes of an answer."""

    delay_seconds: float = 0.0
    outage: bool = False
    silent_seconds: float = 0.0
    unauthorised: bool = False
    refusal: str = ""
    quota: int = 0
    stale_hours: float = 0.0
    garbage: bool = False
    drip_seconds: float = 0.0

    def changed(self, values: Mapping[str, Any]) -> "Conduct":
        """With these behaviours instead. Raises UnfitConduct."""
        kinds = {f.name: type(getattr(self, f.name)) for f in fields(self)}
        for key, value in values.items():
            if key not in kinds:
                raise UnfitConduct(f"{key}: no such behaviour; there are {', '.join(kinds)}")
            fits = isinstance(value, kinds[key]) or (kinds[key] is float and type(value) is int)
            if not fits or (kinds[key] is int and isinstance(value, bool)):
                raise UnfitConduct(f"{key}: a {kinds[key].__name__} is needed here, not {value!r}")
        return replace(self, **values)
