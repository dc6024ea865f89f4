"""An NGI-like repository: criminal records, ten minutes for a matter of crime and fifteen for any other, both of high
priority (requirements, section 6: a secondary source); not for identifying somebody without a further purpose. Quota
and age of data are our choice."""

from datetime import timedelta

from openbitmap.node.connectors.model import Gate, Terms
from openbitmap.vocabulary import ExchangePurpose, PersonCategory

TERMS = Terms(
    title="NGI (criminal justice)",
    spanish="NGI (justicia penal)",
    format="EBTS: RPIS, TPIS, CAR, IRQ",
    service=timedelta(minutes=10),
    civil=timedelta(minutes=15),
    patience=timedelta(hours=24),
    per_day=1_000,
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
        frozenset(PersonCategory) - {PersonCategory.OWN_NATIONAL},
    ),
)
