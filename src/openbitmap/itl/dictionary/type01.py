"""Type-1, transaction information: who asks whom what, and which records follow (clause 8.1)."""

from openbitmap.itl.dictionary.codes import CHARACTER_SETS, VERSIONS, numbers
from openbitmap.itl.dictionary.layout import FieldLayout as F
from openbitmap.itl.dictionary.layout import Form, Presence, RecordLayout
from openbitmap.itl.dictionary.layout import Item as I
from openbitmap.itl.dictionary.layout import Kind as K

M = Presence.MANDATORY
OPT = Presence.OPTIONAL

FIELDS = (
    F(1, "LEN", "record length", M, K.NUMERIC, (1, 10), "8.1.1"),
    F(2, "VER", "version number", M, K.NUMERIC, (4, 4), "8.1.2", codes=VERSIONS),
    F(
        3,
        "CNT",
        "transaction content",
        M,
        K.NUMERIC,
        (1, 3),
        "8.1.3",
        (1, 1000),
        items=(
            I("REC", "record category code", M, K.NUMERIC, (1, 2)),
            I("IDC", "information designation character (first: record count)", M, K.NUMERIC, (1, 3)),
        ),
    ),
    F(4, "TOT", "type of transaction", M, K.ALPHANUMERIC, (1, 16), "8.1.4"),
    F(5, "DAT", "date", M, K.DATE, (8, 8), "8.1.5"),
    F(6, "PRY", "priority", OPT, K.NUMERIC, (1, 1), "8.1.6", codes=numbers((1, 9))),
    F(7, "DAI", "destination agency identifier", M, K.PRINTABLE, (1, None), "8.1.7"),
    F(8, "ORI", "originating agency identifier", M, K.PRINTABLE, (1, None), "8.1.8"),
    F(9, "TCN", "transaction control number", M, K.PRINTABLE, (1, None), "8.1.9"),
    F(10, "TCR", "transaction control reference", OPT, K.PRINTABLE, (1, None), "8.1.10"),
    F(11, "NSR", "native scanning resolution, pixels per millimetre", M, K.NUMERIC_SPECIAL, (5, 5), "8.1.11"),
    F(12, "NTR", "nominal resolution, pixels per millimetre", M, K.NUMERIC_SPECIAL, (5, 5), "8.1.12"),
    F(
        13,
        "DOM",
        "domain name",
        OPT,
        K.PRINTABLE,
        (1, None),
        "8.1.13",
        items=(
            I("DNM", "domain name", M, K.PRINTABLE, (1, None)),
            I("DVN", "domain version number", OPT, K.PRINTABLE, (1, None)),
        ),
    ),
    F(14, "GMT", "Greenwich mean time", OPT, K.UTC, (15, 15), "8.1.14"),
    F(
        15,
        "DCS",
        "character encoding",
        OPT,
        K.PRINTABLE,
        (1, None),
        "8.1.15",
        (1, 999),
        items=(
            I("CSI", "character encoding index", M, K.NUMERIC, (3, 3), CHARACTER_SETS),
            I("CSN", "character encoding name", M, K.PRINTABLE, (1, 32)),
            I("CSV", "character encoding version", OPT, K.PRINTABLE, (1, 16)),
        ),
    ),
    F(
        16,
        "APS",
        "application profile specifications",
        OPT,
        K.PRINTABLE,
        (1, None),
        "8.1.16",
        (1, 99),
        items=(
            I("APO", "application profile organization", M, K.PRINTABLE, (1, None)),
            I("APN", "application profile name", M, K.PRINTABLE, (1, None)),
            I("APV", "application profile version number", M, K.PRINTABLE, (1, None)),
        ),
    ),
    F(
        17,
        "ANM",
        "agency names",
        OPT,
        K.UNICODE,
        (1, None),
        "8.1.17",
        items=(
            I("DAN", "destination agency name", OPT, K.UNICODE, (1, 125)),
            I("OAN", "originating agency name", OPT, K.UNICODE, (1, 125)),
        ),
    ),
    F(18, "GNS", "geographic name set", OPT, K.ALPHA, (3, 4), "8.1.18", codes=frozenset({"ISO", "GENC"})),
)

LAYOUT = RecordLayout(1, "transaction information", "8.1", Form.TAGGED, FIELDS)
