"""Door of the repositories outside: what one of them tells without being asked. It shows the key of its own that
`connectors.toml` names; no person and no station has it."""

from datetime import UTC, datetime

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool

from openbitmap.node import connectors
from openbitmap.node.connectors import Repository
from openbitmap.node.doorway import Bearer, Context, Here

router = APIRouter(prefix="/v1/repositories", tags=["repositories"])


@router.post("/notices", status_code=202)
async def notice(request: Request, context: Here, bearer: Bearer) -> dict[str, str]:
    """Take one unsolicited notice in the repository's own format. The same bytes again are the same notice."""
    repository = await run_in_threadpool(connectors.who_knocks, context.settings, bearer.credentials if bearer else "")
    data = await request.body()
    return {"notice": await run_in_threadpool(_received, context, repository, data)}


def _received(context: Context, repository: Repository, data: bytes) -> str:
    with context.database.transaction() as tx:
        return connectors.receive_notice(tx, context.vault, repository, data=data, at=datetime.now(UTC)).notice
