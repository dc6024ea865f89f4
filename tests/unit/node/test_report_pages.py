"""The printed report: paper, black on white, prints at their own size, pictures that travel with it."""

import base64
import io
import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image
from tests.reported import drawn_report

from openbitmap.node import reports
from openbitmap.node.home import Home
from openbitmap.node.reports import Asked, Gathered, Paper, Signer
from openbitmap.vocabulary import Language
from openbitmap.wire import to_json


@pytest.fixture
def signer(tmp_path: Path) -> Signer:
    return reports.signer_in(Home(tmp_path).report_key, node="CL", at=datetime.now(UTC))


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def failed(data: bytes) -> set[Asked]:
    return {check.asked for check in reports.verify_file(data).checks if not check.holds}


@pytest.mark.parametrize("paper", list(Paper))
@pytest.mark.parametrize("language", list(Language))
def test_pages_are_of_the_paper_and_black_on_white(language: Language, paper: Paper) -> None:
    report, pictures = drawn_report(language, paper, rolled=False)
    pdf = reports.draw(report, pictures)
    document = pypdfium2.PdfDocument(pdf)
    sizes = {tuple(sorted(round(side) for side in page.get_size())) for page in document}
    assert sizes == {(595, 842)} if paper is Paper.A4 else sizes == {(612, 792)}
    for page in document:
        pixels = page.render(scale=1).to_pil().convert("RGB")
        red, green, blue = pixels.split()
        assert red.tobytes() == green.tobytes() == blue.tobytes(), "something is coloured"
    document.close()
    assert reports.draw(report, pictures) == pdf, "equal reports give equal pages"
    assert "Иванов" in text_of(pdf)


def test_a_print_is_drawn_at_its_own_size() -> None:
    """A ten-millimetre ruler is ten millimetres of paper: by the picture's own placement on the page."""
    report, pictures = drawn_report(rolled=False)
    document = pypdfium2.PdfDocument(reports.draw(report, pictures))
    e = report.content.exhibits[0]
    wanted = (e.width / 500 * 72, e.height / 500 * 72)
    widths = []
    for page in document:
        for thing in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE]):
            left, bottom, right, top = thing.get_bounds()
            widths.append((right - left, top - bottom))
    document.close()
    assert any(abs(w - wanted[0]) < 0.1 and abs(h - wanted[1]) < 0.1 for w, h in widths)


def test_pictures_travel_with_the_report_pixel_for_pixel(signer: Signer) -> None:
    report, pictures = drawn_report(rolled=False)
    signed_report = replace(report, issue=replace(report.issue, certificate=signer.fingerprint))
    pdf, machine = reports.written(signed_report, Gathered(report.content, pictures), signer)
    verdict = reports.verify_file(pdf)
    assert {c.asked for c in verdict.checks if not c.holds} == {Asked.PROOF}, "its ledger is made up"
    assert verdict.signed
    held = verdict.signed.pictures[report.content.exhibits[0].digest]
    size = Image.open(io.BytesIO(base64.b64decode(held))).size
    assert size == (report.content.exhibits[0].width, report.content.exhibits[0].height)
    lost = json.loads(machine)
    lost["pictures"].popitem()
    assert Asked.PICTURES in failed(json.dumps(lost).encode())
    assert to_json(verdict.signed.report) == to_json(signed_report)
