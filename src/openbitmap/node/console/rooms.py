"""The rooms of the console in the order of the menu: address, word, icon, and the act that opens them. A role sees only
its rooms; a line whose page is not mounted is never shown."""

from collections.abc import Collection
from dataclasses import dataclass

from openbitmap.node.access import Act, Principal


@dataclass(frozen=True)
class Room:
    """`opens` are the acts of which any one makes the room exist for a role."""

    address: str
    word: str
    icon: str
    opens: frozenset[Act]

    def is_open_to(self, principal: Principal) -> bool:
        return any(principal.may(act) for act in self.opens)

    def is_at(self, path: str) -> bool:
        """Whether a page stands in this room."""
        return path == self.address or path.startswith(f"{self.address}/")


@dataclass(frozen=True)
class Wing:
    """Rooms that stand together under one word of the menu."""

    word: str
    icon: str
    rooms: tuple[Room, ...]


FEW = 6
"""So many rooms stand side by side in the bar; of more, each wing opens on demand."""

WINGS: tuple[Wing, ...] = (
    Wing(
        "wing_work",
        "inbox",
        (
            Room("/queue", "queue", "inbox", frozenset({Act.READ_CASES})),
            Room("/alerts", "alerts", "bell", frozenset({Act.HANDLE_ALERTS, Act.READ_ALERTS})),
            Room("/answers", "answers", "list", frozenset({Act.READ_OWN_ANSWERS, Act.READ_ANSWERS})),
            Room("/ahead", "ahead", "map-pin", frozenset({Act.READ_OWN_ANSWERS, Act.READ_ALERTS})),
            Room("/overview", "overview", "gauge", frozenset({Act.OVERSEE})),
        ),
    ),
    Wing(
        "wing_people",
        "users",
        (
            Room("/persons", "persons", "users", frozenset({Act.READ_PERSONS})),
            Room("/worklist", "worklist", "list-checks", frozenset({Act.CHANGE_IDENTITIES})),
            Room("/names", "names", "user-search", frozenset({Act.SEARCH_NAMES})),
            Room("/watchlists", "watchlists", "shield-alert", frozenset({Act.READ_WATCHLISTS})),
            Room("/subscriptions", "subscriptions", "radio", frozenset({Act.SUBSCRIBE, Act.SEE_DISCREET})),
            Room("/protection", "protection", "shield", frozenset({Act.MARK_PROTECTION, Act.READ_PROTECTION})),
        ),
    ),
    Wing(
        "wing_abroad",
        "globe",
        (
            Room("/inquiries", "inquiries", "message-square", frozenset({Act.READ_INQUIRIES})),
            Room("/notices", "notices", "bell-ring", frozenset({Act.READ_ALERTS})),
            Room("/partners", "partners", "globe", frozenset({Act.READ_PARTNERS})),
            Room("/attention", "attention", "triangle-alert", frozenset({Act.READ_PARTNERS, Act.RELEASE_ABROAD})),
            Room("/agreements", "agreements", "file-text", frozenset({Act.READ_AGREEMENTS})),
            Room("/repositories", "repositories", "webhook", frozenset({Act.READ_REPOSITORIES})),
            Room("/disclosures", "disclosures", "send", frozenset({Act.READ_DISCLOSURES})),
            Room("/recalls", "recalls", "undo-2", frozenset({Act.READ_DISCLOSURES})),
        ),
    ),
    Wing(
        "wing_archive",
        "book-open",
        (
            Room("/ledger", "ledger", "book-open", frozenset({Act.READ_LEDGER})),
            Room("/evidence", "evidence", "shield-check", frozenset({Act.SETTLE_EVIDENCE})),
            Room("/simulation", "simulation", "refresh-cw", frozenset({Act.READ_LEDGER})),
            Room("/retention", "retention", "trash-2", frozenset({Act.READ_DISCLOSURES})),
            Room("/record", "record", "chart-column", frozenset({Act.JUDGE})),
        ),
    ),
    Wing(
        "wing_administration",
        "key-round",
        (
            Room("/people", "people", "key-round", frozenset({Act.ADMINISTER})),
            Room("/stations", "stations", "building-2", frozenset({Act.ADMINISTER})),
        ),
    ),
)


def rooms_of(principal: Principal) -> tuple[Room, ...]:
    """What exists for this person, in the order of the menu; the first is where signing in leads."""
    return tuple(room for wing in WINGS for room in wing.rooms if room.is_open_to(principal))


def menu_of(principal: Principal, mounted: Collection[str]) -> tuple[Room | Wing, ...]:
    """The bar: rooms for whoever has few, else wings; a wing of one room is that room."""
    rooms = [room for room in rooms_of(principal) if room.address in mounted]
    if len(rooms) <= FEW:
        return tuple(rooms)
    wings = [Wing(w.word, w.icon, tuple(room for room in w.rooms if room in rooms)) for w in WINGS]
    return tuple(wing if len(wing.rooms) > 1 else wing.rooms[0] for wing in wings if wing.rooms)
