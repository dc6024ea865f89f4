"""An INTERPOL-like hub: notices by colour, hit or no hit at a border within a minute (our choice, as the quota)."""

from datetime import timedelta

from openbitmap.node.connectors.model import Gate, Terms
from openbitmap.vocabulary import ExchangePurpose, PersonCategory

TERMS = Terms(
    title="INTERPOL hub",
    spanish="Nodo INTERPOL",
    format="JSON: name, document and prints",
    service=timedelta(seconds=60),
    patience=timedelta(hours=24),
    per_day=5_000,
    stale_after=timedelta(hours=24),
    gate=Gate(
        frozenset(
            {
                ExchangePurpose.BORDER_CHECK,
                ExchangePurpose.PRISON_VETTING,
                ExchangePurpose.SERIOUS_CRIME,
                ExchangePurpose.TERRORISM,
            }
        ),
        frozenset(PersonCategory),
    ),
)
