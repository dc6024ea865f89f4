"""The figures of the overview: the finding as a title, the chart, its table."""

import math
from dataclasses import dataclass

from markupsafe import Markup

from openbitmap.node.cases import Share
from openbitmap.node.console.charts import NARROW, Bar, Span, bars, spans
from openbitmap.node.console.words import Spoken
from openbitmap.node.views import AnswerTimes, Cells, Hits, People

MINUTE, HOUR, TENS = 60, 3600, 10
MOST_GROUPS = 12
"""Bars of one chart; the table has all."""


@dataclass(frozen=True)
class Figure:
    """`drawn` is None where there is nothing to draw; the title then says why."""

    title: str
    drawn: Markup | None = None
    head: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


def times_figure(times: tuple[AnswerTimes, ...], spoken: Spoken) -> Figure:
    """Each class against its own clock: a bar of 100 would be the clock itself."""
    if not times:
        return Figure(spoken["times_none"])
    first = times[0]
    title = spoken.say(
        "times_found",
        service=spoken[first.service.value],
        p95=duration(first.p95),
        clock=duration(first.service.clock_seconds),
    )
    drawn = bars([_time_bar(t, spoken) for t in times], title=title)
    head = ("service", "answers_n", "half", "most", "longest", "clock_of", "kept")
    return Figure(title, drawn, tuple(spoken[key] for key in head), tuple(_time_row(t, spoken) for t in times))


def hits_figure(hits: Hits, spoken: Spoken) -> Figure:
    if hits.hit.of == 0:
        return Figure(spoken["hits_none"])
    title = spoken.say("hits_found", hits=hits.hit.count, searches=hits.hit.of)
    shares = [(spoken["hit"], hits.hit), (spoken["false_hit"], hits.false_hit)]
    drawn = spans([_span(word, share, spoken) for word, share in shares if share.of], title=title)
    head = (spoken["rate"], spoken["count"], "%", spoken["interval"])
    return Figure(title, drawn, head, tuple(_share_row(word, share, spoken) for word, share in shares))


def people_figures(people: People, least: int, spoken: Spoken) -> list[Figure]:
    if people.by_post.total is None:
        return [Figure(spoken.say("people_few", least=least))]
    if people.by_post.total == 0:
        return [Figure(spoken["people_none"])]
    groups = (("post", people.by_post), ("nationality", people.by_nationality), ("age", people.by_age))
    return [_people(spoken[key], cells, spoken) for key, cells in groups]


def duration(seconds: float) -> str:
    """Two or three digits, in the unit in which one would say it."""
    for limit, unit, word in ((2 * MINUTE, 1, "s"), (2 * HOUR, MINUTE, "min"), (math.inf, HOUR, "h")):
        if seconds < limit:
            value = seconds / unit
            return f"{value:.1f} {word}" if value < TENS and value % 1 else f"{value:.0f} {word}"
    raise AssertionError("every number is below infinity")


def _time_bar(t: AnswerTimes, spoken: Spoken) -> Bar:
    figure = f"{duration(t.p95)} / {duration(t.service.clock_seconds)}"
    return Bar(spoken[t.service.value], t.p95 / t.service.clock_seconds, figure, mark=1.0)


def _time_row(t: AnswerTimes, spoken: Spoken) -> tuple[str, ...]:
    return (
        spoken[t.service.value],
        str(t.answers),
        duration(t.p50),
        duration(t.p95),
        duration(t.longest),
        duration(t.service.clock_seconds),
        spoken.say("of", n=t.on_time, of=t.answers),
    )


def _span(word: str, share: Share, spoken: Spoken) -> Span:
    low, high = share.interval or (0.0, 1.0)
    return Span(word, share.value or 0.0, low, high, figure=spoken.say("of", n=share.count, of=share.of))


def _share_row(word: str, share: Share, spoken: Spoken) -> tuple[str, ...]:
    if share.interval is None:
        return word, spoken.say("of", n=0, of=0), "", ""
    low, high = (f"{100 * rate:.1f}" for rate in share.interval)
    percent = f"{100 * (share.value or 0):.1f}"
    return word, spoken.say("of", n=share.count, of=share.of), percent, spoken.say("between", low=low, high=high)


def _people(what: str, cells: Cells, spoken: Spoken) -> Figure:
    title = spoken.say("people_found", total=cells.total, what=what)
    if not cells.cells:
        return Figure(f"{title}. {spoken['all_withheld']}")
    told = [(c.name or spoken["unstated"], c.count) for c in cells.cells]
    rows = tuple((name, spoken["withheld"] if count is None else str(count)) for name, count in told)
    drawn = [Bar(name, count, spoken["withheld"] if count is None else str(count)) for name, count in told]
    return Figure(title, bars(drawn[:MOST_GROUPS], title=title, width=NARROW), (spoken["group"], spoken["count"]), rows)
