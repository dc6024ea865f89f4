"""Words that belong to a name without telling people apart, and abbreviations clerks use."""

from openbitmap.names.tables.listing import listed

PARTICLES = listed(
    "de del la las los lo da do dos das di du des d van von der den ter ten zu zur zum vom af av al el ul ad ash",
    "as ar an at bin ibn bint binti ben ould walad y viuda vda vd nee bte wan s/o d/o a/l",
)
"""Dropped wherever they stand, first place apart; kept in mind for glued spellings (`de la Torre`, Delatorre)."""

LEADING_PARTICLES = listed(
    "de del de la los di du d van von al el bin ibn",
)
"""Particles that are dropped even as the first word: no given name is written like them."""

GENERATIONS = listed(
    "filho neto sobrinho junior jr sr hijo ii iii iv senior fils pere",
)

TITLES = listed(
    "mr mrs ms dr dra sr sra srta don dona doña mme mlle prof ing lic haji hajji hadji syed",
)

ABBREVIATIONS: dict[str, str] = {
    "ma": "maria",
    "mª": "maria",
    "fco": "francisco",
    "fca": "francisca",
    "fdo": "fernando",
    "gpe": "guadalupe",
    "jn": "jean",
    "st": "saint",
    "ste": "sainte",
    "mohd": "muhammad",
    "muhd": "muhammad",
    "md": "muhammad",
    "mhd": "muhammad",
    "mohd.": "muhammad",
    "abd": "abdul",
    "rdz": "rodriguez",
    "rdguez": "rodriguez",
    "rguez": "rodriguez",
    "fdez": "fernandez",
    "fndz": "fernandez",
    "gzlez": "gonzalez",
    "glez": "gonzalez",
    "gnzlez": "gonzalez",
    "hdez": "hernandez",
    "hndz": "hernandez",
    "mtz": "martinez",
    "mtnez": "martinez",
    "lpz": "lopez",
    "prz": "perez",
    "schz": "sanchez",
    "snchz": "sanchez",
    "gmez": "gomez",
    "dguez": "dominguez",
    "vzqz": "vazquez",
    "wm": "william",
    "chas": "charles",
    "geo": "george",
    "jos": "joseph",
    "thos": "thomas",
    "robt": "robert",
    "alex": "alexander",
    "mc": "mc",
}
