"""Nodes of Karpenter start from one version of an image."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Resource, Severity
from policies.properties import properties
from policies.rule import MANDATORY, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(resource: Resource, _settings: Settings) -> Iterator[Verdict]:
    terms = properties(resource).at("spec", "amiSelectorTerms")
    if not terms.each():
        yield terms.fails("is not set")
    for term in terms.each():
        version = term["alias"].text().partition("@")[2]
        if term["id"].absent and (not version or version == "latest"):
            yield (term["alias"] if term["alias"].given else term).fails("is not pinned to a version or an id")


RULE = ResourceRule(
    id="kubernetes-node-image-version",
    title="Karpenter nodes are pinned to an image",
    why=(
        "With latest, AWS decides when every accelerator node is replaced and which driver it has; by name, "
        "anybody who shares an image of that name does."
    ),
    severity=Severity.HIGH,
    applies_to=("kubernetes:karpenter.k8s.aws/*:EC2NodeClass",),
    enforcement=MANDATORY,
    remedy="Use alias with a version: al2023@v20260911, or an id.",
    checkov=("CKV_AWS_205",),
    trivy=("AWS-0344",),
    judge=_judge,
)
