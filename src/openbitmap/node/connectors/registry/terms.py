"""A civil registry: confirms, or does not, that somebody is the national they say they are. Asked about own nationals
and about people in custody only; clock and quota are our choice."""

from datetime import timedelta

from openbitmap.node.connectors.model import Gate, Terms
from openbitmap.vocabulary import ExchangePurpose, PersonCategory

TERMS = Terms(
    title="Civil registry",
    spanish="Registro Civil",
    format="JSON: confirmation of a claimed identity",
    service=timedelta(seconds=60),
    patience=timedelta(hours=24),
    per_day=5_000,
    stale_after=timedelta(hours=72),
    gate=Gate(
        frozenset(
            {
                ExchangePurpose.BORDER_CHECK,
                ExchangePurpose.PRISON_VETTING,
                ExchangePurpose.SERIOUS_CRIME,
                ExchangePurpose.IDENTIFICATION,
            }
        ),
        frozenset({PersonCategory.OWN_NATIONAL, PersonCategory.PRISONER, PersonCategory.DETAINEE}),
    ),
)
