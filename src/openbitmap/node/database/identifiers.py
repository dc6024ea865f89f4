"""Identifiers made by the node: readable, in order of time, never guessed from a counter."""

import secrets
import time

# Crockford's base 32: no I, L, O, U, so a person can read one over the telephone.
_DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_TIME_DIGITS = 9  # milliseconds since 1970 up to the year 3084
_RANDOM_DIGITS = 9  # 45 random bits within one millisecond


def new_id(prefix: str) -> str:
    """`prefix-` and 18 characters: 9 of time (milliseconds, sorts by age), 9 random: `sub-1HDB2V9K00TZ4QM8RW`."""
    moment = time.time_ns() // 1_000_000
    return f"{prefix}-{_base32(moment, _TIME_DIGITS)}{_base32(secrets.randbits(5 * _RANDOM_DIGITS), _RANDOM_DIGITS)}"


def _base32(number: int, digits: int) -> str:
    return "".join(_DIGITS[number >> 5 * place & 31] for place in reversed(range(digits)))
