"""The auditor's read model: every kind of fact has its sentence, filters hold, and the past is shown as it was."""

from dataclasses import fields
from string import Formatter

from tests.rooms import TEST, Rooms

from openbitmap.instruments import BarredReason
from openbitmap.node import ledger, views
from openbitmap.node.access import Ending, Means, Role
from openbitmap.node.alerts import Channel, Occasion, Outcome
from openbitmap.node.cases import Finding
from openbitmap.node.connectors import State
from openbitmap.node.console.pages.ledger.codes import said_code
from openbitmap.node.console.pages.ledger.sentences import SENTENCES
from openbitmap.node.console.pages.ledger.telling import READ, sentence
from openbitmap.node.console.reads import LISTS, THINGS
from openbitmap.node.disclosures import ItemKind
from openbitmap.node.events import EVENTS, PermitGranted, ReadRecorded
from openbitmap.node.notices import NoticeState
from openbitmap.node.views import Fact, LedgerFilter
from openbitmap.node.witness import Fault
from openbitmap.vocabulary import ExchangeAct, ExchangePurpose, FieldGroup, Verdict
from openbitmap.wire import LetterKind


def test_every_kind_of_fact_has_a_sentence_of_its_own_fields() -> None:
    assert set(SENTENCES) - set(EVENTS) == set(), "sentences of facts that do not exist"
    assert set(EVENTS) - set(SENTENCES) == set(), "facts without a sentence"
    for kind, told in SENTENCES.items():
        known = {f.name for f in fields(EVENTS[kind])}
        for text in told:
            assert {name for _, name, _, _ in Formatter().parse(text) if name} <= known, (kind, text)


def test_a_fact_is_told_whatever_it_is() -> None:
    def told(kind: str, body: dict[str, object], language: str = "en") -> str:
        return sentence(Fact(1, None, "node:x", kind, "", "", "", body=body), language)  # type: ignore[arg-type]  # no time is told

    assert told("CaseTaken", {"case": "case-1", "examiner": "ana"}, "es") == "ana tomó case-1"
    assert told("CaseTaken", {"case": "case-1"}) == "CaseTaken: case case-1"
    assert told("FromTheFuture", {"a": 1, "b": ["x", "y"], "c": ""}) == "FromTheFuture: a 1, b x, y"
    assert told("ReadRecorded", {"reader": "ana", "what": "case", "thing": "case-1"}, "es") == (
        "a ana se le mostró el caso case-1"
    )
    queued = {"partner": "US", "letter": "cosignature", "clause": ""}
    assert told("EnvelopeQueued", queued, "es") == "espera una carta a Estados Unidos: refrendo"
    assert (
        told("EnvelopeQueued", queued | {"clause": "1.1"}) == "a letter to United States waits: cosignature, clause 1.1"
    )
    cited = told("EnvelopeQueued", queued | {"clause": "CL-US v1 cl. 1.1"}, "es")
    assert cited == "espera una carta a Estados Unidos: refrendo, cláusula 1.1 de CL-US v1"
    given = {"kind": "reference", "partner": "US", "agreement": "pilot", "clause": "1.2"}
    assert told("Disclosed", given, "es") == "se entregó a Estados Unidos: imágenes de referencia; pilot cláusula 1.2"
    assert told("AlertDelivered", {"alert": "alert-1", "channel": "email", "occasion": "escalated"}, "es") == (
        "se avisó de alert-1 por correo: atraso"
    )
    assert told("SampleErased", {"digest": "a" * 64, "reason": "b" * 64}).endswith("bbbbbbbbbbbbbbbb…")


def test_codes_have_words_in_spanish() -> None:
    codes = {
        "letter": LetterKind,
        "kind": ItemKind,
        "act": ExchangeAct,
        "purpose": ExchangePurpose,
        "fields": FieldGroup,
        "role": Role,
        "means": Means,
        "verdict": Verdict,
        "channel": Channel,
        "occasion": Occasion,
        "outcome": Outcome,
        "reason": (*BarredReason, *Ending),
        "state": (*State, *NoticeState),
        "fault": Fault,
        "conclusion": Finding,
    }
    same = {"error", "supervisor", "auditor"}
    for name, members in codes.items():
        for member in members:
            spoken = said_code(name, member.value, "es")
            assert spoken and (spoken != member.value or spoken in same), (name, member)


def test_filters_and_the_past(rooms: Rooms) -> None:
    with rooms.database.transaction() as tx:
        for number in range(views.LEDGER_PAGE):
            ledger.record(tx, ReadRecorded("olga", "list", f"page-{number}"), actor=TEST)
    rooms.state(ReadRecorded("vera", "person", "enc-1"))
    rooms.state(PermitGranted("use-1", "pilot", 1, "3.2", "search", "CL", "US", "border_check", "0" * 64))
    with rooms.database.reading() as tx:
        at = tx.scalar("SELECT max(recorded_at) FROM ledger_entries")
    rooms.state(ReadRecorded("ana", "case", "case_1"))

    def seen(**wanted: object) -> list[str]:
        with rooms.database.reading() as tx:
            found = views.ledger_facts(tx, LedgerFilter(**wanted))  # type: ignore[arg-type]  # fields by name
        return [fact.kind for fact in found]

    assert seen(thing="enc-1") == seen(thing="vera", kind="ReadRecorded") == ["ReadRecorded"]
    assert seen(thing="enc_1") == [] == seen(thing="enc")  # no pattern, no part of a name
    assert seen(partner="US", clause="3.2") == ["PermitGranted"]
    assert seen(clause="3") == []
    assert seen(thing="case_1", as_of=at) == [] and len(seen(thing="case_1")) == 1
    assert seen(as_of=at)[0] == "PermitGranted" and seen()[0] == "ReadRecorded"
    assert len(seen()) == views.LEDGER_PAGE + 1
    assert seen(actor="test")[0] == "ReadRecorded" and seen(actor="nobody") == []
    with rooms.database.reading() as tx:
        newest = views.ledger_size(tx, None)
        first = views.ledger_fact(tx, 1)
        below = views.ledger_facts(tx, LedgerFilter(below=2))
    assert first and below == [first] and newest > views.LEDGER_PAGE


def test_no_word_that_somebody_typed_is_stated_as_read() -> None:
    assert all("{" not in path for path in LISTS)
    assert all(part in path for path, (_, part) in THINGS.items())
    assert {what for what, _ in THINGS.values()} | set(LISTS.values()) <= READ.keys(), "read without a word for it"
