"""What partners meet at the door, and what is made of their refusals, without a network."""

import asyncio
import logging
from dataclasses import replace
from typing import Any, cast

import httpx
import pytest
from tests.nations import CL, US, Nations
from tests.rooms import NOON

from openbitmap.node import partners, witness
from openbitmap.node.api import caller, create_partner_app
from openbitmap.node.database import Database
from openbitmap.node.envelopes import pushing
from openbitmap.node.equipment import Equipment
from openbitmap.node.problems import Refused
from openbitmap.node.witness import Statement


def test_a_cut_upload_is_one_line_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    app = create_partner_app(cast(Database, None), cast(Equipment, None))
    app.dependency_overrides[caller] = lambda: CL
    pieces: list[dict[str, Any]] = [
        {"type": "http.request", "body": b"half a bundle", "more_body": True},
        {"type": "http.disconnect"},
    ]
    coming = iter(pieces)

    async def receive() -> dict[str, Any]:
        return next(coming)

    async def send(message: dict[str, Any]) -> None:
        assert not message.get("body")

    scope = {"type": "http", "http_version": "1.1", "method": "POST", "path": "/partners/v1/envelopes"}
    scope |= {"raw_path": b"", "query_string": b"", "headers": [], "scheme": "https", "server": ("127.0.0.1", 1)}
    with caplog.at_level(logging.INFO, logger="openbitmap"):
        asyncio.run(app(scope, receive, send))  # type: ignore[arg-type]  # a send without the types of the framework
    assert [record.getMessage() for record in caplog.records] == ["/partners/v1/envelopes was cut while it came"]


def test_a_partner_s_refusal_of_a_restore_is_said(two_nations: Nations, monkeypatch: pytest.MonkeyPatch) -> None:
    cl, known = two_nations.cl, partners.partner_named
    answers = {422: "restore-refused.*it is for PE", 403: "restore-refused", 502: "partner-silent"}
    statement = Statement(US, "the disk broke", cl.principal("adela"), NOON)

    def with_address(*named: Any) -> partners.Partner | None:
        found = known(*named)
        return replace(found, address="https://us.test") if found else None

    monkeypatch.setattr(partners, "partner_named", with_address)
    for status, said in answers.items():
        answer = httpx.Response(status, text="unfit-restore: it is for PE")
        monkeypatch.setattr(pushing, "open_client", lambda *_, answer=answer: _line(answer))
        with pytest.raises(Refused, match=said):
            witness.settle_by_line(cl.database, cl.equipment, statement)


def _line(answer: httpx.Response) -> httpx.Client:
    return httpx.Client(base_url="https://us.test", transport=httpx.MockTransport(lambda _: answer))
