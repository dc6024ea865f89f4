"""Record types that are named and kept whole: their fields beyond length and IDC are not checked."""

from openbitmap.itl.dictionary.layout import FieldLayout as F
from openbitmap.itl.dictionary.layout import Form, Presence, RecordLayout
from openbitmap.itl.dictionary.layout import Kind as K

M = Presence.MANDATORY

NAMES: dict[int, str] = {
    11: "forensic and investigatory voice",
    12: "forensic dental and oral",
    16: "user-defined testing image",
    18: "DNA",
    19: "plantar image",
    20: "source representation",
    21: "associated context",
    22: "non-photographic imagery",
}

LAYOUTS: tuple[RecordLayout, ...] = tuple(
    RecordLayout(
        number,
        name,
        f"8.{number}",
        Form.TAGGED,
        (
            F(1, "LEN", "record length", M, K.NUMERIC, (1, 10), f"8.{number}.1"),
            F(2, "IDC", "information designation character", M, K.NUMERIC, (1, 2), f"8.{number}.2"),
        ),
        ((3, 999_999_999),),
    )
    for number, name in NAMES.items()
)
