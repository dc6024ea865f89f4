"""Lenient reading and strict writing, the two ways through the door.

Reading keeps every byte and reports; it raises nothing because of content. Writing refuses what it would report.
"""

from dataclasses import dataclass

from openbitmap.itl.catalogue import Severity
from openbitmap.itl.contents import check_contents
from openbitmap.itl.encodings.traditional import LIMITS, Limits, begins_with_header, split
from openbitmap.itl.findings import Finding, Findings, InvalidTransaction, Place
from openbitmap.itl.records import join
from openbitmap.itl.transactions import Transaction
from openbitmap.itl.validation import check_records


@dataclass(frozen=True)
class Reading:
    """What a file holds as far as it can be read, and all that is wrong; None when it is no transaction at all."""

    transaction: Transaction | None
    findings: tuple[Finding, ...]

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings for which the writer would refuse the transaction."""
        return tuple(finding for finding in self.findings if finding.severity is Severity.ERROR)


def read(data: bytes, *, limits: Limits = LIMITS) -> Reading:
    """Reads a file in traditional encoding and reports each departure from the standard with its place.

    Never raises because of content; time is linear in the size of the file, memory a small multiple of it.
    """
    found = Findings()
    if not data:
        found.add("file-empty", Place())
    elif len(data) > limits.bytes:
        found.add("file-too-large", Place(), size=len(data), limit=limits.bytes)
    elif data.lstrip()[:5].lower() == b"<?xml":
        found.add("xml-encoding", Place(offset=0))
    elif not begins_with_header(data):
        found.add("not-ansi-nist", Place(offset=0))
    if found.found:
        return Reading(None, found.all())
    records = split(data, found, limits=limits)
    check_contents(records, found)
    check_records(records, found)
    return Reading(Transaction(records, data), found.all())


def write(transaction: Transaction) -> bytes:
    """The transaction's bytes. One that was read and not changed gives the bytes it was read from, quirks included.

    Raises InvalidTransaction when a composed or changed one departs from the standard: the writer reads what it would
    write and refuses on any finding of error severity.
    """
    data = join(transaction.records)
    if transaction.original == data:
        return data
    reading = read(data)
    if reading.errors:
        raise InvalidTransaction(reading.errors)
    return data
