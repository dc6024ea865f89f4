"""A question between two nations with pictures of fingers, and with a repository behind the nation that answers."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.cast import ARICA, ORIGINATORS
from tests.connecting import KNOWN, Abroad, abroad, card
from tests.inquiring import Asking, asking
from tests.nations import CL, US, Nations
from tests.rooms import Met, Rooms
from tests.treaties import PILOT

from openbitmap import itl
from openbitmap.node import disclosures, identities, inquiries
from openbitmap.node.cases import Finding
from openbitmap.node.disclosures import ItemKind
from openbitmap.node.inquiries import InquiryState, Result
from openbitmap.node.vault import Erased
from openbitmap.vocabulary import Coverage, EncounterId, InquiryId, Verdict
from openbitmap.wire import LetterKind


@pytest.fixture
def behind(tmp_path: Path) -> Iterator[Abroad]:
    with abroad(tmp_path, kinds=("ident",)) as running:
        yield running


def arrived(rooms: Rooms) -> Met:
    """A post sends a file with pictures of two fingers; everything that follows at home is done."""
    submission = rooms.receive(card(KNOWN, ORIGINATORS[ARICA], "SYNNODE01")).submission
    rooms.drain()
    with rooms.database.reading() as tx:
        met = identities.encounter_of(tx, submission)
    assert met
    return Met(submission, met.encounter)


def test_pictures_go_from_the_question_to_the_case_and_back_with_a_repository_behind_the_answer(
    two_nations: Nations, behind: Abroad
) -> None:
    two = asking(two_nations, PILOT)
    theirs = arrived(two.us)
    two.carry()
    behind.connect(two.us.equipment.settings.home)
    met = arrived(two.cl)
    two.carry()
    inquiry = two.asked(met).inquiry
    assert (two.asked(met).state, two.answer(met).verdict) == (InquiryState.HIT, Verdict.POSSIBLE_MATCH)
    line = two.line(met, "US ident")
    assert (line.state, line.result, line.people) == (Coverage.SEARCHED, Result.CANDIDATE, 52)
    _kept_nothing_of_the_probe(two, behind)
    two.do(CL, "vera", inquiries.ask_reference, inquiry, "to compare")
    assert two.asked(met).state is InquiryState.COMPARING
    reference = _are_compared_as_pictures(two, inquiry, theirs)
    two.decide(inquiry, Finding.IDENTIFICATION)
    assert (two.asked(met).state, two.answer(met).verdict) == (InquiryState.ATTRIBUTED, Verdict.CONFIRMED)
    _goes_when_it_is_called_back(two, inquiry, reference)


def _kept_nothing_of_the_probe(two: Asking, behind: Abroad) -> None:
    """Neither the envelope nor the question to the repository can be read any more."""
    assert behind.status("ident")["attempts"] == 1
    assert not [x for x in two.letters(CL) if x.kind is LetterKind.SEARCH and x.attachments]
    with two.us.database.reading() as tx:
        assert tx.scalar("SELECT count(*) FROM vault_objects WHERE erased_at IS NULL AND owner LIKE 'inq-%%'") == 0


def _are_compared_as_pictures(two: Asking, inquiry: InquiryId, theirs: Met) -> EncounterId:
    """Examiners see fingers, and nothing but fingers came."""
    with two.cl.database.reading() as tx:
        (hit,) = inquiries.hits_of(tx, inquiry)
        assert hit.encounter
        prints = identities.transaction_of(tx, two.cl.equipment.vault, hit.encounter)
    with two.us.database.reading() as tx:
        original = identities.transaction_of(tx, two.us.equipment.vault, theirs.encounter)
    assert prints and original
    given, own = ({f.position: f.image.data for f in t.fingers()} for t in (prints, original))
    assert given == own != {}
    written = itl.write(prints)
    assert b"QUISPE" in itl.write(original) and b"QUISPE" not in written and b"ARICA" not in written
    return hit.encounter


def _goes_when_it_is_called_back(two: Asking, inquiry: InquiryId, reference: EncounterId) -> None:
    with two.cl.database.reading() as tx:
        (held,) = [h for h in disclosures.holdings_of(tx, US) if h.kind is ItemKind.REFERENCE]
        (pictures,) = disclosures.keeping_of(tx, held.holding).objects  # type: ignore[union-attr]  # None fails as well
    with two.us.database.transaction() as tx:
        (hit,) = inquiries.hits_of(tx, inquiry)
        demand = disclosures.Demand(disclosures.Reason.WRONG_IDENTITY, "another person's record")
        scope, actor = disclosures.Scope(encounter=hit.encounter or ""), two.us.principal("elsa").actor
        disclosures.recall(tx, scope, demand, at=two.clock.at, actor=actor)
    two.carry()
    with two.cl.database.reading() as tx:
        with pytest.raises(Erased):
            two.cl.equipment.vault.get(tx, pictures)
        assert identities.transaction_of(tx, two.cl.equipment.vault, reference) is None
    one = two.stands(CL, inquiry)
    assert one and one.state is InquiryState.UNDONE
