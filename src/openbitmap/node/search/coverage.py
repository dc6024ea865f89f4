"""What was searched, and what was not and why (R18, R20). A repository that was asked for is never silently left
out."""

from collections.abc import Sequence
from datetime import datetime

from openbitmap.itl import REPOSITORY_NAMES
from openbitmap.node.identities import GallerySize
from openbitmap.node.search.model import GalleryState
from openbitmap.vocabulary import Coverage, GalleryKind


def coverage_of_galleries(census: Sequence[GallerySize], *, usable_fingers: int, as_of: datetime) -> list[GalleryState]:
    """Own galleries, each with the people that could be compared; the rest of its people are named in the reason."""
    return [_own(g, usable_fingers, as_of) for g in census]


def coverage_of_repositories(wanted: Sequence[int]) -> list[GalleryState]:
    """Repositories abroad that the sender asked for (2.098). The search itself reaches none of them; what is asked of
    partners under an agreement, and of connectors, takes the place of these lines in the answer (exchange/abroad)."""
    return [
        GalleryState(REPOSITORY_NAMES.get(n, f"repository {n}"), None, Coverage.BARRED, reason="no_agreement")
        for n in wanted
    ]


def _own(size: GallerySize, usable_fingers: int, as_of: datetime) -> GalleryState:
    kind = GalleryKind(size.kind)
    if usable_fingers == 0:
        return GalleryState(size.title, kind, Coverage.POOR_QUALITY, size.people, as_of, reason="no_usable_print")
    rest = size.people - size.comparable
    reason = f"without_these_fingers:{rest}" if rest else ""
    return GalleryState(size.title, kind, Coverage.SEARCHED, size.comparable, as_of, reason=reason)
