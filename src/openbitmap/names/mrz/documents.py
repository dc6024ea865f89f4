"""A document as a key: the same paper written by two clerks gives the same key."""

from dataclasses import dataclass


@dataclass(frozen=True)
class DocumentKey:
    """Kind is one letter as printed in a zone (P passport, I identity card, V visa) or the sender's word; empty where
    nobody said. The number is letters and digits only, of any script."""

    kind: str
    issuer: str
    number: str

    def meets(self, other: "DocumentKey") -> bool:
        """Whether both may name one paper: the numbers agree, and nothing said contradicts."""
        said = ((self.kind, other.kind), (self.issuer, other.issuer))
        return self.number == other.number != "" and all(not a or not b or a == b for a, b in said)


def document_key(number: str, *, kind: str = "", issuer: str = "") -> DocumentKey:
    """Dots, dashes, spaces and fillers left out, letters large. Nothing is corrected: O and 0 stay two characters."""
    return DocumentKey(kind.strip("<").upper(), issuer.strip("<").upper(), "".join(filter(str.isalnum, number.upper())))


def asserted_key(document: str) -> DocumentKey:
    """The key of a document written as `KIND NUMBER`, as messages and people write it; the number is the last word."""
    kind, _, number = document.strip().rpartition(" ")
    return document_key(number, kind=kind)
