"""Who is a candidate, held to which threshold, out of how many people."""

from itertools import groupby

import pytest
from tests.cast import ARICA, BRIGADA, CARCEL
from tests.rooms import NOON, SEED, TEST, Rooms, fingers_of

from openbitmap.biometrics import calibration
from openbitmap.biometrics.finger import Template
from openbitmap.node import identities
from openbitmap.node.identities import ImportedTemplate
from openbitmap.synthetic.galleries import CANVAS, PARAMETERS, TWO_FINGERS, template_gallery
from openbitmap.vocabulary import Coverage, FingerPosition, Verdict

RIGHT, LEFT = TWO_FINGERS
MOST_CANDIDATES = 20


def fill(rooms: Rooms, gallery: str, people: range, positions: tuple[FingerPosition, ...] = TWO_FINGERS) -> None:
    """Enrol these people of the synthetic gallery by their templates."""
    batches = template_gallery(SEED, len(people), positions, first=people.start)
    prints = [(n, p, Template(data, CANVAS, CANVAS, parameters=PARAMETERS)) for b in batches for n, p, data in b]
    held = [[ImportedTemplate(*found) for found in group] for _, group in groupby(prints, key=lambda print: print[0])]
    with rooms.database.transaction() as tx:
        identities.import_templates(tx, gallery, held, at=NOON, actor=TEST)


def test_a_known_person_is_the_only_candidate_among_two_hundred(rooms: Rooms) -> None:
    fill(rooms, "encounters", range(100, 300))
    known = rooms.meet(fingers_of(7, 1))
    again = rooms.meet(fingers_of(7, 2))
    done, candidates, _ = rooms.found(again)
    assert [c.encounter for c in candidates] == [known.encounter]
    assert done.verdict is Verdict.POSSIBLE_MATCH
    assert set(candidates[0].fingers) == {str(int(RIGHT)), str(int(LEFT))}
    assert candidates[0].parameters
    assert candidates[0].log10_fmr < -3


def test_the_own_encounter_is_never_a_candidate(rooms: Rooms) -> None:
    done, candidates, coverage = rooms.found(rooms.meet(fingers_of(7, 1)))
    assert (done.verdict, candidates) == (Verdict.NO_CANDIDATE, [])
    assert {g.name: g.people for g in coverage if g.kind} == dict.fromkeys(
        ("Wanted", "Watchlist", "Prison", "Encounters"), 0
    )


def test_the_threshold_is_that_of_the_fpir_at_the_present_gallery_size(rooms: Rooms) -> None:
    fill(rooms, "watchlist", range(100, 120))
    fill(rooms, "encounters", range(200, 230))
    done, _, _ = rooms.found(rooms.meet(fingers_of(7, 1)))
    wanted = calibration.threshold(2, 50, rooms.equipment.settings.fpir)
    assert (done.held.people, done.held.fingers, done.held.fpir) == (50, 2, rooms.equipment.settings.fpir)
    assert done.held.threshold == pytest.approx(wanted.score)
    assert done.held.chance == pytest.approx(calibration.chance_candidates(2, 50, wanted))
    fill(rooms, "encounters", range(300, 350))
    later, _, _ = rooms.found(rooms.meet(fingers_of(8, 1)))
    assert later.held.people == 101  # the first probe stayed: it is an encounter now
    assert later.held.threshold > done.held.threshold


def test_a_finger_is_never_compared_with_another_position(rooms: Rooms) -> None:
    """The very same print, once as right and once as left index: no candidate, and nobody to compare with."""
    print_of_the_right = fingers_of(7, 1, (RIGHT,))[RIGHT]
    rooms.meet({RIGHT: print_of_the_right})
    done, candidates, coverage = rooms.found(rooms.meet({LEFT: print_of_the_right}))
    assert (done.verdict, candidates, done.held.people) == (Verdict.NO_CANDIDATE, [], 0)
    encounters = next(g for g in coverage if g.name == "Encounters")
    assert (encounters.people, encounters.reason) == (0, "without_these_fingers:1")


def test_people_without_the_fingers_are_named_in_the_coverage(rooms: Rooms) -> None:
    fill(rooms, "prison", range(100, 110), (RIGHT,))
    fill(rooms, "prison", range(110, 115), (LEFT,))
    _, _, coverage = rooms.found(rooms.meet(fingers_of(7, 1, (LEFT,))))
    prison = next(g for g in coverage if g.name == "Prison")
    assert (prison.state, prison.people, prison.reason) == (Coverage.SEARCHED, 5, "without_these_fingers:10")


def test_one_common_finger_is_enough_and_the_other_explains_nothing(rooms: Rooms) -> None:
    known = rooms.meet(fingers_of(7, 1, (RIGHT,)))
    _, candidates, _ = rooms.found(rooms.meet(fingers_of(7, 2)))
    assert [c.encounter for c in candidates] == [known.encounter]
    assert set(candidates[0].fingers) == {str(int(RIGHT))}


def test_no_usable_print_is_a_quality_answer_that_names_every_gallery(rooms: Rooms) -> None:
    fill(rooms, "watchlist", range(100, 103))
    done, candidates, coverage = rooms.found(rooms.meet({}))
    assert (done.verdict, candidates, done.held.fingers) == (Verdict.QUALITY, [], 0)
    own = [g for g in coverage if g.kind]
    assert {g.state for g in own} == {Coverage.POOR_QUALITY}
    assert {g.reason for g in own} == {"no_usable_print"}


def test_a_repository_that_was_asked_for_is_never_left_out(rooms: Rooms) -> None:
    _, _, coverage = rooms.found(rooms.meet(fingers_of(7, 1)))
    abroad = [g for g in coverage if g.kind is None]
    assert [(g.name, g.state, g.reason) for g in abroad] == [("RISC", Coverage.BARRED, "no_agreement")]


def test_candidates_of_every_gallery_are_found_and_at_most_twenty(rooms: Rooms) -> None:
    for impression, station in enumerate((BRIGADA, CARCEL, *[ARICA] * MOST_CANDIDATES), start=1):
        rooms.enrol(fingers_of(7, impression), station)
    done, candidates, _ = rooms.found(rooms.meet(fingers_of(7, 99)))
    assert done.verdict is Verdict.POSSIBLE_MATCH
    assert len(candidates) == MOST_CANDIDATES
    scores = [c.score for c in candidates]
    assert scores == sorted(scores, reverse=True)


def test_many_crossings_never_crowd_out_the_entry_of_a_list(rooms: Rooms) -> None:
    """The list holds the worst print of all: one finger, where every crossing shows two."""
    listed = rooms.enrol(fingers_of(7, 1, (RIGHT,)), BRIGADA)
    for impression in range(2, MOST_CANDIDATES + 3):
        rooms.enrol(fingers_of(7, impression))
    _, candidates, _ = rooms.found(rooms.meet(fingers_of(7, 99)))
    assert len(candidates) == MOST_CANDIDATES
    assert listed.encounter in [c.encounter for c in candidates]


def test_who_is_not_to_be_kept_is_searched_but_never_found(rooms: Rooms) -> None:
    fleeting = rooms.meet(fingers_of(7, 1), retained=False)
    assert rooms.found(fleeting)[0].verdict is Verdict.NO_CANDIDATE
    done, candidates, coverage = rooms.found(rooms.meet(fingers_of(7, 2)))
    assert (done.verdict, candidates) == (Verdict.NO_CANDIDATE, [])
    assert next(g for g in coverage if g.name == "Encounters").people == 0


def test_two_arrivals_of_one_moment_cannot_miss_each_other(rooms: Rooms) -> None:
    """Both are enrolled before either is searched: whichever is searched first, both see the other."""
    first, second = rooms.enrol(fingers_of(7, 1)), rooms.enrol(fingers_of(7, 2))
    found = []
    for met in (first, second):
        searched = rooms.search(met)
        found.append([c.encounter for c in searched[1]])
    assert found == [[second.encounter], [first.encounter]]


def test_the_search_says_up_to_which_entry_of_the_ledger_it_looked(rooms: Rooms) -> None:
    met = rooms.enrol(fingers_of(7, 1))
    done = rooms.search(met)[0]
    assert done.log_position >= rooms.encounter(met).log_position


def test_a_refused_template_in_the_gallery_is_logged(rooms: Rooms, caplog: pytest.LogCaptureFixture) -> None:
    fill(rooms, "encounters", range(1))
    with rooms.database.transaction() as tx:
        tx.run("UPDATE template SET minutiae = %(forged)s", forged=bytes(5) * 40)
    rooms.meet(fingers_of(7, 1))
    assert "matches nobody" in caplog.text
