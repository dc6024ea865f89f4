"""One encounter against all galleries: candidates, the threshold they were held to, and an honest coverage statement.

Promises: every searchable print of the fingers presented is compared (no first stage yet; it would stand in
`gallery.py`, between refreshing and scanning); a finger is compared only with the same finger; a score never leaves
this room without its parameters' version and its explanation.
"""

from openbitmap.node.search.gallery import refresh
from openbitmap.node.search.model import Candidate, GalleryState, Search
from openbitmap.node.search.store import candidates_of, coverage_of, search_named, search_of

__all__ = [
    "Candidate",
    "GalleryState",
    "Search",
    "candidates_of",
    "coverage_of",
    "refresh",
    "search_named",
    "search_of",
]
