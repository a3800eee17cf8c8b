"""Nodes of Karpenter have no public address."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Resource, Severity
from policies.properties import properties
from policies.rule import MANDATORY, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(resource: Resource, _settings: Settings) -> Iterator[Verdict]:
    flag = properties(resource).at("spec", "associatePublicIPAddress")
    if flag.flag():
        yield flag.fails("is true")


RULE = ResourceRule(
    id="kubernetes-node-class-address",
    title="Karpenter nodes have no public address",
    why="A node with a public address is one open port away from the internet.",
    severity=Severity.HIGH,
    applies_to=("kubernetes:karpenter.k8s.aws/*:EC2NodeClass",),
    enforcement=MANDATORY,
    remedy="Set associatePublicIPAddress to false.",
    checkov=("CKV_AWS_88",),
    trivy=("AWS-0009",),
    judge=_judge,
)
