"""A terrorist-screening-like desk, where people answer: half an hour, and few questions a day (both our choice)."""

from datetime import timedelta

from openbitmap.node.connectors.model import Gate, Terms
from openbitmap.vocabulary import ExchangePurpose, PersonCategory

TERMS = Terms(
    title="Screening desk (terrorism)",
    spanish="Mesa de control (terrorismo)",
    format="JSON: name and prints",
    service=timedelta(minutes=30),
    patience=timedelta(hours=72),
    per_day=200,
    stale_after=timedelta(hours=24),
    gate=Gate(
        frozenset({ExchangePurpose.BORDER_CHECK, ExchangePurpose.PRISON_VETTING, ExchangePurpose.TERRORISM}),
        frozenset(PersonCategory) - {PersonCategory.OWN_NATIONAL},
    ),
)
