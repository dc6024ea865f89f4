"""One encounter against all galleries: candidates, the threshold they were held to, and an honest coverage statement.

Promises: every searchable print of the fingers presented is compared (no first stage yet; it would stand in
`gallery.py`, between refreshing and scanning); a finger is compared only with the same finger; a score never leaves
this room without its parameters' version and its explanation; what was withdrawn is in no search that covers its
ledger position; nothing discreet moves what is said of an arrival.
"""

from openbitmap.node.search.gallery import refresh, refresh_all
from openbitmap.node.search.model import Candidate, GalleryState, Purpose, ReverseSearch, Search
from openbitmap.node.search.probing import Probed, Reach, search_probe
from openbitmap.node.search.removal import RemovalProof, Searches, is_discreet, removal_proof
from openbitmap.node.search.reverse import begin_reverse, compare_slice, reverse_searches_of
from openbitmap.node.search.store import GalleryProcess, candidates_of, coverage_of, search_named, search_of
from openbitmap.node.search.union import note_abroad, part_of, people_abroad

__all__ = [
    "Candidate",
    "GalleryProcess",
    "GalleryState",
    "Probed",
    "Purpose",
    "Reach",
    "RemovalProof",
    "ReverseSearch",
    "Search",
    "Searches",
    "begin_reverse",
    "candidates_of",
    "compare_slice",
    "coverage_of",
    "is_discreet",
    "note_abroad",
    "part_of",
    "people_abroad",
    "refresh",
    "refresh_all",
    "removal_proof",
    "reverse_searches_of",
    "search_named",
    "search_of",
    "search_probe",
]
