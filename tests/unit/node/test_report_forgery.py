"""Pages that a thief puts around genuine data: seen without a database, by the certificate that the data name."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from tests.reported import drawn_report

from openbitmap.node import reports
from openbitmap.node.reports import Asked, Gathered


def test_other_pages_around_the_genuine_data_are_seen(tmp_path: Path) -> None:
    now = datetime.now(UTC)
    node = reports.signer_in(tmp_path / "node" / "key.pem", node="CL", at=now)
    thief = reports.signer_in(tmp_path / "thief" / "key.pem", node="CL", at=now)
    drawn, pictures = drawn_report(rolled=False)
    content = drawn.content
    genuine = replace(drawn, issue=replace(drawn.issue, certificate=node.fingerprint, content=content.digest))
    _, machine = reports.written(genuine, Gathered(content, pictures), node)
    lie = replace(genuine, content=replace(content, opinions=content.opinions[:1]))
    pages = reports.draw(lie, pictures)
    by_node, by_thief = (reports.sealed_pdf(pages, machine, signer, report=lie) for signer in (node, thief))
    asked = {Asked.DOCUMENT, Asked.SIGNATURE}
    told = [{c.asked for c in reports.verify_file(pdf).checks if not c.holds} & asked for pdf in (by_node, by_thief)]
    assert told == [set(), {Asked.DOCUMENT}]
