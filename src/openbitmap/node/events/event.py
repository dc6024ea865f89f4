"""What every fact is."""

from dataclasses import dataclass, fields
from typing import ClassVar


@dataclass(frozen=True)
class Event:
    """One fact. `subject_field` names the field whose value files it, `otherwise` the one that does where that is
    empty: a case that no submission started files its facts under itself. `starts_work` is False for a fact that no
    line of the flow will ever follow; nobody is woken for it."""

    starts_work: ClassVar[bool] = True
    subject_field: ClassVar[str] = "submission"
    otherwise: ClassVar[str] = "case"

    @property
    def subject(self) -> str:
        return str(getattr(self, self.subject_field) or getattr(self, self.otherwise, ""))

    def body(self) -> dict[str, str | int | list[str]]:
        """The fields as JSON values, for the ledger's canonical form."""
        return {f.name: _plain(getattr(self, f.name)) for f in fields(self)}

    @classmethod
    def from_body(cls, body: dict[str, object]) -> "Event":
        known = {f.name for f in fields(cls)}
        return cls(**{k: tuple(v) if isinstance(v, list) else v for k, v in body.items() if k in known})


def by_name(*kinds: type[Event]) -> dict[str, type[Event]]:
    return {kind.__name__: kind for kind in kinds}


def _plain(value: object) -> str | int | list[str]:
    if isinstance(value, tuple):
        return [str(v) for v in value]
    return value if isinstance(value, int) else str(value)
