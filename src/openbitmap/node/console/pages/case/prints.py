"""Pixels and the machine's minutiae of a case, to whoever has it in hand. No byte here says who a candidate is, how
strong the machine took it for, or in which order it stood."""

from typing import Annotated

from fastapi import APIRouter, Depends, Response
from fastapi.responses import JSONResponse

from openbitmap.biometrics import finger
from openbitmap.node import cases, identities
from openbitmap.node.access import Act
from openbitmap.node.cases import Stage
from openbitmap.node.console.frame import Viewer, seen_by
from openbitmap.node.console.pages.case.sight import encounter_at, machine_is_shown, picture_in
from openbitmap.node.console.pages.pictures.page import png_of
from openbitmap.node.doorway import Here
from openbitmap.node.problems import NO_SUCH_THING, Refused
from openbitmap.vocabulary import CaseId, FingerPosition

router = APIRouter(include_in_schema=False)
Reader = Annotated[Viewer, Depends(seen_by(Act.READ_CASES))]


@router.get("/cases/{case}/prints/{who}/{name}.png")
def print_pixels(case: str, who: str, name: str, *, context: Here, viewer: Reader) -> Response:
    with context.database.reading() as tx:
        return png_of(tx, context, picture_in(tx, context, viewer.principal, case=case, place=(who, name)))


@router.get("/cases/{case}/minutiae/{who}/{name}.json")
def print_minutiae(case: str, who: str, name: str, *, context: Here, viewer: Reader) -> Response:
    """Where the machine found endings and bifurcations; before its time refused like a print that is not there."""
    with context.database.reading() as tx:
        desk = cases.desk_of(tx, viewer.principal, CaseId(case))
        if not machine_is_shown(desk, who):
            raise Refused(NO_SUCH_THING, kind="print", name=name)
        picture = picture_in(tx, context, viewer.principal, case=case, place=(who, name))
        found = identities.minutiae_of(tx, picture, vault=context.vault, decoder=context.decoder)
    return JSONResponse({"minutiae": [{"x": m.x, "y": m.y, "turn": m.turn, "ending": m.ending} for m in found]})


@router.get("/cases/{case}/pairs/{letter}/{position}.json")
def machine_pairs(case: str, letter: str, position: int, *, context: Here, viewer: Reader) -> Response:
    """Which minutiae of the probe and of a candidate the machine took for the same, as numbers into both lists; only to
    whoever has judged. Without the score: what was compared can be checked by eye, a number cannot."""
    with context.database.reading() as tx:
        desk = cases.desk_of(tx, viewer.principal, CaseId(case))
        candidate = encounter_at(desk, letter)
        if desk.stage is not Stage.DONE or candidate is None or desk.probe is None or not 1 <= position <= 10:
            raise Refused(NO_SUCH_THING, kind="print", name=str(position))
        ours, theirs = identities.templates_of(tx, desk.probe), identities.templates_of(tx, candidate)
    which = FingerPosition(position)
    both = (ours.get(which), theirs.get(which))
    pairs = finger.compare(both[0], both[1]).pairs if both[0] and both[1] else ()
    return JSONResponse({"pairs": [list(pair) for pair in pairs]})
