"""Names are found however they are written, make leads and nothing else, and hide what is discreet."""

from datetime import UTC, datetime

import pytest
from tests.lists import approved, nominated, nomination
from tests.rooms import Met, Rooms, fingers_of

from openbitmap.node import identities, screening, watchlists
from openbitmap.node.events import EncounterEnrolled
from openbitmap.node.identities import Asserted, WithdrawalReason
from openbitmap.node.problems import LEAD_SETTLED, NEEDS_REASON, NO_SUCH_THING, NOT_ALLOWED, Refused
from openbitmap.node.screening import Fit, LeadState, NameHits, NameLead, NameQuery, Verdict
from openbitmap.node.watchlists import Handling, Subject
from openbitmap.vocabulary import Actor

BOARD = Actor("node", "test")


def met_as(rooms: Rooms, number: int, said: Asserted, *, retained: bool = True) -> Met:
    """Somebody met at Arica who says this of themselves."""
    met = rooms.enrol(fingers_of(number, 1), retained=retained)
    with rooms.database.transaction() as tx:
        tx.run(
            "INSERT INTO biographics (encounter, name, aliases, birth_date, sex, nationality, documents)"
            " VALUES (%(encounter)s, %(name)s, %(aliases)s, %(born)s, 'M', %(nationality)s, %(documents)s)",
            encounter=met.encounter,
            name=said.name,
            aliases=list(said.aliases),
            born=said.birth_date,
            nationality=said.nationality,
            documents=list(said.documents),
        )
    rooms.state(EncounterEnrolled(met.submission, met.encounter, 0, 0))
    rooms.drain()
    return met


def listed_as(rooms: Rooms, said: Asserted, *, handling: Handling = Handling.REFER) -> watchlists.EntryId:
    entry = nominated(rooms, nomination(Subject(said), handling=handling)).entry
    approved(rooms, entry)
    return entry


def search(rooms: Rooms, query: NameQuery, *, by: str = "vera") -> NameHits:
    with rooms.database.reading() as tx:
        return screening.search_names(tx, query, by=rooms.principal(by))


def leads(rooms: Rooms, *states: LeadState, by: str = "vera") -> list[NameLead]:
    with rooms.database.reading() as tx:
        return screening.leads_for(tx, states or (LeadState.OPEN,), by=rooms.principal(by))


def found(rooms: Rooms, name: str, **more: object) -> list[str]:
    hits = search(rooms, NameQuery(name, **more)).hits  # type: ignore[arg-type]  # fields of the query
    return [hit.filed.encounter or hit.filed.entry or "" for hit in hits]


@pytest.mark.parametrize(
    "asked",
    [
        "Mamani Quispe Wilmer",
        "Guilmer Mamani",
        "Wilmer Mamni Quispe",
        "W. Mamani Quispe",
        "WILMER QUISPE",
    ],
)
def test_a_name_is_found_turned_shortened_and_misspelt(rooms: Rooms, asked: str) -> None:
    met = met_as(rooms, 7, Asserted("MAMANI QUISPE, WILMER ANDRES", birth_date="19900101", nationality="BO"))
    met_as(rooms, 8, Asserted("Rosa Condori Apaza"))
    assert found(rooms, asked) == [met.encounter]


def test_a_name_is_found_across_scripts_and_in_kreyol(rooms: Rooms) -> None:
    met = [
        met_as(rooms, n, Asserted(name))
        for n, name in enumerate(["Dmitry Kuznetsov", "Jean-Baptiste Toussaint", "Wang Xiaoming"], start=1)
    ]
    asked = ["Дмитрий Сергеевич Кузнецов", "Jan Batis Tousen", "王小明"]
    assert [found(rooms, name) for name in asked] == [[m.encounter] for m in met]


def test_documents_come_first_and_facts_beside_the_name_are_told(rooms: Rooms) -> None:
    met_as(rooms, 1, Asserted("Ana Torres Vega", birth_date="19910101", nationality="PE"))
    paper = met_as(rooms, 2, Asserted("Marta Rios Luna", documents=("MNU SYN-123.456",), nationality="CO"))
    hits = search(rooms, NameQuery("Ana Torres Vega", 1990, "PE", document="syn123456")).hits
    assert hits[0].filed.encounter == paper.encounter and hits[0].document == "SYN123456"
    assert (hits[1].birth_year, hits[1].nationality) == (Fit.AGREES, Fit.AGREES)
    assert hits[1].comparison is not None and hits[1].score > 0.9


def test_who_is_not_kept_searchable_is_not_found(rooms: Rooms) -> None:
    met_as(rooms, 1, Asserted("Ana Torres Vega"), retained=False)
    assert found(rooms, "Ana Torres Vega") == []


def test_who_left_the_galleries_leaves_the_index(rooms: Rooms) -> None:
    met = met_as(rooms, 1, Asserted("Ana Torres Vega"))
    with rooms.database.transaction() as tx:
        identities.withdraw(tx, met.encounter, reason=next(iter(WithdrawalReason)), actor=BOARD)
    rooms.drain()
    assert found(rooms, "Ana Torres Vega") == []


def test_a_rebuilt_index_finds_the_same(rooms: Rooms) -> None:
    met = met_as(rooms, 1, Asserted("Ana Torres Vega", aliases=("Anita Torres",)))
    entry = listed_as(rooms, Asserted("Ana Torres", birth_date="19900101"))
    before = found(rooms, "Ana Torres Vega")
    with rooms.database.transaction() as tx:
        assert screening.rebuild(tx) == 3
    assert found(rooms, "Ana Torres Vega") == before
    assert set(before) == {met.encounter, entry}


def test_a_listed_name_met_makes_one_lead_and_no_alert(rooms: Rooms) -> None:
    entry = listed_as(rooms, Asserted("Yeferson Alexander Pirela", birth_date="19930505"))
    met = met_as(rooms, 1, Asserted("Jefferson Alexander Pirela", birth_date="19930505"))
    (lead,) = leads(rooms)
    assert (lead.likeness.encounter, lead.likeness.entry) == (met.encounter, entry)
    assert rooms.facts(lead.lead) == ["NameLeadRaised"]
    assert "AlertRaised" not in rooms.facts(met.submission)
    with rooms.database.reading() as tx:
        assert tx.scalar("SELECT count(alert) FROM alert") == 0


def test_an_entry_finds_the_past(rooms: Rooms) -> None:
    met = met_as(rooms, 1, Asserted("Jefferson Alexander Pirela", birth_date="19930505"))
    entry = listed_as(rooms, Asserted("Yeferson Alexander Pirela", birth_date="19930505"))
    (lead,) = leads(rooms)
    assert (lead.likeness.encounter, lead.likeness.entry) == (met.encounter, entry)
    assert lead.likeness.met_as == "Jefferson Alexander Pirela"


def test_another_birth_year_is_no_lead_but_a_document_is(rooms: Rooms) -> None:
    listed_as(rooms, Asserted("Ana Torres Vega", birth_date="19700101", documents=("MNU SYN99887",)))
    met_as(rooms, 1, Asserted("Ana Torres Vega", birth_date="19990101"))
    assert leads(rooms) == []
    met_as(rooms, 2, Asserted("Marta Rios Luna", birth_date="19990101", documents=("MNU SYN-99887",)))
    (lead,) = leads(rooms)
    assert lead.likeness.by_document


def test_a_lead_is_settled_once_with_a_reason(rooms: Rooms) -> None:
    listed_as(rooms, Asserted("Ana Torres Vega", birth_date="19900101"))
    met_as(rooms, 1, Asserted("Ana Torres Vega"))
    (lead,) = leads(rooms)
    for verdict, problem in ((Verdict(True, " "), NEEDS_REASON), (Verdict(False, "other mother"), None),
                             (Verdict(True, "again"), LEAD_SETTLED)):  # fmt: skip
        try:
            with rooms.database.transaction() as tx:
                screening.settle(tx, lead.lead, verdict, by=rooms.principal("victor"), at=datetime.now(UTC))
        except Refused as refused:
            assert refused.problem is problem
        else:
            assert problem is None
    (settled,) = leads(rooms, LeadState.DISMISSED)
    assert (settled.settled_by, settled.reason) == ("victor", "other mother")
    assert rooms.facts(lead.lead) == ["NameLeadRaised", "NameLeadSettled"]


def test_open_leads_end_with_their_entry(rooms: Rooms) -> None:
    entry = listed_as(rooms, Asserted("Ana Torres Vega", birth_date="19900101"))
    met_as(rooms, 1, Asserted("Ana Torres Vega"))
    with rooms.database.transaction() as tx:
        watchlists.remove(tx, entry, by=rooms.principal("vera"), at=datetime.now(UTC), reason="mistaken")
    rooms.drain()
    assert leads(rooms) == []
    assert [x.settled_by for x in leads(rooms, LeadState.LAPSED)] == ["screening"]
    assert len(found(rooms, "Ana Torres Vega")) == 1


def test_what_is_discreet_does_not_exist_for_a_supervisor(rooms: Rooms) -> None:
    entry = listed_as(rooms, Asserted("Ana Torres Vega", birth_date="19900101"), handling=Handling.DISCREET)
    met = met_as(rooms, 1, Asserted("Ana Torres Vega"))
    assert {h.filed.entry for h in search(rooms, NameQuery("Ana Torres Vega")).hits} == {entry, None}
    assert [h.filed.encounter for h in search(rooms, NameQuery("Ana Torres Vega"), by="elsa").hits] == [met.encounter]
    (lead,) = leads(rooms)
    assert leads(rooms, by="elsa") == []
    with pytest.raises(Refused) as refused, rooms.database.reading() as tx:
        screening.lead_for(tx, lead.lead, rooms.principal("elsa"))
    assert refused.value.problem is NO_SUCH_THING


def test_leads_of_discreet_entries_take_no_place_in_a_supervisors_list(
    rooms: Rooms, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two open leads below three discreet ones, in lists of two."""
    monkeypatch.setattr("openbitmap.node.screening.leads.LISTED_AT_MOST", 2)
    listed_as(rooms, Asserted("Ana Torres Vega", birth_date="19900101"))
    open_ones = [met_as(rooms, n, Asserted("Ana Torres Vega")).encounter for n in (1, 2)]
    listed_as(rooms, Asserted("Luis Rojas Pinto", birth_date="19900101"), handling=Handling.DISCREET)
    for n in (3, 4, 5):
        met_as(rooms, n, Asserted("Luis Rojas Pinto"))
    with rooms.database.transaction() as tx:
        tx.run("UPDATE name_lead SET raised_at = raised_at + interval '1 h' WHERE met_as LIKE 'Luis%%'")
    assert {x.likeness.met_as for x in leads(rooms)} == {"Luis Rojas Pinto"}
    assert {x.likeness.encounter for x in leads(rooms, by="elsa")} == set(open_ones)


@pytest.mark.parametrize("who", ["ana", "olga", "aldo", "adela"])
def test_only_the_desk_and_supervisors_search_names(rooms: Rooms, who: str) -> None:
    with pytest.raises(Refused) as refused:
        search(rooms, NameQuery("Ana Torres"), by=who)
    assert refused.value.problem is NOT_ALLOWED
    with pytest.raises(Refused):
        leads(rooms, by=who)
