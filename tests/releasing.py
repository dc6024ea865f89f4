"""The last stage of a question, as both nations' people see it."""

import base64

import pytest
from tests.given import pages_of
from tests.inquiring import Asking
from tests.pictured import card

from openbitmap.node import inquiries
from openbitmap.node.database import Transaction
from openbitmap.node.inquiries import Release
from openbitmap.node.problems import Refused
from openbitmap.node.vault import Vault
from openbitmap.vocabulary import FieldGroup, InquiryId


def with_a_face(tx: Transaction, vault: Vault) -> None:
    """The one record there is came with a face."""
    digest = vault.put(tx, card(), owner="a file of the tests")
    tx.run("UPDATE submission SET digest = %(digest)s", digest=digest)


def text_of_inquiry(two: Asking, inquiry: InquiryId) -> str:
    """What a watch officer of Chile is shown of it."""
    return pages_of(two.cl, "vera").get(f"/inquiries/{inquiry}").text


def names_and_a_face_are_let_out(two: Asking, inquiry: InquiryId) -> None:
    """An officer of the United States releases two groups that the clause gives; no more is offered or taken."""
    with two.us.database.transaction() as tx:
        by = two.us.principal("vera")
        vault = two.us.equipment.vault
        assert FieldGroup.FACE not in inquiries.offer_of(tx, vault, inquiry, by=by, at=two.clock.at).values
        with_a_face(tx, vault)
        offered = inquiries.offer_of(tx, vault, inquiry, by=by, at=two.clock.at).values
        assert FieldGroup.NAMES in offered and FieldGroup.TEMPLATES not in offered
        face = offered[FieldGroup.FACE]
        assert isinstance(face, dict) and face["format"] == "image/png"
        assert base64.b64decode(face["image"]).startswith(b"\x89PNG")
        with pytest.raises(Refused, match="no-fields"), tx.connection.transaction():
            inquiries.release_data(tx, vault, Release(inquiry, frozenset({FieldGroup.SCORES})), by=by, at=two.clock.at)
        named = Release(inquiry, frozenset({FieldGroup.NAMES, FieldGroup.FACE}))
        inquiries.release_data(tx, vault, named, by=by, at=two.clock.at)
    two.carry()
    with two.cl.database.reading() as tx:
        held = inquiries.data_held(tx, two.cl.equipment.vault, inquiry, by=two.cl.principal("vera"))
    assert held == {"names": ["PEREZ, ANA"], "face": face}
    page = text_of_inquiry(two, inquiry)
    assert f'src="data:image/png;base64,{face["image"]}"' in page
