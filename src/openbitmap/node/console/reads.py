"""Which pages show somebody something, as the ledger says it: kind of thing, and the part of the address that names it.

A page without a name shows a list or what a search found; words that were searched for are never repeated.
"""

import re
from collections.abc import Mapping

from fastapi import Request

from openbitmap.node.access import Principal
from openbitmap.node.doorway import context_of, is_poll, note_read

_NAMED = re.compile(r"[A-Za-z0-9._:+-]{1,80}")

THINGS: Mapping[str, tuple[str, str]] = {
    "/answers/{submission}": ("answer", "submission"),
    "/cases/{case}": ("case", "case"),
    "/cases/{case}/report": ("report", "case"),
    "/persons/{encounter}": ("person", "encounter"),
    "/changes/{change}": ("change", "change"),
    "/alerts/{alert}": ("alert", "alert"),
    "/subscriptions/{subscription}": ("subscription", "subscription"),
    "/watchlists/{entry}": ("entry", "entry"),
    "/inquiries/{inquiry}": ("inquiry", "inquiry"),
    "/disclosures/{copy}": ("disclosure", "copy"),
    "/nationals/{subject}": ("person", "subject"),
    "/recalls/{recall}": ("recall", "recall"),
    "/recalls/taken/{taken}": ("recall", "taken"),
    "/notices/{name}": ("notice", "name"),
    "/repositories/{name}/notices": ("repository_notices", "name"),
    "/repositories/notices/{notice}": ("repository_notice", "notice"),
    "/protection/markings/{marking}": ("marking", "marking"),
    "/protection/reviews/{review}": ("protection_review", "review"),
    "/retention/{run}": ("retention_run", "run"),
    "/ledger/{seq}": ("ledger_entry", "seq"),
}
LISTS: Mapping[str, str] = {
    "/answers": "answers",
    "/persons": "persons",
    "/names": "names",
    "/names/leads": "name_leads",
    "/worklist": "worklist",
    "/queue": "cases",
    "/alerts": "alerts",
    "/subscriptions": "subscriptions",
    "/watchlists": "watchlists",
    "/inquiries": "inquiries",
    "/disclosures": "disclosures",
    "/recalls": "recalls",
    "/protection": "protection",
    "/notices": "notices",
    "/ledger": "ledger",
    "/ahead": "ahead",
    "/changes/new": "changes",
    "/retention": "retention",
    "/subscriptions/new": "subscriptions",
}


def note_page(request: Request, by: Principal) -> None:
    """State that a page is shown to somebody, if it is one of these. A part that renews itself shows nothing that its
    page did not."""
    path = getattr(request.scope.get("route"), "path", "")
    if is_poll(request) or request.method != "GET":
        return
    if path in LISTS:
        note_read(context_of(request), by, "list", thing=LISTS[path])
    elif path in THINGS:
        what, part = THINGS[path]
        thing = str(request.path_params.get(part, ""))
        if _NAMED.fullmatch(thing):
            note_read(context_of(request), by, what, thing=thing)
