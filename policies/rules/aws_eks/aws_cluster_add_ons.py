"""The cluster has the add-ons without which no pod runs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from evenkeel.model import Severity
from policies.aws.kinds import ADD_ON, CLUSTER
from policies.plan_view import PlanView
from policies.properties import properties
from policies.rule import MANDATORY, PlanRule
from policies.settings import Settings
from policies.verdict import Failure, Verdict

_NEEDED: Final = ("coredns", "kube-proxy", "vpc-cni")


def _judge(view: PlanView, settings: Settings) -> Iterator[Verdict]:
    del settings
    present = {properties(each)["addonName"].text() for each in view.of_type(ADD_ON)}
    for cluster in view.of_type(CLUSTER):
        unmanaged = properties(cluster)["bootstrapSelfManagedAddons"]
        if unmanaged.flag(default=True):
            yield unmanaged.fails("is not false: EKS installs copies of the add-ons that nobody updates")
        missing = [name for name in _NEEDED if name not in present]
        if missing:
            yield Failure(cluster, (), f"has no add-on {', '.join(missing)}")


RULE = PlanRule(
    id="aws-cluster-add-ons",
    title="The cluster has the add-ons without which no pod runs, managed by EKS",
    why="Without the network plug-in nodes never become ready, without kube-proxy no service, without CoreDNS no name.",
    severity=Severity.HIGH,
    applies_to=(CLUSTER,),
    enforcement=MANDATORY,
    remedy="Keep the add-ons vpc-cni, kube-proxy and coredns, and bootstrapSelfManagedAddons false.",
    judge=_judge,
)
