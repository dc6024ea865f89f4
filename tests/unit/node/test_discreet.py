"""A discreet entry moves nothing that a post or a supervisor can see. Two nodes live through the same day, one with
discreet entries and one without, and everything a role may read is compared after names and times are masked.
"""

import json
from datetime import UTC, datetime

import pytest
from tests.cast import ARICA
from tests.discreet_days import (
    DAYS,
    Day,
    arrival_case,
    discreetly,
    identify,
    identify_silently,
    many_crossings,
    reverse_cases,
)
from tests.lists import listed, listed_by_prints
from tests.rooms import Met, Rooms, fingers_of
from tests.two_worlds import World, difference, masked

from openbitmap.node import cases, exchange, views, watchlists
from openbitmap.node.watchlists import Handling, Outcome
from openbitmap.vocabulary import Verdict
from openbitmap.wire import NextStep, to_json


def seen_by_the_post(rooms: Rooms, met: Met) -> list[str]:
    """Every version ever released, in each of its forms: JSON, the card in both languages, bytes and their length."""
    seen = []
    with rooms.database.transaction() as tx:
        for body, digest in tx.all(
            "SELECT body, itl FROM answer WHERE submission = %(s)s ORDER BY version", s=met.submission
        ):
            answer = exchange.Released("", 0, body, digest).value()  # type: ignore[arg-type]  # only the body is read
            seen.append(masked(json.dumps(json.loads(body), indent=1)))
            for language in ("en", "es"):
                seen.append(masked("\n".join(exchange.card_lines(exchange.card_of(answer, language)))))
            data = rooms.equipment.vault.get(tx, digest)
            seen.append(masked(data.decode("utf-8", "replace")))
            seen.append(f"{len(data)} bytes")
        seen += [masked(str(line.body)) for line in views.recent_answers(tx, stations=[ARICA])]
        since = views.answers_since(tx, ARICA, datetime(2020, 1, 1, tzinfo=UTC))
        seen += [f"{a.version} {masked(a.body)}" for a in since]
    return seen


def seen_by_the_supervisor(rooms: Rooms) -> list[str]:
    """Answers, totals, lists, counts and the board of cases, as a role without sight of what is discreet reads them."""
    elsa = rooms.principal("elsa")
    with rooms.database.reading() as tx:
        seen = [masked(str(line.body)) for line in views.recent_answers(tx)]
        seen.append(masked(repr(views.totals(tx))))
        seen.append(masked(repr(views.watchlist_desk(tx, elsa, at=datetime.now(UTC)))))
        seen.append(masked(repr(views.case_board(tx, at=datetime.now(UTC)))))
    return seen


@pytest.mark.parametrize("day", DAYS, ids=lambda day: day.__name__)
def test_neither_post_nor_supervisor_can_tell_the_two_nodes_apart(worlds: tuple[World, World], day: Day) -> None:
    views_of = []
    for rooms, discreet in worlds:
        met = day(rooms, discreet)
        posts = [seen_by_the_post(rooms, m) for m in met]
        assert all(posts)  # something is compared
        views_of.append((posts, seen_by_the_supervisor(rooms)))
    (posts_with, desk_with), (posts_without, desk_without) = views_of
    for post_with, post_without in zip(posts_with, posts_without, strict=True):
        assert not difference(post_with, post_without)
    assert not difference(desk_with, desk_without)


def test_a_difference_of_a_text_or_of_a_line_end_is_one() -> None:
    assert not difference(["a\n", ""], ["a\n", ""])
    assert difference(["a"], ["a", ""]) == "1 texts with, 2 without"
    assert difference(["a\n"], ["a"]) == "0: 2 characters with, 1 without"
    assert "+b" in difference(["a"], ["b"])


def test_the_masks_hide_names_and_times_and_nothing_else() -> None:
    assert masked("case-01ABC sub-9Z OB-01ABC-2 2026-11-24T12:00:00+00:00") == "case-* sub-* OB-*-2 *"
    assert masked('"verdict": "confirmed", "people": 40, "chance": 0.00025') == (
        '"verdict": "confirmed", "people": 40, "chance": 0.00025'
    )


def test_the_desk_has_its_case_and_its_sighting_all_the_same(rooms: Rooms) -> None:
    entry = discreetly(rooms, 7, 1)
    met = rooms.meet(fingers_of(7, 2))
    answer = rooms.answer(met.submission)
    assert answer and (answer.verdict, answer.case) == (Verdict.NO_CANDIDATE, None)
    (case,) = reverse_cases(rooms)
    with rooms.database.reading() as tx:
        assert list(cases.candidates_by_letter(tx, case).values()) == [met.encounter]
        assert [s.outcome for s in watchlists.sightings_of(tx, entry.entry)] == [Outcome.PENDING]
    identify_silently(rooms)
    with rooms.database.reading() as tx:
        assert [(s.outcome, s.encounter) for s in watchlists.sightings_of(tx, entry.entry)] == [
            (Outcome.TRUE, met.encounter)
        ]
        assert watchlists.discreet_among(tx, [met.encounter]) == {met.encounter}
        assert watchlists.listed_among(tx, [met.encounter], discreet=False) == {}
        assert watchlists.precision_by_list(tx, discreet=False) == {}
    after = rooms.answer(met.submission)
    assert after == answer


def test_a_discreet_entry_that_was_crowded_out_still_reaches_the_desk(rooms: Rooms) -> None:
    many_crossings(rooms, True)
    with rooms.database.reading() as tx:
        assert tx.all("SELECT purpose FROM search WHERE purpose <> 'arrival' ORDER BY 1") == [("reverse",), ("silent",)]


def test_an_identified_person_with_a_discreet_entry_is_followed_as_if_unlisted(rooms: Rooms) -> None:
    before = rooms.meet(fingers_of(7, 1))
    listed(rooms, before.encounter, handling=Handling.DISCREET)
    met = rooms.meet(fingers_of(7, 2))
    identify(rooms, arrival_case(rooms, met), before.encounter)
    answer = rooms.answer(met.submission)
    assert answer and (answer.verdict, answer.next_step) == (Verdict.CONFIRMED, NextStep.CONTINUE_PROCEDURE)
    assert "discreet" not in to_json(answer).lower()


def test_a_silent_case_looks_like_any_search_into_the_past(rooms: Rooms) -> None:
    """An examiner who compares the two learns nothing: same kind, same clock, no site, one probe and its candidates."""
    before = rooms.meet(fingers_of(8, 1))
    listed_by_prints(rooms, fingers_of(8, 2))
    discreetly(rooms, 7, 1)
    rooms.meet(fingers_of(7, 2))
    with rooms.database.reading() as tx:
        shapes = {
            (c.kind, c.due_at - c.opened_at, c.submission, len(cases.candidates_by_letter(tx, c.case)))
            for case in reverse_cases(rooms)
            if (c := cases.case_named(tx, case))
        }
    assert len(reverse_cases(rooms)) == 2 and before
    assert len(shapes) == 1
