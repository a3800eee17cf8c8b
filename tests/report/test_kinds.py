from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import pytest

from evenkeel.report.kind_tables import kind_of
from evenkeel.report.kinds import key, label
from evenkeel.report.kinds_aws import AWS_KINDS

SDK = importlib.util.find_spec("pulumi_aws")


def source_of(token: str) -> str:
    """Return the SDK's module of a type: the file is called as the token says, in snake case."""
    assert SDK is not None
    assert SDK.origin is not None
    place = token.split(":")[1]
    folder, name = place.split("/")
    file = re.sub(r"(?<=[a-z0-9])([A-Z])", r"_\1", name).lower()
    return (Path(SDK.origin).parent / folder / f"{file}.py").read_text()


@pytest.mark.parametrize("token", AWS_KINDS)
def test_table_of_aws_names_types_and_properties_that_the_sdk_has(token: str) -> None:
    source = source_of(token)
    assert f"'{token}'" in source
    for path in AWS_KINDS[token].shown.values():
        top = path.split(".")[0].removesuffix("[]")
        assert re.search(rf'@pulumi\.getter(\(name="{top}"\)\n|\n    def {top}\()', source), f"{token}: {top}"


def test_kubernetes_kind_is_found_in_any_version() -> None:
    assert key("kubernetes:autoscaling/v2:HorizontalPodAutoscaler") == "kubernetes:autoscaling:HorizontalPodAutoscaler"
    assert (
        kind_of("kubernetes:keda.sh/v9:ScaledObject").shown == kind_of("kubernetes:keda.sh/v1alpha1:ScaledObject").shown
    )
    assert kind_of("kubernetes:core/v1:ServiceAccount").minor


@pytest.mark.parametrize(
    ("token", "expected"),
    [
        ("aws:ec2/subnet:Subnet", "ec2:Subnet"),
        ("kubernetes:apps/v1:Deployment", "Deployment"),
        ("evenkeel:index:Network", "Network"),
        ("random:index/randomPassword:RandomPassword", "RandomPassword"),
    ],
)
def test_kind_is_called_as_readers_call_it(token: str, expected: str) -> None:
    assert label(token) == expected
