"""`/pictures/{encounter}/{record}.png`: an image as sent. An encounter on the silent shelf has none for whoever may not
see what is discreet, as if it were not there."""

from typing import Annotated

from fastapi import APIRouter, Depends, Response

from openbitmap.images import ImageRefused, encode_png
from openbitmap.node import identities
from openbitmap.node.access import Act
from openbitmap.node.console.frame import Viewer, seen_by
from openbitmap.node.database import Transaction
from openbitmap.node.doorway import Context, Here, note_read
from openbitmap.node.identities import Picture
from openbitmap.node.problems import NO_SUCH_THING, PICTURE_UNREADABLE, Refused
from openbitmap.vocabulary import EncounterId

router = APIRouter(include_in_schema=False)


@router.get("/pictures/{encounter}/{name}.png")
def picture(
    encounter: str, name: str, context: Here, viewer: Annotated[Viewer, Depends(seen_by(Act.READ_PERSONS))]
) -> Response:
    with context.database.reading() as tx:
        who = EncounterId(encounter)
        hidden = not viewer.principal.may(Act.SEE_DISCREET) and who in identities.silent_among(tx, [who])
        found = None if hidden else identities.picture_named(tx, context.vault, who, name=name)
        if found is None:
            raise Refused(NO_SUCH_THING, kind="picture", name=name)
        shown = png_of(tx, context, found)
    note_read(context, viewer.principal, "pictures", thing=who)
    return shown


def png_of(tx: Transaction, context: Context, found: Picture) -> Response:
    """The picture's own pixels, lossless; the resolution goes along. Raises Refused(PICTURE_UNREADABLE)."""
    try:
        raster = identities.pixels_of(tx, found, vault=context.vault, decoder=context.decoder)
    except ImageRefused as refused:
        raise Refused(PICTURE_UNREADABLE, code=refused.code.value) from refused
    except LookupError as gone:
        raise Refused(NO_SUCH_THING, kind="picture", name=found.name) from gone
    return Response(encode_png(raster.pixels, ppi=found.ppi), media_type="image/png")
