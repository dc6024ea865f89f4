"""The report of a decided case: what it says, who may have it, that it is issued once, and that a change shows."""

import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pypdfium2
import pytest
from tests.discreet_days import reverse_cases
from tests.lists import listed, listed_by_prints
from tests.rooms import Met, Rooms, fingers_of

from openbitmap.node import cases, identities, ledger, reports
from openbitmap.node.access import Principal
from openbitmap.node.cases import Finding
from openbitmap.node.events import ReportIssued
from openbitmap.node.home import Home
from openbitmap.node.identities import ChangeKind, Wanted
from openbitmap.node.problems import NO_SUCH_THING, NOT_ALLOWED, Problem, Refused
from openbitmap.node.reports import Asked, Issued, Order, Paper, Press
from openbitmap.node.watchlists import Handling
from openbitmap.vocabulary import CaseId, Language

NOW = datetime(2026, 11, 24, 15, tzinfo=UTC)
ENGLISH = Order(Language.ENGLISH, Paper.A4, NOW)
SPANISH = Order(Language.SPANISH, Paper.LETTER, NOW)


@pytest.fixture
def met(rooms: Rooms) -> Met:
    rooms.meet(fingers_of(7, 1))
    return rooms.meet(fingers_of(7, 2))


@pytest.fixture
def case(rooms: Rooms, met: Met) -> CaseId:
    """Identified by two examiners."""
    named = cases.case_id_of(rooms.found(met)[0].search)
    for examiner in ("ana", "bruno"):
        rooms.judge(named, examiner, Finding.IDENTIFICATION, letters="A", reason="Fourteen points agree.")
    rooms.drain()
    return named


@pytest.fixture
def press(rooms: Rooms) -> Press:
    equipment = rooms.equipment
    signer = reports.signer_in(Home(equipment.settings.home).report_key, node="CL", at=datetime.now(UTC))
    return Press(equipment.vault, equipment.decoder, signer, "CL")


def issue(rooms: Rooms, case: CaseId, press: Press, *, order: Order = ENGLISH, by: str = "elsa") -> Issued:
    with rooms.database.transaction() as tx:
        return reports.issue(tx, case, order, press=press, by=rooms.principal(by))


def files(rooms: Rooms, case: CaseId, press: Press, issued: Issued) -> tuple[bytes, bytes]:
    with rooms.database.transaction() as tx:
        return reports.issued_bytes(tx, case, issued.report, vault=press.vault, by=rooms.principal("elsa"))


def refused(rooms: Rooms, case: CaseId, press: Press, by: Principal) -> Problem:
    with pytest.raises(Refused) as caught, rooms.database.transaction() as tx:
        reports.issue(tx, case, ENGLISH, press=press, by=by)
    return caught.value.problem


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def flowing(pdf: bytes) -> str:
    """The text without line breaks, so that a sentence can be found."""
    return " ".join(text_of(pdf).split())


def failed(data: bytes) -> set[Asked]:
    return {check.asked for check in reports.verify_file(data).checks if not check.holds}


def test_an_issue_is_a_fact_of_the_ledger_and_verifies_alone_and_against_it(
    rooms: Rooms, case: CaseId, press: Press
) -> None:
    issued = issue(rooms, case, press)
    pdf, machine = files(rooms, case, press, issued)
    with rooms.database.reading() as tx:
        facts = [e.event for e in ledger.history(tx, case) if isinstance(e.event, ReportIssued)]
        assert [(f.report, f.document, f.machine) for f in facts] == [(issued.report, issued.document, issued.machine)]
        for data in (pdf, machine):
            verdict = reports.verify_against(tx, reports.verify_file(data), data)
            assert [c for c in verdict.checks if not c.holds] == []
    assert {c.asked for c in reports.verify_file(pdf).checks} >= {Asked.DOCUMENT, Asked.SIGNATURE, Asked.PROOF}


def test_the_ledger_grows_and_the_report_still_holds(rooms: Rooms, case: CaseId, press: Press) -> None:
    pdf, _ = files(rooms, case, press, issue(rooms, case, press))
    rooms.meet(fingers_of(8, 1))
    with rooms.database.reading() as tx:
        assert reports.verify_against(tx, reports.verify_file(pdf), pdf).holds


def test_nothing_new_to_say_is_the_same_issue_and_another_language_is_another(
    rooms: Rooms, case: CaseId, press: Press
) -> None:
    first = issue(rooms, case, press)
    again = issue(rooms, case, press, by="aldo", order=replace(ENGLISH, at=datetime.now(UTC)))
    spanish = issue(rooms, case, press, order=SPANISH)
    assert again == first
    assert spanish.report != first.report
    assert spanish.content == first.content, "the case says the same in any language"
    with rooms.database.transaction() as tx:
        assert len(reports.issues(tx, case, by=rooms.principal("vera"))) == 2


def test_it_says_what_was_asked_concluded_and_by_whom_in_both_languages(
    rooms: Rooms, case: CaseId, met: Met, press: Press
) -> None:
    english = text_of(files(rooms, case, press, issue(rooms, case, press))[0])
    spanish = text_of(files(rooms, case, press, issue(rooms, case, press, order=SPANISH))[0])
    for said in (case, met.submission, met.encounter, "ana", "bruno", "Fourteen points agree."):
        assert said in english
        assert said in spanish
    assert "identification with candidate A" in english
    assert "identificación con el candidato A" in spanish
    assert re.search(r"page 1 of \d", english)
    assert re.search(r"página 1 de \d", spanish)
    assert "1 search in 1,000" in english.replace("\r\n", " ").replace("\n", " ")


def test_no_name_score_gallery_or_alert_is_in_it(rooms: Rooms, met: Met, press: Press) -> None:
    """An identified entry of a list raises an alert and changes the answer; the report says nothing of either."""
    listed(rooms, met.encounter)
    again = rooms.meet(fingers_of(7, 3))
    named = cases.case_id_of(rooms.found(again)[0].search)
    for examiner in ("ana", "bruno"):
        rooms.judge(named, examiner, Finding.IDENTIFICATION, letters="A")
    rooms.drain()
    score = rooms.found(again)[1][0].score
    pdf, machine = files(rooms, named, press, issue(rooms, named, press))
    for said in (text_of(pdf).lower(), machine.decode().lower()):
        assert f"{score:.2f}" not in said
        for word in ("synthetic, ", "watchlist", "alert", "brigada", "gallery", '"answer', "handling"):
            assert word not in said, word


def test_who_may_have_it(rooms: Rooms, case: CaseId, press: Press) -> None:
    for name in ("ana", "elsa", "vera", "aldo"):
        issue(rooms, case, press, by=name)
    for name in ("adela", "arica"):
        assert refused(rooms, case, press, rooms.principal(name)) is NOT_ALLOWED


def test_none_for_an_open_case_an_unknown_one_or_a_seed(rooms: Rooms, met: Met, press: Press) -> None:
    elsa = rooms.principal("elsa")
    still_open = cases.case_id_of(rooms.found(met)[0].search)
    with rooms.database.transaction() as tx:
        probe = met.encounter
        other = cases.candidates_by_letter(tx, still_open)["A"]
        seed = cases.plant_seed(tx, cases.SeedPlan(probe, (other,), frozenset({other})), by=elsa)
    for examiner in ("ana", "bruno"):
        rooms.judge(seed, examiner, Finding.IDENTIFICATION, letters="A")
    for none in (still_open, seed, CaseId("case-unknown")):
        assert refused(rooms, none, press, elsa) is NO_SUCH_THING


def test_a_case_of_a_discreet_entry_is_for_those_who_see_what_is_discreet(rooms: Rooms, press: Press) -> None:
    listed_by_prints(rooms, fingers_of(7, 1), handling=Handling.DISCREET)
    rooms.meet(fingers_of(7, 2))
    with rooms.database.reading() as tx:
        silent = CaseId(tx.scalar("SELECT case_id FROM adjudication_case"))
    for examiner in ("ana", "bruno"):
        rooms.judge(silent, examiner, Finding.IDENTIFICATION, letters="A")
    rooms.drain()
    for name in ("ana", "elsa"):
        assert refused(rooms, silent, press, rooms.principal(name)) is NO_SUCH_THING
    issued = issue(rooms, silent, press, by="vera")
    with rooms.database.transaction() as tx:
        outline = reports.outline_of(tx, silent, by=rooms.principal("aldo"))
    assert (issued.case, outline.outcome.letters, outline.outcome.stands) == (silent, ("A",), True)


def test_a_discreet_entry_on_a_candidate_changes_no_word_of_a_report(rooms: Rooms, case: CaseId, press: Press) -> None:
    """Neither that it is there nor what it says: refusing the report would tell."""
    before = issue(rooms, case, press)
    with rooms.database.transaction() as tx:
        candidate = cases.candidates_by_letter(tx, case)["A"]
    listed(rooms, candidate, handling=Handling.DISCREET)
    assert issue(rooms, case, press) == before


def test_a_withdrawn_identification_says_so(rooms: Rooms, case: CaseId, press: Press) -> None:
    before = issue(rooms, case, press)
    with rooms.database.transaction() as tx:
        tx.run("DELETE FROM judgement")  # as if people had taken it back
    after = issue(rooms, case, press)
    assert after.report != before.report
    assert "no longer stands" in text_of(files(rooms, case, press, after)[0])


def test_one_changed_byte_or_word_is_named(rooms: Rooms, case: CaseId, press: Press) -> None:
    _, machine = files(rooms, case, press, issue(rooms, case, press))
    told = json.loads(machine)

    def changed(**inner: object) -> bytes:
        return json.dumps({**told, **inner}, separators=(",", ":"), sort_keys=True).encode()

    report = told["report"]
    opinions = [{**o, "reason": "Fifteen points agree."} for o in report["content"]["opinions"]]
    forged = changed(report={**report, "content": {**report["content"], "opinions": opinions}})
    assert failed(forged) == {Asked.SIGNATURE, Asked.CONTENT}
    entries = report["proof"]["entries"]
    leaf = entries[0]["leaf"].replace('"at":"20', '"at":"19')
    proof = {**report["proof"], "entries": [{**entries[0], "leaf": leaf}, *entries[1:]]}
    assert failed(changed(report={**report, "proof": proof})) == {Asked.SIGNATURE, Asked.PROOF}
    assert failed(b"{}") == {Asked.READABLE}
    assert failed(b"%PDF-1.4 nothing") == {Asked.READABLE}


def test_any_changed_byte_of_the_pdf_is_seen(rooms: Rooms, case: CaseId, press: Press) -> None:
    pdf, _ = files(rooms, case, press, issue(rooms, case, press))
    begin = pdf.rindex(b"/Contents <")  # the signature itself ends in padding, which no reader counts
    end = pdf.index(b">", begin)
    places = [at for at in range(9, len(pdf), len(pdf) // 40) if not begin <= at <= end]
    assert len(places) > 20
    unseen = [at for at in places if reports.verify_file(pdf[:at] + bytes([pdf[at] ^ 1]) + pdf[at + 1 :]).holds]
    assert unseen == []
    assert not reports.verify_file(pdf + b"\n% more").holds


def test_a_report_signed_by_another_key_does_not_pass_against_the_ledger(
    rooms: Rooms, case: CaseId, press: Press, tmp_path: Path
) -> None:
    stranger = reports.signer_in(Home(tmp_path / "other").report_key, node="CL", at=datetime.now(UTC))
    issued = issue(rooms, case, press)
    _, machine = files(rooms, case, press, issued)
    report = reports.verify_file(machine).signed
    assert report
    forged = replace(report.report, issue=replace(report.report.issue, certificate=stranger.fingerprint))
    with rooms.database.transaction() as tx:
        gathered = reports.preview(tx, case, press, by=rooms.principal("elsa"))
        pdf, _ = reports.written(forged, gathered, stranger)
        alone = reports.verify_file(pdf)
        assert alone.holds, "by itself it is a whole report of somebody else"
        wrong = {c.asked for c in reports.verify_against(tx, alone, pdf).checks if not c.holds}
    assert wrong == {Asked.ISSUE}


def test_a_case_that_nobody_submitted_has_its_chain_of_custody(rooms: Rooms, press: Press) -> None:
    rooms.meet(fingers_of(7, 1))
    listed_by_prints(rooms, fingers_of(7, 2))
    (past,) = reverse_cases(rooms)
    for examiner in ("ana", "bruno"):
        rooms.judge(past, examiner, Finding.IDENTIFICATION, letters="A")
    rooms.drain()
    _, machine = files(rooms, past, press, issue(rooms, past, press))
    verdict = reports.verify_file(machine)
    assert verdict.holds
    assert verdict.signed
    kinds = [line.kind for line in verdict.signed.report.custody]
    told = ("EncounterEnrolled", "CaseOpened", "AnalysisLocked", "CaseJudged", "CaseDecided")
    assert [kinds.count(kind) for kind in told] == [1, 1, 2, 2, 1]


def test_an_exclusion_falls_when_people_find_the_two_to_be_one(rooms: Rooms, press: Press) -> None:
    before, met = rooms.meet(fingers_of(7, 1)), rooms.meet(fingers_of(7, 2))
    named = cases.case_id_of(rooms.found(met)[0].search)
    rooms.judge(named, "ana", Finding.EXCLUSION)
    rooms.drain()
    first = issue(rooms, named, press)
    assert "no longer stands" not in flowing(files(rooms, named, press, first)[0])
    with rooms.database.transaction() as tx:
        wanted = Wanted(ChangeKind.MERGE, (before.encounter,), (met.encounter,), reason="charted again")
        change = identities.propose_change(tx, wanted, by=rooms.principal("vera"), at=NOW)
        identities.approve_change(tx, change.change, by=rooms.principal("victor"), at=NOW)
    rooms.drain()
    second = issue(rooms, named, press)
    assert second.report != first.report
    assert "no longer stands" in flowing(files(rooms, named, press, second)[0])


def test_the_key_is_made_once_and_kept_from_others(press: Press, rooms: Rooms) -> None:
    path = Home(rooms.equipment.settings.home).report_key
    assert path.stat().st_mode & 0o777 == 0o600
    again = reports.signer_in(path, node="CL", at=datetime.now(UTC))
    assert again.fingerprint == press.signer.fingerprint
    path.chmod(0o644)
    with pytest.raises(PermissionError):
        reports.signer_in(path, node="CL", at=datetime.now(UTC))
