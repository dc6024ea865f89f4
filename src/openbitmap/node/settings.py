"""Every setting of a node: name, default, meaning. Read once, in `main`; a function gets the value it needs, not the
table."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

from openbitmap.vocabulary import GalleryKind

Group = TypeVar("Group")

HIGHEST_PORT = 65_535
LANGUAGES = ("en", "es")


@dataclass(frozen=True)
class Setting:
    name: str
    default: str
    meaning: str

    @property
    def variable(self) -> str:
        return f"OPENBITMAP_{self.name.upper()}"


SETTINGS: tuple[Setting, ...] = (
    Setting("home", "", "Folder of the node's state; empty: openbitmap under $XDG_DATA_HOME or ~/.local/share."),
    Setting("database_url", "", "PostgreSQL URL; empty: an embedded server inside home."),
    Setting("host", "127.0.0.1", "Address the machine doors and the pages listen on."),
    Setting("port", "8750", "Port of the same; 0 lets the system choose one."),
    Setting("node", "CL", "Short name of the node, used in control numbers and in the ledger's first entry."),
    Setting("fpir", "0.001", "False positive identification rate at which a candidate becomes a possible match."),
    Setting("cores", "2", "Cores the node may use: that many workers, and threads of one gallery scan."),
    Setting("language", "en", "Language of cards and pages where the reader states none: en or es."),
    Setting("key", "", "Key of the station or person on whose behalf the command line talks to a node."),
    Setting("case_minutes", "30", "Minutes within which an opinion is due on a rapid or urgent case; routine 4 times."),
    Setting("claim_minutes", "45", "Minutes without an act after which another examiner may take over a case."),
    Setting("seed_every", "0", "After how many cases, on average, one of known outcome is planted; 0: none."),
    Setting("small_cell", "5", "Counts of people below this are kept to themselves in the overview."),
    Setting("alert_urgent_minutes", "10", "Minutes within which the desk takes an urgent alert in hand."),
    Setting("alert_routine_minutes", "60", "The same for a routine alert."),
    Setting("alert_outcome_hours", "24", "Hours within which it is known what came of an alert handed over."),
    Setting("mail_server", "", "smtp://user:password@host:587 for alert mail; empty: mail waits in the outbox."),
    Setting("mail_from", "openbitmap@localhost", "Sender of alert mail."),
    Setting("alert_mail", "", "Mailbox of the desk, for people who may see discreet alerts; empty: no mail."),
    Setting("alert_mail_supervisor", "", "Mailbox of the supervisor on duty, who is told of late alerts; empty: none."),
    Setting("webhook_private", "no", "Whether webhooks may go to private addresses and plain http: yes or no."),
    Setting(
        "public_origin", "", "Where browsers reach the pages, and passkeys belong; empty: http://localhost:<port>."
    ),
    Setting("session_idle_minutes", "30", "Minutes without an act of the person after which a session ends."),
    Setting("session_hours", "12", "Hours after which a session ends, however busy."),
    Setting("fresh_minutes", "15", "Minutes after a strong sign-in within which decisions and exports are taken."),
    Setting("evidence_hours", "4", "Hours a disclosure may stand unattested by its partner before the next stops."),
    Setting("recall_hours", "24", "Hours another nation has to obey a recall; lateness is told again after as many."),
    Setting("retention_hold_days", "30", "Days a plan of forgetting lies open for objection before it is carried out."),
    Setting("retention_ceiling", "0.001", "Share of what is held that one run erases at most without two approvals."),
    Setting(
        "retention_own", "", "Days after which own encounters are forgotten: encounter=3650,prison=7300; empty: never."
    ),
    Setting("node_title", "", "Full name of the nation or authority, as partners read it; empty: the short name."),
    Setting("node_country", "", "Country of the node as partners read it, ISO 3166 alpha-2; empty: the short name."),
    Setting("partner_host", "127.0.0.1", "Address the door for partners' nodes listens on."),
    Setting("partner_port", "", "Port of the same; empty: no door, and this node fetches what partners have for it."),
    Setting("partner_address", "", "https://host:port where partners reach that door; empty: host and port as above."),
    Setting("oidc_issuer", "", "Address of the agency's identity provider (OpenID Connect); empty: none."),
    Setting("oidc_client_id", "", "What the identity provider knows this node as."),
    Setting("oidc_client_secret", "", "The node's secret at the identity provider; better in a file."),
    Setting("oidc_claim", "sub", "Claim of the identity provider's token that says who it is; bound to one account."),
)


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


SECRETS = ("key", "database_url", "oidc_client_secret", "mail_server")
"""Settings whose values are shown to nobody."""


class UnusableSetting(ValueError):
    """A setting that cannot be used: its name, its text, what was expected."""


def read_settings(environment: Mapping[str, str] = os.environ, **given: str) -> Settings:
    """Values from `given`, else from OPENBITMAP_<NAME>, else from the file named by OPENBITMAP_<NAME>_FILE, else the
    default. Raises UnusableSetting."""
    text = {s.name: given.get(s.name) or _from_environment(s, environment) for s in SETTINGS}
    text["home"] = text["home"] or str(_default_home(environment))
    settings = _group(Settings, text)
    _require_ranges(settings)
    return settings


def _group(kind: type[Group], text: Mapping[str, str]) -> Group:
    """The fields of a group from the texts of their names; a group among them is made the same way."""
    made: dict[str, object] = {}
    for f in fields(kind):  # type: ignore[arg-type]  # every group is a dataclass
        is_group = isinstance(f.type, type) and is_dataclass(f.type)
        made[f.name] = _group(f.type, text) if is_group else _typed(f.name, text[f.name], f.type)  # type: ignore[arg-type]  # a class, as just asked
    return kind(**made)


def _require_ranges(settings: Settings) -> None:
    desk, sign_in, web = settings.desk, settings.sign_in, settings.web
    ranges = (
        ("fpir", 0 < settings.fpir < 1, "between 0 and 1"),
        ("cores", settings.cores >= 1, "1 or more"),
        ("case_minutes", desk.case_minutes >= 1, "1 or more"),
        ("claim_minutes", desk.bench.claim_minutes >= 1, "1 or more"),
        ("seed_every", desk.bench.seed_every >= 0, "0 or more"),
        ("small_cell", desk.bench.small_cell >= 1, "1 or more"),
        ("alert_urgent_minutes", desk.alert_urgent_minutes >= 1, "1 or more"),
        ("alert_routine_minutes", desk.alert_routine_minutes >= 1, "1 or more"),
        ("alert_outcome_hours", desk.alert_outcome_hours >= 1, "1 or more"),
        ("mail_server", not desk.mail_server or _is_mail_server(desk.mail_server), "smtp://user:password@host:port"),
        ("webhook_private", desk.webhook_private in ("yes", "no"), "yes or no"),
        ("session_idle_minutes", sign_in.session_idle_minutes >= 1, "1 or more"),
        ("session_hours", sign_in.session_hours >= 1, "1 or more"),
        ("fresh_minutes", sign_in.fresh_minutes >= 1, "1 or more"),
        *_ranges_abroad(settings.abroad),
        ("port", 0 <= web.port <= HIGHEST_PORT, f"from 0 to {HIGHEST_PORT}"),
        ("public_origin", _is_origin(web.origin), "http:// or https:// with a host name and nothing behind it"),
        ("oidc_issuer", _is_issuer(sign_in.oidc_issuer), "https://, or http:// on this machine"),
        ("language", settings.language in LANGUAGES, " or ".join(LANGUAGES)),
    )
    for name, belongs, wanted in ranges:
        if not belongs:
            value = settings.value(name)
            raise UnusableSetting(f"setting {name}: {value!r} is not {wanted}; see `openbitmap node settings`")


def _ranges_abroad(abroad: AbroadSettings) -> Iterator[tuple[str, bool, str]]:
    port, address = abroad.channel.partner_port, abroad.channel.partner_address
    is_port = not port or (port.isdigit() and 0 < int(port) <= HIGHEST_PORT)
    yield "partner_port", is_port, f"from 1 to {HIGHEST_PORT}, or empty"
    is_door = not address or (address.startswith("https://") and _is_origin(address))
    yield "partner_address", is_door, "https:// with a host name and nothing behind it, or empty"
    yield "evidence_hours", abroad.evidence_hours >= 1, "1 or more"
    yield "recall_hours", abroad.recall_hours >= 1, "1 or more"
    yield "retention_hold_days", abroad.retention_hold_days >= 1, "1 or more"
    yield "retention_ceiling", 0 < abroad.retention_ceiling <= 1, "above 0, and 1 at most"
    yield "retention_own", _is_terms(abroad.retention_own), "a list of kind=days, kinds of gallery"


def _is_terms(text: str) -> bool:
    terms = [term.partition("=") for term in text.split(",") if term.strip()]
    kinds = {kind.value for kind in GalleryKind}
    return all(kind.strip() in kinds and days.strip().isdigit() and int(days) > 0 for kind, _, days in terms)


def _is_origin(address: str) -> bool:
    parts = urlsplit(address)
    return parts.scheme in ("http", "https") and bool(parts.hostname) and not (parts.path or parts.query)


def _is_mail_server(address: str) -> bool:
    parts = urlsplit(address)
    return parts.scheme == "smtp" and bool(parts.hostname)


def _is_issuer(address: str) -> bool:
    """Keys that come over plain http could be anybody's; on the machine itself nobody stands between."""
    parts = urlsplit(address)
    return not address or parts.scheme == "https" or parts.hostname in ("localhost", "127.0.0.1")


def _from_environment(setting: Setting, environment: Mapping[str, str]) -> str:
    if secret := environment.get(f"{setting.variable}_FILE"):
        return Path(secret).read_text(encoding="utf-8").strip()
    return environment.get(setting.variable, setting.default)


def _default_home(environment: Mapping[str, str]) -> Path:
    base = environment.get("XDG_DATA_HOME") or Path(environment.get("HOME", "/")) / ".local" / "share"
    return Path(base) / "openbitmap"


def _typed(name: str, text: str, kind: object) -> object:
    try:
        if kind is Path:
            return Path(text).absolute()
        return {int: int, float: float, str: str}[kind](text)  # type: ignore[index]  # the table above lists every kind
    except ValueError:
        wanted = getattr(kind, "__name__", kind)
        raise UnusableSetting(f"setting {name}: {text!r} is not {wanted}; see `openbitmap node settings`") from None
