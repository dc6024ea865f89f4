"""Names and documents: who was met or is listed under a name like this one. An index of names by sound, and leads.

Promises: a name alone is a lead and never an alert, it turns no answer red and reaches no post; whoever may not see
what is discreet finds no trace of it; the index is derived and can be filed anew at any time.
"""

from openbitmap.node.screening.filing import import_names, rebuild
from openbitmap.node.screening.finding import search_names
from openbitmap.node.screening.leads import lead_for, leads_for, settle
from openbitmap.node.screening.model import (
    FiledName,
    Fit,
    LeadId,
    LeadState,
    Likeness,
    NameHit,
    NameHits,
    NameLead,
    NameQuery,
    Verdict,
)

__all__ = [
    "FiledName",
    "Fit",
    "LeadId",
    "LeadState",
    "Likeness",
    "NameHit",
    "NameHits",
    "NameLead",
    "NameQuery",
    "Verdict",
    "import_names",
    "lead_for",
    "leads_for",
    "rebuild",
    "search_names",
    "settle",
]
