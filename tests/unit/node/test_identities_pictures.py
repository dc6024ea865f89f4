"""The images of an encounter: every one listed, each in its own resolution, minutiae where they lie, erased at once."""

import numpy as np
import pytest
from tests.pictured import card
from tests.rooms import Met, Rooms, fingers_of

from openbitmap.biometrics import finger
from openbitmap.node import identities, intake
from openbitmap.node.identities import Picture, PictureKind


@pytest.fixture
def met(rooms: Rooms) -> Met:
    receipt = rooms.receive(card())
    rooms.drain()
    with rooms.database.reading() as tx:
        encounter = identities.encounter_of(tx, receipt.submission)
    assert encounter is not None
    return Met(receipt.submission, encounter.encounter)


def listed(rooms: Rooms, met: Met) -> tuple[Picture, ...]:
    with rooms.database.reading() as tx:
        return identities.pictures_of(tx, rooms.equipment.vault, met.encounter)


def test_every_image_is_listed_and_the_fingers_of_a_slap_too(rooms: Rooms, met: Met) -> None:
    pictures = listed(rooms, met)
    kinds = [p.kind for p in pictures]
    assert kinds.count(PictureKind.SLAP) == 1
    assert kinds.count(PictureKind.FACE) == 1
    assert {p.position for p in pictures if p.kind is PictureKind.FINGER} == {2, 3, 4, 5, 7}
    assert len({p.name for p in pictures}) == len(pictures)
    prints = [p for p in pictures if p.kind is PictureKind.FINGER]
    assert all(p.ppi == 500.0 for p in prints)
    assert all(p.quality is not None for p in prints)


def test_pixels_keep_size_and_resolution_prints_are_grey_and_faces_coloured(rooms: Rooms, met: Met) -> None:
    for picture in listed(rooms, met):
        with rooms.database.reading() as tx:
            raster = identities.pixels_of(tx, picture, vault=rooms.equipment.vault, decoder=rooms.equipment.decoder)
        assert raster.pixels.shape[:2] == (picture.height, picture.width), picture.name
        assert (raster.pixels.ndim == 3) is (picture.kind is PictureKind.FACE)
        if picture.kind is not PictureKind.FACE:
            assert raster.ppi == 500.0


def test_minutiae_lie_on_the_ridges_they_were_found_on(rooms: Rooms, met: Met) -> None:
    """A finger cut from a slap was turned upright for its template: drawn in the slap, its minutiae must lie where an
    extraction of the very box finds them, to within half a ridge."""
    checked = 0
    for picture in listed(rooms, met):
        with rooms.database.reading() as tx:
            found = identities.minutiae_of(tx, picture, vault=rooms.equipment.vault, decoder=rooms.equipment.decoder)
            raster = identities.pixels_of(tx, picture, vault=rooms.equipment.vault, decoder=rooms.equipment.decoder)
        if not found:
            continue
        again = finger.extract(raster.pixels, 500.0).template
        assert again is not None
        places = again.minutiae[:, :2]
        near = [np.hypot(places[:, 0] - m.x, places[:, 1] - m.y).min() < 5 for m in found]
        assert np.mean(near) > 0.8, (picture, np.mean(near))
        checked += 1
    assert checked >= 3


def test_templates_alone_have_no_pictures(rooms: Rooms) -> None:
    assert listed(rooms, rooms.enrol(fingers_of(1, 1))) == ()


def test_erased_bytes_leave_no_picture(rooms: Rooms, met: Met) -> None:
    before = listed(rooms, met)
    with rooms.database.transaction() as tx:
        submission = intake.submission_of(tx, met.submission)
        rooms.equipment.vault.erase(tx, submission.digest, reason="test")
    assert listed(rooms, met) == ()
    with rooms.database.reading() as tx, pytest.raises(LookupError):
        identities.pixels_of(tx, before[0], vault=rooms.equipment.vault, decoder=rooms.equipment.decoder)
