"""A transaction against a profile: a recipe of rules, each a function that reports findings."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from openbitmap.itl.dictionary import RECORDS
from openbitmap.itl.findings import Finding, Findings, Place
from openbitmap.itl.profiles.ebts import EBTS
from openbitmap.itl.profiles.images import CodestreamSize, check_images
from openbitmap.itl.profiles.persons import check_birth_dates, check_fingers
from openbitmap.itl.profiles.profile import Demand, Profile
from openbitmap.itl.records import Record, whole_number
from openbitmap.itl.transactions import Transaction, parse_date


@dataclass(frozen=True)
class _Case:
    """One check: the transaction, what its type demands, where findings go."""

    transaction: Transaction
    profile: Profile
    demand: Demand
    received: date | None
    found: Findings


def check(
    transaction: Transaction,
    profile: Profile = EBTS,
    *,
    received: date | None = None,
    codestream_size: CodestreamSize | None = None,
) -> tuple[Finding, ...]:
    """What the profile demands beyond the standard (which `read` has checked), each departure as a finding.

    `received` is the day of receipt; without it, dates are not compared with today. `codestream_size` tells the width
    and height an image gives of itself; without it, the size fields are taken on trust.
    """
    found = Findings()
    demand = profile.demands.get(transaction.tot)
    if demand is None:
        place = _place(0, transaction.header, 4)
        found.add("profile-unknown-transaction", place, tot=transaction.tot or "none", known=", ".join(profile.demands))
    else:
        case = _Case(transaction, profile, demand, received, found)
        for rule in _RULES:
            rule(case)
    check_images(transaction, profile, found, codestream_size=codestream_size)
    check_fingers(transaction, found)
    check_birth_dates(transaction, profile, found, received=received)
    return found.all()


def _check_counts(case: _Case) -> None:
    types = [record.type for record in case.transaction.records[1:]]
    allowed = {kind for group in case.demand.counts for kind in group}
    for group, (low, high) in case.demand.counts.items():
        count = sum(kind in group for kind in types)
        if not low <= count <= high:
            names = " or ".join(f"Type-{kind}" for kind in group)
            limits = str(low) if low == high else f"{low} to {high}"
            details = {"tot": case.demand.tot, "limits": limits, "types": names, "count": count}
            case.found.add("profile-record-count", Place(0, 1, "1.003"), **details)
    for index, record in enumerate(case.transaction.records[1:], start=1):
        if record.type is not None and record.type not in allowed:
            place = Place(index, record.type, None, record.offset)
            case.found.add("profile-record-type", place, tot=case.demand.tot, type=record.type)
    if 4 in types and 14 in types:
        case.found.add("profile-mixed-fingers", Place(0, 1, "1.003"))


def _check_header(case: _Case) -> None:
    header, profile = case.transaction.header, case.profile
    if case.transaction.version not in profile.versions:
        rule = f"one of {', '.join(sorted(profile.versions))}"
        details = {"name": "The version", "rule": rule, "value": case.transaction.version}
        case.found.add("profile-value", _place(0, header, 2), **details)
    for number, name in ((7, "The destination agency"), (8, "The originating agency")):
        _check_length(case, number, name, bounds=profile.agency_length)
    _check_length(case, 9, "The control number", bounds=profile.control_number_length)
    if case.demand.is_answer and not header.text(10):
        # A question that could not be read has no number to repeat, and an error must answer it all the same.
        is_error = case.demand.tot.startswith("ERR")
        code = "profile-error-without-reference" if is_error else "profile-reference-missing"
        case.found.add(code, _place(0, header, 10))
    if header.text(10):
        _check_length(case, 10, "The control number reference", bounds=profile.control_number_length)
    if case.received is None:
        return
    latest = case.received + timedelta(days=profile.days_ahead)
    sent, time = case.transaction.date, case.transaction.time
    if sent is not None and sent > latest:
        case.found.add("profile-date-future", _place(0, header, 5), name="The date", value=sent)
    if time is not None and time.date() > latest:
        case.found.add("profile-date-future", _place(0, header, 14), name="The time", value=time)


def _check_length(case: _Case, number: int, name: str, *, bounds: tuple[int, int]) -> None:
    value = case.transaction.header.text(number) or ""
    low, high = bounds
    if not low <= len(value) <= high:
        rule = f"{low} characters long" if low == high else f"{low} to {high} characters long"
        case.found.add("profile-value", _place(0, case.transaction.header, number), name=name, rule=rule, value=value)


def _check_text_fields(case: _Case) -> None:
    demand = case.demand
    texts = [(index, record) for index, record in case.transaction.of_type(2)]
    present = {field.number for _, record in texts for field in record.fields if field.value}
    for number in sorted(demand.mandatory - present):
        layout = RECORDS[2].field(number)
        index, record = texts[0] if texts else (0, case.transaction.header)
        place = Place(index, record.type, f"2.{number:03d}", record.offset)
        name, mnemonic = (layout.name, layout.mnemonic) if layout else (str(number), "?")
        case.found.add("profile-field-missing", place, tot=demand.tot, name=name, mnemonic=mnemonic)
    expected = demand.mandatory | demand.optional | {1, 2}
    for index, record in texts:
        for field in record.fields:
            if field.number is not None and field.number not in expected:
                layout = RECORDS[2].field(field.number)
                place = Place(index, 2, field.name, field.offset)
                name = layout.name if layout else field.name
                case.found.add("profile-field-unexpected", place, tot=demand.tot, name=name)


def _check_repositories(case: _Case) -> None:
    for index, record in case.transaction.of_type(2):
        for parts in record.subfields(98):
            if whole_number(parts[0]) not in case.profile.repositories:
                codes = ", ".join(str(code) for code in case.profile.repositories)
                case.found.add("profile-repository", _place(index, record, 98), value=parts[0], codes=codes)


def _check_event_dates(case: _Case) -> None:
    """Days on which something happened (arrest, printing, capture) cannot lie after the day of receipt, plus one."""
    if case.received is None:
        return
    limit = case.received + timedelta(days=case.profile.days_ahead)
    for index, record in enumerate(case.transaction.records):
        for number in _EVENT_DATES.get(record.type or 0, ()):
            day = parse_date(record.text(number))
            layout = RECORDS[record.type or 0].field(number)
            if day is not None and day > limit and layout is not None:
                name = f"The {layout.name}"
                case.found.add("profile-date-order", _place(index, record, number), name=name, value=day)


def _place(index: int, record: Record, number: int) -> Place:
    field = record.field(number)
    offset = record.offset if field is None else field.offset
    return Place(index, record.type, f"{record.type}.{number:03d}", offset)


_EVENT_DATES = {2: (38, 45), 10: (5,), 13: (5,), 14: (5,), 15: (5,), 17: (5,)}

_RULES: tuple[Callable[[_Case], None], ...] = (
    _check_counts,
    _check_header,
    _check_text_fields,
    _check_repositories,
    _check_event_dates,
)
