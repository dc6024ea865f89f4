"""The third stage: personal data, on a second and justified request, let out by an officer field by field as the clause
allows."""

import base64
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from openbitmap.instruments import Barred
from openbitmap.node import agreements, disclosures, envelopes, identities, ledger, protection, watchlists
from openbitmap.node.access import Act, Principal
from openbitmap.node.agreements import Permit
from openbitmap.node.database import Transaction
from openbitmap.node.disclosures import Held, HoldingId, HoldingState, Item, ItemKind, Parcel
from openbitmap.node.equipment import Equipment
from openbitmap.node.events import HoldingCorrected, PersonalDataAsked, PersonalDataReleased, PersonalDataTaken
from openbitmap.node.inquiries import concluding, gates, persons, store
from openbitmap.node.inquiries.model import NODE, Basis, Hit, Inquiry, InquiryState, Side, Stage, Step
from openbitmap.node.inquiries.origins import UNASKED, basis_for, cover_of, turn_away
from openbitmap.node.inquiries.reading import LONGEST_WORDS, term, text
from openbitmap.node.inquiries.saying import basis_of
from openbitmap.node.inquiries.taking import letter_about
from openbitmap.node.problems import NO_FIELDS, Refused
from openbitmap.node.vault import Erased, Unknown, Vault
from openbitmap.vocabulary import EnvelopeId, ExchangeAct, FieldGroup, InquiryId, PartnerId, digest_of
from openbitmap.wire import Letter, LetterKind

Values = Mapping[FieldGroup, object]
ASKED_FROM = frozenset({InquiryState.ATTRIBUTED, InquiryState.DATA_REFUSED})
STAGE = "data"
LARGEST_FACE = 2 * 1024 * 1024
"""Of a face that goes with personal data; a larger one stays where it is."""


@dataclass(frozen=True)
class Offer:
    """What a clause lets an officer release of a record: groups with what stands in them; `barred` where none."""

    values: Values
    basis: Basis
    barred: str = ""


def ask_data(tx: Transaction, inquiry: InquiryId, justification: str, *, by: Principal, at: datetime) -> Inquiry:
    """The second request, after attribution, with its grounds in words. Where no clause provides it nothing is sent.
    Raises Refused."""
    words = gates.require_words(justification)
    one = gates.held_for(tx, inquiry, Stage.DATA_ASKED, by=by, side=Side.ASKER)
    untold = concluding.tell(tx, one, at=at)  # without it the partner knows of nobody to ask about
    granted = untold or gates.permit_to_ask(tx, one, ExchangeAct.DATA, at=at)
    if isinstance(granted, Barred | Basis):
        return gates.bar(tx, one, granted, by=by.actor, at=at)
    gates.advance(tx, one, Step(Stage.DATA_ASKED, at, str(by.actor), granted.cited, words), basis=basis_of(granted))
    letter = Letter(one.partner, LetterKind.DATA_REQUEST, {"justification": words}, correlation=inquiry)
    key = f"{inquiry}:data:{at.isoformat()}"
    envelopes.send(tx, letter, permit_clause=granted.cited, at=at, actor=by.actor, key=key)
    said = PersonalDataAsked(one.about.submission, inquiry, one.partner, digest_of(words.encode()))
    ledger.record(tx, said, actor=by.actor)
    return store.require(tx, inquiry)


def take_data_request(tx: Transaction, equipment: Equipment, envelope: EnvelopeId, *, at: datetime) -> None:
    """It waits for our officer, whatever the clause says of gates: personal data never leaves by itself."""
    found = letter_about(tx, equipment, envelope, side=Side.ANSWERER)
    if found is None:
        return
    one, letter = found
    words = text(letter.body, "justification")[:LONGEST_WORDS]
    if one.state not in ASKED_FROM or not words.strip():
        gates.deny(tx, one, Basis(reason="not_attributed"), stage=STAGE, at=at)
        return
    hit = _attributed(tx, one)
    gates.passes_guard(tx, one, [hit] if hit else [], act=ExchangeAct.DATA, at=at)
    basis = basis_for(tx, one, ExchangeAct.DATA, at=at, came=envelope)
    gates.advance(tx, one, Step(Stage.DATA_ASKED, at, one.partner, basis.cited, words), basis=basis)
    said = PersonalDataAsked("", one.inquiry, one.partner, digest_of(words.encode()))
    ledger.record(tx, said, actor=NODE)


@dataclass(frozen=True)
class Release:
    """What an officer lets out: these groups of the record that a question is about."""

    inquiry: InquiryId
    fields: frozenset[FieldGroup]


def offer_of(tx: Transaction, vault: Vault, inquiry: InquiryId, *, by: Principal, at: datetime) -> Offer:
    """What the page shows the officer before the release; nothing is spent or recorded. Raises Refused."""
    by.require(Act.RELEASE_ABROAD)
    one = store.require(tx, inquiry)
    hit = _attributed(tx, one)
    if hit is None:
        return Offer({}, one.basis, barred="no_such_reference")
    question = gates.record_question(tx, one, hit, act=ExchangeAct.DATA)
    foreseen = agreements.foresee(tx, question, at=at, case=one.about.stated_case)
    if isinstance(foreseen, Barred):
        return Offer({}, basis_of(foreseen), barred=foreseen.reason.value)
    values = {g: v for g, v in values_of(tx, vault, hit).items() if g in foreseen.fields}
    return Offer(values, Basis(foreseen.agreement, foreseen.version, foreseen.clause))


def release_data(tx: Transaction, vault: Vault, release: Release, *, by: Principal, at: datetime) -> Inquiry:
    """Let out exactly these groups, each named by the clause in force at this moment. Raises Refused."""
    inquiry, fields = release.inquiry, release.fields
    one = gates.held_for(tx, inquiry, Stage.DATA_RELEASED, by=by, side=Side.ANSWERER)
    hit = _attributed(tx, one)
    if hit is None or hit.encounter is None:
        raise Refused(NO_FIELDS, fields="-")
    question = gates.record_question(tx, one, hit, act=ExchangeAct.DATA)
    use = f"{inquiry}:data:{hit.reference}"
    granted = agreements.permit(tx, question, at=at, use=use, case=one.about.stated_case)
    if isinstance(granted, Barred):
        gates.refuse(tx, one, basis_of(granted), said=gates.Refusal(STAGE, by.actor), at=at)
        return store.require(tx, inquiry)
    protection.require_release(tx, hit.encounter, granted, at=at)
    values = values_of(tx, vault, hit)
    if not fields or not fields <= granted.fields or not fields <= values.keys():
        raise Refused(NO_FIELDS, fields=", ".join(sorted(fields - (granted.fields & values.keys()))) or "-")
    _give(tx, one, (hit, granted, {g: values[g] for g in sorted(fields)}), by=by, at=at)
    return store.require(tx, inquiry)


def refuse_request(tx: Transaction, inquiry: InquiryId, reason: str, *, by: Principal, at: datetime) -> Inquiry:
    """An officer says no to what waits, with its reason, which the partner reads. Raises Refused."""
    words = gates.require_words(reason)
    one = gates.held_for(tx, inquiry, Stage.REFUSED, by=by, side=Side.ANSWERER)
    stage = STAGE if one.state is InquiryState.DATA_ASKED else "reference"
    basis = Basis(one.basis.agreement, one.basis.version, one.basis.clause, "officer_refused")
    gates.refuse(tx, one, basis, said=gates.Refusal(stage, by.actor, words), at=at)
    return store.require(tx, inquiry)


def take_data(tx: Transaction, equipment: Equipment, envelope: EnvelopeId, *, at: datetime) -> None:
    """Personal data comes: sealed, held under its reference, read by who may, erased when it is called back. What was
    not asked for, of no hit that our examiners attributed, or called back before, is erased as it comes."""
    found = letter_about(tx, equipment, envelope, side=Side.ASKER)
    hit = _asked_about(tx, *found) if found else None
    fields = found[1].body.get("fields") if found else None
    if found is None or hit is None or not isinstance(fields, dict):
        envelopes.erase(tx, envelope, reason=UNASKED, actor=NODE)
        return
    one, letter = found
    reference = hit.reference
    cover = cover_of(tx, one, ExchangeAct.DATA, at=at, came=envelope)
    if isinstance(cover, Barred):
        turn_away(tx, one, cover, envelope=envelope, at=at)
        return
    kept = {group: value for group, value in fields.items() if group in cover.fields}
    if len(kept) < len(fields):
        envelopes.erase(tx, envelope, reason="it held more than the clause gives", actor=NODE)
    sealed = json.dumps({"fields": kept}, sort_keys=True, ensure_ascii=False).encode()
    digest = equipment.vault.put(tx, sealed, owner=disclosures.vault_owner(one.partner, reference))
    held = Held(
        one.partner,
        reference,
        ItemKind.DATA,
        envelope,
        clause=cover.cited,
        digest=digest,
        retain_until=cover.kept_until(at, term(letter.body).days),
        encounter=hit.encounter or "",
        objects=(digest,),
        origin=cover.origin,
    )
    disclosures.hold(tx, held, at=at)
    store.set_held(tx, one.inquiry, digest)
    gates.advance(tx, one, Step(Stage.DATA_TAKEN, at, one.partner, cover.cited), basis=cover.basis)
    said = PersonalDataTaken(one.about.submission, one.inquiry, one.partner, digest)
    ledger.record(tx, said, actor=NODE)


def _asked_about(tx: Transaction, one: Inquiry, letter: Letter) -> Hit | None:
    """The hit that personal data was asked about, if this letter is about it."""
    reference = text(letter.body, "reference")
    if one.state is not InquiryState.DATA_ASKED or disclosures.tombstoned(tx, one.partner, reference):
        return None
    standing = [h for h in store.hits_of(tx, one.inquiry) if h.attributed and not h.gone]
    return next((h for h in standing if h.reference == reference), None)


def follow_correction(tx: Transaction, corrected: HoldingCorrected, *, at: datetime) -> InquiryId | None:
    """The giver put its words right: from now on the question shows those, as the holding has them at this moment,
    whatever was corrected in between. None where nothing of it is held here."""
    if corrected.kind != ItemKind.DATA:
        return None
    inquiry = store.inquiry_of_reference(tx, PartnerId(corrected.partner), corrected.reference)
    one = store.locked(tx, inquiry) if inquiry else None
    holding = disclosures.holding_named(tx, HoldingId(corrected.holding))
    if one is None or one.held is None or holding is None or holding.state is HoldingState.PURGED:
        return None
    store.set_held(tx, one.inquiry, holding.digest)
    words = ", ".join(corrected.fields)
    gates.note(tx, one, Step(Stage.DATA_CORRECTED, at, one.partner, holding.clause, words))
    return one.inquiry


def data_held(tx: Transaction, vault: Vault, inquiry: InquiryId, *, by: Principal) -> Mapping[str, object]:
    """What a partner told us, group by group; empty before, while it is disputed, and once it was erased. Raises
    Refused."""
    by.require(Act.ASK_ABROAD)
    one = store.inquiry_named(tx, inquiry)
    try:
        held = one.held if one and not disclosures.disputed_about(tx, inquiry, one.partner) else None
        found = json.loads(vault.get(tx, held)) if held else {}
    except (Erased, Unknown):
        return {}
    fields = found.get("fields")
    return fields if isinstance(fields, dict) else {}


def values_of(tx: Transaction, vault: Vault, hit: Hit) -> Values:
    """What stands in each group of a record; a group without anything is not there."""
    if hit.encounter is None:
        return {}
    said = identities.asserted_of(tx, hit.encounter)
    values: dict[FieldGroup, object] = {}
    if said:
        values |= {group: read(said) for group, read in _SAID.items() if read(said)}
    met = identities.met_then(tx, persons.members_of(tx, hit.encounter))
    if met:
        values[FieldGroup.ENCOUNTERS] = [m.met_at.date().isoformat() for m in met]
    listed = watchlists.listings_of(tx, [hit.encounter])
    grounds = sorted({x.category.value for x in listed if x.category and not x.is_discreet})
    if grounds:
        values[FieldGroup.GROUNDS] = grounds
    face = identities.face_of(tx, vault, hit.encounter)
    if face and len(face.data) <= LARGEST_FACE:
        values[FieldGroup.FACE] = {"format": face.format, "image": base64.b64encode(face.data).decode()}
    templates = identities.templates_of(tx, hit.encounter)
    if templates:
        values[FieldGroup.TEMPLATES] = {
            str(int(position)): base64.b64encode(template.data).decode() for position, template in templates.items()
        }
    return values


_SAID: Mapping[FieldGroup, Callable[[identities.Asserted], object]] = {
    FieldGroup.NAMES: lambda said: [n for n in (said.name, *said.aliases) if n],
    FieldGroup.BIRTH: lambda said: said.birth_date,
    FieldGroup.NATIONALITY: lambda said: said.nationality,
    FieldGroup.DOCUMENTS: lambda said: list(said.documents),
}


def _attributed(tx: Transaction, one: Inquiry) -> Hit | None:
    return next((h for h in store.hits_of(tx, one.inquiry) if h.attributed and h.encounter and not h.gone), None)


def _give(tx: Transaction, one: Inquiry, given: tuple[Hit, Permit, Values], *, by: Principal, at: datetime) -> None:
    hit, granted, values = given
    assert hit.encounter
    body: dict[str, object] = {
        "reference": hit.reference,
        "fields": {group.value: value for group, value in values.items()},
        "retain_days": granted.terms.retention_days,
        "clause": granted.cited,
    }
    digest = digest_of(json.dumps(body["fields"], sort_keys=True).encode())
    letter = Letter(one.partner, LetterKind.DATA, body, correlation=one.inquiry)
    item = Item(ItemKind.DATA, hit.encounter, "", fields=frozenset(values), digest=digest, reference=hit.reference)
    parcel = Parcel(letter, item, f"{one.inquiry}:data:{hit.reference}")
    disclosures.disclose(tx, granted, parcel, at=at, actor=by.actor)
    step = Step(Stage.DATA_RELEASED, at, str(by.actor), granted.cited, ", ".join(sorted(values)))
    gates.advance(tx, one, step, basis=basis_of(granted))
    said = PersonalDataReleased(one.inquiry, one.partner, granted.cited, tuple(sorted(values)))
    ledger.record(tx, said, actor=by.actor)
