"""`/overview`: what waits, is late, broke; answer times, hits, today's encounters with small groups withheld."""

import shutil
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from openbitmap.node import exchange, views
from openbitmap.node.access import Act
from openbitmap.node.console.charts import hours
from openbitmap.node.console.frame import Page, Viewer, seen_by, show
from openbitmap.node.console.pages.overview.figures import Figure, hits_figure, people_figures, times_figure
from openbitmap.node.console.pages.overview.words import WORDS
from openbitmap.node.console.words import Spoken
from openbitmap.node.doorway import Here
from openbitmap.node.views import Overview, Waiting

router = APIRouter(include_in_schema=False)
Overseer = Annotated[Viewer, Depends(seen_by(Act.OVERSEE))]
LOW = 0.1
GIGA = 1e9


@router.get("/overview")
def overview_page(request: Request, context: Here, viewer: Overseer) -> Response:
    at, least = datetime.now(UTC), context.settings.desk.bench.small_cell
    with context.database.reading() as tx:
        told = views.overview(tx, at=at, least=least)
    spoken = Spoken(viewer.language, WORDS)
    disk = shutil.disk_usage(context.settings.home)
    language = "es" if viewer.language == "pt" else viewer.language
    as_of = exchange.clock(told.people.as_of, language, beside=at)
    return show(
        request,
        viewer,
        Page("pages/overview/page.html", WORDS),
        tiles=[*_tiles(told, spoken, language), _disk(disk.free, disk.total, spoken)],
        dead=told.dead,
        times=times_figure(told.times, spoken),
        hits=hits_figure(told.hits, spoken),
        people=people_figures(told.people, least, spoken),
        rule=spoken.say("people_rule", least=least, time=as_of),
        arrivals=_arrivals(told, spoken),
        at=at,
    )


@dataclass(frozen=True)
class Tile:
    """One number with its words; `bad` asks for attention."""

    word: str
    figure: str
    under: str
    address: str = ""
    bad: bool = False
    more: str = ""


def _tiles(told: Overview, spoken: Spoken, language: str) -> list[Tile]:
    tiles = []
    for key, waiting, words, address in (
        ("files", told.submissions, ("late", "on_time"), "/answers"),
        ("jobs", told.jobs, ("late_jobs", "on_time_jobs"), ""),
        ("cases", told.cases, ("late", "on_time"), "/queue"),
    ):
        late = waiting.late > 0
        under = spoken.say(words[0], n=waiting.late) if late else spoken[words[1]]
        more = _oldest(waiting, told, spoken, language=language)
        tiles.append(Tile(spoken[key], str(waiting.waiting), under, address, late, more))
    broken = len(told.dead)
    under = spoken.say("broken_words", n=broken) if broken else spoken["none_broken"]
    tiles.append(Tile(spoken["broken"], str(broken), under, "#broken" if broken else "", broken > 0))
    return tiles


def _oldest(waiting: Waiting, told: Overview, spoken: Spoken, *, language: str) -> str:
    if waiting.oldest is None:
        return ""
    return spoken.say("oldest", time=exchange.clock(waiting.oldest, language, beside=told.at))


def _disk(free: int, total: int, spoken: Spoken) -> Tile:
    low = free < LOW * total
    under = spoken.say("free", free=f"{free / GIGA:.0f} GB", total=f"{total / GIGA:.0f} GB")
    used = f"{100 * (total - free) / total:.0f} %"
    return Tile(spoken["disk"], used, under, bad=low, more=spoken["free_low"] if low else "")


def _arrivals(told: Overview, spoken: Spoken) -> Figure:
    total = sum(told.arrivals)
    title = spoken.say("arrivals", total=total)
    title += spoken.say("arrivals_peak", most=max(told.arrivals)) if total else ""
    first = told.at - timedelta(hours=len(told.arrivals))
    rows = [((first + timedelta(hours=n)).strftime("%H:%M"), str(count)) for n, count in enumerate(told.arrivals)]
    drawn = hours(told.arrivals, title=title, first=spoken["yesterday"], last=spoken["now"])
    return Figure(title, drawn, (spoken["hour"], spoken["count"]), tuple(rows))
