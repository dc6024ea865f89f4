"""Writes tables of words as lines of text, which a person can read and extend."""


def listed(*lines: str) -> frozenset[str]:
    """The words of these lines."""
    return frozenset(word for line in lines for word in line.split())
