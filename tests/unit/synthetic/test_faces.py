"""Drawn portraits: the same face each time, another capture each time, and marked as nobody's."""

from dataclasses import replace
from datetime import UTC, date, datetime

import numpy as np

from openbitmap import itl
from openbitmap.synthetic.faces import SIZE, features_of, portrait
from openbitmap.synthetic.people import POSTS, people
from openbitmap.synthetic.transactions import Presentation, enrolment_card, is_marked, rapid_query

TODAY = date(2026, 11, 24)
SOMEONE, ANOTHER = people(20_261_124, 2, as_of=TODAY)
SHOWN = Presentation(SOMEONE, SOMEONE.identity, POSTS[0], datetime(2026, 11, 24, 2, tzinfo=UTC), 7)


def drawn(capture: int) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    return portrait(features_of(SOMEONE), age=SOMEONE.age(TODAY), rng=np.random.default_rng(capture))


def test_a_portrait_repeats_and_a_second_capture_differs() -> None:
    assert drawn(1).shape == (SIZE[1], SIZE[0], 3)
    assert np.array_equal(drawn(1), drawn(1))
    assert not np.array_equal(drawn(1), drawn(2))


def test_a_person_keeps_the_face_and_another_has_another() -> None:
    assert features_of(SOMEONE) == features_of(SOMEONE)
    assert features_of(SOMEONE) != features_of(ANOTHER)


def test_a_file_carries_one_face_when_asked_and_conforms() -> None:
    for data in (rapid_query(SHOWN, face=True), enrolment_card(SHOWN, face=True)):
        reading = itl.read(data)
        assert reading.transaction is not None
        assert (reading.findings, itl.check(reading.transaction)) == ((), ())
        (face,) = reading.transaction.faces()
        assert face.image is not None
        assert is_marked(face.image.data)
    (unasked,) = [itl.read(rapid_query(replace(SHOWN, number=8)))]
    assert unasked.transaction is not None
    assert unasked.transaction.faces() == ()
