"""Instruments exported to Cedar, another policy language with an engine of its own: an independent second opinion on
every decision. Never used outside the tests.

One request is one question, under one agreement, for one field (or none). Three traps (measured): reasons name
policies by position unless they are re-keyed; a missing attribute makes a prohibition fail open, so policies are
validated against a schema and every attribute is always given; a set literal may not be empty, so it becomes `false`.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass

import cedarpy

from openbitmap.instruments import Clause, Effect, Onward, Question, Standing
from openbitmap.vocabulary import ExchangeAct

_ACTIONS = ", ".join(f'"{act}"' for act in ExchangeAct)
SCHEMA = f"""
entity Nation;
entity Agreement = {{signed: Bool, suspended: Bool, denounced: Bool, replaced: Bool, begins: Long, ends: Long}};
action {_ACTIONS} appliesTo {{
    principal: [Nation], resource: [Agreement],
    context: {{giver: Nation, purpose: String, person: String, modalities: Set<String>, gallery: String, kind: String,
              field: String, third: String, has_case: Bool, at: Long}}
}};
"""

RECORD_ACTS = ("reference", "data", "watch", "notify")
KIND_ACTS = ("search", "answer")


@dataclass(frozen=True)
class Opinion:
    """Cedar's answer for one agreement: permitted, and the clauses that permit it."""

    permits: bool
    clauses: frozenset[str]


@dataclass(frozen=True)
class Asked:
    """`at` is Unix time; `field` "" asks for none."""

    question: Question
    at: int
    has_case: bool
    agreement: str
    field: str


class Cedar:
    """The engine with these instruments loaded."""

    def __init__(self, standings: Iterable[Standing]) -> None:
        self.standings = {s.instrument.agreement: s for s in standings}
        text = "\n".join(_policy(s, c) for s in self.standings.values() for c in s.instrument.clauses)
        self.schema = cedarpy.Schema.from_str(SCHEMA)
        found = cedarpy.validate_policies(text, self.schema)
        assert found.validation_passed, found.errors
        self.policies = cedarpy.PolicySet.from_json_str(_rekeyed(text))
        entities = json.dumps([_entity(s) for s in self.standings.values()])
        self.entities = cedarpy.Entities.from_json_str(entities, self.schema)

    def ask(self, asked: Iterable[Asked]) -> list[Opinion]:
        """One opinion each."""
        requests = [_request(one) for one in asked]
        answers = cedarpy.is_authorized_batch(requests, self.policies, self.entities, self.schema)
        assert not any(answer.diagnostics.errors for answer in answers)
        return [
            Opinion(answer.allowed, frozenset(reason.partition("#")[2] for reason in answer.diagnostics.reasons))
            for answer in answers
        ]


def _rekeyed(text: str) -> str:
    """The policies as JSON, under the names in their annotations."""
    policies = json.loads(cedarpy.policies_to_json_str(text))
    named = {policy["annotations"]["id"]: policy for policy in policies["staticPolicies"].values()}
    assert len(named) == len(policies["staticPolicies"])
    return json.dumps(policies | {"staticPolicies": named})


def _entity(standing: Standing) -> dict[str, object]:
    instrument = standing.instrument
    return {
        "uid": {"type": "Agreement", "id": instrument.agreement},
        "attrs": {
            "signed": all(p.partner in standing.signed_by for p in instrument.parties),
            "suspended": len(standing.suspended_by) > 0,
            "denounced": standing.denounced_at is not None,
            "replaced": standing.replaced_at is not None,
            "begins": int(instrument.term.begins_at.timestamp()),
            "ends": int(instrument.term.ends_at.timestamp()),
        },
        "parents": [],
    }


def _request(asked: Asked) -> dict[str, object]:
    question = asked.question
    return {
        "principal": {"type": "Nation", "id": question.taker},
        "action": {"type": "Action", "id": question.act.value},
        "resource": {"type": "Agreement", "id": asked.agreement},
        "context": {
            "giver": {"__entity": {"type": "Nation", "id": question.giver}},
            "purpose": question.purpose.value,
            "person": question.category.value,
            "modalities": [m.value for m in question.modalities],
            "gallery": question.gallery.value if question.gallery else "",
            "kind": question.kind.value,
            "field": asked.field,
            "third": question.third_party,
            "has_case": asked.has_case,
            "at": asked.at,
        },
    }


def _policy(standing: Standing, clause: Clause) -> str:
    """One clause. A prohibition under one agreement looks at requests under that agreement only."""
    own = f'Agreement::"{standing.instrument.agreement}"'
    permits = clause.effect is Effect.PERMITS
    conditions = [f"{own}.signed", f"!{own}.denounced", f"!{own}.replaced"]
    conditions += [f"context.at >= {own}.begins", f"context.at < {own}.ends"]
    conditions += _permitting(clause, own) if permits else _forbidding(standing, clause)
    acts = sorted(clause.scope.acts)
    action = f"action in [{', '.join(_action(a) for a in acts)}]" if acts else "action"
    if permits and not acts:
        conditions.append("false")
    resource = "resource" if clause.effect is Effect.FORBIDS_EVERYWHERE else f"resource == {own}"
    head = f'@id("{standing.instrument.agreement}#{clause.number}")\n{"permit" if permits else "forbid"}'
    body = " &&\n  ".join(conditions)
    return f"{head} (principal, {action}, {resource}) when {{\n  {body}\n}};"


def _permitting(clause: Clause, own: str) -> list[str]:
    scope, kinds = clause.scope, [limit.kind.value for limit in clause.limits if limit.kind]
    needs_consent = clause.conditions.onward is Onward.WITH_CONSENT
    return [
        f"!{own}.suspended",
        _either(_way(giver, taker) for giver, taker in sorted(scope.directions)),
        _among(scope.purposes, "context.purpose"),
        _among(scope.categories, "context.person"),
        "!context.modalities.isEmpty()",
        f"{_set(scope.modalities)}.containsAll(context.modalities)" if scope.modalities else "false",
        f'((context.gallery == "" && !({_acting(RECORD_ACTS)})) || {_among(scope.galleries, "context.gallery")})',
        f"(!({_acting(KIND_ACTS)}) || {_among(kinds, 'context.kind')})",
        f'(context.field == "" || {_among(scope.fields, "context.field")})',
        f"(!({_acting(['onward'])}) || {_among(scope.third_parties, 'context.third')})",
        "context.has_case" if clause.conditions.individual else "true",
        f"(!({_acting(['onward'])}) || context.has_case)" if needs_consent else "true",
    ]


def _forbidding(standing: Standing, clause: Clause) -> list[str]:
    scope, kinds = clause.scope, [limit.kind.value for limit in clause.limits if limit.kind]
    one, other = (p.partner for p in standing.instrument.parties)
    ways = scope.directions or {(one, other), (other, one)}
    found = [_either(_way(giver, taker) for giver, taker in sorted(ways))]
    for words, attribute in (
        (scope.purposes, "purpose"),
        (scope.categories, "person"),
        (scope.galleries, "gallery"),
        (scope.fields, "field"),
        (scope.third_parties, "third"),
    ):
        found += [_among(words, f"context.{attribute}")] if words else []
    found += [f"{_set(scope.modalities)}.containsAny(context.modalities)"] if scope.modalities else []
    found += [f"(({_acting(KIND_ACTS)}) && {_among(kinds, 'context.kind')})"] if kinds else []
    return found


def _action(act: str) -> str:
    return f'Action::"{act}"'


def _acting(acts: Iterable[str]) -> str:
    return _either(f"action == {_action(act)}" for act in acts)


def _way(giver: str, taker: str) -> str:
    return f'(context.giver == Nation::"{giver}" && principal == Nation::"{taker}")'


def _either(parts: Iterable[str]) -> str:
    return f"({' || '.join(parts) or 'false'})"


def _set(words: Iterable[str]) -> str:
    return f"[{', '.join(json.dumps(str(word)) for word in sorted(words))}]"


def _among(words: Iterable[str], attribute: str) -> str:
    chosen = sorted(words)
    return f"{_set(chosen)}.contains({attribute})" if chosen else "false"
