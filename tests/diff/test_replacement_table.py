"""The table of replacements agrees with the pinned SDKs, the programs and the definitions of custom resources."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from importlib.metadata import version
from typing import Any, cast

import pytest

from evenkeel.diff.replacement import KindEntry, rules, table
from evenkeel.diff.tokens import kind
from evenkeel.model.change import Effect
from tests.diff.arguments import aws_arguments, has_path, kubernetes_arguments
from tests.stacks.plans import ROOT, STACKS, plan_of

KINDS = table()["kinds"]
AWS = sorted(token for token in KINDS if token.startswith("aws:"))
GROUPS = re.compile(r"kubernetes:(?:apps|autoscaling|batch|core|policy|helm\.sh|(?:\w+\.)+k8s\.io):")
"""The groups that the SDK knows."""
BUILT_IN = sorted(token for token in KINDS if GROUPS.match(token))
REPLACED = re.compile(
    r"forces? (?:a )?(?:new|replacement)|will force a (?:new|re)|cannot be changed after", re.IGNORECASE
)
CONSTRUCTOR = re.compile(r"\baws\.(\w+)\.([A-Z]\w+)(?<!Args)\(")


def paths(entry: KindEntry) -> list[str]:
    return [*entry["replaces"], *entry["inPlace"], *entry.get("mayReplace", ()), *entry.get("unknown", ())]


def tops(token: str) -> set[str]:
    return {path.split(".")[0] for path in paths(KINDS[token])}


def test_every_kind_of_the_stacks_is_in_the_table() -> None:
    created = {
        kind(resource.type)
        for stack in STACKS
        for resource in plan_of(stack).resources
        if resource.type.startswith(("aws:", "kubernetes:"))
    }
    assert created - KINDS.keys() == set()


def test_every_kind_of_the_components_is_in_the_table() -> None:
    made = {
        found
        for file in (ROOT / "components").rglob("*.py")
        for found in CONSTRUCTOR.findall(file.read_text("utf-8"))
    }  # fmt: skip
    held = {(token.split(":")[1].split("/")[0], token.rpartition(":")[2]) for token in AWS}
    assert ("eks", "Cluster") in made
    assert made - held == set()


def test_the_table_was_made_for_the_pinned_providers() -> None:
    assert table()["pinned"] == {
        "aws": f"pulumi-aws {version('pulumi-aws')}",
        "kubernetes": f"pulumi-kubernetes {version('pulumi-kubernetes')}",
    }


@pytest.mark.parametrize("token", sorted(KINDS))
def test_an_entry_says_where_it_was_read_and_lists_nothing_twice(token: str) -> None:
    entry = KINDS[token]
    source = entry["source"]
    assert entry["verified"] in {"source", "schema", "knowledge"}
    assert source["repository"] in table()["sources"]
    assert source["path"].endswith(".go")
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", source["asOf"])
    assert re.fullmatch(r"[0-9a-f]{40}", source.get("commit", "0" * 40))
    assert len(paths(entry)) == len(set(paths(entry)))
    assert set(entry.get("documented", ())) <= set(paths(entry))


@pytest.mark.parametrize("token", AWS)
def test_the_lists_cover_what_an_aws_kind_has_and_nothing_else(token: str) -> None:
    everywhere = {"region", "tags"} & aws_arguments(token).keys()
    assert tops(token) | everywhere == aws_arguments(token).keys()


@pytest.mark.parametrize("token", BUILT_IN)
def test_the_lists_cover_what_a_kubernetes_kind_has_and_nothing_else(token: str) -> None:
    assert tops(token) == kubernetes_arguments(token).keys() - {"apiVersion", "kind", "metadata"}


@pytest.mark.parametrize("token", [*AWS, *BUILT_IN])
def test_every_path_exists_in_the_sdk(token: str) -> None:
    assert [path for path in paths(KINDS[token]) if not has_path(token, path)] == []


def test_the_documentation_states_the_share_that_was_verified() -> None:
    text = " ".join((ROOT / "docs" / "diff.md").read_text("utf-8").split())
    properties = sum(len(aws_arguments(token).keys() - {"region", "tags"}) for token in AWS)
    documented = sum(len(KINDS[token].get("documented", ())) for token in AWS)
    unknown = sum(len(KINDS[token].get("unknown", ())) for token in AWS)
    assert {entry["verified"] for entry in KINDS.values()} == {"source"}
    assert f"All {len(KINDS)} kinds of the table ({len(AWS)} of AWS, {len(KINDS) - len(AWS)} of Kubernetes)" in text
    assert f"Of {properties} AWS properties, {documented} come from the documentation" in text
    assert f"SDK and {unknown} are left open" in text


def test_what_the_sdk_calls_a_replacement_is_no_update() -> None:
    said = [
        (token, name)
        for token in AWS
        for name, argument in aws_arguments(token).items()
        if REPLACED.search(argument.said)
    ]
    assert ("aws:eks/cluster:Cluster", "bootstrapSelfManagedAddons") in said
    assert [each for each in said if rules(each[0]).effect([each[1]]) is Effect.IN_PLACE] == []


def test_what_a_definition_refuses_may_replace() -> None:
    found = list(transitions())
    assert ("kubernetes:karpenter.sh/v1:NodePool", ("spec", "replicas")) in found
    for token, path in found:
        assert rules(token).effect(path) is Effect.MAY_REPLACE, path
        assert rules(token).remark(path)


def transitions() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each property that a definition of custom resources compares with what it was, for kinds of the table."""
    for file in (ROOT / "components" / "custom_resource_definitions" / "data").glob("*/*.json"):
        spec = json.loads(file.read_text("utf-8"))["spec"]
        for each in spec["versions"]:
            token = f"kubernetes:{spec['group']}/{each['name']}:{spec['names']['kind']}"
            if kind(token) not in KINDS:
                continue
            for path, rule in compared(each["schema"]["openAPIV3Schema"]):
                yield from ((token, (*path, name)) for name in re.findall(r"oldSelf\.(\w+)", rule))


def compared(schema: Mapping[str, Any], path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield the transition rules of a schema, each with its place."""
    for each in schema.get("x-kubernetes-validations", ()):
        if "oldSelf" in each["rule"]:
            yield path, each["rule"]
    for name, inner in schema.get("properties", {}).items():
        yield from compared(inner, (*path, name))
    for inner in (schema.get("items"), schema.get("additionalProperties")):
        if isinstance(inner, dict):
            yield from compared(cast("Mapping[str, Any]", inner), path)
