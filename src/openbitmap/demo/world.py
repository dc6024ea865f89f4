"""Who there is in the demo's nation: galleries, stations with the gallery their encounters join, people with roles."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from openbitmap.node import access, identities
from openbitmap.node.access import Account, Principal, Role, Station
from openbitmap.node.database import Database
from openbitmap.node.home import Home
from openbitmap.node.identities import Gallery, Place
from openbitmap.synthetic.people import Post
from openbitmap.synthetic.stories import POST
from openbitmap.vocabulary import Actor, GalleryKind, StationId

DEMO = Actor("person", "demo")
POST_STATION = StationId("colchane")
COLCHANE, SANTIAGO = (-19.28, -68.64), (-33.45, -70.66)
"""Latitude and longitude of the demo's post, and of everybody else's desk."""

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

PEOPLE: tuple[Account, ...] = (
    Account("olga", "Olga", Role.OFFICER, POST_STATION, "es"),
    Account("ana", "Ana", Role.EXAMINER, None, "es"),
    Account("bruno", "Bruno", Role.EXAMINER, None, "es"),
    Account("carla", "Carla", Role.EXAMINER, None, "es"),
    Account("vera", "Vera", Role.WATCH_OFFICER, None, "es"),
    Account("victor", "Victor", Role.WATCH_OFFICER, None, "es"),
    Account("elsa", "Elsa", Role.SUPERVISOR, None, "es"),
    Account("aldo", "Aldo", Role.AUDITOR, None, "es"),
    Account("adela", "Adela", Role.ADMINISTRATOR, None, "es"),
)
"""Who works at the demo's node; `make demo` prints one-time links for some of them."""


def registrar(kind: GalleryKind) -> StationId:
    return registrar_of(REGISTRARS[kind])


@dataclass(frozen=True)
class World:
    """What one nation's node knows before anything happens: its galleries, who enrols into each, its border post, its
    people, and where the post and everybody's desks stand."""

    galleries: Mapping[GalleryKind, Gallery]
    registrars: Mapping[GalleryKind, Post]
    post: tuple[StationId, Post]
    people: tuple[Account, ...]
    places: tuple[tuple[float, float], tuple[float, float]]

    @property
    def stations(self) -> list[Station]:
        """Registrars send cards; the post also asks quickly."""
        made = [self._station(registrar_of(p), p, kind, tots=("CAR",)) for kind, p in self.registrars.items()]
        return [*made, self._station(*self.post, GalleryKind.ENCOUNTER, tots=("RPIS", "CAR"))]

    def _station(self, name: StationId, place: Post, kind: GalleryKind, *, tots: tuple[str, ...]) -> Station:
        gallery = self.galleries[kind].gallery
        return Station(name, place.name, place.code, gallery, tots=tots, language="es", active=True)


CHILE = World(GALLERIES, REGISTRARS, (POST_STATION, POST), PEOPLE, (COLCHANE, SANTIAGO))


def registrar_of(place: Post) -> StationId:
    return StationId(place.code.lower())


def furnish(database: Database, home: Home, language: str, *, world: World = CHILE) -> None:
    """Make galleries, stations and people known, with a kept key each for the command line; doing it again changes
    nothing."""
    at_the_border, at_desks = world.places
    with database.transaction() as tx:
        for gallery in world.galleries.values():
            identities.found_gallery(tx, gallery)
        for station in world.stations:
            access.enrol_station(tx, station, actor=DEMO)
            where = at_the_border if station.station == world.post[0] else at_desks
            identities.place_station(tx, Place(station.station, *where))
        now = datetime.now(UTC)
        for account in world.people:
            access.make_account(tx, replace(account, language=language), at=now, actor=DEMO)
        machines = [Principal(Role.STATION, s.station, s.station) for s in world.stations]
        for holder in (*machines, *(account.principal for account in world.people)):
            if home.kept_key(holder.name) is None:
                home.keep_key(holder.name, access.issue_key(tx, holder, at=now, actor=DEMO))
