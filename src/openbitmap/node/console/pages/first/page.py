"""The bare address leads to the first room of whoever is signed in."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from openbitmap.node.console.frame import Viewer, done, seen_by
from openbitmap.node.console.rooms import rooms_of

router = APIRouter(include_in_schema=False)


@router.get("/")
def first(request: Request, viewer: Annotated[Viewer, Depends(seen_by())]) -> Response:
    mounted = request.app.state.pages
    return done(next((room.address for room in rooms_of(viewer.principal) if room.address in mounted), "/account"))
