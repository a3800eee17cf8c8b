from __future__ import annotations

import pytest

from components.custom_resource_definitions import (
    CustomResourceDefinitions,
    CustomResourceDefinitionsArgs,
    versions,
)
from tests.components.conftest import Record

TYPE = "kubernetes:apiextensions.k8s.io/v1:CustomResourceDefinition"


def test_each_definition_is_a_resource_that_outlives_the_stack(record: Record) -> None:
    recording = record(
        lambda: CustomResourceDefinitions("crds", CustomResourceDefinitionsArgs(projects=["keda", "lws"]))
    )
    found = recording.of_type(TYPE)
    assert "crds-scaledobjects.keda.sh" in recording.names(TYPE)
    assert "crds-leaderworkersets.leaderworkerset.x-k8s.io" in recording.names(TYPE)
    assert all(resource.retain_on_delete for resource in found)
    assert all(resource.parent and resource.parent.endswith("CustomResourceDefinitions::crds") for resource in found)
    assert all(resource.inputs["kind"] == "CustomResourceDefinition" for resource in found)


def test_kinds_that_controllers_watch_are_there_although_nothing_makes_them(record: Record) -> None:
    recording = record(
        lambda: CustomResourceDefinitions("crds", CustomResourceDefinitionsArgs(projects=list(versions())))
    )
    names = set(recording.names(TYPE))
    assert {
        "crds-cloudeventsources.eventing.keda.sh",
        "crds-clustercloudeventsources.eventing.keda.sh",
        "crds-disaggregatedsets.disaggregatedset.x-k8s.io",
        "crds-nodeoverlays.karpenter.sh",
    } <= names
    assert "crds-clustersecretstores.external-secrets.io" not in names


def test_a_project_named_twice_is_registered_once(record: Record) -> None:
    recording = record(
        lambda: CustomResourceDefinitions("crds", CustomResourceDefinitionsArgs(projects=["karpenter", "karpenter"]))
    )
    assert len(recording.of_type(TYPE)) == 3


def test_an_unknown_project_is_refused_with_those_that_exist(record: Record) -> None:
    with pytest.raises(ValueError, match=r"'kueue': use one of .*keda"):
        record(lambda: CustomResourceDefinitions("crds", CustomResourceDefinitionsArgs(projects=["kueue"])))
