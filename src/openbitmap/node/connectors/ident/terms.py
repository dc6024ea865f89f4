"""An IDENT-like repository: ten seconds at a border (requirements, section 6), everybody but own nationals. What is
not published (quota, age of data) is our choice."""

from datetime import timedelta

from openbitmap.node.connectors.model import Gate, Terms
from openbitmap.vocabulary import ExchangePurpose, PersonCategory

TERMS = Terms(
    title="IDENT (homeland security)",
    spanish="IDENT (seguridad interior)",
    format="EBTS: RPIS, CAR, IRQ",
    service=timedelta(seconds=10),
    patience=timedelta(hours=24),
    per_day=5_000,
    stale_after=timedelta(hours=24),
    gate=Gate(
        frozenset(ExchangePurpose),
        frozenset(PersonCategory) - {PersonCategory.OWN_NATIONAL},
    ),
)
