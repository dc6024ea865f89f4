"""`/cases/{case}`: the bench of one case at the stage where its viewer stands. The server decides what exists: a page
of the analysis holds no candidate, no letter and no count of them."""

import json
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from openbitmap.node import cases
from openbitmap.node.access import Act
from openbitmap.node.cases import GROUNDS, Analysis, Finding, Opinion, Stage, Unmarked
from openbitmap.node.console.frame import HERE, Page, Viewer, done, seen_by, show
from openbitmap.node.console.pages.case.acts import router as acts
from openbitmap.node.console.pages.case.labels import label, short
from openbitmap.node.console.pages.case.prints import router as prints
from openbitmap.node.console.pages.case.sight import PROBE, Sight, machine_is_shown, sight_of
from openbitmap.node.console.pages.case.words import BENCH, WORDS
from openbitmap.node.console.words import SHARED, Spoken
from openbitmap.node.database import Transaction
from openbitmap.node.doorway import Here
from openbitmap.node.identities import Picture
from openbitmap.vocabulary import CaseId

router = APIRouter(include_in_schema=False)
Reader = Annotated[Viewer, Depends(seen_by(Act.READ_CASES))]
Examiner = Annotated[Viewer, Depends(seen_by(Act.JUDGE))]

Json = dict[str, object]
OFFERED = [u for u in Unmarked if u is not Unmarked.WORKED_ELSEWHERE]
MODULES = sorted(p.name for p in (HERE / "static" / "bench").glob("*.js") if not p.name.startswith("filters-worker"))
"""Named in the page's head, so that a browser fetches them at once and not one after the other as they import."""


@router.get("/cases/{case}")
def case_page(request: Request, case: str, context: Here, *, viewer: Reader) -> Response:
    with context.database.reading() as tx:
        sight = sight_of(tx, context, viewer.principal, case=case)
        draft = cases.draft_of(tx, CaseId(case), viewer.name)
        analysis = cases.analysis_of(tx, CaseId(case), viewer.name)
        opinions = _opinions(tx, sight, viewer)
        found = cases.case_named(tx, CaseId(case))
        given = _given(tx, sight, own=[o for o in opinions if o.examiner == viewer.name])
    spoken = Spoken(viewer.language, SHARED, BENCH, WORDS)
    desk = sight.desk
    may_judge = viewer.principal.may(Act.JUDGE)
    values = {"desk": desk, "case": case, "stage": desk.stage.value, "draft": draft, "may_judge": may_judge}
    # Whether a question that no post asked has a report would tell an examiner what it was.
    values["reportable"] = not may_judge or (found is not None and found.submission is not None)
    if desk.stage is Stage.CLAIM:
        return show(request, viewer, Page("pages/case/claim.html", {**BENCH, **WORDS}), **values)
    probe = _pictures(sight, PROBE, spoken)
    candidates: list[Json] = [{"letter": c, "pictures": _pictures(sight, c, spoken)} for c in sight.candidates]
    bench = {
        "case": case,
        "address": f"/cases/{case}",
        "stage": desk.stage.value,
        "probe": probe,
        "candidates": candidates,
        "draft": {"counter": draft.counter, "body": _parsed(draft.body)} if draft else None,
        "analysis": _analysis(analysis),
        "given": given,
        "grounds": {finding.value: [g.value for g in grounds] for finding, grounds in GROUNDS.items()},
        "words": {key: spoken[key] for key in BENCH},
    }
    values |= {"bench": bench, "letters": list(sight.candidates), "opinions": opinions, "unmarked": OFFERED}
    values |= {"replaceable": may_judge and not desk.decided and _identifies(opinions)}
    values |= {"modules": MODULES, "first_looks": _first_looks(probe, candidates)}
    return show(request, viewer, Page("pages/case/page.html", {**BENCH, **WORDS}), **values)


@router.post("/cases/{case}/claim")
def claim(case: str, context: Here, viewer: Examiner) -> Response:
    lease = timedelta(minutes=context.settings.desk.bench.claim_minutes)
    with context.database.transaction() as tx:
        cases.take(tx, viewer.principal, CaseId(case), at=datetime.now(UTC), lease=lease)
    return done(f"/cases/{case}")


@router.post("/cases/{case}/release")
def release(case: str, context: Here, viewer: Examiner) -> Response:
    with context.database.transaction() as tx:
        cases.release(tx, viewer.principal, CaseId(case), at=datetime.now(UTC))
    return done("/queue")


router.include_router(acts)
router.include_router(prints)


def _opinions(tx: Transaction, sight: Sight, viewer: Viewer) -> list[Opinion]:
    """All opinions once the case is decided; before that one's own, and nobody learns that there is another."""
    if sight.desk.stage is not Stage.DONE:
        return []
    given = cases.opinions_of(tx, sight.desk.case)
    return [o for o in given if sight.desk.decided or o.examiner == viewer.name]


def _identifies(own: list[Opinion]) -> bool:
    """Whether one's own standing word on an open case is an identification, the only one that may be replaced. Whether
    anybody took the case since is not asked: the button would say so. The room refuses then."""
    return bool(own) and own[-1].finding is Finding.IDENTIFICATION


def _given(tx: Transaction, sight: Sight, *, own: list[Opinion]) -> Json | None:
    """The marks that went with one's own opinion: what the locked view shows instead of a draft."""
    if not own:
        return None
    compared = cases.comparisons_of(tx, sight.desk.case, own[-1].number)
    return {"comparisons": {c.letter: {k: v for k, v in asdict(c).items() if k != "letter"} for c in compared}}


def _analysis(analysis: Analysis | None) -> Json | None:
    if analysis is None:
        return None
    return {"marks": [asdict(m) for m in analysis.marks], "unmarked": analysis.unmarked}


def _pictures(sight: Sight, who: str, spoken: Spoken) -> list[Json]:
    pictures = sight.probe if who == PROBE else sight.candidates[who]
    return [_picture(sight, who, picture, spoken=spoken) for picture in pictures]


def _picture(sight: Sight, who: str, picture: Picture, *, spoken: Spoken) -> Json:
    """What a page may know of a picture: never the encounter it belongs to."""
    base = f"/cases/{sight.desk.case}"
    minutiae = f"{base}/minutiae/{who}/{picture.name}.json" if machine_is_shown(sight.desk, who) else None
    return {
        "name": picture.name,
        "kind": picture.kind.value,
        "position": picture.position,
        "width": picture.width,
        "height": picture.height,
        "ppi": picture.ppi,
        "quality": picture.quality,
        "label": label(picture, spoken),
        "short": short(picture, spoken),
        "address": f"{base}/prints/{who}/{picture.name}.png",
        "minutiae": minutiae,
    }


def _first_looks(probe: list[Json], candidates: list[Json]) -> list[object]:
    """The prints that an empty desk shows first, asked for together with the page's scripts. A case that was left on
    other prints fetches those besides."""
    first = next(iter(probe), None)
    theirs = candidates[0]["pictures"] if candidates else []
    assert isinstance(theirs, list)
    same = (p for p in theirs if first and (p["kind"], p["position"]) == (first["kind"], first["position"]))
    return [p["address"] for p in (first, next(same, None)) if p]


def _parsed(body: str) -> object:
    """A draft goes into the page as JSON within JSON; its text was checked when it was saved."""
    return json.loads(body)
