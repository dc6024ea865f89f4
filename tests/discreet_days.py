"""Days in the life of a node, each told with and without discreet entries, for the tests that compare the two."""

from collections.abc import Callable
from dataclasses import replace
from itertools import groupby

from tests.cast import BRIGADA
from tests.lists import approved, listed, listed_by_prints, nominated, nomination, removed
from tests.rooms import NOON, SEED, TEST, Met, Rooms, fingers_of

from openbitmap.biometrics.finger import Template
from openbitmap.node import cases, identities, watchlists
from openbitmap.node.cases import Finding
from openbitmap.node.identities import ChangeKind, ImportedTemplate, Wanted
from openbitmap.node.watchlists import Entry, Handling
from openbitmap.synthetic.galleries import CANVAS, PARAMETERS, TWO_FINGERS, template_gallery
from openbitmap.vocabulary import CaseId, EncounterId

RIGHT, _ = TWO_FINGERS
Day = Callable[[Rooms, bool], list[Met]]
"""A story told on a node, with or without discreet entries; returns whom the post asked about."""


def reverse_cases(rooms: Rooms) -> list[CaseId]:
    with rooms.database.reading() as tx:
        return [
            CaseId(row[0])
            for row in tx.all("SELECT case_id FROM adjudication_case WHERE submission IS NULL ORDER BY opened_at")
        ]


def arrival_case(rooms: Rooms, met: Met) -> CaseId:
    return cases.case_id_of(rooms.found(met)[0].search)


def identify(rooms: Rooms, case: CaseId, *encounters: EncounterId) -> None:
    with rooms.database.reading() as tx:
        letters = cases.candidates_by_letter(tx, case)
    named = "".join(letter for letter, e in letters.items() if e in encounters)
    for examiner in ("ana", "bruno"):
        rooms.judge(case, examiner, Finding.IDENTIFICATION, letters=named)
    rooms.drain()


def identify_silently(rooms: Rooms) -> None:
    """The examiners work every case that no post asked for, and identify whoever is in it."""
    for case in reverse_cases(rooms):
        with rooms.database.reading() as tx:
            state, encounters = cases.case_named(tx, case), cases.candidates_by_letter(tx, case)
        if state and state.state is not cases.CaseState.DECIDED:
            identify(rooms, case, *encounters.values())


def discreetly(rooms: Rooms, person: int, impression: int) -> Entry:
    return listed_by_prints(rooms, fingers_of(person, impression), handling=Handling.DISCREET)


def a_stranger_who_is_listed(rooms: Rooms, discreet: bool) -> list[Met]:
    if discreet:
        discreetly(rooms, 7, 1)
    met = rooms.meet(fingers_of(7, 2))
    identify_silently(rooms)
    return [met]


def a_known_person_identified_before_the_silent_case(rooms: Rooms, discreet: bool) -> list[Met]:
    if discreet:
        discreetly(rooms, 7, 1)
    before = rooms.meet(fingers_of(7, 2))
    met = rooms.meet(fingers_of(7, 3))
    identify(rooms, arrival_case(rooms, met), before.encounter)
    identify_silently(rooms)
    return [before, met]


def a_known_person_identified_after_the_silent_case(rooms: Rooms, discreet: bool) -> list[Met]:
    if discreet:
        discreetly(rooms, 7, 1)
    before = rooms.meet(fingers_of(7, 2))
    met = rooms.meet(fingers_of(7, 3))
    identify_silently(rooms)
    identify(rooms, arrival_case(rooms, met), before.encounter)
    return [before, met]


def an_open_and_a_discreet_entry(rooms: Rooms, discreet: bool) -> list[Met]:
    openly = listed_by_prints(rooms, fingers_of(7, 1))
    if discreet:
        discreetly(rooms, 7, 2)
    met = rooms.meet(fingers_of(7, 3))
    identify_silently(rooms)
    identify(rooms, arrival_case(rooms, met), openly.encounter or EncounterId(""))
    return [met]


def a_discreet_entry_on_somebody_met(rooms: Rooms, discreet: bool) -> list[Met]:
    before = rooms.meet(fingers_of(7, 1))
    if discreet:
        listed(rooms, before.encounter, handling=Handling.DISCREET)
    met = rooms.meet(fingers_of(7, 2))
    identify(rooms, arrival_case(rooms, met), before.encounter)
    identify_silently(rooms)
    return [before, met]


def an_exclusion(rooms: Rooms, discreet: bool) -> list[Met]:
    before = rooms.meet(fingers_of(7, 1))
    if discreet:
        listed(rooms, before.encounter, handling=Handling.DISCREET)
        discreetly(rooms, 7, 2)
    met = rooms.meet(fingers_of(7, 3))
    rooms.judge(arrival_case(rooms, met), "ana", Finding.EXCLUSION)
    rooms.drain()
    identify_silently(rooms)
    return [before, met]


def a_confirmation_taken_back(rooms: Rooms, discreet: bool) -> list[Met]:
    """Met and known stay joined through the discreet entry's prints; the post is told all the same."""
    if discreet:
        discreetly(rooms, 7, 1)
    before = rooms.meet(fingers_of(7, 2))
    met = rooms.meet(fingers_of(7, 3))
    identify_silently(rooms)
    identify(rooms, arrival_case(rooms, met), before.encounter)
    with rooms.database.transaction() as tx:
        wanted = Wanted(ChangeKind.SPLIT, (met.encounter,), (before.encounter,), reason="the wrong print was charted")
        change = identities.propose_change(tx, wanted, by=rooms.principal("elsa"), at=NOON)
    with rooms.database.transaction() as tx:
        identities.approve_change(tx, change.change, by=rooms.principal("emilio"), at=NOON)
    rooms.drain()
    return [before, met]


def many_crossings(rooms: Rooms, discreet: bool) -> list[Met]:
    """Twenty-one crossings, and the discreet entry lies on the one with the worst print of all."""
    worst = rooms.enrol(fingers_of(7, 1, (RIGHT,)))
    for impression in range(2, 24):
        rooms.enrol(fingers_of(7, impression))
    if discreet:
        listed(rooms, worst.encounter, handling=Handling.DISCREET)
    return [rooms.meet(fingers_of(7, 99))]


def no_usable_print(rooms: Rooms, discreet: bool) -> list[Met]:
    if discreet:
        discreetly(rooms, 7, 1)
    return [rooms.meet({})]


def a_whole_silent_list(rooms: Rooms, discreet: bool) -> list[Met]:
    """Forty discreet entries among three people: no size, threshold or chance number tells of them."""
    rooms.enrol(fingers_of(1, 1), BRIGADA)
    rooms.enrol(fingers_of(2, 1))
    if discreet:
        batches = template_gallery(SEED, 40, TWO_FINGERS, first=100)
        prints = [(n, p, Template(data, CANVAS, CANVAS, parameters=PARAMETERS)) for b in batches for n, p, data in b]
        held = [[ImportedTemplate(*x) for x in group] for _, group in groupby(prints, key=lambda print: print[0])]
        with rooms.database.transaction() as tx:
            identities.import_templates(tx, "watchlist", held, at=NOON, actor=TEST)
            tx.run("UPDATE encounter SET silent = true WHERE submission IS NULL AND number > 2")
    return [rooms.meet(fingers_of(7, 1)), rooms.meet(fingers_of(2, 2))]


def one_that_ends(rooms: Rooms, discreet: bool) -> list[Met]:
    first = None
    if discreet:
        entry = discreetly(rooms, 7, 1)
        first = entry.entry
    met = rooms.meet(fingers_of(7, 2))
    if first:
        removed(rooms, first)
    return [met, rooms.meet(fingers_of(7, 3))]


def a_nomination_turned_down(rooms: Rooms, discreet: bool) -> list[Met]:
    if discreet:
        made = nominated(rooms, nomination(handling=Handling.DISCREET))
        with rooms.database.transaction() as tx:
            watchlists.refuse(tx, made.entry, by=rooms.principal("victor"), at=NOON, reason="not enough")
        approved(rooms, nominated(rooms, replace(nomination(handling=Handling.DISCREET), originator="PDI")).entry)
    return [rooms.meet(fingers_of(7, 2))]


DAYS: tuple[Day, ...] = (
    a_stranger_who_is_listed,
    a_known_person_identified_before_the_silent_case,
    a_known_person_identified_after_the_silent_case,
    an_open_and_a_discreet_entry,
    a_discreet_entry_on_somebody_met,
    an_exclusion,
    a_confirmation_taken_back,
    many_crossings,
    no_usable_print,
    a_whole_silent_list,
    one_that_ends,
    a_nomination_turned_down,
)
