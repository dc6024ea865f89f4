"""Agreements as text and as decisions: strict reading, one canonical form, one hash, signatures over it."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.treaties import PILOT, with_daily_limit, without_clause

from openbitmap.instruments import (
    Barred,
    BarredReason,
    Book,
    Change,
    Clause,
    Conditions,
    Edition,
    Effect,
    Gate,
    Granted,
    Instrument,
    InstrumentKind,
    Limit,
    Met,
    Onward,
    Party,
    Phase,
    Remark,
    Scope,
    Standing,
    Term,
    Titles,
    UnreadableAgreement,
    check,
    decide,
    diff,
    digest,
    explain,
    parse,
    question_of,
    rehearse,
    render,
    said_question,
    sign,
    verify,
)
from openbitmap.vocabulary import (
    AgreementId,
    Digest,
    ExchangeAct,
    ExchangePurpose,
    FieldGroup,
    GalleryKind,
    Modality,
    PartnerId,
    PersonCategory,
    SearchKind,
)

CL, US = PartnerId("CL"), PartnerId("US")
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)

words = st.text(st.characters(categories=("L", "N", "P", "S"), exclude_characters="#"), min_size=1, max_size=12)
titles = st.builds(Titles, words, words)
english = st.builds(Titles, words)
days = st.dates(date(1990, 1, 1), date(2090, 1, 1))


def some(kind: type) -> st.SearchStrategy[frozenset]:  # type: ignore[type-arg]  # of the members of any list
    return st.frozensets(st.sampled_from(list(kind)), max_size=3)


scopes = st.builds(
    Scope,
    some(ExchangeAct),
    st.frozensets(st.sampled_from([(CL, US), (US, CL)])),
    some(ExchangePurpose),
    categories=some(PersonCategory),
    modalities=some(Modality),
    galleries=some(GalleryKind),
    fields=some(FieldGroup),
    third_parties=st.frozensets(st.sampled_from(["PE", "AR-2", "BO"])),
)
conditions = st.builds(
    Conditions,
    st.integers(0, 4_000),
    st.sampled_from(Gate),
    st.sampled_from(Onward),
    answer_hours=st.integers(0, 99),
    individual=st.booleans(),
    minors=st.booleans(),
    bands=st.booleans(),
)


@st.composite
def clauses(draw: st.DrawFn) -> tuple[Clause, ...]:
    made = []
    for number in range(1, draw(st.integers(2, 4))):
        effect = draw(st.sampled_from(Effect))
        kinds = draw(st.lists(st.sampled_from([None, *SearchKind]), unique=True, max_size=3))
        if effect is Effect.PERMITS:
            order = [None, *SearchKind]
            counts = [(k, draw(st.none() | st.integers(0, 9_999)), draw(st.integers(0, 50))) for k in kinds]
            limits = tuple(Limit(*c) for c in sorted(counts, key=lambda c: order.index(c[0])))
            terms = draw(conditions)
        else:
            limits = tuple(Limit(kind, 0) for kind in SearchKind if kind in kinds)
            terms = Conditions()
        made.append(Clause(f"{number}.1", draw(titles), effect, draw(scopes), limits=limits, conditions=terms))
    return tuple(made)


@st.composite
def instruments(draw: st.DrawFn) -> Instrument:
    first, last = sorted((draw(days), draw(days)))
    version = draw(st.integers(1, 5))
    return Instrument(
        AgreementId("GENERATED-1"),
        draw(st.sampled_from(InstrumentKind)),
        draw(titles),
        parties=(Party(CL, draw(titles), (draw(titles),)), Party(US, draw(english), (draw(english), draw(titles)))),
        phase=draw(st.sampled_from(Phase)),
        term=Term(first, last),
        goals=tuple(draw(st.lists(draw(st.sampled_from([titles, english])), min_size=1, max_size=3))),
        clauses=draw(clauses()),
        breach_hours=draw(st.integers(0, 99)),
        edition=Edition(version, Digest("a" * 64) if version > 1 else None),
    )


@given(instruments())
@settings(max_examples=40, deadline=None)
def test_a_text_reads_back_as_it_was_written(instrument: Instrument) -> None:
    instrument = parse(render(instrument))  # words come in their composed form (NFC)
    assert parse(render(instrument)) == instrument
    assert digest(parse(f"# said again\n\n{render(instrument)}".replace(": ", ":   "))) == digest(instrument)
    assert diff(instrument, instrument) == ()


def test_comments_and_white_space_do_not_change_the_hash_and_words_do() -> None:
    changed = "\ufeff# A comment\r\n" + PILOT.replace("\n", "\r\n").replace("acts:", "   acts :")
    assert digest(parse(changed)) == digest(parse(PILOT))
    assert digest(parse(PILOT.replace("10000 a day", "9999 a day", 1))) != digest(parse(PILOT))
    assert digest(parse(PILOT.replace("gate: officer", "gate: automatic", 1))) != digest(parse(PILOT))


@pytest.mark.parametrize(
    ("before", "after", "what"),
    [
        ("purposes: border check,", "purposes: border cheque,", "did you mean 'border check'?"),
        ("onward: never\nanswer", "onward: never\nonward: with consent\nanswer", "a second time"),
        ("gate: automatic", "gates: automatic", "is no line of CLAUSE; did you mean 'gate'?"),
        ("in force: 2026-08-01 to 2027-07-31", "in force: 2026-08-01", "nothing is open-ended"),
        ("in force: 2026-08-01 to 2027-07-31", "in force: 2027-08-01 to 2027-07-31", "ends before it begins"),
        ("direction: CL to US, US to CL", "direction: CL to PE", "not between the two parties"),
        ("CLAUSE 1.2 permits", "CLAUSE 1.1 permits", "numbers ascend"),
        ("CLAUSE 1.2 permits", "CLAUSE 1.2 allows", "a clause begins with its number"),
        ("version: 1", "version: 2", "names the hash"),
        ("limit tp/tp: 10000 a day", "limit tp/xx: 10000 a day", "'tp/xx' is no kind of search"),
        ("limit: 10000 a day", "limit: many", "a limit is such as"),
        ("answer within: 24 hours", "answer within: soon", "a number of hours"),
        ("answer within: 24 hours\n", "", "lacks 'answer within'"),
        ("GOALS\n1. Let", "GOALS\n2. Let", "here 1 is due"),
        ("GOALS\n1. Let", "OBJETIVOS\n1. Uno\n2. Dos\n\nGOALS\n1. Let", "OBJETIVOS words 2 of 1 goals"),
        ("contact: desk", "contacto: mesa\ncontact: desk", "stands right under"),
        ("kind: pilot", "kind: pi\u200blot", "U+200B"),
        ("title: Question", "title: Ques\u202etion", "U+202E"),
        ("PARTY US", "PARTY CL", "two different parties"),
        ("AGREEMENT TEST-PILOT", "agreement test-pilot", "an agreement begins with"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(before: str, after: str, what: str) -> None:
    assert before in PILOT
    text = PILOT.replace(before, after, 1)
    with pytest.raises(UnreadableAgreement) as refused:
        parse(text)
    matching = [fault for fault in refused.value.faults if what in str(fault)]
    assert matching, refused.value.faults
    line = matching[0].line
    if line:
        near = text.split("\n")[line - 1]
        changed = [part for part in (*after.split("\n"), *before.split("\n")) if part]
        assert any(part in near for part in changed) or "CLAUSE" in near, near


def test_a_prohibition_never_says_none() -> None:
    with pytest.raises(UnreadableAgreement, match="reaches all that it does not narrow"):
        parse(PILOT + "\nCLAUSE 9.1 forbids\ntitle: No\ntítulo: No\npersons: none\n")


def test_an_empty_audience_means_nobody() -> None:
    asked = question_of("CL to US: search; border check; third country traveller; finger")
    for line in ("persons", "purposes", "modalities", "acts", "direction"):
        text = "\n".join(f"{line}: none" if row.startswith(f"{line}:") else row for row in PILOT.split("\n"))
        assert _decided(text, asked) is BarredReason.NOT_PROVIDED, line
        assert Remark.PERMITS_NOTHING in {finding.remark for finding in check(parse(text))}
    assert _decided(PILOT, asked) is None
    assert _decided(PILOT, replace(asked, modalities=frozenset())) is BarredReason.NOT_PROVIDED


def test_both_sign_one_hash_and_only_that() -> None:
    key, other = bytes(range(32)), bytes(reversed(range(32)))
    public = Ed25519PrivateKey.from_private_bytes(key).public_key().public_bytes_raw()
    one = digest(parse(PILOT))
    assert verify(public, one, sign(key, one))
    assert not verify(public, one, sign(other, one))
    assert not verify(public, digest(parse(without_clause(PILOT, "5.1"))), sign(key, one))
    assert not verify(public, one, b"no signature")


def test_differences_are_told_by_clause() -> None:
    later = parse(without_clause(PILOT.replace("90 days", "60 days", 1), "5.1"))
    found = {d.place: d.change for d in diff(parse(PILOT), later)}
    assert found == {"CLAUSE 3.1": Change.CHANGED, "CLAUSE 5.1": Change.TAKEN_OUT}


def test_a_decision_is_told_in_two_languages() -> None:
    asked = question_of("US to CL: data; border check; prisoner; finger; gallery prison; fields names, templates")
    assert question_of(said_question(asked)) == asked
    book = _book(PILOT)
    english = explain(decide(book, asked, at=NOON), book=book, language="en")
    spanish = explain(decide(book, asked, at=NOON), book=book, language="es")
    assert english[1:] == (
        "Barred: no clause of TEST-PILOT provides for it.",
        "Clause 3.1 of TEST-PILOT comes nearest; it lacks: a field.",
    )
    assert spanish[1].startswith("Impedido: ninguna cláusula de TEST-PILOT")
    granted = replace(asked, fields=frozenset())
    assert "Permitted by clause 3.1" in " ".join(explain(decide(book, granted, at=NOON), book=book, language="en"))


def _book(text: str) -> Book:
    instrument = parse(text)
    return Book([Standing(instrument, digest(instrument), signed_by=instrument.partners)])


def _decided(text: str, question) -> BarredReason | None:  # type: ignore[no-untyped-def]  # a Question
    decision = decide(_book(text), question, at=NOON)
    return None if isinstance(decision, Granted) else decision.reason


def test_a_rehearsal_counts_the_limit_of_each_stage_and_names_a_case_where_one_is_given() -> None:
    text = with_daily_limit(PILOT, "2.1", 2).replace("gate: automatic", "gate: automatic\nindividual cases only: yes")
    instrument = parse(text)
    book = Book([Standing(instrument, digest(instrument), signed_by=instrument.partners)])
    bare = [Met(ExchangePurpose.BORDER_CHECK, PersonCategory.THIRD_COUNTRY_TRAVELLER)] * 3
    (row,) = rehearse(book, bare, asker=CL, asked=US, at=NOON)
    assert isinstance(row.decision, Barred) and (row.decision.reason, row.people) == (BarredReason.NO_CASE, 3)
    found = rehearse(book, [replace(one, case="C-1") for one in bare], asker=CL, asked=US, at=NOON)
    images = [r for r in found if (r.act, r.gallery) == (ExchangeAct.REFERENCE, GalleryKind.WANTED)]
    assert [(r.people, getattr(r.decision, "reason", "")) for r in images] == [(2, ""), (1, BarredReason.QUOTA_SPENT)]
