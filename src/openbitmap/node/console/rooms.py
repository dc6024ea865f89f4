"""The rooms of the console in the order of the menu: address, word, icon, and the act that opens them. A role sees only
its rooms; a line whose page is not mounted is never shown."""

from dataclasses import dataclass

from openbitmap.node.access import Act, Principal


@dataclass(frozen=True)
class Room:
    """`opens` are the acts of which any one makes the room exist for a role."""

    address: str
    word: str
    icon: str
    opens: frozenset[Act]


ROOMS: tuple[Room, ...] = (
    Room("/queue", "queue", "inbox", frozenset({Act.READ_CASES})),
    Room("/alerts", "alerts", "bell", frozenset({Act.HANDLE_ALERTS, Act.READ_ALERTS})),
    Room("/inquiries", "inquiries", "message-square", frozenset({Act.READ_INQUIRIES})),
    Room("/answers", "answers", "list", frozenset({Act.READ_OWN_ANSWERS, Act.READ_ANSWERS})),
    Room("/overview", "overview", "gauge", frozenset({Act.OVERSEE})),
    Room("/persons", "persons", "users", frozenset({Act.READ_PERSONS})),
    Room("/worklist", "worklist", "list-checks", frozenset({Act.CHANGE_IDENTITIES})),
    Room("/names", "names", "user-search", frozenset({Act.SEARCH_NAMES})),
    Room("/watchlists", "watchlists", "shield-alert", frozenset({Act.READ_WATCHLISTS})),
    Room("/subscriptions", "subscriptions", "radio", frozenset({Act.SUBSCRIBE, Act.SEE_DISCREET})),
    Room("/notices", "notices", "send", frozenset({Act.READ_ALERTS})),
    Room("/ahead", "ahead", "map-pin", frozenset({Act.READ_OWN_ANSWERS, Act.READ_ALERTS})),
    Room("/protection", "protection", "shield", frozenset({Act.MARK_PROTECTION, Act.READ_PROTECTION})),
    Room("/record", "record", "chart-column", frozenset({Act.JUDGE})),
    Room("/partners", "partners", "globe", frozenset({Act.READ_PARTNERS})),
    Room("/agreements", "agreements", "file-text", frozenset({Act.READ_AGREEMENTS})),
    Room("/repositories", "repositories", "webhook", frozenset({Act.READ_REPOSITORIES})),
    Room("/disclosures", "disclosures", "send", frozenset({Act.READ_DISCLOSURES})),
    Room("/recalls", "recalls", "undo-2", frozenset({Act.READ_DISCLOSURES})),
    Room("/retention", "retention", "trash-2", frozenset({Act.READ_DISCLOSURES})),
    Room("/ledger", "ledger", "book-open", frozenset({Act.READ_LEDGER})),
    Room("/evidence", "evidence", "shield-check", frozenset({Act.SETTLE_EVIDENCE})),
    Room("/people", "people", "key-round", frozenset({Act.ADMINISTER})),
    Room("/stations", "stations", "building-2", frozenset({Act.ADMINISTER})),
)


def rooms_of(principal: Principal) -> tuple[Room, ...]:
    """What exists for this person, in the order of the menu; the first is where signing in leads."""
    return tuple(room for room in ROOMS if any(principal.may(act) for act in room.opens))
