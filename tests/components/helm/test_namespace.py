"""A namespace enforces its pod security standard and closes its network."""

import pulumi
import pytest

from components.helm import Namespace, NamespaceArgs
from tests.components.conftest import Record

POLICY = "kubernetes:networking.k8s.io/v1:NetworkPolicy"


def namespace(*, pod_security: str = "restricted", default_deny: bool = True) -> Namespace:
    args = NamespaceArgs(
        namespace="serving", pod_security=pod_security, default_deny=default_deny, labels={"team": "chat"}
    )
    return Namespace("platform", args)


def test_namespace_enforces_its_standard_and_keeps_labels(record: Record) -> None:
    labels = record(namespace).inputs("kubernetes:core/v1:Namespace")["metadata"]["labels"]
    assert labels["pod-security.kubernetes.io/enforce"] == "restricted"
    assert labels["team"] == "chat"


def test_default_deny_lets_only_dns_out_and_comes_after_the_namespace(record: Record) -> None:
    recording = record(namespace)
    spec = recording.inputs(POLICY)["spec"]
    assert spec["policyTypes"] == ["Ingress", "Egress"]
    assert "ingress" not in spec
    assert [port["port"] for rule in spec["egress"] for port in rule["ports"]] == [53, 53]
    [made] = recording.of_type("kubernetes:core/v1:Namespace")
    assert made.urn in recording.of_type(POLICY)[0].dependencies


def test_open_namespace_has_no_policy(record: Record) -> None:
    assert record(lambda: namespace(default_deny=False)).of_type(POLICY) == []


def test_unknown_standard_is_refused(record: Record) -> None:
    with pytest.raises(pulumi.RunError, match="'strict' is no pod security standard"):
        record(lambda: namespace(pod_security="strict"))
