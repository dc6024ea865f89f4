"""What both nations keep of one story: every act under the same clause at both, and every repository with its word."""

from dataclasses import replace
from datetime import timedelta

from tests.inquiring import Asking
from tests.nations import US
from tests.rooms import Met

from openbitmap.node import disclosures, exchange, inquiries
from openbitmap.node.disclosures import CopyState, ItemKind
from openbitmap.node.inquiries import Stage
from openbitmap.vocabulary import Coverage, InquiryId
from openbitmap.wire import GalleryCoverage

NAMED = tuple(
    GalleryCoverage(name, None, Coverage.BARRED, reason="no_agreement") for name in ("RISC", "DHS IDENT")
)  # fmt: skip
"""Repositories that a post's file named, as the search alone speaks of them."""

STEPS = {
    Stage.ANSWERED: Stage.RESULT_TAKEN,
    Stage.REFERENCE_RELEASED: Stage.REFERENCE_TAKEN,
    Stage.DATA_RELEASED: Stage.DATA_TAKEN,
}
"""What the answerer does, as the asker books it."""
CLAUSES = {
    Stage.ASKED: "1.1",
    Stage.RESULT_TAKEN: "1.2",
    Stage.REFERENCE_ASKED: "2.1",
    Stage.REFERENCE_TAKEN: "2.1",
    Stage.ATTRIBUTED: "1.1",
    Stage.DATA_ASKED: "3.1",
    Stage.DATA_TAKEN: "3.1",
}


def both_book_each_act_under_one_clause(two: Asking, inquiry: InquiryId) -> None:
    cited = {stage: f"TEST-PILOT v1 cl. {number}" for stage, number in CLAUSES.items()}
    for rooms in (two.cl, two.us):
        with rooms.database.reading() as tx:
            steps = [s for s in inquiries.steps_of(tx, inquiry) if s.stage is not Stage.ERASED]
        assert {STEPS.get(s.stage, s.stage): s.clause for s in steps} == cited
    with two.us.database.reading() as tx:
        given = {c.kind: c for c in disclosures.copies_newest(tx) if c.kind not in disclosures.CONCLUDED}
        under = {kind: disclosures.terms_of(tx, c.copy) for kind, c in given.items()}
    with two.cl.database.reading() as tx:
        held = {h.kind: h for h in disclosures.holdings_of(tx, US)}
        (concluded,) = [c for c in disclosures.copies_newest(tx) if c.kind is ItemKind.ATTRIBUTION]
    assert (concluded.clause, concluded.state, concluded.reference) == ("1.1", CopyState.TOLD, inquiry)
    cites = {k: f"{t.agreement} v{t.version} cl. {given[k].clause}" for k, t in under.items() if t}
    assert cites == {kind: h.clause for kind, h in held.items()} and len(cites) == 3
    terms = {kind: t.retain_until for kind, t in under.items() if t}
    assert all(abs(held[kind].retain_until - until) < timedelta(minutes=1) for kind, until in terms.items())


def knows_what_was_asked_through_whom(two: Asking, inquiry: InquiryId, met: Met) -> None:
    """The post's file named repositories: the one behind the partner has its line, the others were not asked."""
    with two.cl.database.transaction() as tx:
        tx.run(
            "INSERT INTO inquiry_line (inquiry, name, state, result, people)"
            " VALUES (%(inquiry)s, 'ident', 'searched', 'candidate', 201)",
            inquiry=inquiry,
        )
        answer = exchange.joined(tx, replace(two.answer(met), coverage=NAMED), at=two.clock.at)
    said = {g.name: (g.state, g.reason or g.result) for g in answer.coverage}
    assert said["US ident"] == (Coverage.SEARCHED, "candidate") and "DHS IDENT" not in said
    assert said["RISC"] == (Coverage.NOT_CONNECTED, "not_through_us")
    assert "not asked through this node" in "".join(exchange.card_lines(exchange.card_of(answer, "en")))
