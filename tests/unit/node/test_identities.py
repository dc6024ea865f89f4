"""Whom we met: encounters for ever as they were, and who is who as people judged it last."""

from datetime import datetime, timedelta

import pytest
from tests.drawn_prints import regular_print
from tests.rooms import NOON, TEST, Met, Rooms, fingers_of

from openbitmap import itl
from openbitmap.biometrics.finger import Template
from openbitmap.images import encode_wsq
from openbitmap.node import identities, ledger
from openbitmap.node.events import CaseDecided, PopulationImported
from openbitmap.node.identities import Conclusion, Gallery, ImportedTemplate, Judgement
from openbitmap.synthetic.galleries import TWO_FINGERS
from openbitmap.vocabulary import (
    CaseId,
    Compression,
    ControlNumber,
    EncounterId,
    FingerPosition,
    GalleryKind,
    Priority,
    Verdict,
)


def judged(
    rooms: Rooms, one: Met, other: Met, conclusion: Conclusion = Conclusion.SAME, *, at: datetime = NOON
) -> None:
    with rooms.database.transaction() as tx:
        identities.judge(tx, [Judgement(one.encounter, other.encounter, conclusion, CaseId("case-x"), at)])


def persons(rooms: Rooms, *met: Met) -> list[EncounterId]:
    with rooms.database.reading() as tx:
        found = identities.persons_of(tx, [m.encounter for m in met])
    return [found[m.encounter] for m in met]


def test_without_a_judgement_everybody_is_a_person_of_their_own(rooms: Rooms) -> None:
    a, b = rooms.enrol(fingers_of(7, 1)), rooms.enrol(fingers_of(7, 2))
    assert persons(rooms, a, b) == [a.encounter, b.encounter]


def test_judged_the_same_they_are_the_oldest_encounter(rooms: Rooms) -> None:
    a, b = rooms.enrol(fingers_of(7, 1)), rooms.enrol(fingers_of(7, 2))
    judged(rooms, b, a)
    assert persons(rooms, a, b) == [a.encounter, a.encounter]


def test_a_chain_of_judgements_is_one_person_in_whatever_order_it_was_made(rooms: Rooms) -> None:
    a, b, c, d = (rooms.enrol(fingers_of(7, n)) for n in range(1, 5))
    judged(rooms, d, c)
    judged(rooms, a, b)
    assert persons(rooms, a, b, c, d) == [a.encounter, a.encounter, c.encounter, c.encounter]
    judged(rooms, c, b)
    assert persons(rooms, a, b, c, d) == [a.encounter] * 4


def test_undoing_a_judgement_undoes_all_that_followed_from_it(rooms: Rooms) -> None:
    a, b, c = (rooms.enrol(fingers_of(7, n)) for n in range(1, 4))
    judged(rooms, a, b)
    judged(rooms, b, c)
    judged(rooms, b, a, Conclusion.DIFFERENT, at=NOON + timedelta(hours=1))  # the pair in the other order
    assert persons(rooms, a, b, c) == [a.encounter, b.encounter, b.encounter]
    judged(rooms, a, b, Conclusion.SAME, at=NOON + timedelta(hours=2))
    assert persons(rooms, a, b, c) == [a.encounter] * 3


def test_unsure_and_different_join_nobody(rooms: Rooms) -> None:
    a, b, c = (rooms.enrol(fingers_of(7, n)) for n in range(1, 4))
    judged(rooms, a, b, Conclusion.DIFFERENT)
    judged(rooms, b, c, Conclusion.UNSURE)
    assert persons(rooms, a, b, c) == [a.encounter, b.encounter, c.encounter]


def test_an_earlier_judgement_is_superseded_and_never_edited(rooms: Rooms) -> None:
    a, b = rooms.enrol(fingers_of(7, 1)), rooms.enrol(fingers_of(7, 2))
    judged(rooms, a, b)
    judged(rooms, a, b, Conclusion.DIFFERENT, at=NOON + timedelta(hours=1))
    with rooms.database.reading() as tx:
        rows = tx.all("SELECT conclusion, supersedes IS NULL FROM judgement ORDER BY judged_at")
    assert rows == [("same", True), ("different", False)]


def test_an_identification_joins_and_any_other_decision_joins_nobody(rooms: Rooms) -> None:
    a, b, c = (rooms.enrol(fingers_of(7, n)) for n in range(1, 4))
    rooms.state(CaseDecided(b.submission, "case-1", b.encounter, (a.encounter,), "identification"))
    rooms.state(CaseDecided(c.submission, "case-2", c.encounter, (), "exclusion"))
    rooms.drain()
    assert persons(rooms, a, b, c) == [a.encounter, a.encounter, c.encounter]


def test_an_identification_with_several_joins_each_of_them(rooms: Rooms) -> None:
    a, b, c, d = (rooms.enrol(fingers_of(7, n)) for n in range(1, 5))
    rooms.state(CaseDecided(c.submission, "case-1", c.encounter, (a.encounter, b.encounter), "identification"))
    rooms.drain()
    assert persons(rooms, a, b, c, d) == [a.encounter] * 3 + [d.encounter]


def test_a_decision_told_twice_is_one_edge(rooms: Rooms) -> None:
    a, b = rooms.enrol(fingers_of(7, 1)), rooms.enrol(fingers_of(7, 2))
    rooms.state(CaseDecided(b.submission, "case-1", b.encounter, (a.encounter,), "identification"))
    rooms.drain()
    assert rooms.drain() == 0
    with rooms.database.reading() as tx:
        assert tx.scalar("SELECT count(*) FROM judgement") == 1


def test_an_import_is_one_entry_of_the_ledger_with_the_digest_of_its_rows(rooms: Rooms) -> None:
    people = [
        [ImportedTemplate(n, position, template) for position, template in fingers_of(n, 0).items()] for n in range(3)
    ]
    with rooms.database.transaction() as tx:
        assert identities.import_templates(tx, "prison", people, at=NOON, actor=TEST) == 3
        assert identities.import_templates(tx, "wanted", people, at=NOON, actor=TEST) == 3
    with rooms.database.reading() as tx:
        told = [e.event for name in ("prison", "wanted") for e in ledger.history(tx, name)]
        assert all(isinstance(event, PopulationImported) for event in told)
        assert len({event.body()["digest"] for event in told}) == 1
        assert [event.body()["encounters"] for event in told] == [3, 3]
        assert ledger.verify(tx).intact


def test_an_import_refuses_a_template_that_would_match_nobody(rooms: Rooms) -> None:
    forged = Template(bytes(5) * 40, 400, 500, parameters="forged")
    people = [[ImportedTemplate(17, FingerPosition.LEFT_INDEX, forged)]]
    with pytest.raises(ValueError, match="person 17, finger position 7"), rooms.database.transaction() as tx:
        identities.import_templates(tx, "prison", people, at=NOON, actor=TEST)
    assert rooms.facts("prison") == []


def test_an_imported_person_keeps_every_finger_under_its_position(rooms: Rooms) -> None:
    met = rooms.enrol(fingers_of(7, 1))
    with rooms.database.reading() as tx:
        kept = identities.templates_of(tx, met.encounter)
        assert identities.asserted_of(tx, met.encounter) is None
    assert kept == fingers_of(7, 1)
    assert set(kept) == set(TWO_FINGERS)


def test_templates_between_two_positions_of_the_ledger_are_each_given_once(rooms: Rooms) -> None:
    met = [rooms.enrol(fingers_of(n, 1)) for n in range(3)]
    marks = [rooms.encounter(m).log_position for m in met]
    assert marks == sorted(set(marks))
    with rooms.database.reading() as tx:
        whole = identities.templates_between(tx, 0, marks[-1])
        parts = [
            t
            for low, high in zip([0, *marks], marks, strict=False)
            for t in identities.templates_between(tx, low, high)
        ]
    assert len(whole) == 6
    assert parts == whole


def test_what_is_not_retained_is_never_searchable(rooms: Rooms) -> None:
    met = rooms.enrol(fingers_of(7, 1), retained=False)
    with rooms.database.reading() as tx:
        assert identities.templates_between(tx, 0, rooms.encounter(met).log_position) == []
        assert identities.templates_of(tx, met.encounter)  # it was a probe, and stays with its encounter


def test_founding_a_gallery_again_changes_nothing(rooms: Rooms) -> None:
    with rooms.database.transaction() as tx:
        before = identities.all_galleries(tx)
        identities.found_gallery(tx, Gallery("prison", GalleryKind.WATCHLIST, "Another title", "XX"))
        assert identities.all_galleries(tx) == before


def test_prints_as_no_finger_has_are_a_quality_answer_and_never_a_search_without_a_candidate(rooms: Rooms) -> None:
    """The matcher lets such a template match nobody: searched with it, whoever presents it would be "no candidate"."""
    header = itl.Header(
        "RPIS",
        ControlNumber("TCN-REGULAR-1"),
        NOON.date(),
        "SYNNODE01",
        "SYNARICA1",
        priority=Priority.RAPID,
        time=NOON,
    )
    prints = {FingerPosition.RIGHT_INDEX: 36, FingerPosition.LEFT_INDEX: 45}
    images = [
        itl.type_4(p, itl.EncodedImage(encode_wsq(regular_print(step)), Compression.WSQ, 400, 500, 500.0))
        for p, step in prints.items()
    ]
    text = itl.type_2({"ATN": "OFFICER 7", "CRI": "SYNARICA1", "NDR": ["6"]})
    receipt = rooms.receive(itl.write(itl.compose(header, [text, *images])))
    rooms.drain()
    answer = rooms.answer(receipt.submission)
    assert answer is not None
    assert answer.verdict is Verdict.QUALITY
    assert [(p.position, p.searched) for p in answer.prints] == [(p, False) for p in prints]
    with rooms.database.reading() as tx:
        met = identities.encounter_of(tx, receipt.submission)
        assert met is not None
        assert [s.failure for s in identities.samples_of(tx, met.encounter)] == ["unlike-a-finger"] * 2
        assert identities.templates_of(tx, met.encounter) == {}
