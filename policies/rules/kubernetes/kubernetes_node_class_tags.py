"""Nodes of Karpenter are tagged."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Resource, Severity
from policies.properties import properties
from policies.rule import MANDATORY, Parameter, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(resource: Resource, settings: Settings) -> Iterator[Verdict]:
    tags = properties(resource).at("spec", "tags")
    given = tags.entries()
    for name in settings.texts("tags"):
        if name not in given:
            yield tags[name].fails("is not set")


RULE = ResourceRule(
    id="kubernetes-node-class-tags",
    title="Karpenter nodes are tagged",
    why="They are most of the bill; without tags nobody knows whose.",
    severity=Severity.LOW,
    applies_to=("kubernetes:karpenter.k8s.aws/*:EC2NodeClass",),
    enforcement=MANDATORY,
    remedy="Set tags in the stack file.",
    checkov=("CKV_AWS_153",),
    parameters=(Parameter(name="tags", default=("owner", "project"), meaning="tags that nodes must have"),),
    judge=_judge,
)
