"""The architecture picture of other programs, and of odd, hostile and secret input."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from evenkeel.diff import compare
from evenkeel.model import UNKNOWN, Secret, Value
from evenkeel.report.architecture import architecture_svg, architecture_text
from evenkeel.report.architecture.extract import architecture
from evenkeel.report.architecture.records import LinkKind, PartKind
from tests.report.architecture_checks import check_layout, ends
from tests.report.plans import Sketch, pod, small

HOSTILE = '</text><script>alert("x")</script>\u202e\x00\ud800&' + "W" * 500


def test_unknown_and_odd_values_are_left_out() -> None:
    s = Sketch()
    s.add("aws:lb/loadBalancer:LoadBalancer", "door", {"internal": UNKNOWN, "loadBalancerType": Secret("x")})
    s.add("aws:eks/nodeGroup:NodeGroup", "nodes", {"instanceTypes": UNKNOWN, "scalingConfig": 7, "labels": ["odd"]})
    s.add("aws:ec2/subnet:Subnet", "subnet", {"availabilityZone": UNKNOWN, "cidrBlock": UNKNOWN})
    s.kube("kubernetes:apps/v1:Deployment", "w", {"replicas": UNKNOWN, "template": Secret({})}, s.root)
    s.kube("kubernetes:karpenter.sh/v1:NodePool", "p", {"template": UNKNOWN, "limits": "none"}, s.root)
    svg = architecture_svg(s.plan())
    ElementTree.fromstring(svg)
    assert "UNKNOWN" not in svg
    check_layout(architecture(s.plan()))


def test_hostile_names_are_inert_and_stay_in_their_boxes() -> None:
    s = Sketch()
    for kind in ("InferenceService", "KarpenterNodePool", "Bucket", "Cache", "Keda", "Network", "Cluster"):
        owner = s.add(f"evenkeel:index:{kind}", HOSTILE)
        s.add("aws:iam/role:Role", f"{kind}{HOSTILE}", {"description": HOSTILE}, parent=owner)
    s.kube("kubernetes:apps/v1:Deployment", HOSTILE, pod(HOSTILE), s.root)
    s.add("aws:ec2/subnet:Subnet", "subnet", {"availabilityZone": HOSTILE, "cidrBlock": HOSTILE})
    plan = s.plan()
    svg = architecture_svg(plan)
    root = ElementTree.fromstring(svg)
    tags = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert tags <= {"svg", "title", "desc", "g", "rect", "path", "text"}
    check_layout(architecture(plan))
    assert not any("\u202e" in line or "\x00" in line for line in architecture_text(plan))


def test_secrets_are_in_neither_picture_nor_text(request: pytest.FixtureRequest) -> None:
    secret = f"s3cr3t-{abs(hash(request.node.nodeid))}-{'q' * 20}"
    s = Sketch()
    s.add("aws:elasticache/user:User", "user", {"passwords": [Secret(secret)]})
    s.add("aws:elasticache/replicationGroup:ReplicationGroup", "cache", {"engine": secret, "nodeType": Secret(secret)})
    s.add("aws:s3/bucket:Bucket", f"bucket-{secret}")
    template: dict[str, Value] = {"metadata": {"annotations": {"x/model": f"a {secret} b"}}, **pod("x")["template"]}  # type: ignore[dict-item]
    s.kube("kubernetes:apps/v1:Deployment", "web", {"template": template}, s.root)
    plan = s.plan()
    assert secret not in architecture_svg(plan)
    assert secret not in "\n".join(architecture_text(plan))
    assert secret not in architecture_svg(plan, change=compare(Sketch().plan(), plan))


def test_an_identifier_that_would_break_the_page_is_refused() -> None:
    with pytest.raises(ValueError, match="letters"):
        architecture_svg(small(), identifier='x" onload="alert(1)')


def test_an_empty_plan_says_so() -> None:
    plan = Sketch().plan()
    assert "It has no resources." in architecture_svg(plan)
    assert architecture_text(plan) == ["evenkeel / prod has no resources."]


def test_a_program_of_somebody_else_keeps_what_is_known_and_counts_the_rest() -> None:
    s = Sketch()
    bucket = s.add("aws:s3/bucket:Bucket", "uploads")
    s.add("aws:s3/bucketVersioning:BucketVersioning", "v", property_dependencies={"bucket": (bucket,)})
    for at in range(3):
        s.add("aws:lambda/function:Function", f"f{at}", property_dependencies={"environment": (bucket,)})
    found = architecture(s.plan())
    counts = {part.title: len(part.urns) for part in found.parts}
    assert counts == {"uploads": 2, "Other: 3 resources": 3}
    assert "3 lambda:Function" in next(part for part in found.parts if part.kind is PartKind.OTHER).lines


def test_plain_kubernetes_objects_are_linked_by_what_they_name() -> None:
    s = Sketch()
    root = s.root
    spec = {"replicas": 3, **pod("nginx")}
    s.kube("kubernetes:apps/v1:Deployment", "web", spec, root)
    s.kube("kubernetes:core/v1:Service", "web", {"ports": [{"port": 80}]}, root)
    backend: Value = {"service": {"name": "web"}}
    rule: Value = {"host": "example.com", "http": {"paths": [{"backend": backend}]}}
    s.kube("kubernetes:networking.k8s.io/v1:Ingress", "door", {"rules": [rule]}, root)
    found = architecture(s.plan())
    assert ("door", "web") in ends(found, LinkKind.TRAFFIC)
    assert ("web", "Existing nodes") in ends(found, LinkKind.RUNS_ON)
    assert {part.title: len(part.urns) for part in found.parts if part.urns} == {"web": 2, "door": 1}
