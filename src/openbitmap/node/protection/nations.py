"""States by the codes that passports, senders and partners write, so that "CL" and "CHL" are one state."""

from functools import cache
from importlib import resources

_TABLE = "nations.txt"


@cache
def _by_code() -> dict[str, str]:
    text = (resources.files(__package__) / _TABLE).read_text("utf-8")
    words = " ".join(line for line in text.splitlines() if not line.startswith("#")).split()
    pairs = list(zip(words[::2], words[1::2], strict=True))
    known = {three: two for two, three in pairs}
    return known | {two: two for two, _ in pairs}


def state_of(code: str) -> str:
    """The state's two letters; empty for what is no state: stateless, unknown, an organisation."""
    return _by_code().get(code.strip().upper(), "")
