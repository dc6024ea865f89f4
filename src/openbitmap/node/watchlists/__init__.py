"""Who is listed, on whose word, for how long. Entries with their grounds, clocks and handling; sightings of them.

Promises: an entry takes two people and substance, and ends by itself unless somebody keeps it; what is removed leaves
every gallery at one position of the ledger; a discreet entry does not exist for a role that may not see it, and its
prints stand on a shelf of their own, so that no answer to a post can differ by it.
"""

from openbitmap.node.watchlists.actions import (
    approve,
    entry_for,
    expire_due,
    nominate,
    refuse,
    remind_due,
    remove,
    require_fit,
    review,
)
from openbitmap.node.watchlists.cells import COLUMNS, Defaults, Fault, FaultReason, ImportRow
from openbitmap.node.watchlists.drafts import draft_named, keep_draft
from openbitmap.node.watchlists.formats import Format
from openbitmap.node.watchlists.imports import (
    Batch,
    Imported,
    Preview,
    RowChange,
    RowPreview,
    apply_import,
    preview,
)
from openbitmap.node.watchlists.kinds import (
    FIRST_TERM,
    LONGEST_UNREVIEWED,
    REMIND_BEFORE,
    Category,
    EntryState,
    Evidence,
    Handling,
    Lack,
    Outcome,
    Reliability,
    Standard,
)
from openbitmap.node.watchlists.listing import discreet_among, held_discreetly, listed_among, listings_of
from openbitmap.node.watchlists.model import (
    Claim,
    Clocks,
    Entry,
    EntryId,
    Grounds,
    Instructions,
    Life,
    Listing,
    Nomination,
    Precision,
    Sighting,
    Subject,
    clocks_for,
)
from openbitmap.node.watchlists.sightings import (
    Pair,
    correct_sightings,
    note_sightings,
    precision_by_list,
    sightings_of,
)
from openbitmap.node.watchlists.store import Deed, deeds_of, entries_in_force, entries_named
from openbitmap.node.watchlists.transitions import EntryAct

__all__ = [
    "COLUMNS",
    "FIRST_TERM",
    "LONGEST_UNREVIEWED",
    "REMIND_BEFORE",
    "Batch",
    "Category",
    "Claim",
    "Clocks",
    "Deed",
    "Defaults",
    "Entry",
    "EntryAct",
    "EntryId",
    "EntryState",
    "Evidence",
    "Fault",
    "FaultReason",
    "Format",
    "Grounds",
    "Handling",
    "ImportRow",
    "Imported",
    "Instructions",
    "Lack",
    "Life",
    "Listing",
    "Nomination",
    "Outcome",
    "Pair",
    "Precision",
    "Preview",
    "Reliability",
    "RowChange",
    "RowPreview",
    "Sighting",
    "Standard",
    "Subject",
    "apply_import",
    "approve",
    "clocks_for",
    "correct_sightings",
    "deeds_of",
    "discreet_among",
    "draft_named",
    "entries_in_force",
    "entries_named",
    "entry_for",
    "expire_due",
    "held_discreetly",
    "keep_draft",
    "listed_among",
    "listings_of",
    "nominate",
    "note_sightings",
    "precision_by_list",
    "preview",
    "refuse",
    "remind_due",
    "remove",
    "require_fit",
    "review",
    "sightings_of",
]
