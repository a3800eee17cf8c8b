"""Cases of rules as YAML: which resources pass, which fail and where, which cannot be judged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, cast

import yaml

from evenkeel.model import UNKNOWN, Fidelity, Plan, Resource, Secret, Value

FOLDER = Path(__file__).parent / "fixtures"
PREFIX = "urn:pulumi:test::fixture::"
Mapped = Mapping[str, Any]


@dataclass(frozen=True)
class Unknown:
    """`!unknown NAME`: a value that comes from a resource of the case, or from nowhere."""

    source: str


@dataclass(frozen=True)
class Case:
    """A few resources and what a rule must say about them.

    Attributes:
        rule: id of the rule.
        kind: `pass`, `fail` or `unevaluated`.
        name: of the case.
        plan: the resources.
        expected: for each finding `resource`, `path` and a part of its `message`.
        environment: whose levels hold.
        parameters: what differs from the rule's defaults.
        remedied: inputs that a remediation has to give, if the rule has one.
    """

    rule: str
    kind: str
    name: str
    plan: Plan
    expected: tuple[Mapped, ...]
    environment: str
    parameters: Mapped
    remedied: Mapped

    def __str__(self) -> str:
        return f"{self.rule}-{self.kind}-{self.name.replace(' ', '_')}"


class _Loader(yaml.CSafeLoader):
    pass


def _tagged(loader: yaml.CSafeLoader, node: yaml.Node) -> Any:
    text = loader.construct_scalar(cast("yaml.ScalarNode", node))  # pyright: ignore[reportUnknownMemberType]
    return Secret(text) if node.tag == "!secret" else Unknown(text)


_Loader.add_constructor("!unknown", _tagged)  # pyright: ignore[reportUnknownMemberType]
_Loader.add_constructor("!secret", _tagged)  # pyright: ignore[reportUnknownMemberType]


def files() -> dict[str, Path]:
    """Return the fixture files by rule id."""
    return {path.stem: path for path in sorted(FOLDER.glob("*/*.yaml"))}


@cache
def cases() -> tuple[Case, ...]:
    """Return all cases of all rules."""
    return tuple(case for rule, path in files().items() for case in _cases(rule, path))


def _cases(rule: str, path: Path) -> Iterator[Case]:
    content: Mapped = yaml.load(path.read_text(encoding="utf-8"), _Loader)
    unheard = [
        key
        for key in content
        if key not in {"environment", "parameters", "pass", "fail", "unevaluated", "remedied"} and key[:2] != "x-"
    ]
    assert not unheard, f"{path}: {unheard} mean nothing in a fixture"
    for kind in ("pass", "fail", "unevaluated"):
        for name, case in cast("Mapped", content.get(kind) or {}).items():
            settings: Mapped = {} if isinstance(case, list) else cast("Mapped", case)
            yield Case(
                rule=rule,
                kind=kind,
                name=str(name),
                plan=plan(cast("list[Mapped]", settings.get("resources", case))),
                expected=tuple(settings["expect"]) if settings else (),
                environment=settings.get("environment") or content.get("environment", "prod"),
                parameters={**(content.get("parameters") or {}), **(settings.get("parameters") or {})},
                remedied=content.get("remedied") or {},
            )


def plan(listed: list[Mapped]) -> Plan:
    """Return a plan of resources in a fixture's notation."""
    given = [_filled(entry) for entry in listed]
    urns = {str(entry["name"]): f"{PREFIX}{entry['type']}::{entry['name']}" for entry in given}
    assert len(set(urns.values())) == len(given), f"two resources of a case have one name: {sorted(urns)}"
    return Plan(
        project="fixture",
        stack="test",
        fidelity=Fidelity.RECORDED,
        resources=tuple(_resource(entry, urns) for entry in given),
    )


def _filled(entry: Mapped) -> Mapped:
    if "object" not in entry:
        return entry
    document = entry["object"]
    version, kind = document["apiVersion"], document["kind"]
    token = f"kubernetes:{version if '/' in version else f'core/{version}'}:{kind}"
    return {"type": token, "name": document["metadata"]["name"], "inputs": document, **entry}


def _resource(entry: Mapped, urns: Mapping[str, str]) -> Resource:
    sources: dict[str, tuple[str, ...]] = {}
    inputs: dict[str, Value] = {}
    for key, value in cast("Mapped", entry.get("inputs") or {}).items():
        found: dict[str, None] = {}
        inputs[key] = _value(value, found)
        if found:
            sources[key] = tuple(urns[name] for name in found)
    dependencies = {urn for by_property in sources.values() for urn in by_property}
    dependencies |= {urns[name] for name in entry.get("dependsOn") or ()}
    ignored: dict[str, None] = {}
    return Resource(
        urn=urns[str(entry["name"])],
        type=entry["type"],
        name=str(entry["name"]),
        custom=not entry.get("component", False),
        external=entry.get("external", False),
        parent=urns[entry["parent"]] if "parent" in entry else None,
        inputs=inputs,
        outputs={key: _value(value, ignored) for key, value in cast("Mapped", entry.get("outputs") or {}).items()},
        dependencies=tuple(sorted(dependencies)),
        property_dependencies=sources,
        protect=entry.get("protect", False),
        retain_on_delete=entry.get("retainOnDelete", False),
    )


def _value(value: Any, sources: dict[str, None]) -> Value:
    if isinstance(value, Unknown):
        if value.source:
            sources[value.source] = None
        return UNKNOWN
    if isinstance(value, dict):
        return {str(key): _value(member, sources) for key, member in cast("dict[Any, Any]", value).items()}
    if isinstance(value, list):
        return [_value(member, sources) for member in cast("list[Any]", value)]
    return cast("Value", value)
