"""Types 3 to 8, binary records: fixed headers without tags, numbers big-endian and unsigned (clauses 8.3 to 8.8).

`length` gives the width in bytes. Types 3, 5 and 6 are no longer part of the standard since 2011 and are only read.
Their fields are numbered as in Type-4; the image is always the last one.
"""

from openbitmap.itl.dictionary.codes import BINARY_COMPRESSIONS, IMPRESSIONS, numbers
from openbitmap.itl.dictionary.layout import FieldLayout as F
from openbitmap.itl.dictionary.layout import Form, Presence, RecordLayout
from openbitmap.itl.dictionary.layout import Kind as K

M = Presence.MANDATORY
FLAG = numbers(0, 1)


def _image_record(number: int, name: str) -> RecordLayout:
    clause = f"8.{number}"
    fields = (
        F(1, "LEN", "record length", M, K.UNSIGNED, (4, 4), f"{clause}.1"),
        F(2, "IDC", "information designation character", M, K.UNSIGNED, (1, 1), f"{clause}.2"),
        F(3, "IMP", "impression type", M, K.UNSIGNED, (1, 1), f"{clause}.3", codes=IMPRESSIONS),
        F(4, "FGP", "friction ridge generalised positions", M, K.BINARY, (6, 6), f"{clause}.4"),
        F(5, "ISR", "image scanning resolution", M, K.UNSIGNED, (1, 1), f"{clause}.5", codes=FLAG),
        F(6, "HLL", "horizontal line length, pixels", M, K.UNSIGNED, (2, 2), f"{clause}.6"),
        F(7, "VLL", "vertical line length, pixels", M, K.UNSIGNED, (2, 2), f"{clause}.7"),
        F(8, "CGA", "compression algorithm", M, K.UNSIGNED, (1, 1), f"{clause}.8", codes=BINARY_COMPRESSIONS),
        F(9, "DATA", "image", M, K.BINARY, (0, None), f"{clause}.9"),
    )
    return RecordLayout(number, name, clause, Form.BINARY, fields)


TYPE_3 = _image_record(3, "low-resolution greyscale fingerprint image (withdrawn)")
TYPE_4 = _image_record(4, "high-resolution greyscale fingerprint image")
TYPE_5 = _image_record(5, "low-resolution binary fingerprint image (withdrawn)")
TYPE_6 = _image_record(6, "high-resolution binary fingerprint image (withdrawn)")

TYPE_7 = RecordLayout(
    7,
    "user-defined image",
    "8.7",
    Form.BINARY,
    (
        F(1, "LEN", "record length", M, K.UNSIGNED, (4, 4), "8.7.1"),
        F(2, "IDC", "information designation character", M, K.UNSIGNED, (1, 1), "8.7.2"),
        F(3, "UDF", "user-defined data", M, K.BINARY, (0, None), "8.7.3"),
    ),
)

TYPE_8 = RecordLayout(
    8,
    "signature image",
    "8.8",
    Form.BINARY,
    (
        F(1, "LEN", "record length", M, K.UNSIGNED, (4, 4), "8.8.1"),
        F(2, "IDC", "information designation character", M, K.UNSIGNED, (1, 1), "8.8.2"),
        F(3, "SIG", "signature type", M, K.UNSIGNED, (1, 1), "8.8.3", codes=FLAG),
        F(4, "SRT", "signature representation type", M, K.UNSIGNED, (1, 1), "8.8.4", codes=numbers((0, 2))),
        F(5, "ISR", "image scanning resolution", M, K.UNSIGNED, (1, 1), "8.8.5", codes=FLAG),
        F(6, "HLL", "horizontal line length, pixels", M, K.UNSIGNED, (2, 2), "8.8.6"),
        F(7, "VLL", "vertical line length, pixels", M, K.UNSIGNED, (2, 2), "8.8.7"),
        F(8, "DATA", "signature", M, K.BINARY, (0, None), "8.8.8"),
    ),
)
