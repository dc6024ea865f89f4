"""Every finding this library can state: code, severity, what is wrong, what to do. A table; no logic."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """ERROR: not conformant, the writer refuses it. WARNING: kept and readable, but odd. NOTE: worth knowing."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True)
class Problem:
    """One kind of finding; `what` and `remedy` are templates filled with the details of the case."""

    severity: Severity
    what: str
    remedy: str


E, W, N = Severity.ERROR, Severity.WARNING, Severity.NOTE

CATALOGUE: dict[str, Problem] = {
    # The file as a whole.
    "file-empty": Problem(E, "The file is empty.", "Send the transaction again."),
    "file-too-large": Problem(
        E, "The file has {size} bytes, more than the {limit} allowed.", "Split it into several transactions."
    ),
    "not-ansi-nist": Problem(
        E, "The file does not begin with a Type-1 record.", "Send an ANSI/NIST-ITL file in traditional encoding."
    ),
    "xml-encoding": Problem(
        E, "The file is XML; only the traditional encoding is read here.", "Convert it to traditional encoding."
    ),
    "too-many-records": Problem(
        E, "There are more than {limit} records; the rest is kept unread.", "Split the transaction."
    ),
    "too-many-fields": Problem(
        E, "The record has more than {limit} fields; the rest is kept unread.", "Look at the sender's software."
    ),
    "too-many-values": Problem(
        E, "The file has more than {limit} values; the rest is not checked.", "Look at the sender's software."
    ),
    # An error: what is not listed may be one, and a file must not pass because notes crowd it out.
    "too-many-findings": Problem(E, "There are more findings than are listed.", "Mend these first, then check again."),
    "trailing-bytes": Problem(
        E, "{count} bytes follow the last record.", "Remove them, or announce the record in 1.003."
    ),
    # Records: separators and lengths.
    "record-truncated": Problem(
        E, "The record ends before its length says: {have} of {need} bytes.", "Send the file again; bytes were lost."
    ),
    "record-length-wrong": Problem(
        E, "The length field says {stated}, the record has {actual} bytes.", "Set the length field to {actual}."
    ),
    "record-length-unreadable": Problem(
        E, "The record's length is not a number: {value}.", "Write the record's byte count into it."
    ),
    "record-unrecognised": Problem(
        E, "{count} bytes are no record that can be told apart.", "Check the length of the record before."
    ),
    "record-type-unknown": Problem(W, "Type-{type} is not a record type of the standard.", "It is kept whole, unread."),
    "record-type-unread": Problem(N, "Type-{type} is kept whole; its fields are not checked.", "Nothing to do."),
    "field-unreadable": Problem(
        E, "These bytes are no field, they lack NUMBER and colon: {value}.", "Remove them or give them a field number."
    ),
    "field-of-other-record": Problem(
        W, "The tag {tag} belongs to another record type.", "Write it with this record's type."
    ),
    "field-order": Problem(E, "The record begins with {tag}, not with its length.", "Put fields 001 and 002 first."),
    "header-order": Problem(W, "The Type-1 field stands out of order.", "Sort the Type-1 fields by number."),
    "tag-form": Problem(N, "The tag {tag} is written in an older form.", "Write field numbers with three digits."),
    "text-not-utf8": Problem(W, "The text is not UTF-8; it is read as Latin-1.", "Send UTF-8 and say so in 1.015."),
    # 1.003 against what is there.
    "contents-missing": Problem(E, "Field 1.003 is missing; what the file should hold is unknown.", "Add field 1.003."),
    "contents-unreadable": Problem(E, "An entry of 1.003 is not a pair of numbers: {value}.", "Write TYPE US IDC."),
    "contents-count": Problem(
        E, "1.003 says {stated} records follow, but lists {listed}.", "Make the count equal the list."
    ),
    "record-missing": Problem(E, "1.003 announces a Type-{type} record that is not there.", "Send it, or mend 1.003."),
    "record-unannounced": Problem(E, "1.003 does not announce this record.", "Add Type-{type} and its IDC to 1.003."),
    "record-order": Problem(
        W, "1.003 announces Type-{expected} with IDC {idc} at this place.", "Put the records in the order of 1.003."
    ),
    "idc-differs": Problem(
        E, "1.003 gives this record the IDC {expected}, the record says {actual}.", "Use the same IDC in both places."
    ),
    "idc-missing": Problem(E, "The record has no information designation character.", "Add field 002."),
    # Fields against the dictionary.
    "field-missing": Problem(E, "The mandatory field {name} ({mnemonic}) is missing.", "Add it."),
    "field-needed": Problem(E, "The field {name} ({mnemonic}) is needed {when}.", "Add it."),
    "field-repeated": Problem(E, "The field occurs {count} times.", "Write it once, with subfields."),
    "field-unknown": Problem(W, "The standard defines no field of this number here.", "Use a user-defined number."),
    "field-not-in-dictionary": Problem(N, "This user-defined field is not in our dictionary.", "It is kept, unread."),
    "field-empty": Problem(E, "The mandatory field {name} ({mnemonic}) is empty.", "Fill it."),
    "too-many-subfields": Problem(
        E, "{name} ({mnemonic}) has {count} subfields, at most {limit} are allowed.", "Leave out those not needed."
    ),
    "too-few-subfields": Problem(
        E, "{name} ({mnemonic}) has {count} subfields, at least {limit} are needed.", "Add those that are missing."
    ),
    "too-many-items": Problem(
        E, "A subfield of {name} ({mnemonic}) has {count} items, {limit} are defined.", "Leave out the others."
    ),
    "item-missing": Problem(E, "The item {name} ({mnemonic}) is missing.", "Fill it."),
    "value-length": Problem(
        E, "{name} ({mnemonic}) has {count} characters, allowed are {limits}: {value}.", "Use an allowed length."
    ),
    "value-characters": Problem(
        E, "{name} ({mnemonic}) must be {kind}: {value}.", "Use only the characters of that kind."
    ),
    "value-date": Problem(E, "{name} ({mnemonic}) is not a date: {value}.", "Write {form}."),
    "value-code": Problem(E, "{name} ({mnemonic}) has a code that is not defined: {value}.", "Use one of {codes}."),
    # Meaning.
    "version-old": Problem(N, "The file is written to version {version}.", "Checks that came later are warnings here."),
    "resolution-missing": Problem(
        E, "The image has no resolution: scale units {units}, scale {scale}.", "Give 008, 009 and 010 (or 1.012)."
    ),
    "image-missing": Problem(E, "The record has neither an image nor a reason for its absence.", "Add the image."),
    "image-size": Problem(
        E, "The record says {stated} pixels, the image itself {actual}.", "Write the image's own size."
    ),
    "image-size-unknown": Problem(
        W, "The image does not say its size as {compression}.", "Check the compression field and the image."
    ),
    # Exchange profiles.
    "profile-unknown-transaction": Problem(
        E, "The type of transaction {tot} is not one this profile knows.", "Use one of {known}."
    ),
    "profile-record-count": Problem(
        E, "{tot} takes {limits} records of {types}, the file has {count}.", "Add or leave out records."
    ),
    "profile-record-type": Problem(E, "{tot} takes no record of Type-{type}.", "Leave the record out."),
    "profile-field-missing": Problem(E, "{tot} needs the field {name} ({mnemonic}).", "Add it."),
    "profile-field-unexpected": Problem(N, "{tot} does not use the field {name}.", "Leave it out, or ignore this."),
    "profile-reference-missing": Problem(
        E, "An answer must name the question's control number.", "Write the question's 1.009 into 1.010."
    ),
    "profile-error-without-reference": Problem(
        W, "The error names no question's control number.", "Look for the question by agency, date and text."
    ),
    "profile-value": Problem(E, "{name} must be {rule}: {value}.", "Write a value of that form."),
    "profile-mixed-fingers": Problem(
        E, "Type-4 and Type-14 records stand in one transaction.", "Send all fingers in one of the two types."
    ),
    "profile-compression": Problem(E, "{compression} is not allowed in Type-{type} records.", "Use one of {allowed}."),
    "profile-wsq-resolution": Problem(
        E, "WSQ is for 500 ppi, the image has {ppi} ppi.", "Send JPEG 2000 above 500 ppi."
    ),
    "profile-resolution-low": Problem(
        E, "The image has {ppi} ppi; ridge images need at least 500.", "Capture it again at 500 ppi or more."
    ),
    "profile-jpeg2000-resolution": Problem(
        W, "JPEG 2000 is meant for 1000 ppi, the image has {ppi} ppi.", "Send WSQ at 500 ppi."
    ),
    "profile-duplicate-finger": Problem(
        E, "Finger position {position} is presented {count} times.", "Send each finger once, or mend the position."
    ),
    "profile-same-image": Problem(
        E, "Fingers {position} and {other} are sent with the same image.", "Capture each finger itself, or mend 013."
    ),
    "profile-wrong-hand": Problem(
        E, "The slap of position {position} marks finger {finger}, which is not on it.", "Mend 14.013 or 14.021."
    ),
    "profile-segment-outside": Problem(
        W, "The segment of finger {finger} does not lie within the image.", "Mend 14.021, left, right, top, bottom."
    ),
    "profile-finger-missing-and-present": Problem(
        E, "Finger {position} is sent although it is declared missing.", "Mend 2.084 or 14.018, or the position."
    ),
    "profile-date-future": Problem(
        E, "{name} lies more than a day ahead of the day of receipt: {value}.", "Check the sender's clock."
    ),
    "profile-date-order": Problem(W, "{name} lies after the day of receipt: {value}.", "Check the date."),
    "profile-birth-date": Problem(E, "The birth date {value} is impossible: {why}.", "Check the date of birth."),
    "profile-repository": Problem(E, "Repository {value} is not assigned in 2.098.", "Use one of {codes}."),
}
