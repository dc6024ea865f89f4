"""What a value must be, beyond its type."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from openbitmap.node.settings.groups import AbroadSettings, Settings
from openbitmap.vocabulary import GalleryKind

HIGHEST_PORT = 65_535
LANGUAGES = ("en", "es")


class UnusableSetting(ValueError):
    """A setting that cannot be used: its name, its text, what was expected."""


def require_ranges(settings: Settings) -> None:
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
