"""Events and flow: every event of the catalogue is recorded somewhere and every job of the flow takes its event."""

import ast
import inspect
import re
import typing
from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from house.tree import Module, modules
from openbitmap.node.delivery import Delivery, Step
from openbitmap.node.equipment import Equipment
from openbitmap.node.events import EVENTS, CaseDecided, CaseOpened, Event, SearchFinished
from openbitmap.node.flow import FLOW

NOT_RECORDED: dict[str, str] = {}
"""Events that nothing states yet, each with its reason."""

PLAIN = {str, int, tuple[str, ...]}
"""What a field of an event may be: identifiers, counts, closed words."""


def recorded(module: Module) -> Iterator[str]:
    """Names of events made, or chosen to be made, in a module that records facts."""
    if not re.search(r"\brecord(_all)?\(", module.text):
        return
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Name | ast.Attribute) and ast.unparse(node).rpartition(".")[2] in EVENTS:
            yield ast.unparse(node).rpartition(".")[2]


def mistaken(kind: type[Event], step: Step) -> Iterator[str]:
    """What is wrong with one line of the flow."""
    given = list(inspect.signature(step.job).parameters)
    if [name.lstrip("_") for name in given] != ["tx", "event", "equipment"]:
        yield f"{step.name} takes {given}; write (tx, event, equipment)"
    hints = {name.lstrip("_"): hint for name, hint in typing.get_type_hints(step.job).items()}
    taken = typing.get_args(hints.get("event")) or (hints.get("event"),)
    if kind not in taken:
        yield f"{step.name} takes {hints.get('event')}, and the flow gives it {kind.__name__}; move the line"
    if not issubclass(hints.get("equipment", Equipment), Equipment):
        yield f"{step.name} asks for {hints['equipment']}; it gets Equipment"
    if hints.get("return") is not type(None):
        yield f"{step.name} returns something that nobody receives"
    if not step.job.__module__.endswith(".jobs"):
        yield f"{step.name} is not in a room's jobs.py"


def test_every_event_is_stated_somewhere() -> None:
    stated = {
        name
        for m in modules("src")
        if "/events/" not in m.path and not m.path.endswith("/flow.py")
        for name in recorded(m)
    }
    assert set(EVENTS) - stated - NOT_RECORDED.keys() == set(), "events that nothing records"
    assert stated & NOT_RECORDED.keys() == set(), "recorded after all: take it off the list"


def test_every_event_is_a_frozen_fact_of_plain_fields() -> None:
    for name, kind in EVENTS.items():
        assert is_dataclass(kind) and kind.__dataclass_params__.frozen, name  # type: ignore[attr-defined]  # set by @dataclass
        assert [f.name for f in fields(kind) if typing.get_type_hints(kind)[f.name] not in PLAIN] == [], name
        assert kind.subject_field in {f.name for f in fields(kind)}, name


def test_no_event_is_left_out_of_the_catalogue() -> None:
    assert {kind.__name__ for kind in Event.__subclasses__()} - set(EVENTS) == set()


def test_every_job_takes_the_event_it_is_given() -> None:
    assert [words for kind, steps in FLOW.items() for step in steps for words in mistaken(kind, step)] == []


def test_no_job_is_forgotten() -> None:
    """Every public function of a room's jobs.py stands in the flow."""
    in_flow = {step.name for steps in FLOW.values() for step in steps}
    written = {
        f"{m.name.removeprefix('openbitmap.node.')}.{f.name}"
        for m in modules("src")
        if m.path.endswith("/jobs.py")
        for f in m.functions()
        if not f.name.startswith("_")
    }
    assert written - in_flow == set()


def test_delivery_takes_the_flow() -> None:
    Delivery(FLOW, equipment=None)


def test_the_rules_can_fail() -> None:
    def wrong(tx: object, event: Event) -> int:
        return 0

    kind = next(iter(FLOW))
    assert len(list(mistaken(kind, Step(wrong)))) >= 3  # type: ignore[arg-type]  # wrong on purpose

    def one_of_two(tx: object, event: SearchFinished | CaseDecided, equipment: Equipment) -> None:
        """Takes either, and no third."""

    assert not [w for w in mistaken(CaseDecided, Step(one_of_two)) if "move the line" in w]
    assert [w for w in mistaken(CaseOpened, Step(one_of_two)) if "move the line" in w]
    assert list(recorded(Module("a.py", "ledger.record(tx, events.CaseOpened(a, b, c), actor=NODE)"))) == ["CaseOpened"]
    assert not list(recorded(Module("a.py", "def answer(tx, event: CaseOpened): ...")))
