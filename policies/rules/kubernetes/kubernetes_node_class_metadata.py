"""Nodes of Karpenter answer for their credentials with a session only, and not to pods."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Resource, Severity
from policies.properties import properties
from policies.rule import MANDATORY, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(resource: Resource, _settings: Settings) -> Iterator[Verdict]:
    options = properties(resource).at("spec", "metadataOptions")
    tokens, hops = options["httpTokens"], options["httpPutResponseHopLimit"]
    if tokens.text() != "required":
        yield tokens.fails(f"is {tokens.text('left out')}, not required")
    if hops.number(2) > 1:
        yield hops.fails(f"is {hops.text('left out')}, not 1")


RULE = ResourceRule(
    id="kubernetes-node-class-metadata",
    title="Karpenter nodes protect the instance metadata",
    why=(
        "The credentials of a node pull every image and join the cluster; a request that a pod is tricked "
        "into must not get them."
    ),
    severity=Severity.HIGH,
    applies_to=("kubernetes:karpenter.k8s.aws/*:EC2NodeClass",),
    enforcement=MANDATORY,
    remedy="Set metadataOptions.httpTokens to required and httpPutResponseHopLimit to 1.",
    checkov=("CKV_AWS_79", "CKV_AWS_341"),
    trivy=("AWS-0028", "AWS-0130"),
    judge=_judge,
)
