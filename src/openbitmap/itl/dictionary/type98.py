"""Type-98, information assurance: how the integrity of other records is shown (clause 8.23)."""

from openbitmap.itl.dictionary.layout import FieldLayout as F
from openbitmap.itl.dictionary.layout import Form, Presence, RecordLayout
from openbitmap.itl.dictionary.layout import Kind as K

M = Presence.MANDATORY
D = Presence.DEPENDENT
OPT = Presence.OPTIONAL

FIELDS = (
    F(1, "LEN", "record length", M, K.NUMERIC, (1, 10), "8.23.1"),
    F(2, "IDC", "information designation character", M, K.NUMERIC, (1, 2), "8.23.2"),
    F(3, "DFO", "assurance data format owner", M, K.HEXADECIMAL, (4, 4), "8.23.3"),
    F(4, "SRC", "source agency", M, K.UNICODE, (1, None), "8.23.4"),
    F(5, "DFT", "assurance data format type", M, K.HEXADECIMAL, (4, 4), "8.23.5"),
    F(6, "DCD", "assurance data creation time", M, K.UTC, (15, 15), "8.23.6"),
    F(900, "ALF", "audit log", OPT, K.ANY, (0, None), "8.23.8"),
    F(901, "ARN", "audit revision number", D, K.PRINTABLE, (1, None), "8.23.9"),
    F(993, "SAN", "source agency name", OPT, K.UNICODE, (1, 125), "8.23.10"),
)

LAYOUT = RecordLayout(98, "information assurance", "8.23", Form.TAGGED, FIELDS, ((200, 899),))
