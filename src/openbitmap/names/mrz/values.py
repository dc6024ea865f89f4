"""What a machine-readable zone says, field by field, as text."""

from dataclasses import dataclass

from openbitmap.names.mrz.layouts import Format


@dataclass(frozen=True)
class MrzDate:
    """A date with two digits of its year; unknown parts are empty. The century is left to who knows the person."""

    year: str
    month: str
    day: str

    @classmethod
    def of(cls, text: str) -> "MrzDate":
        parts = (text[i : i + 2].replace("<", "") for i in (0, 2, 4))
        return cls(*(part if len(part) == 2 and part.isdigit() else "" for part in parts))

    @property
    def text(self) -> str:
        return "".join(part or "<<" for part in (self.year, self.month, self.day))

    def years(self, *, latest: int) -> tuple[int, ...]:
        """The full years it may mean, up to and including `latest`, the likelier first."""
        if not self.year:
            return ()
        newest = latest - (latest - int(self.year)) % 100
        return (newest, newest - 100)


@dataclass(frozen=True)
class Holder:
    """Who the document says the holder is; `truncated` where the names filled their line to its end."""

    surname: str
    given: str
    nationality: str
    birth: MrzDate
    sex: str
    truncated: bool = False

    @property
    def name(self) -> str:
        return f"{self.given} {self.surname}".strip()


@dataclass(frozen=True)
class Zone:
    """One zone: `code` as printed (P, ID, V...), `issuer` and `number` without fillers."""

    format: Format
    code: str
    issuer: str
    number: str
    holder: Holder
    expiry: MrzDate
    optional: str = ""
