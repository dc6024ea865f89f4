"""The same, typed, in groups."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from pathlib import Path


@dataclass(frozen=True)
class WebSettings:
    """Where the doors and pages are."""

    host: str
    port: int
    public_origin: str

    @property
    def origin(self) -> str:
        """Scheme, host and port as the browser sees them. A passkey cannot belong to a bare IP address, so the name
        `localhost` stands in until somebody says where the pages are."""
        return self.public_origin.rstrip("/") or f"http://localhost:{self.port}"

    @property
    def is_secure(self) -> bool:
        return self.origin.startswith("https://")


@dataclass(frozen=True)
class BenchSettings:
    """How long an examiner may hold a case, how often one of known outcome stands among them, and how small a group
    of people no figure tells of."""

    claim_minutes: int
    seed_every: int
    small_cell: int


@dataclass(frozen=True)
class DeskSettings:
    """What people at their desks are held to, and how a desk is told of what waits."""

    case_minutes: int
    alert_urgent_minutes: int
    alert_routine_minutes: int
    alert_outcome_hours: int
    mail_server: str
    mail_from: str
    alert_mail: str
    alert_mail_supervisor: str
    webhook_private: str
    bench: BenchSettings


@dataclass(frozen=True)
class SignInSettings:
    """How people enter and how long they stay."""

    session_idle_minutes: int
    session_hours: int
    fresh_minutes: int
    oidc_issuer: str
    oidc_client_id: str
    oidc_client_secret: str
    oidc_claim: str


@dataclass(frozen=True)
class AskingSettings:
    """In which language, where the reader states none; on whose behalf the command line asks."""

    language: str
    key: str


@dataclass(frozen=True)
class ChannelSettings:
    """What partners are told of this node, and where they reach it."""

    node_title: str
    node_country: str
    partner_host: str
    partner_port: str
    partner_address: str

    @property
    def port(self) -> int | None:
        """None: no door."""
        return int(self.partner_port) if self.partner_port else None

    @property
    def address(self) -> str:
        """As the card says it; "" where this node cannot be reached."""
        if not self.partner_port:
            return ""
        return self.partner_address.rstrip("/") or f"https://{self.partner_host}:{self.partner_port}"


@dataclass(frozen=True)
class AbroadSettings:
    """What holds between nations: clocks of recalls, and how forgetting goes."""

    evidence_hours: int
    recall_hours: int
    retention_hold_days: int
    retention_ceiling: float
    retention_own: str
    channel: ChannelSettings


@dataclass(frozen=True)
class Settings:
    """The table above, typed, in groups of one name each. `home` exists only after the node was founded."""

    home: Path
    database_url: str
    web: WebSettings
    node: str
    fpir: float
    cores: int
    asking: AskingSettings
    desk: DeskSettings
    sign_in: SignInSettings
    abroad: AbroadSettings

    @property
    def language(self) -> str:
        return self.asking.language

    @property
    def key(self) -> str:
        return self.asking.key

    def value(self, name: str) -> object:
        """One setting of the table by its name, whatever group it stands in."""
        return next(getattr(group, name) for group in _groups(self) if hasattr(group, name))


def _groups(group: object) -> Iterator[object]:
    """The group and those inside it."""
    yield group
    for f in fields(group):  # type: ignore[arg-type]  # every group is a dataclass
        if is_dataclass(f.type):
            yield from _groups(getattr(group, f.name))
