"""Type-15, palm print images (clause 8.15)."""

from openbitmap.itl.dictionary.codes import (
    AMPUTATIONS,
    COMPRESSIONS,
    MONITORING,
    PALM_IMPRESSIONS,
    PALM_POSITIONS,
    RIDGE_POSITIONS,
    SCALE_UNITS,
    numbers,
)
from openbitmap.itl.dictionary.layout import FieldLayout as F
from openbitmap.itl.dictionary.layout import Form, Presence, RecordLayout
from openbitmap.itl.dictionary.layout import Item as I
from openbitmap.itl.dictionary.layout import Kind as K

M = Presence.MANDATORY
D = Presence.DEPENDENT
OPT = Presence.OPTIONAL

FIELDS = (
    F(1, "LEN", "record length", M, K.NUMERIC, (1, 10), "8.15.1"),
    F(2, "IDC", "information designation character", M, K.NUMERIC, (1, 2), "8.15.2"),
    F(3, "IMP", "impression type", M, K.NUMERIC, (1, 2), "8.15.3", codes=PALM_IMPRESSIONS),
    F(4, "SRC", "source agency", M, K.UNICODE, (1, None), "8.15.4"),
    F(5, "PCD", "palm print capture date", M, K.DATE, (8, 8), "8.15.5"),
    F(6, "HLL", "horizontal line length, pixels", D, K.NUMERIC, (2, 5), "8.15.6"),
    F(7, "VLL", "vertical line length, pixels", D, K.NUMERIC, (2, 5), "8.15.7"),
    F(8, "SLC", "scale units", D, K.NUMERIC, (1, 1), "8.15.8", codes=SCALE_UNITS),
    F(9, "THPS", "transmitted horizontal pixel scale", D, K.NUMERIC, (1, 5), "8.15.9"),
    F(10, "TVPS", "transmitted vertical pixel scale", D, K.NUMERIC, (1, 5), "8.15.10"),
    F(11, "CGA", "compression algorithm", D, K.ALPHANUMERIC, (3, 5), "8.15.11", codes=COMPRESSIONS),
    F(12, "BPX", "bits per pixel", D, K.NUMERIC, (1, 2), "8.15.12"),
    F(13, "FGP", "friction ridge generalised position", M, K.NUMERIC, (2, 2), "8.15.13", codes=PALM_POSITIONS),
    F(16, "SHPS", "scanned horizontal pixel scale", OPT, K.NUMERIC, (1, 5), "8.15.14"),
    F(17, "SVPS", "scanned vertical pixel scale", OPT, K.NUMERIC, (1, 5), "8.15.15"),
    F(
        18,
        "AMP",
        "amputated or bandaged",
        OPT,
        K.ALPHANUMERIC,
        (1, 2),
        "8.15.16",
        (1, 9),
        items=(
            I("FRAP", "friction ridge amputated position", M, K.NUMERIC, (1, 2), RIDGE_POSITIONS),
            I("ABC", "amputated or bandaged code", M, K.ALPHA, (2, 2), AMPUTATIONS),
        ),
    ),
    F(20, "COM", "comment", OPT, K.UNICODE, (1, 126), "8.15.17"),
    F(21, "SEG", "palm segment position", OPT, K.ANY, (0, None), "8.15.18"),
    F(
        24,
        "PQM",
        "palm quality metric",
        OPT,
        K.NUMERIC,
        (1, 3),
        "8.15.19",
        (1, 9),
        items=(
            I("FRMP", "position measured", M, K.NUMERIC, (1, 2), RIDGE_POSITIONS),
            I("QVU", "quality value", M, K.NUMERIC, (1, 3)),
            I("QAV", "quality algorithm vendor", M, K.HEXADECIMAL, (4, 4)),
            I("QAP", "quality algorithm product", M, K.NUMERIC, (1, 5)),
        ),
    ),
    F(30, "DMM", "device monitoring mode", OPT, K.ALPHA, (7, 10), "8.15.20", codes=MONITORING),
    F(31, "PAP", "subject acquisition profile, palm", OPT, K.NUMERIC, (2, 3), "8.15.21"),
    F(
        46,
        "SUB",
        "subject condition",
        OPT,
        K.ALPHANUMERIC,
        (1, 1),
        "8.15.22",
        items=(
            I("SSC", "subject status code", M, K.ALPHANUMERIC, (1, 1), numbers((0, 2))),
            I("SBSC", "subject body status code", OPT, K.NUMERIC, (1, 1), numbers(1, 2)),
            I("SBCC", "subject body class code", OPT, K.NUMERIC, (1, 1), numbers((1, 3))),
        ),
    ),
    F(47, "CON", "capture organization name", OPT, K.UNICODE, (1, 1000), "8.15.23"),
    F(901, "FCT", "friction ridge capture technology", OPT, K.NUMERIC, (1, 2), "8.15.25"),
    F(
        902,
        "ANN",
        "annotation information",
        OPT,
        K.UNICODE,
        (1, 255),
        "8.15.26",
        (1, None),
        items=(
            I("GMT", "time of the annotation", M, K.UTC, (15, 15)),
            I("NAV", "processing algorithm name and version", M, K.UNICODE, (1, 64)),
            I("OWN", "algorithm owner", M, K.UNICODE, (1, 64)),
            I("PRO", "process description", M, K.UNICODE, (1, 255)),
        ),
    ),
    F(903, "DUI", "device unique identifier", OPT, K.PRINTABLE, (13, 16), "8.15.27"),
    F(
        904,
        "MMS",
        "make, model and serial number",
        OPT,
        K.UNICODE,
        (1, 50),
        "8.15.28",
        items=(
            I("MAK", "make", M, K.UNICODE, (1, 50)),
            I("MOD", "model", M, K.UNICODE, (1, 50)),
            I("SER", "serial number", M, K.UNICODE, (1, 50)),
        ),
    ),
    F(993, "SAN", "source agency name", OPT, K.UNICODE, (1, 125), "8.15.29"),
    F(994, "EFR", "external file reference", D, K.UNICODE, (1, 200), "8.15.30"),
    F(
        995,
        "ASC",
        "associated context",
        OPT,
        K.NUMERIC,
        (1, 3),
        "8.15.31",
        (1, 255),
        items=(
            I("ACN", "associated context number", M, K.NUMERIC, (1, 3)),
            I("ASP", "associated segment position", OPT, K.NUMERIC, (1, 2)),
        ),
    ),
    F(996, "HAS", "hash of the data, SHA-256", OPT, K.HEXADECIMAL, (64, 64), "8.15.32"),
    F(
        997,
        "SOR",
        "source representation",
        OPT,
        K.NUMERIC,
        (1, 3),
        "8.15.33",
        (1, 255),
        items=(
            I("SRN", "source representation number", M, K.NUMERIC, (1, 3)),
            I("RSP", "reference segment position", OPT, K.NUMERIC, (1, 2)),
        ),
    ),
    F(998, "GEO", "geographic sample acquisition location", OPT, K.ANY, (0, None), "8.15.34"),
    F(999, "DATA", "palm print image", D, K.BINARY, (1, None), "8.15.35"),
)

LAYOUT = RecordLayout(15, "palm print image", "8.15", Form.TAGGED, FIELDS, ((200, 900),))
