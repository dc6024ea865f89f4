"""Text to instrument: strict, every fault with its line, nothing guessed."""

import re
from collections.abc import Sequence
from functools import lru_cache

from openbitmap.instruments.lines import NUMBERED, REPEATED, Block, Reading, blocks_of
from openbitmap.instruments.model import (
    Clause,
    Conditions,
    Edition,
    Effect,
    Gate,
    Instrument,
    InstrumentKind,
    Onward,
    Party,
    Phase,
    Scope,
    Titles,
)
from openbitmap.instruments.values import (
    CLAUSE_NUMBER,
    NAME,
    NOTHING,
    PARTNER,
    Lines,
    directions_of,
    kinds_of,
    limits_of,
    term_of,
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

HEADING_KEYS = ("kind", "title", "título", "phase", "version", "replaces", "in force", "breach notice")
PARTY_KEYS = ("name", "nombre", "contact", "contacto")
SCOPE_KEYS = ("acts", "direction", "purposes", "persons", "modalities", "galleries", "fields", "third parties")
CONDITION_KEYS = ("retention", "gate", "onward", "answer within", "individual cases only", "minors", "bands")
LIMIT_KEYS = ("limit", *(f"limit {kind}" for kind in SearchKind))
EFFECTS = {
    "permits": Effect.PERMITS,
    "forbids": Effect.FORBIDS,
    "forbids under every agreement": Effect.FORBIDS_EVERYWHERE,
}
_DIGEST = re.compile(r"[0-9a-f]{64}")
_HIGHEST_VERSION = 999


@lru_cache(maxsize=64)
def parse(text: str) -> Instrument:
    """The instrument that a text says. Raises UnreadableAgreement with every fault that was found."""
    reading = Reading()
    blocks = blocks_of(text, reading)
    if [b.heading for b in blocks[:1]] != ["AGREEMENT"] or sum(b.heading == "AGREEMENT" for b in blocks) != 1:
        reading.fault(0, "an agreement begins with one line AGREEMENT and its name")
    reading.require_none()
    parties = tuple(_party(b, reading) for b in blocks if b.heading == "PARTY")
    if len({p.partner for p in parties}) != len(parties) or len(parties) != len(("giver", "taker")):
        reading.fault(0, "an agreement has two different parties")
    clauses = tuple(_clause(b, reading) for b in blocks if b.heading == "CLAUSE")
    _check_clauses(blocks, parties, clauses, reading=reading)
    goals = _goals(blocks, reading)
    return _assembled(Lines(blocks[0], reading), parties=parties, goals=goals, clauses=clauses)


def _assembled(
    lines: Lines, *, parties: tuple[Party, ...], goals: tuple[Titles, ...], clauses: tuple[Clause, ...]
) -> Instrument:
    reading, heading = lines.reading, lines.block
    if not NAME.fullmatch(heading.rest):
        reading.fault(heading.line, "an agreement's name is of capitals, digits and hyphens, such as CL-US-PILOT-2026")
    lines.refuse_others(HEADING_KEYS)
    kind = lines.member("kind", InstrumentKind, otherwise=InstrumentKind.PILOT)
    phase = lines.member("phase", Phase, otherwise=Phase.PILOT)
    titles = _titles(lines)
    breach_hours = lines.number("breach notice", "hours", otherwise=0, needed=True)
    found = lines.item("in force")
    term = term_of(found, reading) if found else None
    edition = _edition(lines)
    reading.require_none()
    assert term is not None, "a missing term is a fault"
    return Instrument(
        AgreementId(heading.rest),
        kind,
        titles,
        parties=(parties[0], parties[1]),
        phase=phase,
        term=term,
        goals=goals,
        clauses=clauses,
        breach_hours=breach_hours,
        edition=edition,
    )


def _titles(lines: Lines) -> Titles:
    return Titles(lines.text("title"), lines.text("título", "titulo"))


def _edition(lines: Lines) -> Edition:
    """Version 1 replaces nothing; a later one names the hash it replaces."""
    found = lines.item("version")
    replaces = lines.item("replaces", needed=False)
    if found is None:
        return Edition()
    if not (found.value.isascii() and found.value.isdigit() and 1 <= int(found.value) <= _HIGHEST_VERSION):
        lines.reading.fault(found.line, f"the version is a number from 1 to {_HIGHEST_VERSION}")
        return Edition()
    version = int(found.value)
    if (version > 1) != (replaces is not None):
        lines.reading.fault(found.line, "version 1 replaces nothing; a later version names the hash that it replaces")
    if replaces and not _DIGEST.fullmatch(replaces.value):
        lines.reading.fault(replaces.line, "a hash is 64 digits from 0 to f")
    return Edition(version, Digest(replaces.value) if replaces else None)


def _party(block: Block, reading: Reading) -> Party:
    lines = Lines(block, reading)
    lines.refuse_others(PARTY_KEYS)
    if not PARTNER.fullmatch(block.rest):
        reading.fault(block.line, "a party is named by capitals, such as `PARTY CL`")
    contacts = _contacts(block, reading)
    if not contacts:
        reading.fault(block.line, f"PARTY {block.rest} names no contact")
    names = Titles(lines.text("name"), lines.text("nombre", needed=False))
    return Party(PartnerId(block.rest), names, contacts)


def _contacts(block: Block, reading: Reading) -> tuple[Titles, ...]:
    """Each with the Spanish wording that stands right under it, where there is one."""
    found: list[Titles] = []
    key_before = ""
    for item in block.items:
        if item.key in REPEATED and not item.value:
            reading.fault(item.line, f"{item.key!r} is empty")
        if item.key == "contact":
            found.append(Titles(item.value))
        elif item.key == "contacto" and key_before == "contact":
            found[-1] = Titles(found[-1].english, item.value)
        elif item.key == "contacto":
            reading.fault(item.line, "'contacto' stands right under the 'contact' that it words in Spanish")
        key_before = item.key
    return tuple(found)


def _goals(blocks: Sequence[Block], reading: Reading) -> tuple[Titles, ...]:
    """Worded in English under GOALS; in Spanish under OBJETIVOS, all of them or none."""
    english, spanish = (_numbered(blocks, heading, reading) for heading in NUMBERED)
    if not english:
        reading.fault(0, "an agreement states its goals under GOALS")
    if spanish and len(spanish) != len(english):
        reading.fault(0, f"OBJETIVOS words {len(spanish)} of {len(english)} goals")
        return ()
    return tuple(map(Titles, english, spanish or [""] * len(english)))


def _numbered(blocks: Sequence[Block], heading: str, reading: Reading) -> list[str]:
    items = [item for block in blocks if block.heading == heading for item in block.items]
    for number, item in enumerate(items, 1):
        if item.key != str(number) or not item.value:
            reading.fault(item.line, f"goals are numbered 1, 2, 3; here {number} is due")
    return [item.value for item in items]


def _clause(block: Block, reading: Reading) -> Clause:
    lines = Lines(block, reading)
    number, _, word = block.rest.partition(" ")
    if not CLAUSE_NUMBER.fullmatch(number) or word not in EFFECTS:
        reading.fault(block.line, f"a clause begins with its number and one of: {', '.join(EFFECTS)}")
    effect = EFFECTS.get(word, Effect.PERMITS)
    permits = effect is Effect.PERMITS
    known = SCOPE_KEYS + (LIMIT_KEYS + CONDITION_KEYS if permits else ("kinds",))
    lines.refuse_others(("title", "título", *known))
    _refuse_empty_prohibitions(lines, effect)
    return Clause(
        number,
        _titles(lines),
        effect,
        _scope(lines),
        limits=limits_of(lines) if permits else kinds_of(lines),
        conditions=_conditions(lines) if permits else Conditions(),
    )


def _refuse_empty_prohibitions(lines: Lines, effect: Effect) -> None:
    """A prohibition leaves out what it does not restrict; `none` in it would read as nothing and mean everything."""
    for item in lines.block.items:
        if effect is not Effect.PERMITS and item.value == NOTHING and item.key in (*SCOPE_KEYS, "kinds"):
            lines.reading.fault(item.line, f"leave {item.key!r} out: a prohibition reaches all that it does not narrow")


def _scope(lines: Lines) -> Scope:
    direction = lines.item("direction", needed=False)
    third = lines.item("third parties", needed=False)
    third_parties = frozenset(lines.words(third)) if third else frozenset()
    if third and not all(PARTNER.fullmatch(name) for name in third_parties):
        lines.reading.fault(third.line, "third parties are named by capitals, such as `CO, PE`")
    return Scope(
        lines.members("acts", ExchangeAct),
        directions_of(direction, lines) if direction else frozenset(),
        lines.members("purposes", ExchangePurpose),
        categories=lines.members("persons", PersonCategory),
        modalities=lines.members("modalities", Modality),
        galleries=lines.members("galleries", GalleryKind),
        fields=lines.members("fields", FieldGroup),
        third_parties=third_parties,
    )


def _conditions(lines: Lines) -> Conditions:
    return Conditions(
        retention_days=lines.number("retention", "days", otherwise=0),
        gate=lines.member("gate", Gate, otherwise=Gate.OFFICER),
        onward=lines.member("onward", Onward, otherwise=Onward.NEVER),
        answer_hours=lines.number("answer within", "hours", otherwise=0, needed=True),
        individual=lines.yes("individual cases only"),
        minors=lines.yes("minors"),
        bands=lines.yes("bands"),
    )


def _check_clauses(
    blocks: Sequence[Block], parties: Sequence[Party], clauses: Sequence[Clause], *, reading: Reading
) -> None:
    """Numbers ascend, and nobody gives or takes who is no party."""
    if not clauses:
        reading.fault(0, "an agreement without a CLAUSE permits nothing")
    if reading.faults:
        return
    partners = {p.partner for p in parties}
    written = [block for block in blocks if block.heading == "CLAUSE"]
    for block, clause in zip(written, clauses, strict=True):
        if any({giver, taker} != partners for giver, taker in clause.scope.directions):
            reading.fault(block.line, f"clause {clause.number} has a direction that is not between the two parties")
    for block, before, clause in zip(written[1:], clauses, clauses[1:], strict=False):
        if clause.order <= before.order:
            reading.fault(block.line, f"clause {clause.number} stands behind {before.number}; numbers ascend")
