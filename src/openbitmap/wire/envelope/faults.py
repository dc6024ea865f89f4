"""Why bytes that claim to be an envelope, a receipt or a card are not taken."""

from enum import StrEnum


class Fault(StrEnum):
    """The word that the sender is told. `final` ones are said of an envelope whose signature holds: sending it again
    changes nothing, and its number is used up."""

    NOT_AN_ENVELOPE = "not_an_envelope"
    TRUNCATED = "truncated"
    TOO_LARGE = "too_large"
    UNKNOWN_VERSION = "unknown_version"
    UNKNOWN_SENDER = "unknown_sender"
    UNKNOWN_KEY = "unknown_key"
    REVOKED_KEY = "revoked_key"
    BAD_SIGNATURE = "bad_signature"
    ALTERED = "altered"
    WRONG_RECIPIENT = "wrong_recipient"
    WRONG_SENDER = "wrong_sender"
    TWO_OF_ONE_NUMBER = "two_of_one_number"
    UNREADABLE = "unreadable"
    UNKNOWN_KIND = "unknown_kind"
    EXPIRED = "expired"

    @property
    def final(self) -> bool:
        return self in (Fault.UNREADABLE, Fault.UNKNOWN_KIND, Fault.EXPIRED)


class Unacceptable(ValueError):
    """One fault with the detail that helps whoever must find its cause."""

    def __init__(self, fault: Fault, detail: str = "") -> None:
        self.fault = fault
        self.detail = detail
        super().__init__(f"{fault.value}: {detail}" if detail else fault.value)
