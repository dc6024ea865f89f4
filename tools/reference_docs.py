"""Writes docs/reference from the node's own tables: `python tools/reference_docs.py`. A house test watches the result.

Each page is made from the place that the program itself reads, so that a page cannot say something else than the code:
settings, events, problems, the life of a case, the tree of commands, the OpenAPI description of the machine doors.
"""

import dataclasses
import inspect
import json
import re
from collections.abc import Callable, Iterator, Mapping
from enum import Enum
from pathlib import Path
from typing import Any, cast

import typer.main
from pydantic import TypeAdapter
from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption

from openbitmap.node import alerts, disclosures, flow, identities, inquiries, watchlists
from openbitmap.node.api import create_app
from openbitmap.node.cases.transitions import TRANSITIONS
from openbitmap.node.cli.application import GROUPS, Group
from openbitmap.node.doorway import Context
from openbitmap.node.events import EVENTS, Event
from openbitmap.node.problems import PROBLEMS
from openbitmap.node.reports import SignedReport
from openbitmap.node.settings import SETTINGS

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "reference"
MADE = "<!-- Made by tools/reference_docs.py from {source}; change the source, not this page. -->\n"

Document = Mapping[str, Any]
"""Part of an OpenAPI description, as FastAPI gives it: JSON, of no type of ours."""


def settings_page() -> str:
    rows = ((f"`{s.name}`", f"`{s.variable}`", f"`{s.default}`" if s.default else "", s.meaning) for s in SETTINGS)
    return _page(
        "Settings",
        "src/openbitmap/node/settings/table.py",
        "A value comes from the environment variable, else from the file named by the variable with `_FILE` added"
        " (for secrets), else from the default. They are read once, when a process starts.",
        body=_table(("setting", "variable", "default", "meaning"), rows),
    )


def events_page() -> str:
    return _page(
        "Events",
        "src/openbitmap/node/events/ and src/openbitmap/node/flow.py",
        "Every fact that a ledger can hold, with its fields in the order of the canonical form, the field under which"
        " it is filed, and the jobs it starts.",
        body="\n".join(_event(kind) for kind in EVENTS.values()),
    )


def problems_page() -> str:
    rows = ((f"`{p.code}`", str(p.status), p.what, p.remedy) for p in PROBLEMS)
    return _page(
        "Problems",
        "src/openbitmap/node/problems/",
        "Every refusal that a door can state. Over HTTP it is RFC 9457 problem details with these words; in the"
        " terminal one line and exit code 2. Findings about a file are not problems: see docs/standards.",
        body=_table(("code", "HTTP", "what", "what to do"), rows),
    )


def transitions_page() -> str:
    tables = (
        (("state of a case", "the new opinion"), TRANSITIONS),
        (("state of an alert", "what happens"), alerts.TRANSITIONS),
        (("state of an entry", "what is done"), watchlists.ENTRY_TRANSITIONS),
        (("state of a change of identities", "what is done"), identities.CHANGE_TRANSITIONS),
        (("state of a question between nations", "what happens"), inquiries.TRANSITIONS),
        (("state of a copy in another nation's hands", "what happens"), disclosures.TRANSITIONS),
    )
    return _page(
        "The life of a case, of an alert, of a watchlist entry, and of a change of identities",
        "the transitions.py of the rooms src/openbitmap/node/cases, alerts, watchlists and identities",
        "A case is open until enough examiners have given an opinion, an alert until an outcome is known, an entry"
        " until somebody takes it off or nobody keeps it, a change until a second person has decided. Anything not in"
        " these tables is refused.",
        body="\n".join(_table((*heads, "next state", "because"), _life(table)) for heads, table in tables),
    )


def _life(table: Mapping[tuple[Any, Any], tuple[Any, str]]) -> Iterator[tuple[str, str, str, str]]:
    """Rows of a table of states and steps, each an enumeration of its room."""
    for (before, step), (after, reason) in table.items():
        yield before.value.replace("_", " "), step.value, after.value.replace("_", " "), reason


def commands_page() -> str:
    return _page(
        "Commands",
        "src/openbitmap/node/cli",
        "Exit codes: 0 done, 1 no (a check failed), 2 could not (with one line that says why and what to do).",
        body="\n".join(_group(group) for group in GROUPS),
    )


def api_page() -> str:
    # The description needs an application, not a node: nothing is asked of the context.
    described = create_app(cast(Context, None)).openapi()
    parts = [
        _operation(method, path, operation)
        for path, methods in described["paths"].items()
        for method, operation in methods.items()
    ]
    values = [_schema(name, s) for name, s in described["components"]["schemas"].items() if "Validation" not in name]
    return _page(
        "HTTP API",
        "src/openbitmap/node/api, by its OpenAPI description",
        "Send the key as `Authorization: Bearer KEY`. A running node serves the whole description at `/openapi.json`."
        " Every refusal is a problem of problems.md.",
        body="\n".join([*parts, "## Values\n", *values]),
    )


def report_schema() -> str:
    """The machine-readable report, as JSON Schema; the report itself is canonical JSON."""
    schema = TypeAdapter(SignedReport).json_schema()
    described = schema | {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "OpenBITMAP report"}
    return json.dumps(described, indent=1, ensure_ascii=False) + "\n"


PAGES: dict[str, Callable[[], str]] = {
    "settings.md": settings_page,
    "events.md": events_page,
    "problems.md": problems_page,
    "transitions.md": transitions_page,
    "cli.md": commands_page,
    "api.md": api_page,
    "report.schema.json": report_schema,
}


def _page(title: str, source: str, opening: str, *, body: str) -> str:
    return f"{MADE.format(source=source)}\n# {title}\n\n{opening}\n\n{body.rstrip()}\n"


def _table(head: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> str:
    lines = ["| " + " | ".join(head) + " |", "| " + " | ".join("---" for _ in head) + " |"]
    return "\n".join(lines + ["| " + " | ".join(map(_cell, row)) + " |" for row in rows])


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def _event(kind: type[Event]) -> str:
    said = inspect.getdoc(kind) if "__doc__" in vars(kind) and not _is_generated(kind) else None
    steps = [f"`{step.name}` ({step.queue.value})" for step in flow.FLOW.get(kind, ())]
    rows = ((f"`{f.name}`", f"`{_type_name(f.type)}`") for f in dataclasses.fields(kind))
    return (
        f"## {kind.__name__}\n\n"
        + (f"{' '.join(said.split())}\n\n" if said else "")
        + f"Filed under `{kind.subject_field}`. Starts {', '.join(steps) or 'nothing'}.\n\n"
        + _table(("field", "type"), rows)
        + "\n"
    )


def _is_generated(kind: type[Event]) -> bool:
    """A dataclass without a docstring gets its signature as one."""
    return (kind.__doc__ or "").startswith(f"{kind.__name__}(")


def _type_name(kind: object) -> str:
    return kind.__name__ if isinstance(kind, type) and not hasattr(kind, "__args__") else str(kind)


def _group(group: Group) -> str:
    command = cast(TyperCommand | TyperGroup, typer.main.get_command(group.load()))
    return f"## {group.name}\n\n{group.purpose}\n\n" + "\n".join(_commands(command, f"openbitmap {group.name}"))


def _commands(command: TyperCommand | TyperGroup, path: str) -> Iterator[str]:
    if isinstance(command, TyperGroup):
        for name, inner in command.commands.items():
            yield from _commands(cast(TyperCommand | TyperGroup, inner), f"{path} {name}")
        return
    parameters = [p for p in command.params if isinstance(p, TyperArgument | TyperOption)]
    arguments = [_argument(p) for p in parameters if isinstance(p, TyperArgument)]
    yield f"### `{' '.join([path, *arguments])}`\n\n{' '.join((command.help or '').split())}\n"
    rows = [(f"`{_spelling(p)}`", _takes(p), _default(p), p.help or "") for p in parameters]
    if rows:
        yield _table(("argument or option", "takes", "default", "meaning"), iter(rows)) + "\n"


def _argument(argument: TyperArgument) -> str:
    name = str(argument.name).upper() + ("..." if argument.nargs == -1 else "")
    return name if argument.required else f"[{name}]"


def _spelling(parameter: TyperArgument | TyperOption) -> str:
    if isinstance(parameter, TyperArgument):
        return str(parameter.name).upper()
    return ", ".join((*parameter.opts, *parameter.secondary_opts))


def _takes(parameter: TyperArgument | TyperOption) -> str:
    kind = parameter.type_descriptor.annotation
    if kind is bool:
        return ""
    if isinstance(kind, type) and issubclass(kind, Enum):
        return " or ".join(f"`{choice.value}`" for choice in kind)
    return {str: "text", int: "number", float: "number", Path: "path"}.get(cast(type, kind), _type_name(kind))


def _default(parameter: TyperArgument | TyperOption) -> str:
    if parameter.required:
        return "needed"
    value = parameter.default
    if value is None or callable(value) or value in ((), [], "", False):
        return ""
    return f"`{getattr(value, 'value', value)}`"


def _operation(method: str, path: str, operation: Document) -> str:
    said = " ".join(operation.get("description", "").split())
    rows = [
        (f"`{p['name']}`", p["in"], _kind(p["schema"]), p.get("description", ""))
        for p in operation.get("parameters", ())
    ]
    body = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")
    if body:
        rows.append(("body", "body", _kind(body), ""))
    answers = [
        f"{status} {_kind(answer.get('content', {}).get('application/json', {}).get('schema', {}))}".strip()
        for status, answer in operation["responses"].items()
        if status.startswith("2")
    ]
    table = _table(("parameter", "in", "type", "meaning"), iter(rows)) + "\n" if rows else ""
    return f"## `{method.upper()} {path}`\n\n{said}\n\nAnswers {', '.join(answers)}.\n\n{table}"


def _schema(name: str, schema: Document) -> str:
    said = " ".join(schema.get("description", "").split())
    head = f"### {name}\n\n" + (f"{said}\n\n" if said and not said.startswith(f"{name}(") else "")
    if "enum" in schema:
        return head + "One of " + ", ".join(f"`{value}`" for value in schema["enum"]) + ".\n"
    required = schema.get("required", ())
    rows = (
        (f"`{field}`", _kind(kind), "yes" if field in required else "")
        for field, kind in schema.get("properties", {}).items()
    )
    return head + _table(("field", "type", "always"), rows) + "\n"


def _kind(schema: Document) -> str:
    """A JSON schema in a few words."""
    if ref := schema.get("$ref"):
        return f"[{ref.rpartition('/')[2]}](#{ref.rpartition('/')[2].lower()})"
    if choices := schema.get("anyOf") or schema.get("oneOf"):
        return " or ".join(_kind(choice) for choice in choices)
    if "prefixItems" in schema:
        return "list of " + ", ".join(_kind(item) for item in schema["prefixItems"])
    if schema.get("type") == "array":
        return f"list of {_kind(schema.get('items', {}))}"
    limits = [
        f"{words} {schema[key]}" for key, words in (("minimum", "at least"), ("maximum", "at most")) if key in schema
    ]
    return re.sub(r"\s+", " ", f"{schema.get('format') or schema.get('type', '')} {', '.join(limits)}").strip()


def main() -> None:
    """Writes every page."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, page in PAGES.items():
        (FOLDER / name).write_text(page(), "utf-8")
        print(f"docs/reference/{name}")


if __name__ == "__main__":
    main()
