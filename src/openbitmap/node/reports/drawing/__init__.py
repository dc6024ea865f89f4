"""The report on paper: A4 or Letter, in English or Spanish, black on white."""

from collections.abc import Mapping

from reportlab.platypus import Flowable

from openbitmap.node.reports.drawing import custody, evidence, facts
from openbitmap.node.reports.drawing.sheet import Margins, build, load_fonts
from openbitmap.node.reports.drawing.speech import say
from openbitmap.node.reports.model import Report

__all__ = ["draw"]


def draw(report: Report, pictures: Mapping[str, bytes]) -> bytes:
    """The PDF without attachment and signature; `pictures` are PNG bytes by digest. Equal reports give equal bytes."""
    load_fonts()
    issue, content = report.issue, report.content
    language = issue.language
    story: list[Flowable] = [
        *facts.opening(report),
        *facts.asked(content, issue),
        *facts.compared(content, issue),
        *facts.concluded(content, issue),
        *facts.meaning(content, issue),
        *facts.errors(content, issue),
        *evidence.originals(content, issue, pictures),
        *evidence.charts(content, issue, pictures),
        *evidence.pairs(content, issue),
        *custody.custody(report),
        *custody.checking(report),
        *custody.glossary(report),
    ]
    margins = Margins(
        left=say("edge", language, node=issue.node),
        right=say("edge_right", language, case=content.question.case, report=issue.report),
        foot=say("foot", language, digest=issue.content),
        page=say("page", language, page="{page}", pages="{pages}"),
    )
    return build(story, issue.paper, margins, title=say("title", language), language=language.value)
