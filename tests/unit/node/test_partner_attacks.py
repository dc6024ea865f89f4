"""What a partner with its own keys may try: each letter here is genuine, and says what nobody agreed to."""

import re

from tests.inquiring import Asking, asking
from tests.nations import CL, US, Nations, agree
from tests.rooms import NOON
from tests.treaties import PILOT

from openbitmap.instruments import parse
from openbitmap.node import agreements
from openbitmap.node.agreements import AgreementState
from openbitmap.vocabulary import PartnerId

PE = PartnerId("PE")
PILOT_NAME = parse(PILOT).agreement


def test_a_third_nation_stops_no_treaty_it_is_no_party_to(two_nations: Nations) -> None:
    """It lays a text of the same name before us first, signs nothing, and then stops and ends "it"."""
    two = asking(two_nations, "")
    with two.cl.database.transaction() as tx:
        tx.run(
            "INSERT INTO partner SELECT 'PE', 'Peru', 'PE', '', state, card, reading, certificate, introduced_at"
            " FROM partner WHERE partner = 'US'"
        )
    text = re.sub(r"\bUS\b", "PE", PILOT)
    assert _says(two, "proposal", text)
    agree(two.nations, PILOT)
    assert _state_of_pilot(two) is AgreementState.IN_FORCE
    assert [_says(two, word, text) for word in ("suspension", "denunciation", "resumption")] == [False] * 3
    assert _state_of_pilot(two) is AgreementState.IN_FORCE


def _says(two: Asking, word: str, text: str) -> bool:
    with two.cl.database.transaction() as tx:
        body = {"word": word, "text": text, "agreement": PILOT_NAME, "reason": "x"}
        return agreements.take_letter(tx, PE, body, at=NOON)


def _state_of_pilot(two: Asking) -> AgreementState:
    with two.cl.database.reading() as tx:
        held = agreements.versions_of(tx, PILOT_NAME)
    return next(state for h in held for state in [agreements.states_of(held, NOON)[h.digest]] if h.partner == US)
