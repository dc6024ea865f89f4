"""The other nation of the demo, as in the letter of intent, and its people; all of them invented."""

from openbitmap.demo.world import World
from openbitmap.node.access import Account, Role
from openbitmap.node.identities import Gallery
from openbitmap.synthetic.people import Post
from openbitmap.vocabulary import GalleryKind, PartnerId, StationId

CL, US = PartnerId("CL"), PartnerId("US")
TITLES = {CL: "Chile", US: "United States"}

NOGALES = StationId("nogales")
NOGALES_AT, WASHINGTON = (31.33, -110.94), (38.90, -77.04)

UNITED_STATES = World(
    galleries={
        GalleryKind.WATCHLIST: Gallery("watchlist", GalleryKind.WATCHLIST, "Watchlist", "US watch desk"),
        GalleryKind.WANTED: Gallery("wanted", GalleryKind.WANTED, "Wanted", "US courts"),
        GalleryKind.PRISON: Gallery("prison", GalleryKind.PRISON, "Prison", "US prison service"),
        GalleryKind.ENCOUNTER: Gallery("encounters", GalleryKind.ENCOUNTER, "Encounters", "US border service"),
    },
    registrars={
        GalleryKind.WATCHLIST: Post("USASYNWAT", "Watch desk", "USA"),
        GalleryKind.WANTED: Post("USASYNCRT", "Courts", "USA"),
        GalleryKind.PRISON: Post("USASYNPRI", "Prison service", "USA"),
        GalleryKind.ENCOUNTER: Post("USASYNREG", "Border registry", "USA"),
    },
    post=(NOGALES, Post("USASYNNOG", "Nogales", "USA")),
    people=(
        Account("oscar", "Oscar", Role.OFFICER, NOGALES, "en"),
        Account("grace", "Grace", Role.EXAMINER, None, "en"),
        Account("noah", "Noah", Role.EXAMINER, None, "en"),
        Account("wanda", "Wanda", Role.WATCH_OFFICER, None, "en"),
        Account("walt", "Walt", Role.WATCH_OFFICER, None, "en"),
        Account("sam", "Sam", Role.SUPERVISOR, None, "en"),
        Account("audrey", "Audrey", Role.AUDITOR, None, "en"),
        Account("alan", "Alan", Role.ADMINISTRATOR, None, "en"),
    ),
    places=(NOGALES_AT, WASHINGTON),
)
