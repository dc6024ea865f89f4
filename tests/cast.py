"""The people of the tests, known by heart. Ana, Bruno and Carla are examiners, Elsa and Emilio supervise, Vera and
Victor keep the watch, Aldo audits, Adela administers, Olga is an officer at Arica; Arica is a border post, the Cárcel a
prison, the Brigada keeps the watchlist; the Stranger holds a key of nobody's.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

from openbitmap.node import access, identities
from openbitmap.node.access import Account, Principal, Role, Station
from openbitmap.node.database import Database
from openbitmap.node.identities import Gallery
from openbitmap.vocabulary import Actor, GalleryKind, StationId

ADMINISTRATOR = Actor("person", "the administrator of the tests")

ARICA = StationId("arica")
CARCEL = StationId("carcel")
BRIGADA = StationId("brigada")

ORIGINATORS = {ARICA: "SYNARICA1", CARCEL: "SYNCARCE1", BRIGADA: "SYNBRIGA1"}
GALLERIES = {
    "watchlist": GalleryKind.WATCHLIST,
    "wanted": GalleryKind.WANTED,
    "prison": GalleryKind.PRISON,
    "encounters": GalleryKind.ENCOUNTER,
}
OWN_GALLERY = {ARICA: "encounters", CARCEL: "prison", BRIGADA: "watchlist"}
PEOPLE = {
    "olga": Role.OFFICER,
    "ana": Role.EXAMINER,
    "bruno": Role.EXAMINER,
    "carla": Role.EXAMINER,
    "elsa": Role.SUPERVISOR,
    "emilio": Role.SUPERVISOR,
    "vera": Role.WATCH_OFFICER,
    "victor": Role.WATCH_OFFICER,
    "aldo": Role.AUDITOR,
    "adela": Role.ADMINISTRATOR,
}
STRANGER_KEY = "the key of nobody"


@dataclass(frozen=True)
class Cast:
    """Keys by name; stations by their StationId."""

    keys: dict[str, str]

    def headers(self, name: str) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.keys[name]}"}


def assemble(database: Database) -> Cast:
    """Galleries, stations and people, each with a key; people have accounts too."""
    now = datetime.now(UTC)
    keys = {"stranger": STRANGER_KEY}
    with database.transaction() as tx:
        for name, kind in GALLERIES.items():
            identities.found_gallery(tx, Gallery(name, kind, name.title(), "CL"))
        for station, originator in ORIGINATORS.items():
            made = Station(
                station,
                station.title(),
                originator,
                OWN_GALLERY[station],
                tots=("RPIS", "CAR"),
                language="en",
                active=True,
            )
            access.enrol_station(tx, made, actor=ADMINISTRATOR)
            keys[station] = access.issue_key(tx, Principal(Role.STATION, station, station), at=now, actor=ADMINISTRATOR)
        for name, role in PEOPLE.items():
            stands_at = ARICA if role is Role.OFFICER else None
            account = Account(name, name.title(), role, station=stands_at, language="en")
            access.make_account(tx, account, at=now, actor=ADMINISTRATOR)
            keys[name] = access.issue_key(tx, account.principal, at=now, actor=ADMINISTRATOR)
    return Cast(keys)
