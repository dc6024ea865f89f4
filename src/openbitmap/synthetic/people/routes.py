"""Posts on the land routes of the Americas, and the journeys of synthetic people along them."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np


@dataclass(frozen=True)
class Post:
    """A border post of the synthetic world; the place is real, the code and everything that happens there are not."""

    code: str
    name: str
    country: str


@dataclass(frozen=True)
class Stop:
    post: Post
    on: date


def _posts(country: str, *names: str) -> tuple[Post, ...]:
    return tuple(Post(f"{country}SYN{n:03d}", name, country) for n, name in enumerate(names, start=1))


_VENEZUELA = _posts("VEN", "San Antonio del Táchira", "Paraguachón")
_COLOMBIA = _posts("COL", "Cúcuta", "Ipiales, Rumichaca", "Necoclí")
_ECUADOR = _posts("ECU", "Tulcán, Rumichaca", "Huaquillas")
_PERU = _posts("PER", "Aguas Verdes, Tumbes", "Santa Rosa, Tacna", "Desaguadero")
_BOLIVIA = _posts("BOL", "Desaguadero", "Pisiga", "Tambo Quemado", "Villazón")
_CHILE = _posts("CHL", "Chacalluta, Arica", "Colchane", "Chungará", "Los Libertadores", "Santiago, airport")
_BRAZIL = _posts("BRA", "Pacaraima", "Guarulhos, airport")
_DARIEN = _posts("PAN", "Bajo Chiquito", "Paso Canoas")
_NORTH = (
    *_posts("CRI", "Peñas Blancas"),
    *_posts("GTM", "Agua Caliente", "Tecún Umán"),
    *_posts("MEX", "Tapachula", "Ciudad Juárez"),
)

ROUTES: tuple[tuple[Post, ...], ...] = (
    (_VENEZUELA[0], _COLOMBIA[0], _COLOMBIA[1], _ECUADOR[0], _ECUADOR[1], _PERU[0], _PERU[1], _CHILE[0]),
    (_COLOMBIA[1], _ECUADOR[0], _ECUADOR[1], _PERU[0], _PERU[2], _BOLIVIA[0], _BOLIVIA[1], _CHILE[1]),
    (_BRAZIL[0], _BRAZIL[1], _BOLIVIA[3], _BOLIVIA[1], _CHILE[1]),
    (_CHILE[4], _CHILE[1], _BOLIVIA[1], _PERU[2], _ECUADOR[1], _COLOMBIA[2], *_DARIEN, *_NORTH),
    (_VENEZUELA[1], _COLOMBIA[2], *_DARIEN, *_NORTH),
    (_PERU[1], _CHILE[0]),
    (_BOLIVIA[2], _CHILE[2]),
    (_CHILE[4],),
)
"""Post by post in travelling order; the fourth begins with an arrival by air and turns north."""

_USUAL: dict[str, tuple[int, ...]] = {
    "VEN": (0, 4, 1),
    "COL": (1, 0, 4),
    "PER": (5,),
    "BOL": (6, 1),
    "HTI": (3, 2, 7),
    "DOM": (1, 7),
    "CHL": (7, 5, 6),
}
_FROM_AFAR = (2, 3, 7)

POSTS: tuple[Post, ...] = tuple({post.code: post for route in ROUTES for post in route}.values())


def travel(rng: np.random.Generator, country: str, as_of: date) -> tuple[Stop, ...]:
    """One to eight stops in order of date, the last of them 1 to 700 days before `as_of`."""
    usual = _USUAL.get(country, _FROM_AFAR)
    route = ROUTES[usual[int(rng.integers(len(usual)))]]
    start = int(rng.integers(len(route)))
    stop = int(rng.integers(start + 1, len(route) + 1))
    day = as_of - timedelta(days=int(rng.integers(1, 700)))
    stops = []
    for post in reversed(route[start:stop]):
        stops.append(Stop(post, day))
        day -= timedelta(days=1 + int(rng.gamma(1.5, 6.0)))
    return tuple(reversed(stops))
