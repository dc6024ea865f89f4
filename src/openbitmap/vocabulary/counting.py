"""Numbers of things in words, in English."""


def counted(number: int, one: str, many: str = "") -> str:
    """`1 copy`, `1,200 entries`; `many` where it is not `one` with an s."""
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"
