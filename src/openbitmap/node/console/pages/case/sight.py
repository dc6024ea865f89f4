"""What one person may look at in a case right now. Every door of the bench asks here, and nowhere else.

Guards the method (R28): no candidate, nor that there is one, before the viewer's own analysis is locked; no face beside
fingers before their judgement is, because a face decides before the ridges do (R31).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from openbitmap.node import cases, identities
from openbitmap.node.access import Principal
from openbitmap.node.cases import CaseDesk, Stage
from openbitmap.node.database import Transaction
from openbitmap.node.doorway import Context
from openbitmap.node.identities import Picture, PictureKind
from openbitmap.node.problems import NO_SUCH_THING, Refused
from openbitmap.vocabulary import CaseId, EncounterId

PROBE = "probe"
RIDGES = frozenset({PictureKind.FINGER, PictureKind.SLAP, PictureKind.PALM, PictureKind.LATENT})
SEES_PICTURES = (Stage.ANALYSIS, Stage.COMPARISON, Stage.DONE)


@dataclass(frozen=True)
class Sight:
    """`probe` and `candidates` (by letter) are what stands in the panes; empty where the stage forbids it."""

    desk: CaseDesk
    probe: tuple[Picture, ...] = ()
    candidates: Mapping[str, tuple[Picture, ...]] = field(default_factory=dict)


def sight_of(tx: Transaction, context: Context, principal: Principal, *, case: str) -> Sight:
    """Everything this person may see of a case. Raises Refused as `cases.desk_of` does."""
    desk = cases.desk_of(tx, principal, CaseId(case))
    if desk.stage not in SEES_PICTURES or desk.probe is None:
        return Sight(desk)
    done = desk.stage is Stage.DONE
    probe = identities.pictures_of(tx, context.vault, desk.probe)
    kinds = compared(probe, done=done)
    candidates = {
        letter: only(identities.pictures_of(tx, context.vault, encounter), kinds)
        for letter, encounter in desk.candidates.items()
    }
    return Sight(desk, only(probe, kinds), candidates)


def picture_in(
    tx: Transaction, context: Context, principal: Principal, *, case: str, place: tuple[str, str]
) -> Picture:
    """The picture at a place: ("probe" or a letter, its name). What may not be seen answers as what is not there:
    Raises Refused(NO_SUCH_THING)."""
    who, name = place
    desk = cases.desk_of(tx, principal, CaseId(case))
    encounter = encounter_at(desk, who)
    if encounter is None or desk.probe is None:
        raise Refused(NO_SUCH_THING, kind="print", name=name)
    found = identities.picture_named(tx, context.vault, encounter, name=name)
    probe = identities.pictures_of(tx, context.vault, desk.probe)
    if found is None or found.kind not in compared(probe, done=desk.stage is Stage.DONE):
        raise Refused(NO_SUCH_THING, kind="print", name=name)
    return found


def encounter_at(desk: CaseDesk, who: str) -> EncounterId | None:
    if desk.stage not in SEES_PICTURES:
        return None
    return desk.probe if who == PROBE else desk.candidates.get(who)


def compared(probe: Sequence[Picture], *, done: bool) -> frozenset[PictureKind]:
    """The kinds of pictures this case is decided on: ridges where the probe has any, else faces and irises. Once the
    viewer's word is locked, everything."""
    ridges = any(p.kind in RIDGES for p in probe)
    return RIDGES if ridges and not done else frozenset(PictureKind)


def only(pictures: Sequence[Picture], kinds: frozenset[PictureKind]) -> tuple[Picture, ...]:
    return tuple(p for p in pictures if p.kind in kinds)


def machine_is_shown(desk: CaseDesk, who: str) -> bool:
    """The machine's minutiae of the probe once one's own are locked; of a candidate only once one's judgement is:
    beside the probe's they would say which features the machine took for the same."""
    return desk.stage is Stage.DONE or (desk.stage is Stage.COMPARISON and who == PROBE)
