"""Closed lists of values, by table of ANSI/NIST-ITL 1-2011 Update 2015 or of EBTS."""


def numbers(*parts: int | tuple[int, int]) -> frozenset[str]:
    """Decimal codes from single numbers and inclusive ranges, each also in its two-digit form ("1" and "01")."""
    values = [n for part in parts for n in ([part] if isinstance(part, int) else range(part[0], part[1] + 1))]
    return frozenset(str(n) for n in values) | frozenset(f"{n:02d}" for n in values)


# Table 7, impression type.
IMPRESSIONS = numbers((0, 8), (10, 15), (20, 39))
FINGER_IMPRESSIONS = numbers((0, 3), 8, (20, 29))
PALM_IMPRESSIONS = numbers((10, 15), (20, 29))

# Table 8, friction ridge generalised position; feet and toes (60-79) belong to Type-19.
FINGER_POSITIONS = numbers((0, 19), (40, 54))
PALM_POSITIONS = numbers((20, 38), (81, 86))
RIDGE_POSITIONS = numbers((0, 38), (40, 54), (60, 79), (81, 86))
SINGLE_FINGERS = numbers((1, 10))

# Table 20, compression; the text form stands in tagged records, the number in binary ones.
COMPRESSIONS = frozenset({"NONE", "WSQ20", "JPEGB", "JPEGL", "JP2", "JP2L", "PNG"})
PHOTO_COMPRESSIONS = COMPRESSIONS - {"WSQ20"}
IRIS_COMPRESSIONS = frozenset({"NONE", "JP2", "JP2L", "PNG"})
BINARY_COMPRESSIONS = numbers((0, 6))

SCALE_UNITS = numbers((0, 2))
AMPUTATIONS = frozenset({"XX", "UP", "SR"})
YES_NO = frozenset({"Y", "N"})
YES = frozenset({"Y"})
VERSIONS = frozenset({"0200", "0201", "0300", "0400", "0500", "0501", "0502"})
CHARACTER_SETS = frozenset({"000", "001", "002", "003", "004"}) | frozenset(f"{n:03d}" for n in range(128, 1000))

# Table 59 and its neighbours, Type-10.
IMAGE_TYPES = frozenset(
    {"FACE", "FRONTAL", "REAR", "EXTRAORAL", "INTRAORAL", "CONDITION", "MISSING", "OTHER", "CHEST", "FEET", "GENITALS"}
    | {"HANDS-PALM", "HANDS-BACK", "BUTTOCKS", "RIGHT-LEG", "LEFT-LEG", "RIGHT-ARM", "LEFT-ARM"}
    | {"SCAR", "MARK", "TATTOO"}
) | {"RIGHT LEG", "LEFT LEG", "RIGHT ARM", "LEFT ARM"}
COLOUR_SPACES = frozenset({"UNK", "GRAY", "RGB", "SRGB", "YCC", "SYCC", "BGR"})
POSES = frozenset("FRLADMV")
EYES = frozenset(["BLK", "BLU", "BRO", "GRY", "GRN", "HAZ", "MAR", "MUL", "PNK", "XXX"])
HAIR = frozenset(["BAL", "BLK", "BLN", "BRO", "GRY", "RED", "SDY", "WHI", "XXX", "BLU", "GRN", "ONG", "PNK", "PLE"])
MONITORING = frozenset({"CONTROLLED", "ASSISTED", "OBSERVED", "UNATTENDED", "UNKNOWN", "AUTOMATIC"})

# Type-17.
EYE_LABELS = numbers((0, 2))
IRIS_STORAGE = numbers(1, 2, 3, 7)

# EBTS, Type-2.
SEXES = frozenset({"M", "F", "G", "N", "X", "Y", "Z", "U"})
RACES = frozenset({"A", "B", "I", "U", "W"})
FINDINGS = frozenset({"I", "N", "P", "R", "Y", "G"})
PATTERNS = frozenset(
    {"AU", "WU", "RS", "LS", "XX", "SR", "RL", "UL", "PA", "TA", "PW", "CP", "DL", "AW", "UC", "NA", "UP"}
)
REPOSITORY_NAMES: dict[int, str] = {
    1: "criminal master file",
    2: "civil file",
    3: "unsolved latent file",
    6: "RISC",
    7: "Canada RTID",
    8: "DoD ABIS",
    9: "DHS IDENT",
    10: "International Terrorist File participants",
    11: "wants and warrants",
    12: "sex offender registry",
    13: "known or suspected terrorists",
    14: "International Terrorist File",
    15: "special interest",
}
REPOSITORIES = frozenset(str(n) for n in range(1, 1000))
