"""Type-99, biometric data of other kinds in a CBEFF wrapper (clause 8.24)."""

from openbitmap.itl.dictionary.layout import FieldLayout as F
from openbitmap.itl.dictionary.layout import Form, Presence, RecordLayout
from openbitmap.itl.dictionary.layout import Item as I
from openbitmap.itl.dictionary.layout import Kind as K

M = Presence.MANDATORY
OPT = Presence.OPTIONAL

FIELDS = (
    F(1, "LEN", "record length", M, K.NUMERIC, (1, 10), "8.24.1"),
    F(2, "IDC", "information designation character", M, K.NUMERIC, (1, 2), "8.24.2"),
    F(4, "SRC", "source agency", M, K.UNICODE, (1, None), "8.24.3"),
    F(5, "BCD", "biometric creation date", M, K.DATE, (8, 8), "8.24.4"),
    F(100, "HDV", "CBEFF header version", M, K.ALPHANUMERIC, (4, 4), "8.24.5"),
    F(101, "BTY", "biometric type", M, K.NUMERIC, (1, 8), "8.24.6"),
    F(
        102,
        "BDQ",
        "biometric data quality",
        M,
        K.NUMERIC_SPECIAL,
        (1, 5),
        "8.24.7",
        items=(
            I("QVU", "quality value", M, K.NUMERIC_SPECIAL, (1, 3)),
            I("QAV", "quality algorithm vendor", OPT, K.HEXADECIMAL, (4, 4)),
            I("QAP", "quality algorithm product", OPT, K.NUMERIC, (1, 5)),
        ),
    ),
    F(103, "BFO", "format owner of the data block", M, K.HEXADECIMAL, (4, 4), "8.24.8"),
    F(104, "BFT", "format type of the data block", M, K.HEXADECIMAL, (4, 4), "8.24.9"),
    F(
        902,
        "ANN",
        "annotation information",
        OPT,
        K.UNICODE,
        (1, 255),
        "8.24.11",
        (1, None),
        items=(
            I("GMT", "time of the annotation", M, K.UTC, (15, 15)),
            I("NAV", "processing algorithm name and version", M, K.UNICODE, (1, 64)),
            I("OWN", "algorithm owner", M, K.UNICODE, (1, 64)),
            I("PRO", "process description", M, K.UNICODE, (1, 255)),
        ),
    ),
    F(903, "DUI", "device unique identifier", OPT, K.PRINTABLE, (13, 16), "8.24.12"),
    F(
        904,
        "MMS",
        "make, model and serial number",
        OPT,
        K.UNICODE,
        (1, 50),
        "8.24.13",
        items=(
            I("MAK", "make", M, K.UNICODE, (1, 50)),
            I("MOD", "model", M, K.UNICODE, (1, 50)),
            I("SER", "serial number", M, K.UNICODE, (1, 50)),
        ),
    ),
    F(993, "SAN", "source agency name", OPT, K.UNICODE, (1, 125), "8.24.14"),
    F(
        995,
        "ASC",
        "associated context",
        OPT,
        K.NUMERIC,
        (1, 3),
        "8.24.15",
        (1, 255),
        items=(
            I("ACN", "associated context number", M, K.NUMERIC, (1, 3)),
            I("ASP", "associated segment position", OPT, K.NUMERIC, (1, 2)),
        ),
    ),
    F(996, "HAS", "hash of the data, SHA-256", OPT, K.HEXADECIMAL, (64, 64), "8.24.16"),
    F(
        997,
        "SOR",
        "source representation",
        OPT,
        K.NUMERIC,
        (1, 3),
        "8.24.17",
        (1, 255),
        items=(
            I("SRN", "source representation number", M, K.NUMERIC, (1, 3)),
            I("RSP", "reference segment position", OPT, K.NUMERIC, (1, 2)),
        ),
    ),
    F(998, "GEO", "geographic sample acquisition location", OPT, K.ANY, (0, None), "8.24.18"),
    F(999, "DATA", "biometric data block", M, K.BINARY, (1, None), "8.24.19"),
)

LAYOUT = RecordLayout(99, "CBEFF biometric data", "8.24", Form.TAGGED, FIELDS, ((200, 900),))
