"""A DoD-ABIS-like repository: prints from places of conflict; for borders, terrorism and serious crime. No clock of it
is published: a quarter of an hour, the quota and the age of data are our choice."""

from datetime import timedelta

from openbitmap.node.connectors.model import Gate, Terms
from openbitmap.vocabulary import ExchangePurpose, PersonCategory

TERMS = Terms(
    title="ABIS (defence)",
    spanish="ABIS (defensa)",
    format="EBTS: TPIS, IRQ",
    service=timedelta(minutes=15),
    patience=timedelta(hours=24),
    per_day=1_000,
    stale_after=timedelta(hours=48),
    gate=Gate(
        frozenset({ExchangePurpose.BORDER_CHECK, ExchangePurpose.SERIOUS_CRIME, ExchangePurpose.TERRORISM}),
        frozenset(PersonCategory) - {PersonCategory.OWN_NATIONAL},
    ),
)
