"""Who there is in the demo's nation: galleries, stations with the gallery their encounters join, people with roles."""

from datetime import UTC, datetime

from openbitmap.node import access, identities
from openbitmap.node.access import Principal, Role, Station
from openbitmap.node.database import Database
from openbitmap.node.home import Home
from openbitmap.node.identities import Gallery
from openbitmap.synthetic.people import Post
from openbitmap.synthetic.stories import POST
from openbitmap.vocabulary import Actor, GalleryKind, StationId

DEMO = Actor("person", "demo")
SUPERVISOR = "elsa"
POST_STATION = StationId("colchane")

GALLERIES: dict[GalleryKind, Gallery] = {
    GalleryKind.WATCHLIST: Gallery("watchlist", GalleryKind.WATCHLIST, "Watchlist", "CL watch desk"),
    GalleryKind.WANTED: Gallery("wanted", GalleryKind.WANTED, "Wanted", "CL courts"),
    GalleryKind.PRISON: Gallery("prison", GalleryKind.PRISON, "Prison", "CL prison service"),
    GalleryKind.ENCOUNTER: Gallery("encounters", GalleryKind.ENCOUNTER, "Encounters", "CL border police"),
}

REGISTRARS: dict[GalleryKind, Post] = {
    GalleryKind.WATCHLIST: Post("CHLSYNWAT", "Watch desk", "CHL"),
    GalleryKind.WANTED: Post("CHLSYNCRT", "Courts", "CHL"),
    GalleryKind.PRISON: Post("CHLSYNPRI", "Prison service", "CHL"),
    GalleryKind.ENCOUNTER: Post("CHLSYNREG", "Border registry", "CHL"),
}
"""Who enrols people with images into each gallery; a station's encounters join one gallery only."""

PEOPLE: dict[str, Role] = {
    "ana": Role.EXAMINER,
    "bruno": Role.EXAMINER,
    SUPERVISOR: Role.SUPERVISOR,
    "aldo": Role.AUDITOR,
}


def registrar(kind: GalleryKind) -> StationId:
    return StationId(REGISTRARS[kind].code.lower())


def furnish(database: Database, home: Home) -> None:
    """Make galleries, stations and people known, with a kept key each; doing it again changes nothing."""
    with database.transaction() as tx:
        for gallery in GALLERIES.values():
            identities.found_gallery(tx, gallery)
        for kind, place in REGISTRARS.items():
            station = _station(registrar(kind), place, kind, tots=("CAR",))
            access.enrol_station(tx, station, actor=DEMO)
        access.enrol_station(tx, _station(POST_STATION, POST, GalleryKind.ENCOUNTER, tots=("RPIS", "CAR")), actor=DEMO)
        now = datetime.now(UTC)
        stations = [*map(registrar, REGISTRARS), POST_STATION]
        holders = [(name, Role.STATION, name) for name in stations] + [(n, r, None) for n, r in PEOPLE.items()]
        for name, role, own in holders:
            if home.kept_key(name) is None:
                home.keep_key(name, access.issue_key(tx, Principal(role, name, own), at=now, actor=DEMO))


def _station(name: StationId, place: Post, kind: GalleryKind, *, tots: tuple[str, ...]) -> Station:
    return Station(name, place.name, place.code, GALLERIES[kind].gallery, tots=tots, language="es", active=True)
