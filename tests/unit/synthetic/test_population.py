"""The synthetic population and the six stories: repeatable, galleries apart, each file what its story says."""

from datetime import UTC, date, datetime, timedelta

import pytest

from openbitmap import itl
from openbitmap.biometrics import finger
from openbitmap.images import DecoderBox, header_size
from openbitmap.synthetic import Story, StoryName, population, stories
from openbitmap.synthetic.galleries import TWO_FINGERS
from openbitmap.synthetic.population import FIRST_TEMPLATE
from openbitmap.synthetic.transactions import enrolment_card, is_marked
from openbitmap.vocabulary import FingerPosition, GalleryKind, Verdict

TODAY = date(2026, 3, 1)
NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)
PEOPLE = population(7, as_of=TODAY, with_images=20, templates=600)


def test_the_same_seed_enrols_the_same_people() -> None:
    assert population(7, as_of=TODAY, with_images=20, templates=600) == PEOPLE
    assert population(8, as_of=TODAY, with_images=20, templates=600) != PEOPLE
    larger = population(7, as_of=TODAY, with_images=30, templates=700)
    assert larger.with_images[:20] == PEOPLE.with_images
    assert larger.as_templates[:600] == PEOPLE.as_templates


def test_everybody_stands_in_one_gallery_and_no_gallery_is_empty() -> None:
    everybody = (*PEOPLE.with_images, *PEOPLE.as_templates)
    assert len({e.number for e in everybody}) == len(everybody) == 620
    assert sum(PEOPLE.sizes().values()) == 620
    assert all(PEOPLE.sizes().values())
    assert {e.gallery for e in PEOPLE.with_images} == {kind for kind in GalleryKind if kind.is_searched}
    assert PEOPLE.sizes()[GalleryKind.ENCOUNTER] > 400


def test_minors_are_in_the_encounter_gallery_only() -> None:
    everybody = (*PEOPLE.with_images, *PEOPLE.as_templates)
    minors = [e for e in everybody if PEOPLE.person(e.number).is_minor(TODAY)]
    assert minors
    assert {e.gallery for e in minors} == {GalleryKind.ENCOUNTER}
    listed = [e for e in PEOPLE.with_images if e.gallery is not GalleryKind.ENCOUNTER]
    assert not any(PEOPLE.person(e.number).is_minor(e.on) for e in listed)


def test_enrolments_lie_in_the_past() -> None:
    assert all(e.on < TODAY for e in (*PEOPLE.with_images, *PEOPLE.as_templates))


def test_templates_belong_to_the_template_people_in_order() -> None:
    rows = [(person, position) for batch in PEOPLE.templates() for person, position, _ in batch]
    assert rows == [(i, p) for i in range(600) for p in TWO_FINGERS]
    assert [e.template_index for e in PEOPLE.as_templates] == list(range(600))
    assert PEOPLE.as_templates[0].number == FIRST_TEMPLATE
    assert all(e.template_index is None for e in PEOPLE.with_images)


def test_enrolled_people_never_take_the_numbers_of_strangers() -> None:
    with pytest.raises(ValueError, match="at most 1000000"):
        population(7, as_of=TODAY, templates=1_000_001)


def test_enrolment_cards_are_conformant() -> None:
    enrolment = PEOPLE.with_images[0]
    data = enrolment_card(PEOPLE.presentation(enrolment))
    reading = itl.read(data)
    assert reading.findings == ()
    assert reading.transaction is not None
    assert itl.check(reading.transaction, received=TODAY, codestream_size=header_size) == ()
    assert reading.transaction.person().names == (PEOPLE.person(enrolment.number).identity.name.ebts,)


@pytest.fixture(scope="module")
def told() -> dict[StoryName, Story]:
    return {story.name: story for story in stories(PEOPLE, NOW)}


def _prints(data: bytes) -> dict[FingerPosition, finger.Extraction]:
    transaction = itl.read(data).transaction
    assert transaction is not None
    found = {}
    with DecoderBox() as box:
        for taken in transaction.fingers():
            assert taken.image.compression is not None
            pixels = box.decode(taken.image.data, taken.image.compression).pixels
            found[taken.position] = finger.extract(pixels, 500)
    return found


def test_six_stories_in_two_languages(told: dict[StoryName, Story]) -> None:
    assert list(told) == list(StoryName)
    assert all(set(story.titles) == {"en", "es"} for story in told.values())
    numbers = [story.control_number for story in told.values()]
    assert len(set(numbers)) == 5
    assert all(is_marked(story.data) for story in told.values())


def test_good_files_of_the_stories_have_no_findings(told: dict[StoryName, Story]) -> None:
    for story in told.values():
        findings = itl.read(story.data).findings
        assert bool(findings) == (story.name is StoryName.BAD_FILE)
    assert told[StoryName.BAD_FILE].expected.finding in {
        f.code for f in itl.read(told[StoryName.BAD_FILE].data).findings
    }


def test_the_repeat_is_the_same_file(told: dict[StoryName, Story]) -> None:
    repeat = told[StoryName.REPEAT]
    assert repeat.expected.same_receipt_as is StoryName.NEW_NAME
    assert repeat.data == told[StoryName.NEW_NAME].data


@pytest.mark.parametrize("name", [StoryName.NEW_NAME, StoryName.WATCHLISTED])
def test_known_people_come_with_the_fingers_they_were_enrolled_with(
    name: StoryName, told: dict[StoryName, Story]
) -> None:
    story = told[name]
    enrolment = next(e for e in PEOPLE.with_images if e.number == story.expected.person)
    assert enrolment.gallery is story.expected.gallery
    before, now = _prints(enrolment_card(PEOPLE.presentation(enrolment))), _prints(story.data)
    for position in TWO_FINGERS:
        enrolled, presented = before[position].template, now[position].template
        assert enrolled is not None
        assert presented is not None
        assert finger.compare(presented, enrolled).score.log10_fmr < -5


def test_the_new_name_is_not_the_old_one(told: dict[StoryName, Story]) -> None:
    story = told[StoryName.NEW_NAME]
    assert story.presented.identity.name != story.presented.person.identity.name
    assert story.expected.gallery is GalleryKind.ENCOUNTER


def test_worn_fingers_give_no_template(told: dict[StoryName, Story]) -> None:
    story = told[StoryName.WORN_FINGER]
    assert story.expected.verdict is Verdict.QUALITY
    assert all(print_.template is None for print_ in _prints(story.data).values())


def test_another_round_has_another_stranger_and_other_captures(told: dict[StoryName, Story]) -> None:
    again = {story.name: story for story in stories(PEOPLE, NOW + timedelta(days=1), round_number=1)}
    for name in (StoryName.STRANGER, StoryName.BAD_FILE):
        assert again[name].presented.person.number != told[name].presented.person.number
    assert again[StoryName.NEW_NAME].expected.person == told[StoryName.NEW_NAME].expected.person
    assert again[StoryName.NEW_NAME].presented.identity != told[StoryName.NEW_NAME].presented.identity
    assert not {s.control_number for s in again.values()} & {s.control_number for s in told.values()}
