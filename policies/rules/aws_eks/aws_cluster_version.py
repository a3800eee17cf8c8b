"""The cluster runs a version of Kubernetes that EKS supports without a surcharge."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.catalogue.versions import version_matrix
from evenkeel.model import Resource, Severity
from policies.aws.kinds import CLUSTER
from policies.properties import properties
from policies.rule import MANDATORY_BEFORE_PROD, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(resource: Resource, settings: Settings) -> Iterator[Verdict]:
    del settings
    version = properties(resource)["version"]
    if version.absent:
        yield version.fails("is not set, so that the cluster's version depends on the day it is made")
        return
    calendar = version_matrix().kubernetes
    support = {each.version: each.support_on(calendar.as_of) for each in calendar.versions}
    found = support.get(version.text())
    if found != "standard":
        offered = ", ".join(name for name, kind in support.items() if kind == "standard")
        state = "not offered" if found is None else f"in {found} support" if found == "extended" else "no longer run"
        yield version.fails(f"is {version.text()}, {state} as of {calendar.as_of}; supported are {offered}")


RULE = ResourceRule(
    id="aws-cluster-version",
    title="The cluster runs a version of Kubernetes that EKS supports without a surcharge",
    why="An old version gets no fixes, costs six times as much, and is upgraded by AWS on a day that AWS chooses.",
    severity=Severity.MEDIUM,
    applies_to=(CLUSTER,),
    enforcement=MANDATORY_BEFORE_PROD,
    remedy="Raise cluster.version, one minor version at a time.",
    checkov=("CKV_AWS_339",),
    judge=_judge,
)
