"""FBI EBTS as data: the transactions a border post, a prison, an examiner and an error channel need.

Counts and fields follow the verification file of EBTS 9.1 (IAFIS-DOC-01078-9.1, 25 May 2010); where we read it more
leniently, docs/standards/divergences.md says so.
"""

from openbitmap.itl.dictionary import REPOSITORY_NAMES
from openbitmap.itl.dictionary.codes import COMPRESSIONS, IRIS_COMPRESSIONS, PHOTO_COMPRESSIONS
from openbitmap.itl.profiles.profile import Demand, Profile

Group = tuple[int, ...]

TEXT: Group = (2,)
FINGERS: Group = (4, 14)
PHOTO: Group = (10,)
LATENT: Group = (7, 13)
PALM: Group = (15,)
MINUTIAE: Group = (9,)

_TENPRINT_COUNTS = {TEXT: (1, 1), FINGERS: (1, 14), PHOTO: (0, 4), LATENT: (0, 2), PALM: (0, 8)}
_ARREST = frozenset({5, 18, 20, 22, 24, 25, 27, 29, 31, 32, 45, 47, 73})
_ARREST_MORE = frozenset(
    {6, 7, 9, 14, 15, 16, 17, 19, 21, 26, 35, 36, 39, 40, 41, 51, 54, 55, 56, 67, 70, 84, 87, 37, 38, 88, 98}
)
_ERROR_MORE = frozenset({3, 6, 7, 9, 10, 11, 12, 13, 14, 15, 17, 61, 73})
_TEXT_ONLY = {TEXT: (1, 1)}

_DEMANDS = (
    Demand(
        "RPIS",
        "rapid fingerprint identification search",
        {TEXT: (1, 1), FINGERS: (2, 10), PHOTO: (0, 1)},
        frozenset({6, 73, 98}),
        frozenset({5, 9, 18, 19, 20, 21, 22, 24, 17, 37, 67, 70, 84, 88, 96}),
    ),
    Demand(
        "RPISR",
        "rapid fingerprint identification search response",
        {TEXT: (1, 2), PHOTO: (0, 2)},
        frozenset({6, 59, 88}),
        frozenset({9, 14, 18, 20, 60, 64, 67, 71, 73, 75, 98, 2023}),
        is_answer=True,
    ),
    Demand("CAR", "criminal ten-print submission, answer required", _TENPRINT_COUNTS, _ARREST, _ARREST_MORE),
    Demand("CPNU", "criminal fingerprint processing, not urgent", _TENPRINT_COUNTS, _ARREST, _ARREST_MORE | {43}),
    Demand(
        "SRE",
        "submission results",
        {TEXT: (1, 1), PHOTO: (0, 1)},
        frozenset({18, 59, 73}),
        frozenset({6, 7, 9, 14, 15, 39, 40, 41, 60, 64, 71, 75, 85, 87, 88, 98}),
        is_answer=True,
    ),
    Demand(
        "TPIS",
        "ten-print fingerprint image search",
        {TEXT: (1, 1), FINGERS: (2, 10)},
        frozenset({6}),
        frozenset({7, 9, 15, 16, 17, 18, 19, 20, 21, 22, 24, 25, 26, 29, 31, 32, 34, 35, 36, 39, 40, 41, 57, 73})
        | {84, 91, 92, 98},
    ),
    Demand(
        "SRT",
        "search result, ten-print",
        {TEXT: (1, 1), FINGERS: (0, 14)},
        frozenset(),
        frozenset({6, 7, 9, 39, 40, 41, 59, 60, 64, 73, 84, 88, 98}),
        is_answer=True,
    ),
    Demand("IRQ", "image request", _TEXT_ONLY, frozenset({6, 14, 57}), frozenset({7, 17, 73})),
    Demand(
        "IRR",
        "image request response",
        {TEXT: (1, 1), FINGERS: (0, 14), LATENT: (0, 1), MINUTIAE: (0, 14)},
        frozenset({6, 14, 18}),
        frozenset({7, 15, 17, 35, 36, 60, 73, 84}),
        is_answer=True,
    ),
    Demand("ERRT", "ten-print transaction error", _TEXT_ONLY, frozenset({60}), _ERROR_MORE, is_answer=True),
    Demand("ERRL", "latent transaction error", _TEXT_ONLY, frozenset({60}), _ERROR_MORE, is_answer=True),
    Demand("ERRI", "image transaction error", _TEXT_ONLY, frozenset({60}), _ERROR_MORE, is_answer=True),
    Demand("ERRA", "administrative error", _TEXT_ONLY, frozenset({60}), _ERROR_MORE, is_answer=True),
)

EBTS = Profile(
    name="FBI EBTS",
    source="IAFIS-DOC-01078-9.1, with ANSI/NIST-ITL 1-2011 Update 2015 records",
    demands={demand.tot: demand for demand in _DEMANDS},
    compressions={
        4: COMPRESSIONS - {"PNG"},
        10: PHOTO_COMPRESSIONS,
        13: COMPRESSIONS,
        14: COMPRESSIONS,
        15: COMPRESSIONS,
        17: IRIS_COMPRESSIONS,
    },
    agency_length=(9, 9),
    control_number_length=(10, 40),
    repositories=REPOSITORY_NAMES,
    versions=frozenset({"0400", "0500", "0501", "0502"}),
)
