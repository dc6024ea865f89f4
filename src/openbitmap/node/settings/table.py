"""The table: one row for each setting."""

from dataclasses import dataclass


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
    Setting("node_title", "", "Name of the nation or authority, as partners read it; empty: that of its country."),
    Setting("node_country", "", "Country of the node as partners read it, ISO 3166 alpha-2; empty: the short name."),
    Setting("partner_host", "127.0.0.1", "Address the door for partners' nodes listens on."),
    Setting("partner_port", "", "Port of the same; empty: no door, and this node fetches what partners have for it."),
    Setting("partner_address", "", "https://host:port where partners reach that door; empty: host and port as above."),
    Setting("oidc_issuer", "", "Address of the agency's identity provider (OpenID Connect); empty: none."),
    Setting("oidc_client_id", "", "What the identity provider knows this node as."),
    Setting("oidc_client_secret", "", "The node's secret at the identity provider; better in a file."),
    Setting("oidc_claim", "sub", "Claim of the identity provider's token that says who it is; bound to one account."),
)

SECRETS = ("key", "database_url", "oidc_client_secret", "mail_server")
"""Settings whose values are shown to nobody."""
